"""What a subject could be, and what speaks for each: in the stories' own words, so in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.editor.headline import (
    DOT,
    UNSPACED,
    balanced,
    cut,
    first_clause,
    full_length,
    headline,
    joined,
    parts,
    plain,
    seen_length,
    shortened,
    words,
)
from digest.editor.names import names_of, theme_of
from digest.model import Reason, SubjectLine, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from digest.model import Story

__all__ = ["LONGEST", "SHORTEST", "cut", "subjects"]

SHORTEST, LONGEST = (
    30,
    60,
)  # characters as a reader sees them, at most as many as programs count; telephones cut at 40 to 60

_MOST = 8  # candidates that are shown
_PARTNERS = 5  # stories after the lead that may stand beside it
_LATER = 0.2  # points that each story between costs
_TOP_TERMS = 5
_FEWEST_WORDS = 3
_TOO_SHORT = 4.0  # points that what is too short loses at once, so that it is a subject only for want of others
_CASED = 8  # letters, fewer may well be an abbreviation
_SHOUTING = 0.6  # share of them that are capitals
_ASKS = re.compile(r"[?？؟;]\W*$")
_EXCLAIMS = re.compile(r"[!！]")
_TRAILS_OFF = re.compile(r"\.\.\.|…")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    origin: Reason


def subjects(
    stories: Sequence[Story], recent: Collection[str] = (), *, name: str = "", ending: str = ""
) -> tuple[SubjectLine, ...]:
    """Subjects that these stories give, best first, each text once.

    Args:
        stories: Open to every reader, in the order of the issue.
        recent: Subjects of the last issues; none of them comes again.
        name: The newsletter's, which may stand behind a title that is too short for a subject.
        ending: What stands behind the name where even that is too short.
    """
    used = {folded(plain(text)) for text in recent}
    lines: dict[str, SubjectLine] = {}
    for candidate in _candidates(stories, name, ending):
        text = candidate.text
        if _says_something(text) and full_length(text) <= LONGEST and folded(text) not in used:
            lines.setdefault(folded(text), _weighed(candidate, stories[0]))
    return tuple(sorted(lines.values(), key=lambda line: -line.score)[:_MOST])


def _says_something(text: str) -> bool:
    """Whether there is a letter in it: a figure or a sign alone is no subject."""
    return any(map(str.isalpha, text))


def _candidates(stories: Sequence[Story], name: str, ending: str) -> Iterator[_Candidate]:
    titles = _each_once(title for story in stories if (title := headline(story.article)))
    if titles:
        lead, *others = titles
        pieces = parts(lead)
        yield from _of_the_lead(lead, pieces)
        for place, other in enumerate(others[:_PARTNERS]):
            yield from _with_another(lead, pieces, other, _LATER * place)
        yield from _with_a_theme(lead, pieces, stories)
        yield from _padded(titles, name, ending)
    for story in stories[:1]:
        yield _Candidate(plain(story.article.standfirst), Reason("the lead’s standfirst", 1.0))
    names = names_of(stories) if names_of(stories[:1]) else ()
    yield from (
        _Candidate(joined(*names[:n]), Reason("names in the stories", 1.0)) for n in (3, 2) if len(names) >= n
    )


def _each_once(titles: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for title in titles:
        found.setdefault(folded(title), title)
    return list(found.values())


def _of_the_lead(lead: str, pieces: Sequence[str]) -> Iterator[_Candidate]:
    yield _Candidate(lead, Reason("the lead’s title", 3.0))
    yield from (_Candidate(piece, Reason("a part of the lead’s title", 2.0)) for piece in pieces)
    yield _Candidate(first_clause(lead), Reason("the first clause of the lead’s title", 1.0))
    if full_length(lead) > LONGEST:
        yield _Candidate(shortened(lead, LONGEST), Reason("the lead’s title, cut short", 0.0))


def _with_another(lead: str, pieces: Sequence[str], other: str, less: float) -> Iterator[_Candidate]:
    for second, points in ((other, 2.0), *((piece, 1.2) for piece in (*parts(other), first_clause(other)) if piece)):
        origin = Reason("the lead and another story", points - less)
        yield from (_Candidate(joined(first, second), origin) for first in (lead, *pieces))
    yield _Candidate(other, Reason("another story’s title", 1.0 - less))


def _with_a_theme(lead: str, pieces: Sequence[str], stories: Sequence[Story]) -> Iterator[_Candidate]:
    if (theme := theme_of(stories)) and folded(theme) not in folded(lead):
        yield from (
            _Candidate(joined(theme, title), Reason("a theme and the lead", 1.8)) for title in (lead, *pieces)
        )


def _padded(titles: Sequence[str], name: str, ending: str) -> Iterator[_Candidate]:
    """What is too short: a third title behind two, the newsletter's name, and what stands behind the name."""
    lead, *others = titles[: _PARTNERS + 1]
    two = [joined(lead, other) for other in others]
    yield from (
        _Candidate(joined(text, other), Reason("three titles", 1.0)) for text in two[:1] for other in others[1:]
    )
    for place, text in enumerate([*two, *titles[: _PARTNERS + 1]]):
        if name and seen_length(text) < SHORTEST and folded(name) not in folded(text):
            less = _LATER * place
            yield _Candidate(joined(text, name), Reason("titles and the newsletter’s name", 0.8 - less))
            yield _Candidate(joined(text, name) + ending, Reason("titles, the newsletter and its week", 0.5 - less))


