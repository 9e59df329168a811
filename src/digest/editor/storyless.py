"""An issue without a story: the editor's note and the offers alone, and what an inbox shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.editor.headline import UNSPACED, full_length, joined, plain, seen_length, shortened
from digest.editor.subject import LONGEST, SHORTEST
from digest.model import Hand, Issue, Kind, Reason, SubjectLine, folded
from digest.model.sentences import END_MARKS, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.model import CatalogueItem, NoteBlock

_FEWEST_WORDS = 3  # fewer are a greeting
_MOST_WORDS = 7  # of an offer's title; more would be a passage of what only some readers get
_FULL_STOPS = ".。"


def wanted(hand: Hand) -> bool:
    """Whether the editor wants an issue, whatever the week brought: there is a note or a subject of hers."""
    return bool(hand.note or hand.subject or hand.subjects)


def has_something(issue: Issue) -> bool:
    """Whether there is anything to read in an issue without a story."""
    return bool(issue.note or issue.deals or issue.catalogue or issue.archive)


def decision(issue: Issue) -> tuple[str, ...]:
    """What is said of it to the editor."""
    parts = ["the editor's note"] if issue.note else []
    parts += ["offers"] if issue.deals or issue.catalogue else []
    parts += ["the archive"] if issue.archive else []
    return (f"no story this week: {' and '.join(', '.join(parts).rsplit(', ', 1))} alone",)


def open_titles(items: Sequence[CatalogueItem]) -> tuple[str, ...]:
    """The titles of offers that may stand in an inbox, where all readers see the same ones."""
    titles = (plain(item.title) for item in items if not item.audience)
    return tuple(title for title in titles if title and len(title.split()) <= _MOST_WORDS)


def spoken(note: Sequence[NoteBlock]) -> tuple[str, ...]:
    """The note's whole sentences, without greetings and headings."""
    found = (plain(one) for block in note if block.kind is not Kind.HEADING for one in sentences(plain(block.text)))
    return tuple(one for one in found if one.endswith((*END_MARKS,)) and _says_enough(one))


def subject_lines(
    note: Sequence[NoteBlock], offers: Sequence[str], name: str, *, ending: str, recent: Collection[str] = ()
) -> tuple[SubjectLine, ...]:
    """What the subject could be, best first: the note's heading, a sentence of it, an offer; each text once.

    Args:
        note: The editor's.
        offers: Titles that all readers may see.
        name: The newsletter's.
        ending: What stands behind the name where that is the subject, so that no two weeks have the same.
        recent: Subjects of the last issues; none of them comes again.
    """
    used = {folded(plain(text)) for text in recent}
    lines: dict[str, SubjectLine] = {}
    for text, why in _candidates(note, offers, name):
        if folded(text) not in used:
            lines.setdefault(folded(text), SubjectLine(text, 0.0, (Reason(why, 0.0),)))
    neutral = shortened(name, LONGEST - len(ending)) + ending
    last = SubjectLine(neutral, 0.0, (Reason("the newsletter’s name and week", 0.0),))
    return (*lines.values(), last)


def _candidates(note: Sequence[NoteBlock], offers: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    for block in note:
        if block.kind is Kind.HEADING and plain(block.text):
            yield _named(shortened(plain(block.text), LONGEST), name), "a heading of the note"
    said = [_as_title(one) for one in spoken(note)]
    for one in said:
        if full_length(one) <= LONGEST:
            yield _named(one, name), "a sentence of the note"
    for one in said[:1]:
        yield shortened(one, LONGEST), "the note’s first sentence, cut short"
    for title in offers:
        yield _named(shortened(title, LONGEST), name), "an offer"


def _named(text: str, name: str) -> str:
    """With the newsletter's name where the text is short for a subject and has room for it."""
    longer = joined(text, name)
    short = seen_length(text) < SHORTEST and full_length(longer) <= LONGEST
    return longer if short and name and folded(name) not in folded(text) else text


def _as_title(sentence: str) -> str:
    """Without its full stop; after "Dear readers," a sentence begins with a small letter."""
    bare = sentence[:-1] if sentence[-1] in _FULL_STOPS and not sentence.endswith("...") else sentence
    return bare[0].upper() + bare[1:]


def _says_enough(sentence: str) -> bool:
    return len(sentence.split()) >= _FEWEST_WORDS or max(sentence) >= UNSPACED
