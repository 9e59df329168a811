"""Who gets letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Recipient:
    """A reader.

    ``address`` is spelled as in the file, its domain in ASCII; ``audience`` is empty where the file does not say it;
    ``fields`` are the file's other columns. ``place`` is the line, or the row, counting from 1.
    """

    address: str
    name: str = ""
    audience: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    place: int = 0

    @property
    def key(self) -> str:
        """The address as it is compared: two spellings of one mailbox are one reader."""
        return self.address.casefold()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that names no reader: where, what was found, and what to do."""

    place: int
    what: str
    found: str = ""
