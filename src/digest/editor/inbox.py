"""The inbox line: subject and preheader, composed from the stories' own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.editor.headline import DOT, UNSPACED, full_length, headline, plain, seen_length, shortened, words
from digest.editor.storyless import spoken, subject_lines
from digest.editor.subject import subjects
from digest.model import ELLIPSIS, Hand, Reason, SubjectLine, folded
from digest.model.sentences import END_MARKS, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.model import Newsletter, Story, Week

_SHORT, _LONG = 50, 130  # characters of a preheader as a reader sees them
_FEWEST = 40  # characters of a preheader as programs count them; of Chinese, these are 80 columns
_NOTICED = 6  # letters
_TELLING = 20  # characters of what is more than a name


@dataclass(frozen=True, slots=True)
class Inbox:
    """What an inbox shows of an issue, and the subjects among which it was chosen, best first."""

    subject: str
    preheader: str
    subjects: tuple[SubjectLine, ...]


def inbox(
    stories: Sequence[Story],
    newsletter: Newsletter,
    week: Week,
    *,
    recent: Collection[str] = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
    offers: Sequence[str] = (),
) -> Inbox:
    """Choose the subject, and a preheader that adds to it.

    Nothing of a story that is kept for one audience is in them: all letters have the same.

    Args:
        stories: In the order of the issue.
        newsletter: Its name and the week are the subject where there is nothing else.
        week: The issue's week.
        recent: Subjects of the last issues, as sent; none of them comes again.
        hand: The editor's; a subject or preheader of hers wins, and her note speaks where no story is open to all.
        offers: Titles of offers that all readers see, for where no story is.
    """
    public = [story for story in stories if not story.article.audience]
    lines = subjects(public, recent, name=plain(newsletter.name), ending=f"{DOT}{week}")
    lines = lines or subject_lines(hand.note, offers, plain(newsletter.name), ending=f"{DOT}{week}", recent=recent)
    if own := plain(hand.subject):
        others = tuple(line for line in lines if folded(line.text) != folded(own))
        lines = (SubjectLine(own, 0.0, (Reason("the editor’s own", 0.0),)), *others)
    subject = lines[0].text
    told = (
        _preheader(public, subject, newsletter.tagline)
        if public
        else _of_the_note(spoken(hand.note), offers, subject, newsletter)
    )
    return Inbox(subject, plain(hand.preheader) or told, lines)


def _of_the_note(said: Sequence[str], offers: Sequence[str], subject: str, newsletter: Newsletter) -> str:
    """What the subject does not say, where no story is open to all: sentences of the note, offers, the tagline."""
    new = [sentence for sentence in said if not _repeats(sentence, subject)]
    line = _filled("", new, until=_SHORT, sentences=True)
    line = line or shortened(next(iter(new), ""), _LONG)
    line = _filled(line, [title for title in offers if not _quoted(title, subject)], until=_SHORT)
    name = plain(newsletter.name)
    return _filled(line, [plain(newsletter.tagline), *([] if _quoted(name, subject) else [name])], until=_SHORT)


def _preheader(public: Sequence[Story], subject: str, tagline: str) -> str:
    """What the subject does not say: whole titles, then whole sentences; the tagline where there is nothing else."""
    stems = tuple(dict.fromkeys(stem for story in public for stem in story.terms))
    titles, other_titles = _sorted_out([headline(story.article) for story in public], subject, stems)
    new, repeating = _sorted_out(list(_openings(public)), subject, stems)
    telling = [sentence for sentence in (*new, *repeating) if not _repeats(sentence, subject)]
    line = _filled("", titles, until=_LONG)
    line = _filled(line, telling, until=_SHORT, sentences=True)
    line = _filled(line, [title for title in other_titles if not _quoted(title, subject)], until=_SHORT)
    line = line or shortened(next(iter([*titles, *telling]), ""), _LONG)
    line = _with_a_beginning(line, telling)
    line = _filled(line, [plain(tagline)], until=_SHORT)
    return line or shortened(next(iter(repeating), ""), _LONG)


def _sorted_out(pieces: Sequence[str], subject: str, stems: Sequence[str]) -> tuple[list[str], list[str]]:
    """The pieces that say nothing again, and the others with the least repeated first."""
    said = _words(subject, stems)
    again = {piece: len(_words(piece, stems) & said) + _quoted(piece, subject) for piece in pieces if piece}
    new = [piece for piece, count in again.items() if not count]
    return new, sorted((piece for piece, count in again.items() if count), key=lambda piece: again[piece])


def _quoted(piece: str, subject: str) -> bool:
    """Whether the one has the other, or a part of it, in it as it stands."""
    return folded(piece) in folded(subject) or any(part in folded(piece) for part in _parts(subject))


def _repeats(sentence: str, subject: str) -> bool:
    """Whether a sentence would tell again, word for word, more of the subject than a name."""
    return folded(sentence) in folded(subject) or any(
        seen_length(part) >= _TELLING and part in folded(sentence) for part in _parts(subject)
    )


def _parts(subject: str) -> list[str]:
    """What stands between the dots of a subject, folded, without the sign that it was cut."""
    parts = (part.removesuffix("…").rstrip() for part in folded(subject).split(DOT))
    return [part for part in parts if part]


def _with_a_beginning(line: str, sentences: Sequence[str]) -> str:
    """The line and, where it is too short and no sentence fits, as much of the first new one as there is room for."""
    if not line or full_length(line) >= _FEWEST:
        return line
    new = next((sentence for sentence in sentences if sentence not in line), "")
    return f"{line}{DOT}{shortened(new, _LONG - full_length(line + DOT))}" if new else line


def _is_short(line: str, until: int) -> bool:
    return seen_length(line) < until or len(line) < _FEWEST


def _filled(line: str, pieces: Sequence[str], *, until: int, sentences: bool = False) -> str:
    """The line with as many of the pieces as fit into it, while it is shorter than that."""
    sign = DOT
    for piece in pieces:
        longer = f"{line}{sign}{piece}" if line else piece
        if _is_short(line, until) and piece not in line and full_length(longer) <= _LONG:
            line = longer
            sign = " " if sentences and piece.endswith((*END_MARKS,)) else DOT
    return line


def _openings(public: Sequence[Story]) -> Iterator[str]:
    """The sentences of the lead's standfirst, then the first of each key paragraph: they lean on none before them."""
    for lead in public[:1]:
        yield from _sentences(lead.article.standfirst)
        for paragraph in lead.paragraphs:
            yield from _sentences(paragraph)[:1]


def _sentences(text: str) -> list[str]:
    return [sentence for run in text.split(ELLIPSIS) for sentence in sentences(plain(run))]


def _words(text: str, stems: Sequence[str]) -> set[str]:
    """What a reader would notice twice: the words that carry stories, and long ones."""
    found: set[str] = set()
    for word in words(text):
        stem = max((stem for stem in stems if word.startswith(stem)), key=len, default="")
        if stem or len(word) >= _NOTICED or word >= UNSPACED:
            found.add(stem or word)
    return found
