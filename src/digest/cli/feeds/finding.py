"""Which feed a person means who names a part of its address or its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import DigestError, did_you_mean
from digest.intake.feeds.opml import address_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.model.feeds import Feed, FeedState

_NAMED = 4  # feeds of those that fit


def found(word: str, feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> Feed:
    """The one feed that the word fits.

    Raises:
        DigestError: None, or more than one.
    """
    fitting = _fitting(word, feeds, states)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        more = len(fitting) - _NAMED
        names = ", ".join(feed.url for feed in fitting[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        raise DigestError("more than one feed fits", where=word, found=names, hint="name more of its address")
    known = {name for feed in feeds for name in names_of(feed, states) if name}
    hint = did_you_mean(word, known) or "see them all with: digest feeds list"
    raise DigestError("no such feed", where=word, hint=hint if feeds else "there are none yet")


def names_of(feed: Feed, states: Mapping[str, FeedState]) -> tuple[str, ...]:
    """By what it is known: its address in the settings, where it is found now, its publication, its own title."""
    state = states.get(feed.url)
    return (feed.url, state.address if state else "", feed.publication, state.title if state else "")


def _fitting(word: str, feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> list[Feed]:
    folded = word.strip().casefold()
    if not folded:
        return []
    keys = {address_key(scheme + word.strip()) for scheme in ("", "https://", "http://")}
    same = [feed for feed in feeds if keys & {address_key(name) for name in names_of(feed, states)[:2] if name}]
    named = same or [feed for feed in feeds if folded in {name.casefold() for name in names_of(feed, states)[2:]}]
    return named or [feed for feed in feeds if any(folded in name.casefold() for name in names_of(feed, states))]
