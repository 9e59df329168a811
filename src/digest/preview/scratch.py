"""The scratch outbox: what is built to be looked at lies there, and nobody finds it later."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import TYPE_CHECKING, BinaryIO

from digest.errors import OutboxError
from digest.outbox.archive import FOLDER

if TYPE_CHECKING:
    from digest.model import Week

_PREFIX, _LOCK = "digest-preview-", "lock"


@dataclass(slots=True)
class Scratch:
    """A temporary folder in which every build has an outbox of its own; who makes one closes it.

    A lock in it, which the system lets go when the process ends, tells those of a preview that was killed from those
    that are in use.
    """

    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix=_PREFIX)).resolve())
    begun: int = 0
    _lock: BinaryIO = field(init=False)

    def __post_init__(self) -> None:
        begun = self.folder / f"{_LOCK}.new"
        self._lock = begun.open("wb")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        begun.rename(self.folder / _LOCK)  # so nobody sees it before it is held

    @property
    def cache(self) -> Path:
        """A folder for compiled templates."""
        return self.folder / "cache"

    def outbox(self, real: Path, week: Week) -> Path:
        """A new outbox from which the week is built as in the real one.

        It has copies of what the real one remembers (receipts, notes of skipped weeks), and links to the issues and
        their public pages; a build replaces a link and never writes through it.

        Args:
            real: The outbox; it may be missing.
            week: The issue's, whose public pages are made anew.

        Raises:
            OutboxError: It cannot be read, or there is no room.
        """
        self.begun += 1
        new = self.folder / str(self.begun)
        try:
            _furnish(new, real, week)
        except OSError as error:
            where, found = str(error.filename or real), error.strerror or str(error)
            hint = "check its rights, and that the disk has room"
            raise OutboxError("cannot prepare the scratch outbox", where=where, found=found, hint=hint) from error
        return new

    def drop(self, outbox: Path) -> None:
        """Take one of the outboxes away; links go, what they lead to stays."""
        shutil.rmtree(outbox, ignore_errors=True)

    def close(self) -> None:
        """Take everything away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()


def sweep(place: Path | None = None) -> None:
    """Take away what killed previews have left.

    Args:
        place: The folder of temporary files; the system's by default.
    """
    for lock in (place or Path(gettempdir())).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises while its preview lives
            shutil.rmtree(lock.parent, ignore_errors=True)


def _furnish(new: Path, real: Path, week: Week) -> None:
    (new / FOLDER).mkdir(parents=True)
    for receipt in sorted(real.glob("[!.]*.json")):
        shutil.copyfile(receipt, new / receipt.name)
    issues = (place for place in sorted(real.glob("[!.]*")) if place.is_dir() and place.name != FOLDER)
    public = (place for place in sorted((real / FOLDER).glob("[!.]*")) if place.is_dir() and place.name != str(week))
    for place in issues:
        (new / place.name).symlink_to(place.resolve())
    for place in public:
        (new / FOLDER / place.name).symlink_to(place.resolve())
