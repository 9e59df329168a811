"""A test of an issue's letters: marked as one, to the editor's own addresses, and remembered nowhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.delivery.carrier import Errand
from digest.delivery.connection import closed, named, opened, place_of
from digest.delivery.handing import handed_over
from digest.delivery.replies import Outcome
from digest.delivery.tokens import KEY, Tokens
from digest.outbox.laid import read_laid
from digest.pipeline.sending_letters import caster, held_by, sender_of, signing, unsigned_note, usual_audience
from digest.pipeline.sending_once import envelope_address

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.delivery.options import SmtpServer
    from digest.model import LaidIssue, Week
    from digest.settings import Settings
    from digest.templating.signing import Signer

MARK = "[Test] "


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a test: audience, address and the server's reply, of those taken and those not."""

    week: Week
    server: str
    taken: tuple[tuple[str, str, str], ...]
    not_taken: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...] = ()


def send_test(
    settings: Settings,
    week: Week,
    to: Sequence[str],
    *,
    server: SmtpServer,
    audiences: Sequence[str] = (),
    outbox: Path | None = None,
    signer: Signer | None = None,
    now: Callable[[], datetime],
) -> Tried:
    """Send the letters of an issue to a few addresses, as a test: each audience's to each address.

    Nothing is remembered. The readers' own addresses in them are as long as real ones, and stand for nobody.

    Args:
        settings: The newsletter's.
        week: The issue's; it may be held.
        to: The addresses.
        server: The mail server, with its password.
        audiences: Whose letters; none for all.
        outbox: Where the issue lies, when not where the settings say.
        signer: Who signs each message, if anybody.
        now: The clock, aware.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        SettingsError: An address is none, or there is no letter for an audience that was named.
        DeliveryError: The server takes nothing.
    """
    place = outbox or settings.outbox
    whole = read_laid(place, week)
    named_ones = [usual_audience(whole, name) for name in audiences]
    laid = replace(whole, letters=tuple(one for one in whole.letters if not named_ones or one.audience in named_ones))
    addresses = list(dict.fromkeys(envelope_address(address, "--to") for address in to))
    errands = [Errand(to.casefold(), to, letter.audience) for letter in laid.letters for to in addresses]
    sender = envelope_address(server.bounces or sender_of(laid.letters[0]), "smtp.bounces")
    cast = _caster(settings, laid, now(), signer)
    outcomes = list(_handed(opened(named(server)), sender, errands, cast, place_of(server)))
    told = [(one.audience, one.address, outcome.reply, outcome.state == "sent") for one, outcome in outcomes]
    return Tried(
        week=week,
        server=place_of(server),
        taken=tuple(row[:3] for row in told if row[3]),
        not_taken=tuple(row[:3] for row in told if not row[3]),
        notes=tuple(_notes(whole, place, signer)),
    )


def _caster(settings: Settings, laid: LaidIssue, now: datetime, signer: Signer | None) -> Callable[[Errand], bytes]:
    def message_id(_: Errand, domain: str) -> str:
        return f"{laid.week}.test.{secrets.token_hex(8)}@{domain}"

    dates = {letter.audience: now for letter in laid.letters}
    tokens, options = Tokens(secrets.token_bytes(KEY)), settings.delivery
    return caster(laid, dates, tokens, options, sign=signing(signer), mark=MARK, message_id=message_id)


def _handed(
    smtp: smtplib.SMTP, sender: str, errands: Sequence[Errand], cast: Callable[[Errand], bytes], where: str
) -> Iterator[tuple[Errand, Outcome]]:
    """One after another, as far as the connection goes."""
    alive = True
    try:
        for errand in errands:
            outcome = Outcome("back", "not tried: the connection is gone")
            if alive:
                alive = False  # unless we hear otherwise
                outcome = handed_over(smtp, sender, errand.address, cast(errand), lambda: True, where=where)
                alive = outcome.alive
            yield errand, outcome
    finally:
        closed(smtp, politely=alive)


def _notes(laid: LaidIssue, outbox: Path, signer: Signer | None) -> Iterator[str]:
    if held := held_by(laid, outbox):
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        yield f"readers must not get it as it is: {held[0]}{more}; see all with: digest check {laid.week}"
    if note := unsigned_note(laid, signer):
        yield note
