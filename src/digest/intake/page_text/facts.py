"""What can be said of one line without looking at the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.intake.dates import published_date
from digest.intake.page_text import vocabulary as words
from digest.intake.page_text.byline import is_byline
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.lines import Line

_END_MARK = re.compile(r"[.!?…。！？][\"'”’»“)\]›*]*(?:\s?[\[(]\d+[\])])*$")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'”’»)]* +[\"'“‘„«(¿¡]?[^\W\da-zа-я]")
_MAIL = re.compile(r"\S@\S+\.\w")
_LINK_MARKS = frozenset("|»›→▸▼▾◄►")
_ELLIPSES = ("...", "…")
_DIGIT, _CJK = re.compile(r"\d"), re.compile("[\u3040-\u9fff]")
_WORD, _CASED = re.compile(r"\w+(?:[’'-]\w+)*"), re.compile(r"[^\W\d_][\w’'-]*")
_CUT = (*_ELLIPSES, "...]", "…]", "...)", "…)")
_QUOTES = '"“„«'
_QUOTE = "\"“„«‘'‚「"
_HEAD, _TAIL = 600, 60  # characters of a line that its shape is read from; a longer one is prose anyway

PROSE_WORDS = 12
_CAPTION_WORDS, _BYLINE_WORDS = 90, 18
_UNKNOWN_LANGUAGE, _USUAL_SHARE = 0.05, 0.3  # shares of function words


@dataclass(frozen=True, slots=True)
class Facts:
    """The measurable shape of a line."""

    words: int
    ends: bool  # with a mark that ends a sentence
    colon: bool
    sentences: bool  # a second sentence follows the first
    item: bool
    gap: bool
    capitals: float  # share of words that open with a capital
    shouting: bool
    digits: float
    commas: int
    function_words: float  # share
    link: bool
    address: bool
    furniture: int
    caption: bool
    credited: bool  # carries the mark of a picture's credit
    byline: bool
    commenting: int
    personal: bool
    opens: str
    call: bool
    dated: bool
    heading: bool
    question: bool
    exclaims: bool
    cut: bool  # short, by an ellipsis
    lower: bool  # opens with a small letter
    quoted: bool  # opens with a quotation mark
    quotes: int
    addressed: bool  # to the reader
    signed: bool  # a name stands at the end, as under pictures
    pictured: bool  # says that a picture stood here
    key: str  # what a repetition must equal

    @property
    def prose(self) -> bool:
        """Whether it reads like a sentence of some length."""
        return (
            self.words >= PROSE_WORDS and (self.ends or self.colon) and self.function_words > 0.1
        )  # menus have none


def facts_of_page(lines: Sequence[Line]) -> list[Facts]:
    """Measure all lines of a document.

    In a language whose function words are not known here their share says nothing, and is taken for the usual one.
    """
    page = [facts_of(line) for line in lines]
    shares = [facts.function_words for facts in page if facts.words >= PROSE_WORDS // 2]
    if shares and sum(shares) / len(shares) < _UNKNOWN_LANGUAGE:
        return [replace(facts, function_words=_USUAL_SHARE) for facts in page]
    return page


def facts_of(line: Line) -> Facts:
    """Measure a line."""
    head = line.text[:_HEAD]
    folded = head.casefold()
    tokens = _WORD.findall(folded)
    count = len(tokens) if len(line.text) <= _HEAD else max(len(tokens), line.text.count(" "))
    cjk = 0 if head.isascii() else len(_CJK.findall(head))
    ideographs = cjk > len(head) // 3
    if ideographs:
        count = max(count, cjk // 2)
    tail = line.text[-_TAIL:]
    ends = bool(_END_MARK.search(tail))
    digits = len(_DIGIT.findall(head))
    return Facts(
        words=count,
        ends=ends,
        colon=tail.endswith(":"),
        sentences=bool(_SENTENCE_BREAK.search(head)) or len(line.text) > _HEAD,
        item=line.kind is Kind.ITEM,
        gap=line.gap,
        capitals=_capitals(head),
        shouting=head.isupper(),
        digits=digits / len(head),
        commas=head.count(","),
        function_words=_USUAL_SHARE if ideographs else _function_words(tokens),
        link=not _LINK_MARKS.isdisjoint(head) or " / " in head or tail.endswith(_ELLIPSES),
        address=_has_address(folded),
        furniture=len(set(words.FURNITURE.findall(folded))),
        caption=bool(words.CAPTION.search(folded)),
        credited=count <= _CAPTION_WORDS and _is_credited(line.text, folded),
        byline=count <= _BYLINE_WORDS and is_byline(line.text),
        commenting=len(words.COMMENTING.findall(folded)),
        personal=not words.FIRST_PERSON.isdisjoint(tokens),
        opens=words.opens(folded),
        call=bool(words.CALL.match(folded)),
        dated=digits > 0 and published_date(line.text) is not None,
        heading=line.kind is Kind.HEADING or line.role is Role.TITLE,
        question=tail.endswith(("?", "？")),
        exclaims=tail.endswith("!"),
        cut=tail.endswith(_CUT),
        lower=head[0].islower(),
        quoted=head[0] in _QUOTE,
        quotes=sum(map(head.count, _QUOTES)),
        addressed=not words.ADDRESSED.isdisjoint(tokens),
        signed=not ends and count <= _CAPTION_WORDS and bool(words.SIGNED.search(tail)),
        pictured=count <= 5 and bool(words.PICTURE_LABEL.match(folded)),
        key=" ".join(tokens) or folded,
    )


def _is_credited(text: str, folded: str) -> bool:
    return words.CREDIT_WORDS.search(folded) is not None and words.CREDIT_MARK.search(text) is not None


def _capitals(text: str) -> float:
    """Share of the words that open with a capital."""
    cased = _CASED.findall(text)
    return sum([word[0].isupper() for word in cased]) / len(cased) if cased else 0.0


def _function_words(tokens: Sequence[str]) -> float:
    return sum(map(words.FUNCTION_WORDS.__contains__, tokens)) / max(1, len(tokens))


def _has_address(folded: str) -> bool:
    web = "http://" in folded or "https://" in folded or "www." in folded
    return web or ("@" in folded and _MAIL.search(folded) is not None)
