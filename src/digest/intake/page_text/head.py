"""What stands round the start of an article: kicker, standfirst, picture text, caption, credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.page_text import byline, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

_LEAST, _MOST = 7, 30  # words of a standfirst
_BELOW, _ABOVE, _INSIDE = 25, 12, 6  # lines from the headline within which its date and byline stand
_BEHIND = 15  # lines below an article in which its author and date may stand
_SOON = 14  # lines within which one thing belongs to another
_NO_SENTENCE = (" » ", " › ", " > ", "|", "\t")  # marks of menus, trails and tables
_ARTICLE = 3  # lines of a body
_PARAGRAPH, _LONG = 35, 25  # words of a standfirst that stands apart at most, and of a paragraph at least
_PLACE = re.compile(
    r"[A-ZÀ-Þ][^\W\d_]+(?:[ /-][A-ZÀ-Þ][^\W\d_]+){0,3}(?:, [^\W\d_]+\.?)?"
    r"(?: ?\([^()]{2,30}\) ?[-–—:]+ ?| ?[–—] | - )(?=[^\W\d_a-zß-ÿ]|[\"„“«»])"
)
_HEADING = 9  # words
_TITLE_CASE = 0.7  # share of capitals from which a line is another headline, in German too
_SECTIONS = frozenset({"comments", "related", "catalogue", "contact"})
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

_WORDS = re.compile(r"\w+")
_MOSTLY = 0.8  # of the headline's words
_FEW_MORE = 5  # words


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


def behind(lines: Sequence[Line], page: Sequence[Facts], body: Sequence[int]) -> list[int]:
    """The lines behind an article in which its author and date may stand: those above the comments and teasers."""
    found: list[int] = []
    for i in range(max(body[0] + 1, body[-1] - 1), min(len(page), body[-1] + 1 + _BEHIND)) if body else ():
        if i > body[-1] and page[i].opens in _SECTIONS and page[i].words <= _HEADING:
            break
        if not byline.sign_off_name(lines[i].text):
            found.append(i)
    return found


def tells_again(line: str, headline: str) -> bool:
    """Whether a line says what the headline says and little else, as "Breaking news: …" over it."""
    told, title = _WORDS.findall(line.casefold()), set(_WORDS.findall(headline.casefold()))
    same = title.intersection(told)
    return len(same) >= _MOSTLY * len(title) > 0 and len(told) - len(same) <= _FEW_MORE


def find_standfirst(lines: Sequence[Line], page: Sequence[Facts], between: Sequence[int]) -> int | None:
    """The line between headline and body that sums the article up, or None."""
    for i in between[:6]:
        if _LEAST <= page[i].words <= _MOST and not _disqualified(lines[i], page[i]):
            return i
    return None


def opening_paragraphs(lines: Sequence[Line], page: Sequence[Facts], between: Sequence[int]) -> list[int]:
    """The lines between headline and body that are too long for a standfirst: the article opens with them."""
    return [i for i in between if page[i].words > _MOST and page[i].prose and not _disqualified(lines[i], page[i])]


def opens_apart(lines: Sequence[Line], page: Sequence[Facts], title: int, body: Sequence[int]) -> bool:
    """Whether the first line of the body is cut off from the rest, as a standfirst is.

    Either the date, the byline or a picture with its credit stands between, or the second line begins with the place
    and the agency of a report. Nothing but short lines stands between it and the headline.
    """
    if (
        len(body) < _ARTICLE
        or not _LEAST <= page[body[0]].words <= _PARAGRAPH
        or _disqualified(lines[body[0]], page[body[0]])
    ):
        return False
    if title < 0 or body[0] - title > _SOON or any(page[i].prose for i in range(title + 1, body[0])):
        return False
    after = next((i for i in body[1:] if page[i].words >= _LONG), body[-1])
    between = range(body[0] + 1, min(after, body[0] + _SOON))
    if any(page[i].dated or page[i].byline for i in between):
        return True
    return bool(_PLACE.match(lines[body[1]].text)) and not _PLACE.match(lines[body[0]].text)


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
        or facts.signed
        or facts.commenting
        or facts.lower
        or facts.capitals > _TITLE_CASE
        or line.text[0].isdigit()
        or any(mark in line.text for mark in _NO_SENTENCE)
    )


def under_picture(lines: Sequence[Line], page: Sequence[Facts], i: int) -> bool:
    """Whether a line that is glued to the words of a picture stands apart from what follows, as captions do."""
    return page[i].words <= 50 and i + 1 < len(lines) and lines[i + 1].gap  # captions are short


def is_caption(facts: Facts) -> bool:
    """Whether a line reads like the words under a picture."""
    return 3 <= facts.words <= 70 and (facts.credited or (facts.caption and not facts.prose)) and not facts.item
