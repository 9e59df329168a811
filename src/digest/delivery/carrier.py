"""One connection's thread: takes errands from an inbox, hands them over, and tells what becomes of them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.delivery.connection import closed, opened, place_of
from digest.delivery.handing import handed_over
from digest.delivery.pacing import Pace, wait
from digest.delivery.replies import Outcome, plain
from digest.errors import DeliveryError

if TYPE_CHECKING:
    import queue
    import smtplib
    from collections.abc import Callable, Collection, Sequence

    from digest.delivery.options import SmtpServer

WAITS = (0.0, 1.0, 4.0, 16.0, 64.0)
"""Seconds before a connection is made again, by how many in a row were in vain; the last for all that follow."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A message to hand over: its reader's address as it is spelled, and as it is compared (``key``).

    ``known`` is what the record said of the message when its turn came, empty for nothing.
    """

    key: str
    address: str
    audience: str
    name: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What is around: how messages are cast, what is kept of them, and the clock.

    ``cast`` is called in the threads of connections, ``keep`` in the caller's: with errands whose messages the server
    is about to take, and with those of which it is known what became of them; when it returns, that is kept. It
    returns the keys of the former who must not get it, since they have it already.
    """

    cast: Callable[[Errand], bytes]
    keep: Callable[[Sequence[Errand], Sequence[tuple[Errand, Outcome]]], Collection[str]]
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
    """What became of an errand; ``denied`` when it was not permitted, and nothing became of it."""

    errand: Errand
    outcome: Outcome
    denied: bool = False

    @property
    def fruitful(self) -> bool:
        """Whether the connection brought anything about, so that another like it is worth while at once."""
        state = self.outcome.state
        return self.denied or state in {"sent", "refused"} or (state == "later" and self.outcome.alive)


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


@dataclass(frozen=True, slots=True)
class _End:
    """How a connection ended: with which errand, if another connection is needed, and whether any was fruitful."""

    last: Done | None
    fruitful: bool


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
    """Connections one after another; ``vain`` counts those in a row that could not be had or brought nothing about.

    Raises:
        DeliveryError: An errand showed that nothing can be sent.
        _GaveUp: So many were in vain as the server is tried.
    """
    vain, why = 0, DeliveryError("the mail server goes on refusing", where=place_of(shared.server))
    while smtp is not None or not shared.ending.is_set():
        if smtp is None:
            try:
                smtp = _made_again(shared, vain, why)
            except _GaveUp:
                raise
            except DeliveryError as error:
                vain, why = vain + 1, error
            continue
        end = _served(shared, smtp)
        smtp = None
        if end.last is None:
            return
        if end.fruitful:
            vain = 0
        else:
            vain, why = vain + 1, _broke_off(shared.server, end.last.outcome.reply)


def _broke_off(server: SmtpServer, reply: str) -> DeliveryError:
    hint = "try again later, or ask its provider"
    return DeliveryError("the mail server breaks off", where=place_of(server), found=reply, hint=hint)


def _made_again(shared: Shared, vain: int, why: DeliveryError) -> smtplib.SMTP | None:
    if vain >= shared.server.tries:
        raise _GaveUp(str(why)) from why
    wait(WAITS[min(vain, len(WAITS) - 1)], shared.world.sleep, shared.ending.is_set)
    return None if shared.ending.is_set() else opened(shared.server)


def _served(shared: Shared, smtp: smtplib.SMTP) -> _End:
    """Messages over one connection, up to where another is needed or all is done."""
    alive, fruitful = True, False
    try:
        for _ in range(shared.server.per_connection):
            errand = shared.inbox.get()
            if errand is None:
                return _End(None, fruitful)
            alive = False
            done = _one(shared, smtp, errand)
            fruitful = fruitful or done.fruitful
            alive = done.outcome.alive and done.outcome.state != "back"
            if not alive:
                break
        return _End(done, fruitful)
    finally:
        closed(smtp, politely=alive)


def _one(shared: Shared, smtp: smtplib.SMTP, errand: Errand) -> Done:
    """An errand, of which the caller is told what became; a message that cannot be made costs its reader only."""
    claim = Claim(errand)

    def permit() -> bool:
        shared.told.put(claim)
        claim.decided.wait()
        return claim.granted

    done = Done(errand, Outcome("back", "an error", alive=False))
    try:
        shared.pace.keep(shared.ending.is_set)
        try:
            message = shared.world.cast(errand)
        except DeliveryError as error:
            done = Done(errand, Outcome("refused", plain(str(error))))
            return done
        where = place_of(shared.server)
        outcome = handed_over(smtp, shared.sender, errand.address, message, permit, where=where)
        done = Done(errand, outcome, denied=claim.decided.is_set() and not claim.granted)
        return done
    finally:
        shared.told.put(done)
