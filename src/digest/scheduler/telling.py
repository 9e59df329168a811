"""Word to the editor, which is kept until a mail server takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from digest.errors import DigestError, LedgerError
from digest.ledger import Ledger
from digest.ledger.notices import Notice, Notices
from digest.scheduler.trouble import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import Week
    from digest.scheduler.work import World
    from digest.settings import Settings

_PAUSE = timedelta(minutes=15)
_KEPT = timedelta(days=7)
_MOST = 30  # paragraphs


def tell(settings: Settings, world: World, say: Callable[[str], None], week: Week, subject: str, *lines: str) -> None:
    """Mail the editor, where there is a server for it; what it does not take is kept, and stops nothing."""
    if not _reaches(settings):
        return
    now = world.now()
    try:
        world.work.notify(settings, week, subject, _shortened(lines), now)
    except Exception as error:  # noqa: BLE001 (word of trouble must not make more of it)
        say(f"{week}: the editor could not be told, and is later · {told(error)}")
        _put_off(settings, [Notice(week, subject, _shortened(lines), now, now + _PAUSE)], say)


def tell_without_ledger(
    settings: Settings, world: World, say: Callable[[str], None], week: Week, subject: str, *lines: str
) -> bool:
    """Mail the editor though the ledger may be what is broken; whether the server took it."""
    if not _reaches(settings):
        return True
    with TemporaryDirectory() as folder:
        beside = replace(settings, ledger=Path(folder) / "ledger.sqlite")
        try:
            world.work.notify(beside, week, subject, _shortened(lines), world.now())
        except Exception as error:  # noqa: BLE001 (as above)
            say(f"the editor could not be told · {told(error)}")
            return False
    return True


def tell_again(settings: Settings, world: World, say: Callable[[str], None]) -> None:
    """Mail what no server has taken yet; of a week that is long over nothing is mailed any more.

    Raises:
        LedgerError: The ledger cannot be read or written.
    """
    if not _reaches(settings):
        return
    now = world.now()
    with Ledger.if_there(settings.ledger) as ledger:
        due = Notices(ledger).due(now)
    for place, notice in enumerate(due):
        try:
            if now - notice.at < _KEPT:
                world.work.notify(settings, notice.week, notice.subject, notice.told, now)
        except DigestError as error:
            say(f"{notice.week}: the editor could not be told, and is later · {told(error)}")
            _put_off(settings, [replace(one, again=now + _PAUSE) for one in due[place:]], say)
            return
        with Ledger(settings.ledger) as ledger:
            Notices(ledger).drop(notice)


def _reaches(settings: Settings) -> bool:
    return bool(settings.smtp.host and settings.schedule.editor)


def _shortened(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= _MOST:
        return tuple(lines)
    return (*lines[:_MOST], f"and {len(lines) - _MOST:,} more")


def _put_off(settings: Settings, notices: Sequence[Notice], say: Callable[[str], None]) -> None:
    try:
        with Ledger(settings.ledger) as ledger:
            for notice in notices:
                Notices(ledger).keep(notice)
    except LedgerError as error:
        say(f"nor can it be kept for later · {told(error)}")
