"""How a key or a table of the settings is declared: with its sentence, its default and an example."""

from __future__ import annotations

from dataclasses import MISSING, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def setting(doc: str, default: Any = MISSING, *, example: Any = "", factory: Any = MISSING) -> Any:
    """A key: without a default it is required and asked for by name."""
    if factory is not MISSING:
        return field(default_factory=factory, metadata={"doc": doc, "example": example})
    return field(default=default, metadata={"doc": doc, "example": example})


def of_the_theme(doc: str, example: Any, *, unset: Any = "") -> Any:
    """A key that is the theme's unless it is given; the example is the usual theme's."""
    return field(default=unset, metadata={"doc": doc, "example": example, "default": "the theme's"})


def listed(words: Iterable[str]) -> str:
    """``"a", "b" or "c"``."""
    *others, last = (f'"{word}"' for word in words)
    return f"{', '.join(others)} or {last}"


def table(doc: str, cls: Any) -> Any:
    """A table that may be left out whole."""
    return field(default_factory=cls, metadata={"doc": doc})
