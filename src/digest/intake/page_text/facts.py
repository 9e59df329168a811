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
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w")
_LINK_MARK = re.compile(r"[|»›→▸▼▾◄►]|\.{3}$|…$| / ")
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|i'm|i’m|ich|mir|mein|je|mon|yo|mi|eu|meu|io|mio|я|мне|мой|ik|mijn)\b")
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
    tokens = re.findall(r"\w+(?:[’'-]\w+)*", folded)
    cased = re.findall(r"[^\W\d_][\w’'-]*", head)
    count = len(tokens) if len(line.text) <= _HEAD else max(len(tokens), line.text.count(" "))
    cjk = sum("\u3040" <= c <= "\u9fff" for c in head)
    if cjk > len(head) // 3:
        count = max(count, cjk // 2)
    tail = line.text[-_TAIL:]
    return Facts(
        words=count,
        ends=bool(_END_MARK.search(tail)),
        colon=tail.endswith(":"),
        sentences=bool(_SENTENCE_BREAK.search(head)) or len(line.text) > _HEAD,
        item=line.kind is Kind.ITEM,
        gap=line.gap,
        capitals=sum(word[0].isupper() for word in cased) / len(cased) if cased else 0.0,
        shouting=head.isupper(),
        digits=sum(c.isdigit() for c in head) / len(head),
        commas=head.count(","),
        function_words=0.3
        if cjk > len(head) // 3
        else sum(w in words.FUNCTION_WORDS for w in tokens) / max(1, len(tokens)),
        link=bool(_LINK_MARK.search(head)),
        address=bool(_ADDRESS.search(folded)),
        furniture=len(set(words.FURNITURE.findall(folded))),
        caption=bool(words.CAPTION.search(folded)),
        credited=count <= _CAPTION_WORDS and bool(words.CREDIT_MARK.search(line.text)),
        byline=count <= _BYLINE_WORDS and is_byline(line.text),
        commenting=len(words.COMMENTING.findall(folded)),
        personal=bool(_FIRST_PERSON.search(folded)),
        opens=words.opens(folded),
        call=bool(words.CALL.match(folded)),
        dated=published_date(line.text) is not None,
        heading=line.kind is Kind.HEADING or line.role is Role.TITLE,
        key=" ".join(tokens) or folded,
    )
