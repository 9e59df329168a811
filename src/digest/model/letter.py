"""What is laid in the outbox, and what was found about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Letter:
    """One audience's finished mail; ``eml`` is the whole message as bytes with CRLF line ends.

    ``beyond`` are the sources of stories for which it has no room, and which stand in the web edition only.
    """

    audience: str
    subject: str
    preheader: str
    html: str
    text: str
    mjml: str
    eml: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the web edition, its name relative to the issue's folder."""

    name: str
    html: str


class Severity(StrEnum):
    """How much a preflight finding weighs: a MUST forbids sending."""

    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What preflight found in one letter; ``audience`` is empty when it concerns the whole issue."""

    check: str
    severity: Severity
    audience: str
    what: str
    hint: str

    @property
    def forbids(self) -> bool:
        """Whether the letter must not be sent as it is."""
        return self.severity is Severity.MUST


@dataclass(frozen=True, slots=True)
class Input:
    """A document that was read: its name inside its seeds folder, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str
