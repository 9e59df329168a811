"""Texts of JSON files without merge tags; names and addresses stay what programs compare and follow."""

from __future__ import annotations

import re
from typing import Any

from digest.model.visible import inert

_NAMES = frozenset({"source", "feed", "name", "url", "src", "home_page", "considered"})
_ESCAPES = re.compile(r"((?:%[0-9A-Fa-f]{2})+)")


def harmless(value: Any, name: str = "") -> Any:  # noqa: ANN401 (JSON is anything)
    """JSON values in which no mail service finds a merge tag of its own making.

    Args:
        value: A text, or a list or dict of values.
        name: The key under which it stands. Under those of names and addresses percent escapes stay as they are, as
            they do in a letter's links: a service that sends letters with links knows them.
    """
    if isinstance(value, dict):
        return {key: harmless(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [harmless(each, name) for each in value]
    if isinstance(value, str) and name in _NAMES:
        return "".join(part if part.startswith("%") else inert(part) for part in _ESCAPES.split(value))
    return inert(value)
