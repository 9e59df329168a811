"""Titles as one line of plain characters: without kicker, in whole parts, as long as a reader sees them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from digest.editor.kickers import without_kickers
from digest.model import folded
from digest.model.marks import MARKS
from digest.model.sentences import goes_on
from digest.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Article

DOT = " · "
UNSPACED = "\u3040"  # from here on, by and large, scripts are written without spaces

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_COLON = re.compile(r"\s*：\s*|\s*:\s+")
_BREAK = re.compile(_COLON.pattern + r"|\s+[–—|•·-]\s+|\s*——\s*|(?<=[?!？！])\s+|(?<=\w{4}\.)\s+|(?<=[。।])\s*")
_CLAUSE = re.compile(r".{30,}?[^\W\d_]{3}(?=[,;]\s+\S+\s+\S)")
_CJK = r"\u3040-\u30ff\u3400-\u9fff"
_SYLLABIC = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese and Khmer, without spaces as well
_LETTER = rf"[^\W{_CJK}{_SYLLABIC}]"
_SYLLABLE = rf"(?![{MARKS}])[{_SYLLABIC}][{MARKS}]*+"
_FIRST_MARK = "\u0300"
_PLAIN_WORD = re.compile(r"\w{3,}")
_FIRST_WORD = re.compile(r"[^\w]*\s?([^\W_][\w’']*)")
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_QUOTES = '“”„"«»'
_PAIRS = ("()", "[]", "「」", "『』", "《》", "【】")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
_JOINER = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)  # emoji modifiers
_LOOSE = " ,;:–—-·.、，；："


def plain(text: str) -> str:
    """The text on one line: no soft hyphens, character references resolved, even twice escaped ones."""
    return visible(unescape(unescape(text)).replace(_SOFT_HYPHEN, ""))


def headline(article: Article) -> str:
    """An article's title without what only labels it: its kicker, its publication's name; empty if of signs alone."""
    whole = plain(article.title)
    title = without_kickers(whole, {folded(plain(article.kicker))} - {""})
    publisher = folded(plain(article.publication.name))
    pieces = list(_breaks(title))
    if publisher and pieces and folded(title[pieces[-1].end() :]) == publisher:
        title = title[: pieces[-1].start()]
    title = (title if whole.startswith(title) else _capital(title)).strip()
    return title if any(map(str.isalnum, title)) else ""


def parts(title: str) -> tuple[str, ...]:
    """What stands after and what before a colon, a dash or the end of a sentence, where both halves are whole.

    After a colon the first letter becomes a capital; what goes on with a small letter after a dash is no whole, and
    one word says too little.
    """
    found = [_ASIDE.sub("", title)] if _ASIDE.search(title) else []
    for match in _breaks(title):
        before, after = title[: match.start()].strip(), title[match.end() :].strip()
        if before and after and balanced(before) and balanced(after):
            after = _capital(after) if _COLON.fullmatch(match[0]) else after
            found += [before] if _goes_on(after) else [after, before]
    return tuple(dict.fromkeys(piece for piece in found if " " in piece or max(piece, default="") >= UNSPACED))


def _breaks(title: str) -> Iterator[re.Match[str]]:
    """Where a title may be broken: at marks, but for those of an abbreviation or in the middle of a sentence."""
    for match in _BREAK.finditer(title):
        first = _FIRST_WORD.match(title, match.end())
        inside = title[: match.start()].endswith((*"?!.",)) and goes_on(
            title[: match.end()], first[1] if first else ""
        )
        if not inside or match[0].strip():
            yield match


def first_clause(title: str) -> str:
    """What stands before a comma, where that is long enough to say something; else nothing."""
    match = _CLAUSE.match(title)
    return match[0] if match and balanced(match[0]) else ""


def words(text: str) -> list[str]:
    """Words of three letters and more in small letters; of scripts without spaces, a few characters each."""
    small = text.casefold()
    if max(small, default="") < _FIRST_MARK:
        return _PLAIN_WORD.findall(small)
    return [match[0] if match[1] is None else match[1] for match in _word().finditer(small)]


@cache
def _word() -> re.Pattern[str]:
    """Compiled for scripts that need it: it takes longer than all else here."""
    letters = rf"{_LETTER}(?:{_LETTER}|[{MARKS}]){{2,}}"
    return re.compile(rf"[{_CJK}]{{2}}|{letters}|(?=((?:{_SYLLABLE}){{3}})){_SYLLABLE}")


def joined(*pieces: str) -> str:
    """The pieces in one line, with a dot between them."""
    *first, last = pieces
    return DOT.join([*(piece.rstrip(_LOOSE) for piece in first), last])


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket has its partner."""
    quotes = sum(map(text.count, _QUOTES))
    return quotes % 2 == 0 and all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)


def seen_length(text: str) -> int:
    """Columns that a reader sees: none for marks on a letter or the later parts of joined emoji, two for CJK."""
    return sum(map(_columns, text, ["", *text]))


def full_length(text: str) -> int:
    """Columns that a reader sees, or characters as programs count them, whichever are more.

    Devanagari has more characters than columns, and Chinese more columns than characters.
    """
    return max(seen_length(text), len(text))


def cut(text: str, longest: int) -> str:
    """The text on one line, without soft hyphens, ended at a word with an ellipsis where it has more characters."""
    text = " ".join(text.replace(_SOFT_HYPHEN, "").split())
    if len(text) <= longest:
        return text
    head = text[:longest]  # one character more than may stay, so that a word that just fits is seen to end
    whole = head.rpartition(" ")[0] or head[:-1]
    return whole.rstrip(_LOOSE) + "…"


def shortened(text: str, longest: int) -> str:
    """The text, ended after a whole word with an ellipsis where it is longer; in scripts without spaces, anywhere.

    Args:
        text: On one line.
        longest: Both columns and characters.
    """
    if full_length(text) <= longest:
        return text
    head = text[: _fitting(text, longest - 1)]
    whole = head if text[len(head)].isspace() else head.rpartition(" ")[0] or head
    return whole.rstrip(_LOOSE) + "…"


def _fitting(text: str, longest: int) -> int:
    """How many characters of the text fit; a letter keeps its marks, joined emoji stay whole."""
    length, before, whole = 0, "", 0
    for size, char in enumerate(text):
        columns = _columns(char, before)
        length, whole = length + columns, size if columns else whole
        if length > longest or size >= longest:
            return whole
        before = char
    return len(text)


def _columns(char: str, before: str) -> int:
    if before == _JOINER or unicodedata.category(char) in _UNSEEN or ord(char) in _SKIN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _capital(text: str) -> str:
    """With a capital at its head, unless its first word has one inside, as a brand may."""
    return text[:1].upper() + text[1:] if _goes_on(text) else text


def _goes_on(text: str) -> bool:
    """Whether it begins as a sentence goes on, with a word all in small letters."""
    return text.partition(" ")[0].islower()
