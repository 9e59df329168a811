"""Which feeds get into the settings, and why others do not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.errors import DigestError
    from digest.intake.feeds.trial import Answer
    from digest.model.feeds import Feed, FeedState
    from digest.settings import Settings


@dataclass(slots=True)
class Admission:
    """What is there already, what is switched on again, and what is refused."""

    settings: Settings
    states: Mapping[str, FeedState]
    known: dict[str, Feed]
    refused: list[DigestError] = field(default_factory=list)

    @classmethod
    def to(cls, settings: Settings) -> Admission:
        """With what stands there now."""
        from digest.cli.feeds.finding import names_of
        from digest.intake.feeds.opml import address_key
        from digest.ledger import Ledger

        with Ledger.if_there(settings.ledger) as ledger:
            states = ledger.feed_states()
        known = {address_key(name): feed for feed in settings.feeds for name in names_of(feed, states)[:2] if name}
        return cls(settings, states, known)

    def sifted(self, feeds: Iterator[Feed]) -> Iterator[Feed]:
        """Those that can stand in the settings and do not yet, and those that are switched off."""
        for feed in feeds:
            there = self._there(feed.url)
            if reason := _reason(feed):
                self.refused.append(reason)
            elif there is None:
                yield feed
            elif self._off(there.url):
                yield there
            else:
                self._refuse(feed.url, there)

    def taken(self, answers: Sequence[Answer]) -> Iterator[Answer]:
        """Those that answered well, none twice."""
        from digest.errors import DigestError
        from digest.intake.feeds.opml import address_key

        for answer in answers:
            there = self._there(answer.address) if answer.address else None
            if answer.trouble:
                trouble = answer.trouble
                hint = trouble.hint or "add it all the same with --unchecked"
                self.refused.append(DigestError(trouble.what, where=trouble.where, found=trouble.found, hint=hint))
            elif there is None or (there.url == answer.feed.url and self._off(there.url)):
                self.known[address_key(answer.address)] = answer.feed
                yield answer
            else:
                self._refuse(answer.feed.url, there)

    def write(self, answers: Sequence[Answer]) -> None:
        """Into the settings those that are new, into the ledger that they are no longer switched off."""
        from digest.ledger import Ledger
        from digest.settings.feeds_table import add_feeds
        from digest.settings.rewriting import rewrite

        there = {feed.url for feed in self.settings.feeds}
        new = [replace(answer.feed, url=answer.address) for answer in answers if answer.feed.url not in there]
        if new:
            rewrite(self.settings.file, lambda text: add_feeds(text, new))
        again = {answer.address for answer in answers} | {answer.feed.url for answer in answers}
        if off := [self.states[url] for url in sorted(again) if self._off(url)]:
            with Ledger(self.settings.ledger) as ledger:
                ledger.keep([_on_again(state) for state in off], ())

    def _there(self, url: str) -> Feed | None:
        from digest.intake.feeds.opml import address_key

        return self.known.get(address_key(url))

    def _off(self, url: str) -> bool:
        return url in self.states and self.states[url].gone

    def _refuse(self, url: str, there: Feed) -> None:
        from digest.errors import DigestError

        name = there.publication or (self.states[there.url].title if there.url in self.states else "")
        found = " as ".join(part for part in (name, there.url if there.url != url else "") if part)
        hint = f"it stands in {self.settings.file.name}; change it there"
        self.refused.append(DigestError("this feed is there already", where=url, found=found, hint=hint))


def _reason(feed: Feed) -> DigestError | None:
    """Why the feed cannot stand in the settings, where it cannot."""
    from digest.errors import DigestError, FetchFailed
    from digest.intake.fetching.addresses import shown, understood
    from digest.settings.feeds_table import refusal

    reason = refusal(feed)
    if not reason:
        return None
    try:
        if feed.url.casefold().startswith(("http:", "https:")):
            understood(feed.url)
    except FetchFailed as failure:
        return failure
    return DigestError("cannot stand in the settings", where=shown(feed.url), found=reason)


def _on_again(state: FeedState) -> FeedState:
    return replace(state, gone=False, failed=None, failing_since=None, failures=0, trouble="", hint="", due=None)
