"""A mailing that is really done: passes over the readers, the record of each message, the issue marked as sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.delivery import carrier, smtp
from digest.delivery.carrier import Errand
from digest.delivery.connection import named
from digest.delivery.pacing import wait
from digest.errors import DeliveryError, DigestError
from digest.ledger.deliveries import READERS, Claim, Deliveries, Settlement
from digest.ledger.readers import Readers
from digest.model import Problem
from digest.outbox.sent import receipt_file
from digest.pipeline.history import mark_sent
from digest.pipeline.sending_letters import caster, fingerprints, sender_of, signing
from digest.pipeline.sending_once import envelope_address
from digest.pipeline.sending_plan import by_state
from digest.pipeline.sending_readers import SHOWN
from digest.pipeline.unsubscribing import tokens_of

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from digest.delivery.replies import Outcome
    from digest.ledger.ledger import Ledger
    from digest.ledger.roll import Roll
    from digest.pipeline.sending_plan import Mailing, Sent

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
        self._tokens = tokens_of(Readers(ledger), world.environ)
        self._sent = self._refused = self._total = 0
        self._refusals: list[tuple[Errand, Outcome]] = []
        self._marked = False
        self._problems: list[Problem] = []

    def done(self) -> Sent:
        """Send to all who are to get it.

        Raises:
            DeliveryError: It ended early; what was sent is kept.
        """
        self._deliveries.renew(self._week, READERS, fingerprints(self._mailing.laid))
        roll, rows = self._mailing.enrolled(self._ledger)
        plan = self._mailing.told(roll, rows)
        limit = self._mailing.wanted.limit
        last = roll.end_of(limit, self._mailing.open_states) if limit else roll.end()
        self._total = sum(share.open for share in plan.audiences)
        self._total = min(self._total, limit) if limit else self._total
        known = self._deliveries.progress(self._week)
        if known.sent:
            self._mark(known.begun or self._world.now())
        try:
            self._passes(roll, last)
        except DeliveryError as error:
            raise self._with_how_far(error) from error
        return self._told(plan, roll, last, known.twice)

    def _passes(self, roll: Roll, last: int) -> None:
        """All readers, and then again those who were put off, after growing pauses."""
        server, world = self._mailing.server, self._world
        for turn in range(server.tries):
            if world.stop() or next(roll.those(self._mailing.open_states, last), None) is None:
                return
            if turn:
                world.say("waiting to try again those who were put off")
                wait(server.pause * _GROWTH ** (turn - 1), world.sleep, world.stop)
            self._pass(roll, last)

    def _pass(self, roll: Roll, last: int) -> None:
        mailing, world = self._mailing, self._world
        around = carrier.World(_uncast, self._keep, world.stop, world.sleep)
        sender = mailing.server.bounces or sender_of(mailing.laid.letters[0])
        sender = envelope_address(sender, "smtp.bounces")
        first = smtp.connect(named(mailing.server), around)
        around = replace(around, cast=self._begun(first))
        errands = (
            Errand(one.key, one.address, one.audience, one.name) for one in roll.those(mailing.open_states, last)
        )
        smtp.deliver(errands, first, mailing.server, sender, around)

    def _begun(self, first: smtplib.SMTP) -> Callable[[Errand], bytes]:
        """What casts each message; from here on the letters are what they are."""
        mailing = self._mailing
        try:
            dates = self._deliveries.begin(self._week, READERS, fingerprints(mailing.laid), self._world.now())
            sign = signing(mailing.signer)
            return caster(mailing.laid, dates, self._tokens, mailing.settings.delivery, sign=sign)
        except BaseException:
            first.close()
            raise

    def _keep(self, claims: Sequence[Errand], settled: Sequence[tuple[Errand, Outcome]]) -> None:
        claimed = [Claim(one.key, one.audience, self._tokens.reader(one.key)) for one in claims]
        known = [_settlement(errand, outcome) for errand, outcome in settled]
        self._deliveries.keep(self._week, READERS, claimed, known, self._world.now())
        for errand, outcome in settled:
            self._count(errand, outcome)
        if self._sent:
            self._mark(self._world.now())
        self._world.say(f"{self._sent:,} of {self._total:,} sent")

    def _count(self, errand: Errand, outcome: Outcome) -> None:
        self._sent += outcome.state == "sent"
        if outcome.state == "refused":
            self._refused += 1
            if len(self._refusals) < SHOWN:
                self._refusals.append((errand, outcome))

    def _mark(self, at: datetime) -> None:
        """Remember that the issue was sent, with its first reader; when that fails, it costs no reader a letter."""
        if self._marked:
            return
        self._marked = True
        settings, place = self._mailing.settings, self._mailing.outbox
        known = self._week in {issue.week for issue in self._ledger.issues()}
        if known and receipt_file(place, self._week).exists():
            return
        try:
            mark_sent(settings, self._week, at=at, outbox=place)
        except DigestError as error:
            hint = f"mark it with: digest mark-sent {self._week}"
            self._problems.append(Problem("the issue could not be marked as sent", str(self._week), str(error), hint))

    def _with_how_far(self, error: DeliveryError) -> DeliveryError:
        if not self._sent:
            return error
        more = f"{self._sent:,} are sent; go on with: digest send {self._week} --yes"
        hint = f"{error.hint}; {more}" if error.hint else more
        return DeliveryError(error.what, where=error.where, found=error.found, hint=hint)

    def _told(self, plan: Sent, roll: Roll, last: int, twice: int) -> Sent:
        now, states = by_state(roll.counts()), self._mailing.open_states
        held = now.get("doubt", 0) if "doubt" not in states else 0
        left = sum(count for (_, state), count in roll.counts(last).items() if state in states)
        return replace(
            plan,
            now=now,
            sent=self._sent,
            refused=self._refused,
            refusals=tuple((errand.address, outcome.reply) for errand, outcome in self._refusals),
            left=left,
            held=held,
            twice=self._deliveries.progress(self._week).twice - twice,
            stopped=self._world.stop(),
            problems=tuple(self._problems),
        )


def _settlement(errand: Errand, outcome: Outcome) -> Settlement:
    if outcome.state == "back":
        raise AssertionError  # it is dealt out again and nothing is kept of it
    return Settlement(errand.key, errand.audience, outcome.state, outcome.reply, claimed=outcome.claimed)


def _uncast(_: Errand) -> bytes:
    raise AssertionError  # nothing is handed over before the mailing has begun
