"""What is remembered of issues that were sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from digest.model.week import Week


@dataclass(frozen=True, slots=True)
class UsedStory:
    """A story as it was sent.

    ``title`` is what readers saw, ``terms`` and ``sketch`` are those of its ``Story``; ``headline`` says that it was
    only named. ``also`` are the sources and addresses of its copies; ``audience`` is who alone read it, empty for
    everybody.
    """

    source: str
    title: str
    url: str = ""
    publication: str = ""
    terms: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()
    headline: bool = False
    also: tuple[str, ...] = ()
    audience: str = ""


@dataclass(frozen=True, slots=True)
class SentIssue:
    """An issue that was sent.

    ``sent`` is the moment, aware and in UTC, in whole seconds; ``stories`` are in the order of the issue, the lead
    first, headlines last; ``shown`` the titles, folded, of its deals, catalogue and archive items; ``considered`` the
    sources of all the stories among which it was chosen.
    """

    week: Week
    day: date
    number: int
    subject: str
    sent: datetime
    audiences: tuple[str, ...] = ()
    stories: tuple[UsedStory, ...] = ()
    shown: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()


def folded(title: str) -> str:
    """A title as it is compared: small letters, single spaces."""
    return " ".join(title.casefold().split())
