"""Values as the ledger's file holds them: what this program did not write is not believed."""

from __future__ import annotations

import json


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
