"""What would be sent, to whom: the plan of a mailing, and what is told of it in the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.delivery.connection import place_of
from digest.delivery.suppression import suppressed
from digest.errors import DeliveryError
from digest.ledger.deliveries import READERS, Deliveries
from digest.ledger.mailings import Mailings
from digest.ledger.roll import Roll
from digest.pipeline.sending.letters import as_begun, kept, sender_of, unsigned_note, usual_audience
from digest.pipeline.sending.marking import marked
from digest.pipeline.sending.readers import Letters, Rows, enrol, file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from digest.delivery.options import SmtpServer
    from digest.delivery.suppression import Suppressed
    from digest.ledger.ledger import Ledger
    from digest.model import LaidIssue, LaidLetter, Problem, Week
    from digest.settings import Settings
    from digest.templating.signing import Signer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent: to whom, to how many of them at most (0 for all), and whether it really is.

    ``audience`` gets those of whom the file does not say whose letter is theirs. With ``again`` an issue goes to
    everybody that was marked as sent and of which the ledger knows nobody who got it.
    """

    recipients: Path | None = None
    limit: int = 0
    audience: str = ""
    really: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """An audience's part: its subject, its readers, and how many of them are still to get it."""

    audience: str
    subject: str
    readers: int
    open: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What was done, or would be.

    ``before`` is what the ledger knew of these readers before, in messages by state, and ``now`` what it knows in the
    end. ``sent`` counts this run's messages; ``refusals`` are address and reply of the first of its ``refused``.
    ``left`` are the readers who are left to try again, ``waiting`` those whom a limit leaves to the next run;
    ``held`` those whose message is in doubt and stays so, ``twice`` those whose message was sent again in this run
    while it was in doubt. ``unwanted`` is the name of the file of those who get nothing.
    """

    week: Week
    really: bool
    server: str
    sender: str
    audiences: tuple[Share, ...]
    rows: Rows
    before: dict[str, int]
    now: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    refused: int = 0
    refusals: tuple[tuple[str, str], ...] = ()
    left: int = 0
    waiting: int = 0
    held: int = 0
    twice: int = 0
    stopped: bool = False
    notes: tuple[str, ...] = ()
    unwanted: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nobody is left to send to."""
        return self.really and not self.left and not self.waiting and not self.stopped


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is to be sent, and where to."""

    settings: Settings
    laid: LaidIssue
    outbox: Path
    wanted: Wanted
    server: SmtpServer
    signer: Signer | None
    notes: tuple[str, ...] = ()

    @property
    def open_states(self) -> tuple[str, ...]:
        """Of messages that are to be handed over: those of whom nothing is known, and those to try again."""
        again = ("doubt",) if self.settings.delivery.in_doubt == "again" else ()
        return ("", "later", *again)

    def begun(self, ledger: Ledger) -> Mailing:
        """The same with the letters that readers have, where somebody has one of this week.

        Raises:
            DeliveryError: The issue went out by another way, or by a ledger that is lost.
        """
        self._not_sent_otherwise(ledger)
        laid, notes = as_begun(self.laid, Mailings(ledger).letters(self.laid.week, READERS))
        return replace(self, laid=laid, notes=notes)

    def unwanted(self) -> Suppressed:
        """Who gets nothing any more.

        Raises:
            RecipientsError: The file cannot be read, or a line of it is no address.
        """
        return suppressed(self.settings.delivery.suppressed)

    def enrolled(self, ledger: Ledger, unwanted: Suppressed) -> tuple[Roll, Rows]:
        """The readers, each once."""
        week = self.laid.week
        roll = Roll(ledger, week, READERS)
        usual = usual_audience(self.laid, self.wanted.audience)
        names = [letter.audience for letter in self.laid.letters]
        letters = Letters(names, usual, Deliveries(ledger).bound(week))
        return roll, enrol(roll, file_of(self.settings, self.wanted.recipients), unwanted, letters)

    def planned(self, ledger: Ledger) -> Sent:
        """What would be done.

        Raises:
            DeliveryError: The issue went out by another way, or by a ledger that is lost.
        """
        renewed = Mailings(ledger).replaced(self.laid.week, READERS, kept(self.laid))
        return self.told(*self.enrolled(ledger, self.unwanted()), renewed)

    def told(self, roll: Roll, rows: Rows, renewed: Collection[str] = ()) -> Sent:
        """What is known before the first message.

        Args:
            roll: The readers.
            rows: What was found beside them.
            renewed: The audiences who get another letter than the one that all refused.
        """
        counts = {(name, state): count for (name, state), count in roll.counts().items() if name not in renewed}
        for (name, _), count in roll.counts().items():
            if name in renewed:
                counts[name, ""] = counts.get((name, ""), 0) + count
        note, suppression = unsigned_note(self.laid, self.signer), self.settings.delivery.suppressed
        return Sent(
            week=self.laid.week,
            really=self.wanted.really,
            server=f"{place_of(self.server)}, {self.server.security}" if self.server.host else "",
            sender=sender_of(self.laid.letters[0]),
            audiences=tuple(self._share(letter, counts) for letter in self.laid.letters),
            rows=rows,
            before=by_state(counts),
            notes=(*self.notes, note) if note else self.notes,
            unwanted=suppression.name if suppression else "",
        )

    def _share(self, letter: LaidLetter, counts: Mapping[tuple[str, str], int]) -> Share:
        own = {state: count for (audience, state), count in counts.items() if audience == letter.audience}
        there = sum(own.get(state, 0) for state in self.open_states)
        return Share(letter.audience, letter.subject, sum(own.values()), there)

    def _not_sent_otherwise(self, ledger: Ledger) -> None:
        week, known = self.laid.week, Deliveries(ledger).progress(self.laid.week)
        if self.wanted.again or known.sent or known.doubt or not any(marked(ledger, self.outbox, week)):
            return
        raise DeliveryError(
            "the issue is marked as sent",
            where=str(week),
            found="the ledger knows of nobody who got it",
            hint="bring back the ledger that knows it, or send it to all of these readers with --again",
        )


def by_state(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Messages by state, of all audiences together."""
    states: dict[str, int] = {}
    for (_, state), count in counts.items():
        states[state] = states.get(state, 0) + count
    return states
