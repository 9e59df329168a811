"""What stands round the start of an article: date, byline, standfirst, picture text, caption and credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.dates import published_date, states_update_only
from digest.intake.page_text import byline, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

_LEAST, _MOST = 7, 30  # words of a standfirst
_BELOW, _ABOVE, _INSIDE = 25, 12, 6  # lines from the headline within which its date and byline stand
_KICKER = re.compile(r"(?P<kicker>[^:|–—]{2,30}?)\s*[:|–—]\s+(?P<title>\S.*)")
_CREDIT = re.compile(
    r"[\s(|]*(?:\b(?:photo(?:graph)?s?|image|picture|illustration|foto|bild|grafik|credit|crédits?|quelle|source|imagen|fuente|фото)\b[^.:]{0,20}[:/]|"
    r"\bphoto(?:graph)?s? by\b|©|\bcourtesy (?:of )?|\((?:photo|image|foto|bild)\b)",
    re.IGNORECASE,
)
_ORGANISATIONS = re.compile(
    r"wikimedia|getty|reuters|\bafp\b|\bdpa\b|\bap\b|shutterstock|istock|pixabay|unsplash|flickr|alamy|pexels|commons|office|agency|press|associated|museum|archive|collection|\bvia\b|creative",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+|(?<=\d[.!?])\s+|(?<=[.!?][”\"»])\s+")


def split_kicker(title: str) -> tuple[str, str]:
    """Split "Video: A title" into kicker and title; the kicker is empty where none stands."""
    match = _KICKER.fullmatch(title)
    if match and vocabulary.KICKERS.fullmatch(match["kicker"].strip().casefold()):
        return match["kicker"].strip(), match["title"].strip()
    return "", title


def split_credit(caption: str) -> tuple[str, str]:
    """Split a caption into what it says and whom it credits, either of which may be empty."""
    mark = _CREDIT.search(caption)
    if mark:
        return caption[: mark.start()].strip(" |("), caption[mark.start() :].strip(" |()")
    sentences = _SENTENCE.split(caption.strip())
    last = sentences[-1]
    if len(sentences) > 1 and _ORGANISATIONS.search(last) and len(last.split()) <= 14:  # longer than credits get
        return caption.strip()[: -len(last)].strip(), last
    return caption.strip(), ""


def near(title: int, first: int, size: int) -> list[int]:
    """Lines in which date and byline are sought, best place first.

    That is between headline and body, then above the headline, then just inside the body.
    """
    under = range(title + 1, min(size, first, title + 1 + _BELOW))
    above = range(title - 1, max(-1, title - 1 - _ABOVE), -1)
    inside = range(max(title + 1, first), min(size, first + _INSIDE))
    return [*under, *above, *inside]


def find_date(lines: Sequence[Line], around: Sequence[int]) -> tuple[int, date] | None:
    """The first line in that order that states the day of publication, with the day."""
    updated: tuple[int, date] | None = None
    for i in around:
        day = published_date(lines[i].text)
        if day is None:
            continue
        if not states_update_only(lines[i].text):
            return i, day
        updated = updated or (i, day)
    return updated


def find_byline(
    lines: Sequence[Line], around: Sequence[int], title: int, dated: int | None
) -> tuple[tuple[int, ...], str]:
    """The lines of the byline and the name in it.

    Args:
        lines: All lines of the document.
        around: Where to look, best place first.
        title: Index of the headline.
        dated: Index of the date line, beside which a bare name is a byline.
    """
    for i in around:
        if name := byline.byline_name(lines[i].text):
            return (i,), name
        if byline.is_label(lines[i].text) and i + 1 in around and (name := byline.clean_name(lines[i + 1].text)):
            return (i, i + 1), name
    for i in around:
        if name := byline.dated_name(lines[i].text):
            return (i,), name
    beside = [dated - 1, dated + 1, dated - 2, dated + 2] if dated is not None else []
    for i in [*beside, title + 1, title + 2]:
        if i in around and i > title and (name := _bare_name(lines[i].text)):
            return (i,), name
    return (), ""


def _bare_name(line: str) -> str:
    """The name on a line of its own, with the role behind a comma, or nothing."""
    name = byline.clean_name(line) if len(line) < 70 else ""  # a name and a role
    alone = name.split(",")[0]
    return name if byline.looks_like_name(alone, most=4) else ""


def find_standfirst(lines: Sequence[Line], page: Sequence[Facts], between: Sequence[int]) -> int | None:
    """The line between headline and body that sums the article up, or None."""
    for i in between[:6]:
        if _LEAST <= page[i].words <= _MOST and not _disqualified(lines[i], page[i]):
            return i
    return None


def opening_paragraphs(lines: Sequence[Line], page: Sequence[Facts], between: Sequence[int]) -> list[int]:
    """The lines between headline and body that are too long for a standfirst: the article opens with them."""
    return [i for i in between if page[i].words > _MOST and page[i].prose and not _disqualified(lines[i], page[i])]


def opens_tight(lines: Sequence[Line], page: Sequence[Facts], body: Sequence[int]) -> bool:
    """Whether the first line of the body of a dump without blank lines is its standfirst.

    Such a dump sets headline, standfirst and paragraphs alike; the standfirst is one sentence, clearly shorter than
    the paragraphs of an article of some length.
    """
    if len(body) < 5 or any(lines[i].gap for i in body[:5]):  # fewer paragraphs tell nothing
        return False
    first = page[body[0]]
    lengths = sorted(page[i].words for i in body[1:])
    return 6 <= first.words <= 0.6 * lengths[len(lengths) // 2] and not first.sentences and not first.colon


def _disqualified(line: Line, facts: Facts) -> bool:
    return bool(
        facts.dated
        or facts.item
        or facts.credited
        or facts.opens
        or facts.call
        or facts.furniture > (facts.words > 12)  # a long line may hold one such word by chance
        or facts.address
        or facts.byline
        or line.text[0].isdigit()
    )


def under_picture(lines: Sequence[Line], page: Sequence[Facts], i: int) -> bool:
    """Whether a line that is glued to the words of a picture stands apart from what follows, as captions do."""
    return page[i].words <= 50 and i + 1 < len(lines) and lines[i + 1].gap  # captions are short


def is_caption(facts: Facts) -> bool:
    """Whether a line reads like the words under a picture."""
    return 3 <= facts.words <= 70 and (facts.credited or (facts.caption and not facts.prose)) and not facts.item
