"""Sends an issue to its readers, each once: what would be done, and doing it.

The record of who got what is kept before a server can be answerable for a message, and after it has answered. A run
that is killed is taken up where it was; the one thing that nobody can know then is whether the server took the
messages that were under way, at most one for each connection (RFC 1047).
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from digest.ledger.ledger import Ledger
from digest.ledger.sending_turn import sending_turn
from digest.pipeline.sending.letters import free_to_go
from digest.pipeline.sending.once import PATIENCE, mail_once
from digest.pipeline.sending.plan import Mailing, Sent, Share, Wanted
from digest.pipeline.sending.run import Run, World
from digest.pipeline.sending.trial import Tried, send_test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from digest.delivery.options import SmtpServer
    from digest.model import Week
    from digest.settings import Settings
    from digest.templating.signing import Signer

__all__ = ["Sent", "Share", "Tried", "Wanted", "mail_once", "send", "send_test"]


def quiet(_: str) -> None:
    """Say nothing."""


def never() -> bool:
    """Go on to the end."""
    return False


def send(  # noqa: PLR0913 (the world comes in, piece by piece)
    settings: Settings,
    week: Week,
    wanted: Wanted,
    *,
    server: SmtpServer,
    outbox: Path | None = None,
    signer: Signer | None = None,
    now: Callable[[], datetime],
    sleep: Callable[[float], None] = time.sleep,
    stop: Callable[[], bool] = never,
    say: Callable[[str], None] = quiet,
    environ: Mapping[str, str] = os.environ,
) -> Sent:
    """Send the week's issue, or say what that would be.

    Args:
        settings: The newsletter's.
        week: The issue's.
        wanted: To whom, and whether really.
        server: The mail server, with its password.
        outbox: Where the issue lies, when not where the settings say.
        signer: Who signs each message, if anybody.
        now: The clock, aware.
        sleep: Waits that many seconds.
        stop: Whether to stop; messages that are under way are finished.
        say: Told how far it is.
        environ: Where `DIGEST_TOKEN_KEY` may stand.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        PreflightForbids: It must not be sent as it is.
        RecipientsError: The file of readers, or of those who get nothing, cannot be read.
        SettingsError: There is no letter for the audience that is wanted.
        DeliveryError: The server takes nothing, the issue went out otherwise, or another process sends.
        LedgerError: The ledger cannot be read or written.
    """
    place, world = outbox or settings.outbox, World(now, sleep, stop, say, environ)
    mailing = Mailing(settings, free_to_go(place, week), place, wanted, server, signer)
    say("reading the readers")
    return _done(mailing, world) if wanted.really else _planned(mailing)


def _planned(mailing: Mailing) -> Sent:
    with Ledger.if_there(mailing.settings.ledger) as ledger:
        return mailing.begun(ledger).planned(ledger)


def _done(mailing: Mailing, world: World) -> Sent:
    place = mailing.settings.ledger
    with sending_turn(place), Ledger(place, patience=PATIENCE) as ledger:
        return Run(mailing.begun(ledger), ledger, world).done()
