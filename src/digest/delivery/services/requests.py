"""What is asked of a service and what it answers, as values; `transport` is the one place that asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[["Request"], "Reply"]
    """Asks, and raises `DeliveryError` when there is no answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``path`` comes behind the service's address. Headers may hold a secret and are never shown."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; ``kind`` is its media type without parameters, ``location`` where a redirect would lead."""

    status: int
    body: bytes = b""
    kind: str = ""
    location: str = ""
