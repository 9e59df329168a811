"""The steps of the weekly run, as the rest of the program does them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date, datetime

    from digest.delivery.options import SmtpServer
    from digest.model import Week
    from digest.pipeline.sending import Sent
    from digest.scheduler.work import Handed, Work
    from digest.settings import Settings


def real_work() -> Work:
    """The steps on the real world."""
    from digest.scheduler.work import Work

    return Work(
        build=_build,
        check=_check,
        draft=_draft,
        readers=_readers,
        send=_send,
        given=_given,
        notify=_notify,
        sent=_sent,
    )


def _build(settings: Settings, day: date, now: datetime, again: bool) -> Sequence[str]:
    from digest.cli.build import cache_folder
    from digest.pipeline.building import build
    from digest.pipeline.order import Order
    from digest.settings.signing import signer

    order = Order(day=day, now=now, again=again)
    built = build(settings, order, cache=cache_folder(), signer=signer(settings, os.environ))
    return tuple(map(str, built.problems))


def _check(settings: Settings, week: Week) -> Sequence[str]:
    from digest.pipeline.checking import check

    return tuple(f"{one.what} · {one.hint}" for one in check(settings, week).findings if one.forbids)


def _draft(settings: Settings, week: Week, now: datetime) -> None:
    from digest.pipeline.drafting import mail_draft

    mail_draft(settings, week, server=_server(settings), now=now)


def _notify(settings: Settings, week: Week, subject: str, lines: Sequence[str], now: datetime) -> None:
    from digest.pipeline.drafting import mail_notice

    mail_notice(settings, week, subject, lines, server=_server(settings), now=now)


def _readers(settings: Settings, week: Week) -> int:
    """How many are to get it in all, those included who have it."""
    from digest.cli.options import now
    from digest.pipeline.sending import Wanted, send

    return sum(share.readers for share in send(settings, week, Wanted(), server=settings.smtp, now=now).audiences)


def _given(settings: Settings, week: Week) -> int:
    from digest.ledger import Ledger
    from digest.ledger.deliveries import Deliveries

    with Ledger.if_there(settings.ledger) as ledger:
        known = Deliveries(ledger).progress(week)
    return known.sent + known.doubt


def _send(settings: Settings, week: Week, stop: Callable[[], bool]) -> Handed:
    from digest.cli.options import now
    from digest.pipeline.sending import Wanted, send
    from digest.scheduler.work import Handed
    from digest.settings.signing import signer

    wanted, sign = Wanted(really=True), signer(settings, os.environ)
    sent = send(settings, week, wanted, server=_server(settings), signer=sign, now=now, stop=stop)
    left = max(sent.left, int(sent.stopped))
    taken, refused = sent.now.get("sent", sent.sent), sent.now.get("refused", sent.refused)
    return Handed(taken, refused, left, tuple(_remarks(sent)))


def _remarks(sent: Sent) -> Iterator[str]:
    """What an editor would have seen who had sent it by hand."""
    if sent.rows.bad_rows:
        first = f"; the first: {sent.rows.bad[0].what}, row {sent.rows.bad[0].place:,}" if sent.rows.bad else ""
        yield f"rows of the readers' file that name nobody: {sent.rows.bad_rows:,}{first}"
    if sent.held:
        yield f"messages of which nobody knows whether they were taken: {sent.held:,}; they are not sent again"
    if sent.twice:
        yield f"messages that were sent again while nobody knew whether they were taken: {sent.twice:,}"
    yield from sent.notes
    yield from map(str, sent.problems)


def _sent(settings: Settings) -> Collection[Week]:
    from digest.pipeline.history import history

    known = history(settings)
    return {*known.with_receipt, *(issue.week for issue in known.issues)}


def _server(settings: Settings) -> SmtpServer:
    from digest.settings.sending import with_password

    return with_password(settings.smtp, os.environ)
