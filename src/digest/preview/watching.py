"""Watching files: what a build reads, and the outbox."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from watchfiles._rust_notify import RustNotify

    from digest.model import Week
    from digest.settings import Settings

_STEP = 25  # milliseconds without another change after which changes are told: a save is often several writes
_AT_MOST = 300  # milliseconds that changes are gathered
_ROUND = 500  # milliseconds of silence after which a watch asks whether it is still needed
_POLLED = 300  # milliseconds between two looks, where the system does not tell of changes
_EDITORS = (".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".bak", ".orig")


@dataclass(frozen=True, slots=True)
class Sources:
    """What is watched: ``folders`` and ``files`` are what a build reads, ``outbox`` and ``issues`` what it made.

    All are absolute and need not exist. ``issues`` are the folders of those that are shown; ``ledger`` is never
    looked at, even where it lies in one of the folders.
    """

    folders: frozenset[Path]
    files: frozenset[Path]
    outbox: Path
    issues: frozenset[Path]
    ledger: Path

    def rebuild(self, path: Path) -> bool:
        """Whether a change of this path asks for a build."""
        if path.is_relative_to(self.outbox) or str(path).startswith(str(self.ledger)):
            return False
        if path in self.files or path in self.folders:
            return True
        within = (path.relative_to(folder).parts for folder in self.folders if path.is_relative_to(folder))
        return any(not any(map(_passed_over, parts)) for parts in within)

    def laid(self, path: Path) -> bool:
        """Whether a change of this path is one of the outbox."""
        return path.is_relative_to(self.outbox) or self.outbox.is_relative_to(path)

    def deep(self) -> frozenset[Path]:
        """Folders to watch with all that is in them."""
        return frozenset(path for path in (*self.folders, *self.issues) if path.is_dir())

    def flat(self) -> frozenset[Path]:
        """Folders to watch for what appears and goes there, so that what is missing now is seen when it comes."""
        places = (*(path.parent for path in (*self.files, *self.folders)), self.outbox, self.outbox.parent)
        return frozenset(_nearest(path) for path in places)


def sources(settings: Settings, config: Path, outbox: Path, weeks: Iterable[Week]) -> Sources:
    """What is watched for the issues of the weeks; of a file that is a link elsewhere, the file there too.

    Args:
        settings: The newsletter's.
        config: Their file, as it was named.
        outbox: Where the issues lie.
        weeks: The issues'.
    """
    folders = (*settings.seeds, settings.templates, settings.edits)
    files = (settings.file, config.absolute(), settings.deals)
    return Sources(
        folders=frozenset(path.resolve() for path in folders),
        files=frozenset(
            [*(path.resolve() for path in files), config.parent.resolve() / config.name, *_elsewhere(folders)]
        ),
        outbox=outbox.resolve(),
        issues=frozenset(outbox.resolve() / str(week) for week in weeks),
        ledger=settings.ledger.resolve(),
    )


@dataclass(slots=True)
class Watch:
    """Threads that tell of changes, each from itself; who makes one closes it."""

    tell: Callable[[frozenset[str]], None]
    poll: bool = False
    _closed: threading.Event = field(default_factory=threading.Event)
    _replaced: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _followed: frozenset[object] = frozenset()

    def follow(self, what: Sources) -> bool:
        """Watch this from now on; whether that is anything else than before."""
        deep, flat = what.deep(), what.flat()
        followed = frozenset((kind, path, _inode(path)) for kind, paths in enumerate((deep, flat)) for path in paths)
        if followed == self._followed:
            return False
        old, self._replaced, self._followed = self._replaced, threading.Event(), followed
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        for paths, recursive in ((deep, True), (flat, False)):
            if paths:
                self._begin(paths, recursive=recursive)
        old.set()
        return True

    def close(self) -> None:
        """Stop watching; the threads have ended then."""
        self._closed.set()
        for thread in self._threads:
            thread.join()
        self._followed = frozenset()

    def _begin(self, paths: Iterable[Path], *, recursive: bool) -> None:
        notify = _notify(sorted(map(str, paths)), recursive=recursive, poll=self.poll)
        if notify is None:
            self._followed = frozenset()  # a folder went away meanwhile: the next change tries again
            return
        given = (notify, self._closed, self._replaced, self.tell)
        thread = threading.Thread(target=_listen, args=given, name="watching")
        self._threads.append(thread)
        thread.start()


def _notify(paths: list[str], *, recursive: bool, poll: bool) -> RustNotify | None:
    """The system's watch on these; where it has no room for more, one that looks again and again."""
    from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

    for polling in dict.fromkeys((poll, True)):
        try:
            return RustNotify(paths, False, polling, _POLLED, recursive, True)
        except FileNotFoundError:
            return None
        except (OSError, WatchfilesRustInternalError):
            continue
    return None


def _listen(
    notify: RustNotify,
    closed: threading.Event,
    replaced: threading.Event,
    tell: Callable[[frozenset[str]], None],
) -> None:
    """Tell of changes until it is closed; when another watch takes over, those of one more round are not lost."""
    with notify:
        last = False
        while not (last or closed.is_set()):
            last = replaced.is_set()
            found = notify.watch(_AT_MOST, _STEP, _ROUND, closed)
            if not isinstance(found, str):  # not that nothing happened, nor that it was closed
                tell(frozenset(path for _, path in found))


def _elsewhere(folders: Iterable[Path]) -> Iterator[Path]:
    """The files that links in the folders lead to."""
    for folder in folders:
        for place, _, names in os.walk(folder):
            paths = (Path(place, name) for name in names)
            yield from (path.resolve() for path in paths if path.is_symlink() and path.is_file())


def _passed_over(name: str) -> bool:
    """What editors and systems leave beside documents, as `digest.intake.folders` passes it over."""
    odd = name.startswith((".", "#", "~$")) or name.endswith(("~", "#"))
    return odd or name.lower().endswith(_EDITORS)


def _nearest(path: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(place for place in (path, *path.parents) if place.is_dir())


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0
