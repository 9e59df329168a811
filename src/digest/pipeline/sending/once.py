"""One message to an editor, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.delivery.connection import closed, named, opened, place_of
from digest.delivery.handing import handed_over
from digest.delivery.mailboxes import Unusable, mailbox
from digest.errors import DeliveryError, SettingsError
from digest.ledger.deliveries import Deliveries, Settlement
from digest.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from digest.delivery.options import SmtpServer
    from digest.delivery.replies import Outcome
    from digest.model import Week
    from digest.settings import Settings

PATIENCE = 60.0  # seconds to wait for another process that writes the ledger


def mail_once(
    settings: Settings, week: Week, kind: str, to: str, eml: bytes, *, server: SmtpServer, now: datetime
) -> str:
    """Mail one message, unless that was done before.

    One of which nobody knows whether the server took it is mailed again.

    Args:
        settings: The newsletter's.
        week: What it is about.
        kind: What it is; the same week, kind and address get it once.
        to: The address.
        eml: The whole message, ASCII with CRLF line ends.
        server: The mail server, with its password.
        now: This moment, aware.

    Returns:
        ``sent``, or ``sent before``.

    Raises:
        DeliveryError: The server does not take it.
        LedgerError: That it was mailed cannot be kept.
    """
    key = to.casefold()
    with Ledger(settings.ledger, patience=PATIENCE) as ledger:
        deliveries = Deliveries(ledger)
        if deliveries.state(week, kind, key) == "sent":
            return "sent before"
        outcome = _handed(settings, to, eml, server, lambda: deliveries.claim(week, kind, key, "", now))
        if deliveries.state(week, kind, key) == "sent":  # by another process, meanwhile
            return "sent before"
        state = "later" if outcome.state == "back" else outcome.state
        if outcome.claimed or outcome.state != "back":
            settled = Settlement(key, "", state, outcome.reply, claimed=outcome.claimed)
            deliveries.settle(week, kind, settled, now)
    if state != "sent":
        raise _not_taken(outcome, f"{place_of(server)}, {to}")
    return "sent"


def _not_taken(outcome: Outcome, where: str) -> DeliveryError:
    hint = "check the address" if outcome.state == "refused" else "try again later"
    return DeliveryError("the mail server does not take the message", where=where, found=outcome.reply, hint=hint)


def envelope_address(address: str, where: str) -> str:
    """The address as envelopes have it, its domain in ASCII.

    Raises:
        SettingsError: Nothing can be sent to or from it.
    """
    try:
        return mailbox(address)[0]
    except Unusable as error:
        shown = address if address.isprintable() else repr(address)  # an error is one line
        raise SettingsError("not an address for mail", where=where, found=f"{shown}: {error}") from error


def _handed(settings: Settings, to: str, eml: bytes, server: SmtpServer, permit: Callable[[], bool]) -> Outcome:
    sender = envelope_address(server.bounces or settings.newsletter.sender.address, "smtp.bounces")
    reader = envelope_address(to, "schedule.editor")
    smtp, alive = opened(named(server)), False
    try:
        outcome = handed_over(smtp, sender, reader, eml, permit, where=place_of(server))
        alive = outcome.alive
        return outcome
    finally:
        closed(smtp, politely=alive)
