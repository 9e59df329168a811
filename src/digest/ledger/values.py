"""Values as the ledger's file holds them: what this program did not write is not believed."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from digest.model import Week

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEX = re.compile(r"(?:[0-9a-f]{8})*")


class Damaged(ValueError):
    """A value that this program cannot have written."""


def whole(text: str) -> str:
    """The text without halves of surrogate pairs, which a JSON feed can hold and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def text(stored: object) -> str:
    """The text.

    Raises:
        Damaged: It is none.
    """
    if not isinstance(stored, str):
        raise Damaged(f"a {type(stored).__name__} where a text belongs")
    return stored


def number(stored: object) -> int:
    """The whole number.

    Raises:
        Damaged: It is none.
    """
    if not isinstance(stored, int):
        raise Damaged(f"a {type(stored).__name__} where a number belongs")
    return stored


def texts(stored: object) -> tuple[str, ...]:
    """The texts of a JSON array.

    Raises:
        Damaged: It is none, or has anything else in it.
    """
    try:
        found = json.loads(text(stored))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Damaged("a list that is not JSON") from error
    if not isinstance(found, list):
        raise Damaged("something else where a list belongs")
    return tuple(map(text, found))


def listed(values: Sequence[str]) -> str:
    """Texts as a JSON array."""
    return json.dumps([whole(value) for value in values], ensure_ascii=False)


def week(stored: object) -> Week:
    """The week.

    Raises:
        Damaged: It is none.
    """
    found = Week.parse(text(stored))
    if found is None:
        raise Damaged(f"a week that is none: {stored}")
    return found


def day(stored: object) -> date:
    """The day.

    Raises:
        Damaged: It is none.
    """
    try:
        return date.fromisoformat(text(stored))
    except ValueError as error:
        raise Damaged(f"a day that is none: {stored}") from error


def packed(sketch: Sequence[int]) -> str:
    """Numbers of 32 bits in hex, eight digits each."""
    return "".join(f"{number:08x}" for number in sketch)


def unpacked(stored: object) -> tuple[int, ...]:
    """The numbers again.

    Raises:
        Damaged: They are none.
    """
    digits = text(stored)
    if not _HEX.fullmatch(digits):
        raise Damaged("a sketch that is none")
    return tuple(int(digits[start : start + 8], 16) for start in range(0, len(digits), 8))
