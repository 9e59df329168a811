"""The slots of the weekly run: which were taken, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from digest.ledger import notices
from digest.ledger.times import moment, moment_if, seconds, seconds_if
from digest.ledger.values import Damaged, day, number, text, week, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from digest.ledger.ledger import Ledger
    from digest.model import Week

State = Literal["running", "again", "done", "held", "skipped", "failed"]
Step = Literal["build", "check", "draft", "send"]

TABLES = (
    # A slot is its newsletter's week; `due`, `begun`, `again` and `ended` are seconds since 1970 in UTC.
    """
    CREATE TABLE slots (
        week TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        due INTEGER NOT NULL,
        state TEXT NOT NULL,
        step TEXT NOT NULL DEFAULT '',
        tries INTEGER NOT NULL DEFAULT 0,
        begun INTEGER,
        again INTEGER,
        ended INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        kills INTEGER NOT NULL DEFAULT 0,
        given INTEGER NOT NULL DEFAULT 0,
        readers INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID
    """,
    # The day of the weekly run as the settings have it, and since when, 0 for the first that was seen; one row.
    "CREATE TABLE plans (plan TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID",
    *notices.TABLES,
)
_COLUMNS = "week, day, due, state, step, tries, begun, again, ended, reason, kills, given, readers"
_READ = f"SELECT {_COLUMNS} FROM slots ORDER BY due, week"  # noqa: S608 (a constant)
_ONE = f"SELECT {_COLUMNS} FROM slots WHERE week = ?"  # noqa: S608 (a constant)
_WRITE = f"INSERT OR REPLACE INTO slots ({_COLUMNS}) VALUES ({', '.join('?' * 13)})"  # noqa: S608 (a constant)


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of one slot.

    ``day`` is the issue's day, ``due`` the moment of the slot. ``step`` is the one that is being done, or that was
    the last; ``tries`` counts how often the run was taken up. ``begun`` is the moment of the last try, ``again`` that
    of the next one, ``ended`` when the slot was settled. All moments are aware. ``kills`` counts how often it was
    taken up from a process that was killed, ``given`` the messages that readers had, or may have had, at the end of
    the last try at sending, ``readers`` those who get the issue in all; 0 where that is not known yet.
    """

    week: Week
    day: date
    due: datetime
    state: State
    step: Step | Literal[""] = ""
    tries: int = 0
    begun: datetime | None = None
    again: datetime | None = None
    ended: datetime | None = None
    reason: str = ""
    kills: int = 0
    given: int = 0
    readers: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for it."""
        return self.state in ("running", "again")


class Slots:
    """The slots in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> tuple[Run, ...]:
        """Every slot that something is known of, the earliest first.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._ledger.reading() as connection:
            return tuple(map(_run, connection.execute(_READ)))

    def keep(self, runs: Iterable[Run]) -> None:
        """Keep these in the place of what was known of the same weeks, all or none of them.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        with self._ledger.writing() as connection:
            connection.executemany(_WRITE, map(_row, runs))

    def forget(self, weeks: Iterable[Week]) -> None:
        """Know nothing of these weeks any more.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        with self._ledger.writing() as connection:
            connection.executemany("DELETE FROM slots WHERE week = ?", ((str(one),) for one in weeks))

    def take(self, wanted: Run, before: Run | None, at: datetime) -> Run | None:
        """Take a slot up: it is running from now on, one try more.

        Args:
            wanted: The slot, with the step that is to be done.
            before: What was known when it was decided to take it; None for nothing.
            at: This moment.

        Returns:
            The slot as it stands now; None when somebody else changed it since.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        kills = wanted.kills + (before is not None and before.state == "running")
        begun = replace(wanted, state="running", tries=wanted.tries + 1, begun=at, again=None, ended=None)
        taken = _row(replace(begun, kills=kills))
        with self._ledger.writing() as connection:
            found = connection.execute(_ONE, (str(wanted.week),)).fetchone()
            if (_run(found) if found else None) != before:
                return None
            connection.execute(_WRITE, taken)
            return _run(taken)


def plan_since(ledger: Ledger, plan: str, now: datetime, *, keep: bool = False) -> datetime | None:
    """Since when the weekly run has this plan: from now on, where the ledger has another; None for longer than known.

    Args:
        ledger: Where it is kept.
        plan: What the settings say, as a text.
        now: This moment.
        keep: Whether a plan that is new is remembered.

    Raises:
        LedgerError: The ledger cannot be read or written.
    """
    with ledger.reading() as connection:
        found = connection.execute("SELECT plan, seen FROM plans").fetchone()
    if found and found[0] == plan:
        return min(now, moment(found[1])) if found[1] else None
    if keep:
        with ledger.writing() as connection:
            connection.execute("DELETE FROM plans")
            connection.execute("INSERT INTO plans VALUES (?, ?)", (plan, seconds(now) if found else 0))
    return now if found else None


def _row(run: Run) -> tuple[object, ...]:
    return (
        str(run.week),
        run.day.isoformat(),
        seconds(run.due),
        run.state,
        run.step,
        run.tries,
        seconds_if(run.begun),
        seconds_if(run.again),
        seconds_if(run.ended),
        whole(run.reason),
        run.kills,
        run.given,
        run.readers,
    )


def _run(row: Sequence[Any]) -> Run:
    name, when, due, state, step, tries, begun, again, ended, reason, kills, given, readers = row
    return Run(
        week=week(name),
        day=day(when),
        due=moment(due),
        state=_one_of(state, get_args(State)),
        step=_one_of(step, ("", *get_args(Step))),
        tries=number(tries),
        begun=moment_if(begun),
        again=moment_if(again),
        ended=moment_if(ended),
        reason=text(reason),
        kills=number(kills),
        given=number(given),
        readers=number(readers),
    )


def _one_of(stored: object, known: Sequence[str]) -> Any:  # noqa: ANN401 (mypy cannot follow a literal's values)
    if stored not in known:
        raise Damaged(f"a word that is none of {', '.join(filter(None, known))}: {stored}")
    return stored
