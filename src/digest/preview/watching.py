"""Watching files: what a build reads, and the outbox."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from watchfiles._rust_notify import RustNotify

    from digest.settings import Settings

_STEP = 25  # milliseconds without another change after which changes are told: a save is often several writes
_AT_MOST = 300  # milliseconds that changes are gathered
_POLLED = 300  # milliseconds between two looks, where the system does not tell of changes
_EDITORS = (".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".bak", ".orig")


@dataclass(frozen=True, slots=True)
class Sources:
    """What is watched: ``folders`` and ``files`` are what a build reads, ``outbox`` and ``issue`` what it made.

    All are absolute and need not exist. ``issue`` is the folder of the issue that is shown; ``ledger`` is never
    looked at, even where it lies in one of the folders.
    """

    folders: frozenset[Path]
    files: frozenset[Path]
    outbox: Path
    issue: Path
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
        return frozenset(path for path in (*self.folders, self.issue) if path.is_dir())

    def flat(self) -> frozenset[Path]:
        """Folders to watch for what appears and goes there, so that what is missing now is seen when it comes."""
        places = (*(path.parent for path in (*self.files, *self.folders)), self.outbox, self.outbox.parent)
        return frozenset(_nearest(path) for path in places)


def sources(settings: Settings, config: Path, outbox: Path, week: str) -> Sources:
    """What is watched for the issue of the week.

    Args:
        settings: The newsletter's.
        config: Their file, as it was named.
        outbox: Where the issue lies.
        week: The issue's.
    """
    folders = (*settings.seeds, settings.templates, settings.edits)
    files = (settings.file, config.absolute(), settings.deals)
    return Sources(
        folders=frozenset(path.resolve() for path in folders),
        files=frozenset([*(path.resolve() for path in files), config.parent.resolve() / config.name]),
        outbox=outbox.resolve(),
        issue=outbox.resolve() / week,
        ledger=settings.ledger.resolve(),
    )


@dataclass(slots=True)
class Watch:
    """Threads that tell of changes, each from itself; who makes one closes it."""

    tell: Callable[[frozenset[str]], None]
    poll: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _followed: frozenset[object] = frozenset()

    def follow(self, what: Sources) -> bool:
        """Watch this from now on; whether that is anything else than before."""
        deep, flat = what.deep(), what.flat()
        followed = frozenset((kind, path, _inode(path)) for kind, paths in enumerate((deep, flat)) for path in paths)
        if followed == self._followed:
            return False
        old = self._stop, self._threads
        self._stop, self._threads, self._followed = threading.Event(), [], followed
        for paths, recursive in ((deep, True), (flat, False)):
            if paths:
                self._begin(paths, recursive=recursive)
        _end(*old)
        return True

    def close(self) -> None:
        """Stop watching; the threads have ended then."""
        _end(self._stop, self._threads)
        self._followed = frozenset()

    def _begin(self, paths: Iterable[Path], *, recursive: bool) -> None:
        notify = _notify(sorted(map(str, paths)), recursive=recursive, poll=self.poll)
        if notify is None:
            self._followed = frozenset()  # a folder went away meanwhile: the next change tries again
            return
        thread = threading.Thread(target=_listen, args=(notify, self._stop, self.tell), name="watching")
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


def _listen(notify: RustNotify, stop: threading.Event, tell: Callable[[frozenset[str]], None]) -> None:
    with notify:
        while not stop.is_set():
            found = notify.watch(_AT_MOST, _STEP, 0, stop)
            if isinstance(found, str):  # that it was stopped
                return
            tell(frozenset(path for _, path in found))


def _end(stop: threading.Event, threads: Iterable[threading.Thread]) -> None:
    stop.set()
    for thread in threads:
        thread.join()


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
