"""A letter as Outlook on Windows reads it: with its conditional comments opened."""

from __future__ import annotations

import re

WORD = 16
"""The version that calls itself `mso 16`: Outlook 2016 and all later ones on Windows."""

_REVEALED = re.compile(r"<!--\[if ([^\]]*)\]><!-->(.*?)<!--<!\[endif\]-->", re.DOTALL)
_HIDDEN = re.compile(r"<!--\[if ([^\]]*)\]>(.*?)<!\[endif\]-->", re.DOTALL)
_TERM = re.compile(r"(!?)\s*(?:(gte|gt|lte|lt)\s+)?(mso|ie)\b\s*(\d+)?")
_OFFICE = re.compile(r"<xml>.*?</xml>|</?[vow]:[^>]*>", re.DOTALL | re.IGNORECASE)


def outlook_view(html: str, version: int = WORD) -> str:
    """What is left for Word: blocks for it opened, those for all others taken out."""
    shown = _REVEALED.sub(lambda match: match[2] if _holds(match[1], version) else "", html)
    return _HIDDEN.sub(lambda match: match[2] if _holds(match[1], version) else "", shown)


def without_office(html: str) -> str:
    """Without the elements of Office's own XML, which no HTML checker can know."""
    return _OFFICE.sub("", html)


def _holds(condition: str, version: int) -> bool:
    bare = condition.lower().replace("(", " ").replace(")", " ")
    return any(all(_term(term, version) for term in part.split("&")) for part in bare.split("|"))


def _term(term: str, version: int) -> bool:
    found = _TERM.match(term.strip().replace("! ", "!"))
    if not found:
        return False
    negated, relation, program, number = found.groups()
    return (program == "mso" and _compared(relation, version, number)) is not bool(negated)


def _compared(relation: str | None, version: int, number: str | None) -> bool:
    if number is None:
        return True
    wanted = int(number)
    return {
        "gte": version >= wanted,
        "gt": version > wanted,
        "lte": version <= wanted,
        "lt": version < wanted,
        None: version == wanted,
    }[relation]
