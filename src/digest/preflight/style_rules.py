"""The rules of a letter's style blocks, each with what it chooses; broken ones are passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.preflight.page import declarations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 65_536  # characters of all style blocks that are read: eight times what Gmail takes of one

_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with what it says; ``media`` is the at-rule around it, empty for none."""

    media: str
    selector: str
    said: Mapping[str, str]


def style_rules(css: str) -> Iterator[Rule]:
    """The rules in their order, in time that grows with the text alone."""
    text = _without_comments(css[:MOST])
    heads: list[str] = []
    start = 0
    for brace in _BRACE.finditer(text):
        before, start = text[start : brace.start()], brace.end()
        if brace[0] == "{":
            heads.append(before.rpartition(";")[2].strip())
            continue
        head = heads.pop() if heads else "@"
        if head.startswith("@"):
            continue
        media = heads[-1] if heads and heads[-1].startswith("@") else ""
        said = declarations(before)
        for selector in head.split(","):
            yield Rule(media.lower(), selector.strip(), said)


def _without_comments(css: str) -> str:
    first, *others = css.split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)
