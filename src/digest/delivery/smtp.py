"""Many messages handed over to a mail server, over several connections at once.

Each connection is a thread; the caller's thread deals out the errands and alone keeps the record, for all connections
in one go: while it writes, what the others have to tell gathers, and is written together.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from typing import TYPE_CHECKING

from digest.delivery.carrier import WAITS, Claim, Done, Errand, Gone, Shared, World, carry
from digest.delivery.connection import Unavailable, opened, place_of
from digest.delivery.pacing import Pace, wait
from digest.delivery.refusals import Refusals

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterable, Iterator, Sequence

    from digest.delivery.carrier import Event
    from digest.delivery.options import SmtpServer

_LOOK = 0.2  # seconds between two looks at whether to stop
_PATIENCE = 1.0  # seconds for connections to end when the record cannot be kept


def connect(server: SmtpServer, world: World) -> smtplib.SMTP:
    """The first connection, tried again with growing delay while that can help.

    Raises:
        DeliveryError: There is none.
    """
    for turn in range(1, server.tries):
        try:
            return opened(server)
        except Unavailable as error:
            if error.unreachable:
                raise
        wait(WAITS[min(turn, len(WAITS) - 1)], world.sleep, world.stop)
        if world.stop():
            break
    return opened(server)


def deliver(errands: Iterable[Errand], first: smtplib.SMTP, server: SmtpServer, sender: str, world: World) -> None:
    """Hand over all messages, each to one reader.

    Args:
        errands: Who is to get what, taken one by one in this thread.
        first: An open connection, which is closed in the end.
        server: Where to.
        sender: The envelope's sender.
        world: What is around. ``keep`` is called in this thread: with errands whose messages the server is about to
            take, and with those of which it is known what became of them; when it returns, that must be kept. When
            it is to stop, messages that are under way are finished.

    Raises:
        DeliveryError: The server lets nobody through any more, or takes nothing. What was handed over is kept.
    """
    _Round(server, sender, world).run(iter(errands), first)


class _Round:
    """The caller's side: how many errands are out, how many connections live, why it ends early."""

    def __init__(self, server: SmtpServer, sender: str, world: World) -> None:
        pace = Pace(server.per_second, world.clock, world.sleep)
        self._shared = Shared(server, sender, world, queue.Queue(), queue.Queue(), pace)
        self._most, self._alive, self._out = server.connections, 0, 0
        self._back: deque[Errand] = deque()
        self._why: BaseException | None = None
        self._refusals = Refusals()

    def run(self, errands: Iterator[Errand], first: smtplib.SMTP) -> None:
        self._hire(first)
        try:
            while self._goes_on(errands):
                self._listen()
            self._dismiss()
            while self._alive:
                self._listen()
        except BaseException:
            self._break_off()
            raise
        if self._why is not None:
            raise self._why

    def _goes_on(self, errands: Iterator[Errand]) -> bool:
        """Deal out what there is; whether anything is left to wait for."""
        if self._why is not None or self._shared.world.stop():
            self._recall()
        else:
            self._deal(errands)
        return self._out > 0 and self._alive > 0

    def _deal(self, errands: Iterator[Errand]) -> None:
        """Put so much into the inbox that no connection waits."""
        while self._out < 2 * self._most:
            errand = self._back.popleft() if self._back else next(errands, None)
            if errand is None:
                return
            self._shared.inbox.put(errand)
            self._out += 1
            if self._alive < min(self._most, self._out):
                self._hire(None)

    def _hire(self, smtp: smtplib.SMTP | None) -> None:
        self._alive += 1
        threading.Thread(target=carry, args=(self._shared, smtp), daemon=True).start()

    def _listen(self) -> None:
        """Take in what the connections tell, keep it in one go, and let those go on that wait for that."""
        told: list[Event] = []
        try:
            told.append(self._shared.told.get(timeout=_LOOK))
            while True:
                told.append(self._shared.told.get_nowait())
        except queue.Empty:
            pass
        claims = [one for one in told if isinstance(one, Claim)]
        try:
            self._take_in(claims, [one for one in told if isinstance(one, Done)])
        except BaseException:
            for claim in claims:
                claim.decide(granted=False)
            raise
        for gone in told:
            if isinstance(gone, Gone):
                self._part_with(gone)

    def _take_in(self, claims: Sequence[Claim], done: Sequence[Done]) -> None:
        settled = self._refusals.softened([(one.errand, one.outcome) for one in done if one.outcome.state != "back"])
        self._back.extend(one.errand for one in done if one.outcome.state == "back")
        self._out -= len(done)
        keep = self._shared.world.keep
        if claims or settled:
            keep([claim.errand for claim in claims], settled)
        for claim in claims:
            claim.decide(granted=True)
        if self._why is None:
            self._why = self._refusals.count(settled, place_of(self._shared.server))
            if self._why is not None:
                keep([], self._refusals.taken_back())

    def _part_with(self, gone: Gone) -> None:
        self._alive -= 1
        if gone.why is None:
            return
        self._most -= 1
        if self._why is None and (gone.fatal or not self._alive):
            self._why = gone.why

    def _recall(self) -> None:
        """Take back what no connection has begun."""
        self._shared.ending.set()
        try:
            while True:
                self._shared.inbox.get_nowait()
                self._out -= 1
        except queue.Empty:
            pass

    def _dismiss(self) -> None:
        self._shared.ending.set()
        for _ in range(self._alive):
            self._shared.inbox.put(None)

    def _break_off(self) -> None:
        """Nothing can be kept any more: no server is made answerable for another message."""
        self._recall()
        self._dismiss()
        try:
            while self._alive:
                event = self._shared.told.get(timeout=_PATIENCE)
                if isinstance(event, Claim):
                    event.decide(granted=False)
                self._alive -= isinstance(event, Gone)
        except queue.Empty:
            pass
