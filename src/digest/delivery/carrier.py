"""One connection's thread: takes errands from an inbox, hands them over, and tells what becomes of them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.delivery.connection import closed, opened, place_of
from digest.delivery.handing import handed_over
from digest.delivery.pacing import Pace, wait
from digest.delivery.replies import Outcome
from digest.errors import DeliveryError

if TYPE_CHECKING:
    import queue
    import smtplib
    from collections.abc import Callable, Sequence

    from digest.delivery.options import SmtpServer

WAITS = (0.0, 1.0, 4.0, 16.0, 64.0)
"""Seconds before a connection is made again, by how often it failed in a row; the last for all that follow."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A message to hand over: its reader's address as it is spelled, and as it is compared (``key``)."""

    key: str
    address: str
    audience: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What is around: how messages are cast, what is kept of them, and the clock.

    ``cast`` is called in the threads of connections, ``keep`` in the caller's.
    """

    cast: Callable[[Errand], bytes]
    keep: Callable[[Sequence[Errand], Sequence[tuple[Errand, Outcome]]], None]
    stop: Callable[[], bool] = lambda: False
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class Claim:
    """The server is about to be answerable for this message; the connection waits until that is kept."""

    errand: Errand
    decided: threading.Event = field(default_factory=threading.Event)
    granted: bool = False

    def decide(self, *, granted: bool) -> None:
        """Let the connection go on."""
        self.granted = granted
        self.decided.set()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an errand."""

    errand: Errand
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Gone:
    """A connection's thread ended; ``why`` when it could not go on, ``fatal`` when no other can."""

    why: BaseException | None = None
    fatal: bool = False


Event = Claim | Done | Gone


@dataclass(slots=True)
class Shared:
    """What the threads have in common."""

    server: SmtpServer
    sender: str
    world: World
    inbox: queue.Queue[Errand | None]
    told: queue.Queue[Event]
    pace: Pace
    ending: threading.Event = field(default_factory=threading.Event)


class _GaveUp(DeliveryError):
    """This connection cannot be had; others may."""


def carry(shared: Shared, smtp: smtplib.SMTP | None) -> None:
    """Serve errands until there are no more; the last event is a `Gone`.

    Args:
        shared: What the threads have in common.
        smtp: An open connection, or None to make one.
    """
    gone = Gone()
    try:
        _serve(shared, smtp)
    except _GaveUp as error:
        gone = Gone(error.__cause__)
    except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
        gone = Gone(error, fatal=True)
    finally:
        shared.told.put(gone)


def _serve(shared: Shared, smtp: smtplib.SMTP | None) -> None:
    """Connections one after another; ``failures`` counts the vain ones since a message got anywhere."""
    failures, why = 0, DeliveryError("the mail server goes on refusing", where=place_of(shared.server))
    while smtp is not None or not shared.ending.is_set():
        if smtp is None:
            try:
                smtp = _made_again(shared, failures, why)
            except DeliveryError as error:
                if isinstance(error, _GaveUp):
                    raise
                failures, why = failures + 1, error
            continue
        last = _served(shared, smtp)
        smtp = None
        if last is None:
            return
        if last.state == "back":
            hint = "try again later, or ask its provider"
            why = DeliveryError("the mail server breaks off", where=why.where, found=last.reply, hint=hint)
            failures += 1
        else:
            failures = 0


def _made_again(shared: Shared, failures: int, why: DeliveryError) -> smtplib.SMTP | None:
    if failures >= shared.server.tries:
        raise _GaveUp(str(why)) from why
    wait(WAITS[min(failures, len(WAITS) - 1)], shared.world.sleep, shared.ending.is_set)
    return None if shared.ending.is_set() else opened(shared.server)


def _served(shared: Shared, smtp: smtplib.SMTP) -> Outcome | None:
    """Messages over one connection: the last outcome when another connection is needed, None when all is done."""
    alive = True
    try:
        for _ in range(shared.server.per_connection):
            errand = shared.inbox.get()
            if errand is None:
                return None
            alive = False
            outcome = _one(shared, smtp, errand)
            alive = outcome.alive and outcome.state != "back"
            if not alive:
                break
        return outcome
    finally:
        closed(smtp, politely=alive)


def _one(shared: Shared, smtp: smtplib.SMTP, errand: Errand) -> Outcome:
    outcome = Outcome("back", "an error", alive=False)

    def permit() -> bool:
        claim = Claim(errand)
        shared.told.put(claim)
        claim.decided.wait()
        return claim.granted

    try:
        shared.pace.keep(shared.ending.is_set)
        message, where = shared.world.cast(errand), place_of(shared.server)
        outcome = handed_over(smtp, shared.sender, errand.address, message, permit, where=where)
        return outcome
    finally:
        shared.told.put(Done(errand, outcome))
