"""What would be sent, to whom: the plan of a mailing, and what is told of it in the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.delivery.connection import place_of
from digest.ledger.deliveries import READERS, Deliveries
from digest.ledger.roll import Roll
from digest.pipeline.sending_letters import fingerprints, sender_of, unsigned_note, usual_audience
from digest.pipeline.sending_readers import Rows, enrol, file_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.delivery.options import SmtpServer
    from digest.ledger.ledger import Ledger
    from digest.model import LaidIssue, Problem, Week
    from digest.settings import Settings
    from digest.templating.signing import Signer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent: to whom, to how many of them at most (0 for all), and whether it really is.

    ``audience`` gets those of whom the file does not say whose letter is theirs.
    """

    recipients: Path | None = None
    limit: int = 0
    audience: str = ""
    really: bool = False


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
    ``left`` are the readers who are left to try again, ``held`` those whose message is in doubt and stays so;
    ``twice`` those whose message was sent again in this run while it was in doubt.
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
    held: int = 0
    twice: int = 0
    stopped: bool = False
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nobody is left to try again."""
        return self.really and not self.left and not self.stopped


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is to be sent, and where to."""

    settings: Settings
    laid: LaidIssue
    outbox: Path
    wanted: Wanted
    server: SmtpServer
    signer: Signer | None

    @property
    def open_states(self) -> tuple[str, ...]:
        """Of messages that are to be handed over: those of whom nothing is known, and those to try again."""
        again = ("doubt",) if self.settings.delivery.in_doubt == "again" else ()
        return ("", "later", *again)

    def enrolled(self, ledger: Ledger) -> tuple[Roll, Rows]:
        """The readers, each once."""
        roll = Roll(ledger, self.laid.week, READERS)
        usual = usual_audience(self.laid, self.wanted.audience)
        names = [letter.audience for letter in self.laid.letters]
        file = file_of(self.settings, self.wanted.recipients)
        return roll, enrol(roll, file, self.settings.delivery.suppressed, names, usual)

    def planned(self, ledger: Ledger) -> Sent:
        """What would be done.

        Raises:
            DeliveryError: Readers have another letter of this week.
        """
        Deliveries(ledger).unchanged(self.laid.week, READERS, fingerprints(self.laid))
        return self.told(*self.enrolled(ledger))

    def told(self, roll: Roll, rows: Rows) -> Sent:
        """What is known before the first message."""
        counts = roll.counts()
        shares = []
        for letter in self.laid.letters:
            own = {state: count for (audience, state), count in counts.items() if audience == letter.audience}
            there = sum(own.get(state, 0) for state in self.open_states)
            shares.append(Share(letter.audience, letter.subject, sum(own.values()), there))
        note = unsigned_note(self.laid, self.signer)
        return Sent(
            week=self.laid.week,
            really=self.wanted.really,
            server=f"{place_of(self.server)}, {self.server.security}" if self.server.host else "",
            sender=sender_of(self.laid.letters[0]),
            audiences=tuple(shares),
            rows=rows,
            before=by_state(counts),
            notes=(note,) if note else (),
        )


def by_state(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Messages by state, of all audiences together."""
    states: dict[str, int] = {}
    for (_, state), count in counts.items():
        states[state] = states.get(state, 0) + count
    return states
