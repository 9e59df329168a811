"""Texts of JSON files without merge tags; names and addresses stay what programs compare and follow."""

from __future__ import annotations

from typing import Any

from digest.model import visible

_NAMES = frozenset({"source", "feed", "name", "url", "src", "home_page", "considered"})


def harmless(value: Any, name: str = "") -> Any:  # noqa: ANN401 (JSON is anything)
    """JSON values in which no mail service finds a merge tag of its own making.

    Args:
        value: A text, or a list or dict of values.
        name: The key under which it stands; names and addresses are spelt as they are remembered.
    """
    if isinstance(value, dict):
        return {key: harmless(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [harmless(each, name) for each in value]
    return visible.name(value) if isinstance(value, str) and name in _NAMES else visible.inert(value)
