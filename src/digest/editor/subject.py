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
    from collections.abc import Callable, Collection, Iterator, Sequence

    from digest.model import Story

__all__ = ["LONGEST", "SHORTEST", "cut", "subjects"]

SHORTEST, LONGEST = 30, 60  # characters as a reader sees them; telephones cut at 40 to 60

_MOST = 8  # candidates that are shown
_PARTNERS = 5  # stories after the lead that may stand beside it
_LATER = 0.2  # points that each story between costs
_TOP_TERMS = 5
_FEWEST_WORDS = 3
_CASED = 8  # letters, fewer may well be an abbreviation
_SHOUTING = 0.6  # share of them that are capitals
_ASKS = re.compile(r"[?？؟;]\W*$")
_EXCLAIMS = re.compile(r"[!！]")
_TRAILS_OFF = re.compile(r"\.\.\.|…")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    origin: Reason


def subjects(stories: Sequence[Story], recent: Collection[str] = ()) -> tuple[SubjectLine, ...]:
    """Subjects that these stories give, best first, each text once.

    Args:
        stories: Open to every reader, in the order of the issue.
        recent: Subjects of the last issues; none of them comes again.
    """
    used = {folded(plain(text)) for text in recent}
    lines: dict[str, SubjectLine] = {}
    for candidate in _candidates(stories):
        text = candidate.text
        if text and seen_length(text) <= LONGEST and folded(text) not in used:
            lines.setdefault(folded(text), _weighed(candidate, stories[0]))
    return tuple(sorted(lines.values(), key=lambda line: -line.score)[:_MOST])


def _candidates(stories: Sequence[Story]) -> Iterator[_Candidate]:
    lead, *others = [title for story in stories if (title := headline(story.article))] or [""]
    pieces = parts(lead)
    yield _Candidate(lead, Reason("the lead’s title", 3.0))
    yield from (_Candidate(piece, Reason("a part of the lead’s title", 2.0)) for piece in pieces)
    yield _Candidate(first_clause(lead), Reason("the first clause of the lead’s title", 1.0))
    for place, other in enumerate(others[:_PARTNERS]):
        for second, points in ((other, 2.0), *((piece, 1.2) for piece in parts(other))):
            origin = Reason("the lead and another story", points - _LATER * place)
            yield from (_Candidate(joined(first, second), origin) for first in (lead, *pieces))
        yield _Candidate(other, Reason("another story’s title", 1.0 - _LATER * place))
    if (theme := theme_of(stories)) and folded(theme) not in folded(lead):
        yield from (
            _Candidate(joined(theme, title), Reason("a theme and the lead", 1.8)) for title in (lead, *pieces)
        )
    for story in stories[:1]:
        yield _Candidate(plain(story.article.standfirst), Reason("the lead’s standfirst", 1.0))
    names = names_of(stories) if names_of(stories[:1]) else ()
    yield from (
        _Candidate(joined(*names[:n]), Reason("names in the stories", 1.0)) for n in (3, 2) if len(names) >= n
    )
    if seen_length(lead) > LONGEST:
        yield _Candidate(shortened(lead, LONGEST), Reason("the lead’s title, cut short", 0.0))


def _weighed(candidate: _Candidate, lead: Story) -> SubjectLine:
    reasons = [candidate.origin]
    reasons += [Reason(name, points) for name, rule in _RULES if (points := round(rule(candidate.text, lead), 2))]
    return SubjectLine(candidate.text, round(sum(reason.points for reason in reasons), 2), tuple(reasons))


def _length(text: str, _: Story) -> float:
    return 1.0 if seen_length(text) >= SHORTEST else 0.0


def _short(text: str, _: Story) -> float:
    return min(0.0, (seen_length(text) - SHORTEST) / 10)


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
