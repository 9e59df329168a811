"""Puts an issue's letters as drafts of campaigns at a service, and never touches what is a draft no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from digest.delivery.services import listmonk
from digest.delivery.services import listmonk_api as api
from digest.delivery.services.filling import filled
from digest.errors import DeliveryError, SettingsError
from digest.ledger.campaigns import Campaigns, Kept
from digest.ledger.ledger import Ledger
from digest.pipeline.exporting import ready_letters, sent_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from digest.delivery.options import Listmonk
    from digest.delivery.services.requests import Ask
    from digest.model import LaidLetter, Week
    from digest.settings import Settings

Did = Literal["created", "updated", "left alone", "not touched"]
_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one letter's campaign; ``number`` is 0 where there is none yet, ``status`` what listmonk says.

    ``url`` is where an editor finds it.
    """

    audience: str
    did: Did
    number: int
    status: str
    url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose letters, where not all; ``dry_run`` only looks and says what would be done.

    ``again`` stands for an issue that was sent, too.
    """

    audiences: tuple[str, ...] = ()
    dry_run: bool = False
    again: bool = False


def draft_at_listmonk(
    settings: Settings,
    week: Week,
    wanted: Wanted,
    *,
    service: Listmonk,
    ask: Ask,
    now: Callable[[], datetime],
    outbox: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Drafted]:
    """Make a draft for each letter, change it where the letter has changed, leave it alone where it is the same.

    A campaign is known again by the ledger, and by a tag when the ledger does not know it: a run that was killed
    just after a draft was made finds it. What was changed by hand at listmonk stays as long as the letter stays.

    Args:
        settings: The newsletter's.
        week: The issue's.
        wanted: What is to be done.
        service: The server, with its token.
        ask: Asks it.
        now: The moment.
        outbox: Where the issue lies, where not in the settings' outbox.
        say: Told what is being done.

    Yields:
        What became of each letter, as soon as it is so; a later one may fail.

    Raises:
        SettingsError: The server has no address, an audience no lists, or there is no letter for an audience.
        OutboxError: There is no such issue, or it cannot be read.
        PreflightForbids: The letters must not be sent as they are.
        DeliveryError: The issue was sent; listmonk cannot be asked, refuses, or would execute something in a letter.
        LedgerError: The ledger cannot be read or written.
    """
    lies = (outbox or settings.outbox).absolute()
    laid = ready_letters(lies, week, wanted.audiences)
    if not wanted.again:
        _not_sent(week, sent_on(settings, week, lies))
    _check(service, laid.letters)
    own = [filled(letter, listmonk.TAGS, "listmonk") for letter in laid.letters]
    say("asking listmonk")
    template = api.bare_template(ask(api.templates(service)), service.url)
    opened = Ledger.if_there if wanted.dry_run else Ledger
    with opened(settings.ledger) as ledger:
        desk = _Desk(service, ask, Campaigns(ledger), week, now, wanted.dry_run)
        for letter in own:
            say(f"the draft for {letter.letter.audience}")
            told = listmonk.campaign(letter, service.lists[letter.letter.audience], template)
            yield _drafted(desk, letter.letter.audience, told, listmonk.key_tag(letter))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What putting one campaign needs."""

    service: Listmonk
    ask: Ask
    known: Campaigns
    week: Week
    now: Callable[[], datetime]
    dry_run: bool

    @property
    def where(self) -> str:
        return self.service.url

    @property
    def name(self) -> str:
        """The server in the ledger: another one has other numbers."""
        return f"listmonk {self.service.url.rstrip('/')}"


def _not_sent(week: Week, day: date | None) -> None:
    if day:
        hint = "draft it all the same with --again"
        raise DeliveryError(f"{week} was sent on {day}", where="its readers have it", hint=hint)


def _check(service: Listmonk, letters: Sequence[LaidLetter]) -> None:
    if not service.url:
        hint = "set listmonk.url and listmonk.user in digest.toml"
        raise SettingsError("no listmonk is set", where="listmonk.url", hint=hint)
    for letter in letters:
        if not service.lists.get(letter.audience):
            hint = f'set lists = [1] below the audience named "{letter.audience}", with the numbers of its lists'
            raise SettingsError("no lists at listmonk", where="audiences.lists", found=letter.audience, hint=hint)


def _drafted(desk: _Desk, audience: str, told: dict[str, Any], key: str) -> Drafted:
    kept = desk.known.find(desk.name, desk.week, audience)
    known = _known(desk, kept, key, str(told["name"]))
    there = known or _found(desk, key)
    digest = str(told["tags"][-1])
    if there is None:
        return _put(desk, audience, None, told)
    if there.status != api.DRAFT:
        return _as_said(desk, audience, "not touched", there)
    if there.has(digest) or (known and kept and kept.sha256 == digest):
        _keep(desk, audience, there, digest)
        return _as_said(desk, audience, "left alone", there)
    return _put(desk, audience, there, told)


def _known(desk: _Desk, kept: Kept | None, key: str, name: str) -> api.Campaign | None:
    """The campaign that the ledger names, unless its number has become another one's."""
    if kept is None or not (kept.remote.isascii() and kept.remote.isdigit()):
        return None
    there = api.campaign_if_there(desk.ask(api.find(desk.service, int(kept.remote))), desk.where)
    return there if there is not None and (there.has(key) or there.name == name) else None


def _found(desk: _Desk, key: str) -> api.Campaign | None:
    """The campaign with the letter's tag; a copy may have it too.

    One that is going out counts before drafts, and the first before later ones.
    """
    return min(_tagged(desk, key), key=lambda one: (one.status == api.DRAFT, one.number), default=None)


def _tagged(desk: _Desk, key: str) -> list[api.Campaign]:
    found: list[api.Campaign] = []
    for page in range(1, _MOST_PAGES + 1):
        answered = api.campaigns(desk.ask(api.find_by_tag(desk.service, key, page)), desk.where)
        found += [one for one in answered if one.has(key)]
        if len(answered) < api.PAGE:
            return found
    hint = "delete old campaigns there"
    raise DeliveryError(
        "too many campaigns to look through", where=desk.where, found=f"{_MOST_PAGES} pages", hint=hint
    )


def _put(desk: _Desk, audience: str, there: api.Campaign | None, told: dict[str, Any]) -> Drafted:
    did: Did = "updated" if there else "created"
    if desk.dry_run:
        return _as_said(desk, audience, did, there)
    request = api.update(desk.service, there.number, told) if there else api.create(desk.service, told)
    doing = f"{'changing' if there else 'making'} the draft for {audience}"
    put = api.campaign(desk.ask(request), doing, desk.where)
    _keep(desk, audience, put, str(told["tags"][-1]))
    return _as_said(desk, audience, did, put)


def _keep(desk: _Desk, audience: str, there: api.Campaign, digest: str) -> None:
    kept = Kept(str(there.number), digest)
    if not desk.dry_run and desk.known.find(desk.name, desk.week, audience) != kept:
        desk.known.keep(desk.name, desk.week, audience, kept, desk.now())


def _as_said(desk: _Desk, audience: str, did: Did, there: api.Campaign | None) -> Drafted:
    base = desk.service.url.rstrip("/")
    url = f"{base}/admin/campaigns/{there.number}" if there else f"{base}/admin/campaigns"
    return Drafted(audience, did, there.number if there else 0, there.status if there else "", url)
