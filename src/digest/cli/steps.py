"""The steps of the weekly run, as the rest of the program does them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date, datetime

    from digest.delivery.options import SmtpServer
    from digest.model import Week
    from digest.scheduler.work import Handed, Work
    from digest.settings import Settings


def real_work() -> Work:
    """The steps on the real world."""
    from digest.scheduler.work import Work

    return Work(build=_build, check=_check, draft=_draft, send=_send, notify=_notify, sent=_sent)


def _build(settings: Settings, day: date, now: datetime) -> None:
    from digest.cli.build import cache_folder
    from digest.pipeline.building import build
    from digest.pipeline.order import Order
    from digest.settings.signing import signer

    build(settings, Order(day=day, now=now), cache=cache_folder(), signer=signer(settings, os.environ))


def _check(settings: Settings, week: Week) -> bool:
    from digest.pipeline.checking import check

    return check(settings, week).forbidden()


def _draft(settings: Settings, week: Week, now: datetime) -> None:
    from digest.pipeline.drafting import mail_draft

    mail_draft(settings, week, server=_server(settings), now=now)


def _notify(settings: Settings, week: Week, subject: str, lines: Sequence[str], now: datetime) -> None:
    from digest.pipeline.drafting import mail_notice

    mail_notice(settings, week, subject, lines, server=_server(settings), now=now)


def _send(settings: Settings, week: Week, stop: Callable[[], bool]) -> Handed:
    from digest.cli.options import now
    from digest.pipeline.sending import Wanted, send
    from digest.scheduler.work import Handed
    from digest.settings.signing import signer

    wanted, sign = Wanted(really=True), signer(settings, os.environ)
    sent = send(settings, week, wanted, server=_server(settings), signer=sign, now=now, stop=stop)
    left = max(sent.left, int(sent.stopped))
    return Handed(sent.now.get("sent", sent.sent), sent.now.get("refused", sent.refused), left)


def _sent(settings: Settings) -> Collection[Week]:
    from digest.pipeline.history import history

    known = history(settings)
    return {*known.with_receipt, *(issue.week for issue in known.issues)}


def _server(settings: Settings) -> SmtpServer:
    from digest.settings.sending import with_password

    return with_password(settings.smtp, os.environ)
