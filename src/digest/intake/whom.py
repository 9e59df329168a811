"""Whom a document is for: where its header leaves that open, nobody may see it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.header_values import KEYS, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDS = {"---": ("---", "..."), "+++": ("+++",)}  # of front matter, by the mark it begins with
_KEY_LINE = re.compile(r"""[^\w#]{0,9}(?P<key>[^\W\d][\w -]{0,30}?)["'\]]?\s{0,9}[:=]""")
_NAME = re.compile(r"[\w-]+")
_NEAR = 0.7  # likeness from which a key is taken for a misspelt "audience"
_MEMBERS_KEY = re.compile(r"(?:for[ _-]?)?(?:members?|subscribers?)(?:[ _-]?only)?", re.IGNORECASE)
_ACCESS_KEYS = frozenset({"visibility", "access"})
_OPEN = frozenset({"", "public", "all", "everybody", "everyone", "open", "free"})
_NO = frozenset({"", "false", "no", "off", "0", "none"})
_TERSE = 3  # words of a line that says the audience without a colon


def refuse_unclosed(lines: list[str], where: str, first: int) -> None:
    """Refuse what was meant for a header and is none: never closed, without its lines of marks, or too far down."""
    mark = lines[0].strip()
    ruled = not any(c.isalnum() for c in mark[:3])
    opening = list(takewhile(str.strip, dropwhile(lambda line: not line.strip(), lines[ruled:])))
    if mark in ENDS:
        meant = [line for line in lines if _like_audience(_key(line))] or [
            line for line in opening if _key(line) in KEYS
        ]
        what, hint = "left out: the header never closes", f"close it with a line {mark}"
    else:
        begun = ruled or (opening and (_key(opening[0]) in KEYS or _like_audience(_key(opening[0]))))
        meant = [line for line in (*(opening if begun else ()), *_fenced(lines)) if _like_audience(_key(line))]
        what, hint = "left out: this names an audience and stands in no header", "begin the document with a line ---"
    if meant:
        raise UnreadableDocument(what, where=f"{where}:{first}", found=meant[0].strip()[:80], hint=hint)


def _fenced(lines: list[str]) -> Iterator[str]:
    """The lines that follow a line of marks without a blank line between."""
    inside = False
    for line in lines:
        if inside:
            yield line
        inside = (inside or line.strip() in ENDS) and bool(line.strip())


def _key(line: str) -> str:
    match = _KEY_LINE.match(line)
    return match["key"].casefold().strip() if match else ""


def _like_audience(key: str) -> bool:
    """Whether a key is, or was surely meant to be, the audience."""
    folded = key.casefold()
    return "audien" in folded or bool(get_close_matches(folded[:40], ("audience",), cutoff=_NEAR))


def says_audience(line: str) -> bool:
    """Whether a line that is no key and value was meant to name the audience."""
    words = re.findall(r"\w+", line[:200])
    return _like_audience(_key(line)) or (0 < len(words) <= _TERSE and _like_audience(words[0]))


def refuse_unclear_audience(key: str, value: object, place: str, *, twice: bool) -> None:
    """Refuse a header that was meant to keep its document for some and does not say clearly for whom."""
    if key.casefold() != "audience":
        meant = key if _like_audience(key) or _means_some(key, value) else _nested_audience(value)
        if meant:
            what, hint = "left out: the header has an unknown key", 'did you mean "audience"?'
            hint = hint if meant == key else "write audience above all tables"
            hint = (
                "write audience: and the name of the audience" if meant == key and not _like_audience(key) else hint
            )
            raise UnreadableDocument(what, where=place, found=shown(meant), hint=hint)
    elif twice:
        what, hint = "left out: the header gives the audience twice", "take one out"
        raise UnreadableDocument(what, where=place, found=shown(value), hint=hint)
    elif not isinstance(value, str) or not _NAME.fullmatch(value.strip()):
        what, hint = "left out: the header's audience is not usable", "give the name of one audience, such as member"
        raise UnreadableDocument(what, where=place, found=shown(value), hint=hint)


def _means_some(key: str, value: object) -> bool:
    """Whether another program's key says that the document is not for all (``visibility: members``)."""
    told = str(value).strip().casefold()
    if _MEMBERS_KEY.fullmatch(key.strip()):
        return told not in _NO
    return key.strip().casefold() in _ACCESS_KEYS and told not in _OPEN


def _nested_audience(value: object) -> str:
    """A key like "audience" inside a TOML table, where it says nothing, or nothing."""
    pending = [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, dict):
            found = next((key for key in inner if _like_audience(key)), "")
            if found:
                return found
            pending.extend(inner.values())
        elif isinstance(inner, list):
            pending.extend(inner)
    return ""
