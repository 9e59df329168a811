"""What can be set of the ways by which letters leave the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Security = Literal["starttls", "tls", "none"]
Doubt = Literal["again", "hold"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A server that takes letters (RFC 5321, RFC 6409).

    ``authority`` is a file of certificates (PEM) that are trusted beside the system's; ``bounces`` the envelope's
    sender. ``timeout`` is in seconds; ``per_second`` is 0 for no limit; ``tries`` are those of one letter,
    ``pause`` the seconds before the second, four times as long before each further one. The password never
    shows in a representation.
    """

    host: str = ""
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    authority: Path | None = None
    bounces: str = ""
    connections: int = 4
    per_connection: int = 100
    per_second: int = 0
    timeout: int = 60
    tries: int = 5
    pause: int = 10


@dataclass(frozen=True, slots=True)
class Listmonk:
    """A listmonk server; ``lists`` are the numbers of an audience's lists by its name."""

    url: str = ""
    user: str = ""
    token: str = field(default="", repr=False)
    timeout: int = 30
    lists: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who gets the letters, and the shapes of their own addresses, in which ``{token}`` stands for who it is."""

    recipients: Path | None = None
    suppressed: Path | None = None
    unsubscribe: str = ""
    manage: str = ""
    in_doubt: Doubt = "again"
