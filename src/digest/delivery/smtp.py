"""Many messages handed over to a mail server, over several connections at once.

Each connection is a thread; the caller's thread deals out the errands and alone keeps the record, for all connections
in one go: while it writes, what the others have to tell gathers, and is written together.
"""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.delivery.carrier import WAITS, Claim, Done, Errand, Gone, Shared, World, carry
from digest.delivery.connection import Unavailable, opened, place_of
from digest.delivery.pacing import Pace, wait
from digest.delivery.refusals import PutOffs, Refusals

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from digest.delivery.carrier import Event
    from digest.delivery.options import SmtpServer
    from digest.delivery.replies import Outcome

_LOOK = 0.2  # seconds between two looks at whether to stop
_PATIENCE = 1.0  # seconds for connections to end that no server owes an answer
_RETURNS = 2  # how often a reader whose message the server breaks off with 421 is tried again in the same round


def connect(server: SmtpServer, world: World, *, again: bool = False) -> smtplib.SMTP:
    """The first connection of a round, tried again with growing delay while that can help.

    Args:
        server: Where to.
        world: What is around.
        again: Whether it was there before: then it is waited for, also when nobody answers at its address.

    Raises:
        DeliveryError: There is none.
    """
    for turn in range(1, server.tries):
        try:
            return opened(server)
        except Unavailable as error:
            if error.unreachable and not again:
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
        world: What is around. When it is to stop, messages that are under way are finished.

    Raises:
        DeliveryError: The server lets nobody through any more, or takes nothing. What was handed over is kept.
        Exception: Whatever ``world.keep`` raises. What servers said until then is handed to it once more.
    """
    _Round(server, sender, world).run(iter(errands), first)


class _Round:
    """The caller's side: how many errands are out, how many connections live, why it ends early."""

    def __init__(self, server: SmtpServer, sender: str, world: World) -> None:
        pace = Pace(server.per_second, world.clock, world.sleep)
        self._shared = Shared(server, sender, world, queue.Queue(), queue.Queue(), pace)
        self._most, self._alive, self._out = server.connections, 0, 0
        self._back: deque[Errand] = deque()
        self._behind: deque[Errand] = deque()
        self._returns: Counter[str] = Counter()
        self._under_way: set[str] = set()
        self._unkept: list[tuple[Errand, Outcome]] = []
        self._why: BaseException | None = None
        self._refusals, self._put_offs = Refusals(), PutOffs()

    def run(self, errands: Iterator[Errand], first: smtplib.SMTP) -> None:
        self._hire(first)
        try:
            while self._goes_on(errands):
                self._listen()
            self._dismiss()
            while self._alive:
                self._listen()
        except BaseException as error:
            self._break_off(patient=isinstance(error, Exception))
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
            errand = self._next(errands)
            if errand is None:
                return
            self._shared.inbox.put(errand)
            self._out += 1
            if self._alive < min(self._most, self._out):
                self._hire(None)

    def _next(self, errands: Iterator[Errand]) -> Errand | None:
        """Those with whom the server broke off come last, for it may be their messages that it cannot bear."""
        if self._back:
            return self._back.popleft()
        errand = next(errands, None)
        return self._behind.popleft() if errand is None and self._behind else errand

    def _hire(self, smtp: smtplib.SMTP | None) -> None:
        self._alive += 1
        threading.Thread(target=carry, args=(self._shared, smtp), daemon=True).start()

    def _listen(self) -> None:
        """Take in what the connections tell, keep it in one go, and let those go on that wait for that."""
        told: list[Event] = []
        with suppress(queue.Empty):
            told.append(self._shared.told.get(timeout=_LOOK))
            while True:
                told.append(self._shared.told.get_nowait())
        claims = [one for one in told if isinstance(one, Claim)]
        try:
            self._take_in(claims, [one for one in told if isinstance(one, Done)])
        finally:
            for claim in claims:
                if not claim.decided.is_set():
                    claim.decide(granted=False)
            for gone in told:
                if isinstance(gone, Gone):
                    self._part_with(gone)

    def _take_in(self, claims: Sequence[Claim], done: Sequence[Done]) -> None:
        settled = self._settled(done)
        self._unkept += settled
        denied = self._keep([claim.errand for claim in claims])
        for claim in claims:
            granted = claim.errand.key not in denied
            if granted:
                self._under_way.add(claim.errand.key)
            claim.decide(granted=granted)
        self._judge(settled)

    def _settled(self, done: Sequence[Done]) -> list[tuple[Errand, Outcome]]:
        """What is to be kept of these; those that are to be handed over again are put where they are dealt from."""
        self._out -= len(done)
        self._under_way.difference_update(one.errand.key for one in done)
        told = [self._settlement(one) for one in done if not one.denied]
        return self._refusals.softened([one for one in told if one is not None])

    def _settlement(self, done: Done) -> tuple[Errand, Outcome] | None:
        errand, outcome = done.errand, done.outcome
        if outcome.state != "back":
            return errand, outcome
        late = errand, replace(outcome, state="later")
        if outcome.stage == "sender":
            self._back.append(errand)
            return None
        self._returns[errand.key] += 1
        if self._returns[errand.key] > _RETURNS:
            return late
        self._behind.append(errand)
        return late if outcome.claimed else None

    def _keep(self, claims: Sequence[Errand]) -> Collection[str]:
        """Keep these and what is not kept yet; what cannot be kept stays for another time."""
        if not claims and not self._unkept:
            return ()
        denied = self._shared.world.keep(claims, self._unkept)
        self._unkept = []
        return denied

    def _judge(self, settled: Sequence[tuple[Errand, Outcome]]) -> None:
        """Whether it goes on like this, and how fast."""
        if self._why is not None:
            return
        where = place_of(self._shared.server)
        self._shared.pace.hold(self._put_offs.count(settled))
        self._why = self._refusals.count(settled, where)
        if self._why is not None:
            self._unkept += self._refusals.taken_back()
            self._keep(())
        else:
            self._why = self._put_offs.too_many(where)

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
        with suppress(queue.Empty):
            while True:
                self._shared.inbox.get_nowait()
                self._out -= 1

    def _dismiss(self) -> None:
        self._shared.ending.set()
        for _ in range(self._alive):
            self._shared.inbox.put(None)

    def _break_off(self, *, patient: bool) -> None:
        """Nothing can be kept just now: no server becomes answerable for another message, and what is said is heard.

        It is kept when that can be done at last; otherwise nobody would know any more who has the letter.
        """
        self._recall()
        self._dismiss()
        with suppress(queue.Empty):
            while self._alive:
                owed = patient and self._under_way
                event = self._shared.told.get(timeout=self._shared.server.timeout + _PATIENCE if owed else _PATIENCE)
                if isinstance(event, Claim):
                    event.decide(granted=False)
                elif isinstance(event, Done):
                    self._unkept += self._settled([event])
                else:
                    self._alive -= 1
        with suppress(Exception):  # the first one is raised
            self._keep(())
