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
from digest.errors import DeliveryError
from digest.outbox.laid import read_laid
from digest.pipeline.sending.casting import Caster, signing
from digest.pipeline.sending.letters import held_by, sender_of, unsigned_note, usual_audience
from digest.pipeline.sending.once import envelope_address

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
        now: The clock.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        SettingsError: An address is none, or there is no letter for an audience that was named.
        DeliveryError: The server takes nothing.
    """
    place = outbox or settings.outbox
    whole = read_laid(place, week)
    laid = _of_whom(whole, [usual_audience(whole, name) for name in audiences])
    addresses = list(dict.fromkeys(envelope_address(address, "--to") for address in to))
    errands = [Errand(to.casefold(), to, letter.audience) for letter in laid.letters for to in addresses]
    sender = envelope_address(server.bounces or sender_of(laid.letters[0]), "smtp.bounces")
    cast = _cast(settings, laid, now(), signer)
    outcomes = list(_handed(opened(named(server)), sender, errands, cast, place_of(server)))
    taken, others = (_rows(outcomes, yes=yes) for yes in (True, False))
    return Tried(week, place_of(server), taken, others, notes=tuple(_notes(whole, place, signer)))


def _rows(outcomes: Sequence[tuple[Errand, Outcome]], *, yes: bool) -> tuple[tuple[str, str, str], ...]:
    told = (one for one in outcomes if (one[1].state == "sent") == yes)
    return tuple((errand.audience, errand.address, outcome.reply) for errand, outcome in told)


def _of_whom(laid: LaidIssue, audiences: Sequence[str]) -> LaidIssue:
    return replace(laid, letters=tuple(one for one in laid.letters if not audiences or one.audience in audiences))


def _cast(settings: Settings, laid: LaidIssue, now: datetime, signer: Signer | None) -> Callable[[Errand], bytes]:
    def message_id(_: Errand, domain: str) -> str:
        return f"{laid.week}.test.{secrets.token_hex(8)}@{domain}"

    tokens = Tokens(secrets.token_bytes(KEY))
    caster = Caster(laid.week, tokens, settings.delivery, signing(signer), message_id)
    return caster.of(laid.letters, now, MARK)


def _handed(
    smtp: smtplib.SMTP, sender: str, errands: Sequence[Errand], cast: Callable[[Errand], bytes], where: str
) -> Iterator[tuple[Errand, Outcome]]:
    """One after another, as far as the connection goes."""
    alive = True
    try:
        for errand in errands:
            outcome = Outcome("back", "not tried: the connection is gone")
            message = _cast_or_why(cast, errand)
            if isinstance(message, Outcome):
                outcome = message
            elif alive:
                alive = False  # unless we hear otherwise
                outcome = handed_over(smtp, sender, errand.address, message, lambda: True, where=where)
                alive = outcome.alive
            yield errand, outcome
    finally:
        closed(smtp, politely=alive)


def _cast_or_why(cast: Callable[[Errand], bytes], errand: Errand) -> bytes | Outcome:
    try:
        return cast(errand)
    except DeliveryError as error:
        return Outcome("refused", str(error))


def _notes(laid: LaidIssue, outbox: Path, signer: Signer | None) -> Iterator[str]:
    if held := held_by(laid, outbox):
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        yield f"readers must not get it as it is: {held[0]}{more}; see all with: digest check {laid.week}"
    if note := unsigned_note(laid, signer):
        yield note
