"""How far fetching goes, and how politely."""

from __future__ import annotations

from dataclasses import dataclass

from digest import __version__


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of every request.

    ``timeout`` is in seconds for a whole answer, redirects and all; ``size`` in bytes after decompression; ``delay``
    in seconds between two requests to one host, to which up to half as much is added by chance. ``allow_private``
    names the hosts, in small letters, that may have addresses in private networks; for them there is no delay.
    ``pause`` is the least time in seconds after which a feed that answered well is asked again.
    """

    timeout: float = 30.0
    size: int = 5_000_000
    redirects: int = 5
    at_once: int = 64
    per_host: int = 2
    delay: float = 1.0
    pause: float = 900.0
    user_agent: str = f"digest/{__version__}"
    allow_private: frozenset[str] = frozenset()
