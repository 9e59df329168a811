"""A mailing that is really done: passes over the readers, and the record of each message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.delivery import carrier, smtp
from digest.delivery.carrier import Errand
from digest.delivery.connection import named
from digest.delivery.pacing import wait
from digest.errors import DeliveryError, RecipientsError
from digest.ledger.deliveries import READERS, Claim, Deliveries, Settlement
from digest.ledger.mailings import Mailings
from digest.ledger.readers import Readers
from digest.pipeline.sending.casting import Caster, signing
from digest.pipeline.sending.letters import kept, sender_of
from digest.pipeline.sending.marking import Marking
from digest.pipeline.sending.once import envelope_address
from digest.pipeline.sending.plan import by_state
from digest.pipeline.sending.readers import SHOWN
from digest.pipeline.unsubscribing import tokens_of

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from digest.delivery.replies import Outcome
    from digest.ledger.ledger import Ledger
    from digest.ledger.roll import Roll
    from digest.pipeline.sending.plan import Mailing, Sent

_GROWTH = 4  # of the pause before those who were put off are tried again


@dataclass(frozen=True, slots=True)
class World:
    """The clock, sleep, whether to stop, who is told how far it is, and the environment."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    stop: Callable[[], bool]
    say: Callable[[str], None]
    environ: Mapping[str, str]


class Run:
    """One run of a mailing; the ledger is its own while it lasts."""

    def __init__(self, mailing: Mailing, ledger: Ledger, world: World) -> None:
        self._mailing, self._ledger, self._world = mailing, ledger, world
        self._week = mailing.laid.week
        self._deliveries = Deliveries(ledger)
        own = mailing.settings.newsletter.list_id
        self._tokens = tokens_of(Readers(ledger), world.environ, own)
        self._unwanted = mailing.unwanted()
        self._left_out: set[str] = set()  # who wants nothing since it began, by their keys
        self._why: RecipientsError | None = None
        self._sent = self._refused = self._total = 0
        self._refusals: list[tuple[Errand, Outcome]] = []
        self._marking = Marking(mailing.settings, mailing.outbox, self._week, ledger)

    def done(self) -> Sent:
        """Send to all who are to get it.

        Raises:
            DeliveryError: It ended early; what was sent is kept.
            RecipientsError: The file of those who get nothing cannot be read any more.
        """
        Mailings(self._ledger).renew(self._week, READERS, kept(self._mailing.laid))
        roll, rows = self._mailing.enrolled(self._ledger, self._unwanted)
        plan, limit = self._mailing.told(roll, rows), self._mailing.wanted.limit
        last = roll.end_of(limit, self._mailing.open_states) if limit else roll.end()
        there = sum(share.open for share in plan.audiences)
        self._total = min(there, limit) if limit else there
        known = self._deliveries.progress(self._week)
        if known.sent:
            self._marking.begin(known.begun or self._world.now())
        try:
            self._passes(roll, last)
        except Exception as error:  # but who breaks it off waits for nothing
            self._marking.ended()
            if isinstance(error, DeliveryError):
                raise self._with_how_far(error) from error
            raise
        told = replace(plan, problems=self._marking.ended(), waiting=there - self._total)
        return self._told(told, roll, known.twice)

    def _passes(self, roll: Roll, last: int) -> None:
        """All readers, and then again those who were put off, after growing pauses."""
        server, world = self._mailing.server, self._world
        for turn in range(server.tries):
            if world.stop() or next(self._errands(roll, last), None) is None:
                break
            if turn:
                world.say("waiting to try again those who were put off")
                wait(server.pause * _GROWTH ** (turn - 1), world.sleep, world.stop)
            self._pass(roll, last, again=turn > 0)
        if self._why is not None:
            raise self._why

    def _pass(self, roll: Roll, last: int, *, again: bool) -> None:
        mailing, world = self._mailing, self._world
        around = carrier.World(_uncast, self._keep, world.stop, world.sleep)
        sender = mailing.server.bounces or sender_of(mailing.laid.letters[0])
        sender = envelope_address(sender, "smtp.bounces")
        first = smtp.connect(named(mailing.server), around, again=again)
        around = replace(around, cast=self._begun(first))
        smtp.deliver(self._errands(roll, last), first, mailing.server, sender, around)

    def _errands(self, roll: Roll, last: int) -> Iterator[Errand]:
        """Who is still to get it, and wants it when their turn comes."""
        for one in roll.those(self._mailing.open_states, last):
            try:
                self._unwanted = self._unwanted.fresh()
            except RecipientsError as error:  # what is under way is finished first
                self._why = error
                return
            if one.key in self._unwanted:
                self._left_out.add(one.key)
            else:
                yield Errand(one.key, one.address, one.audience, one.name, one.state)

    def _begun(self, first: smtplib.SMTP) -> Callable[[Errand], bytes]:
        """What casts each message; from here on the letters are what they are."""
        mailing = self._mailing
        try:
            date = Mailings(self._ledger).begin(self._week, READERS, kept(mailing.laid), self._world.now())
            caster = Caster(self._week, self._tokens, mailing.settings.delivery, signing(mailing.signer))
            return caster.of(mailing.laid.letters, date)
        except BaseException:
            first.close()
            raise

    def _keep(self, claims: Sequence[Errand], settled: Sequence[tuple[Errand, Outcome]]) -> frozenset[str]:
        """Keep it; the keys of those who have their message already, by whatever other way to this ledger."""
        claimed = [Claim(one.key, one.audience, self._tokens.reader(one.key)) for one in claims]
        known = [_settlement(errand, outcome) for errand, outcome in settled]
        denied = self._deliveries.keep(self._week, READERS, claimed, known, self._world.now())
        for errand, outcome in settled:
            self._count(errand, outcome)
        if self._sent:
            self._marking.begin(self._world.now())
        self._world.say(f"{self._sent:,} of {self._total:,} sent")
        return frozenset(denied)

    def _count(self, errand: Errand, outcome: Outcome) -> None:
        self._sent += outcome.state == "sent"
        if outcome.state == "refused":
            self._refused += 1
            if len(self._refusals) < SHOWN:
                self._refusals.append((errand, outcome))

    def _with_how_far(self, error: DeliveryError) -> DeliveryError:
        if not self._sent:
            return error
        more = f"{self._sent:,} are sent; go on with the same command"
        hint = f"{error.hint}; {more}" if error.hint else more
        return type(error)(error.what, where=error.where, found=error.found, hint=hint)

    def _told(self, plan: Sent, roll: Roll, twice: int) -> Sent:
        now, states = by_state(roll.counts()), self._mailing.open_states
        held = now.get("doubt", 0) if "doubt" not in states else 0
        left = sum(now.get(state, 0) for state in states) - plan.waiting - len(self._left_out)
        return replace(
            plan,
            rows=replace(plan.rows, suppressed=plan.rows.suppressed + len(self._left_out)),
            now=now,
            sent=self._sent,
            refused=self._refused,
            refusals=tuple((errand.address, outcome.reply) for errand, outcome in self._refusals),
            left=left,
            held=held,
            twice=self._deliveries.progress(self._week).twice - twice,
            stopped=self._world.stop() and left > 0,
        )


def _settlement(errand: Errand, outcome: Outcome) -> Settlement:
    if outcome.state == "back":
        raise AssertionError  # it is dealt out again and nothing is kept of it
    return Settlement(errand.key, errand.audience, outcome.state, outcome.reply, claimed=outcome.claimed)


def _uncast(_: Errand) -> bytes:
    raise AssertionError  # nothing is handed over before the mailing has begun