def _weighed(candidate: _Candidate, lead: Story) -> SubjectLine:
    reasons = [Reason(candidate.origin.rule, round(candidate.origin.points, 2))]
    reasons += [Reason(name, points) for name, rule in _RULES if (points := round(rule(candidate.text, lead), 2))]
    return SubjectLine(candidate.text, round(sum(reason.points for reason in reasons), 2), tuple(reasons))


def _length(text: str, _: Story) -> float:
    return 1.0 if seen_length(text) >= SHORTEST else 0.0


def _short(text: str, _: Story) -> float:
    return min(0.0, (seen_length(text) - SHORTEST) / 5 - _TOO_SHORT) if seen_length(text) < SHORTEST else 0.0


def _told(text: str, lead: Story) -> float:
    """How much of the lead's title is in it."""
    wanted, there = set(words(headline(lead.article))), set(words(text))
    return 1.5 * len(wanted & there) / len(wanted) if wanted else 0.0


def _own_words(text: str, lead: Story) -> float:
    there = words(text)
    return 0.2 * sum(any(word.startswith(stem) for word in there) for stem in lead.terms[:_TOP_TERMS])


def _says_little(text: str, _: Story) -> float:
    first = text.partition(DOT)[0]
    return -1.0 if max(text) < UNSPACED and len(first.split()) < _FEWEST_WORDS else 0.0


def _unbalanced(text: str, _: Story) -> float:
    return 0.0 if balanced(text) else -1.5


def _asks(text: str, _: Story) -> float:
    return -0.5 if _ASKS.search(text) else 0.0


def _exclaims(text: str, _: Story) -> float:
    return -0.75 if _EXCLAIMS.search(text) else 0.0


def _trails_off(text: str, _: Story) -> float:
    return -0.5 if _TRAILS_OFF.search(text.removesuffix("…")) else 0.0


def _shouts(text: str, _: Story) -> float:
    cased = [char for char in text if char.islower() or char.isupper()]
    capitals = sum(map(str.isupper, cased))
    return -1.0 if len(cased) >= _CASED and capitals > _SHOUTING * len(cased) else 0.0


_RULES: tuple[tuple[str, Callable[[str, Story], float]], ...] = (
    ("30 to 60 characters", _length),
    ("short", _short),
    ("the words of the lead’s title", _told),
    ("words that carry the lead", _own_words),
    ("begins with a word or two", _says_little),
    ("a quotation torn apart", _unbalanced),
    ("a question", _asks),
    ("an exclamation", _exclaims),
    ("trails off", _trails_off),
    ("all in capitals", _shouts),
)
