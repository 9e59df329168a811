"""Text that a file can hold."""

from __future__ import annotations


def whole(text: str) -> str:
    """The text without halves of surrogate pairs, which a JSON feed can hold and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
