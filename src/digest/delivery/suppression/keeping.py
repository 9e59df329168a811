"""Who gets nothing any more: a file of addresses that a person may write and the program adds to."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from contextlib import contextmanager
from contextlib import suppress as ignored
from dataclasses import dataclass, replace
from heapq import merge
from itertools import groupby
from shlex import quote
from typing import TYPE_CHECKING, Final

from digest.delivery.mailboxes import Unusable, mailbox
from digest.delivery.suppression.lines import BLANK, Layout, keys, layout
from digest.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

USUAL: Final = "suppressed.txt"
"""The file's name where the settings name none: it need not be there."""

_BITS: Final = 1 << 64
_SAMPLE: Final = 65_536
_OWNER: Final = 0o600


@dataclass(frozen=True, slots=True, eq=False)
class Suppressed:
    """Addresses by their keys, eight bytes each, so that a million of them take 8 MB.

    What is kept is Python's hash with its key: two texts share it once in 2⁶⁴. ``hashes`` are sorted, each once;
    ``version`` tells the state of the ``file`` that was read, None where there is none.
    """

    hashes: array[int]
    file: Path | None = None
    version: tuple[int, ...] | None = None

    @property
    def there(self) -> bool:
        """Whether there is such a file."""
        return self.version is not None

    def __contains__(self, key: object) -> bool:
        mark = hash(key) % _BITS
        at = bisect_left(self.hashes, mark)
        return at < len(self.hashes) and self.hashes[at] == mark

    def __len__(self) -> int:
        return len(self.hashes)

    def fresh(self) -> Suppressed:
        """The same while the file is as it was read; else read anew, with whoever stood there before.

        It asks for the file's state alone, and may be called often. A file that is gone meanwhile, as it is for a
        moment when a person's editor saves it, takes nobody out.

        Raises:
            RecipientsError: As `suppressed` does.
        """
        if self.file is None or _version(self.file) in {None, self.version}:
            return self
        read = suppressed(self.file)
        return replace(read, hashes=_distinct(merge(self.hashes, read.hashes)))


def suppressed(file: Path | None) -> Suppressed:
    """The file's addresses, by `Recipient.key`; none where there is no ``suppressed.txt``.

    It has one address a line, or is CSV with a column of addresses. What stands behind ``#`` is a comment.

    Raises:
        RecipientsError: It cannot be read, a line is no address, or there is no file of a name that somebody chose:
            rather nothing is sent than a letter to somebody who does not want it.
    """
    if file is None:
        return Suppressed(array("Q"))
    try:
        with _held(file, os.O_RDONLY) as descriptor:
            version = _told(os.fstat(descriptor))
            return Suppressed(_hashes(keys(file, _layout(file))), file, version)
    except FileNotFoundError as error:
        if file.name == USUAL and file.parent.is_dir():
            return Suppressed(array("Q"), file)
        hint = f"correct delivery.suppressed in digest.toml, or make an empty one: touch {quote(str(file))}"
        raise RecipientsError("there is no file of those who get nothing", where=str(file), hint=hint) from error
    except OSError as error:
        raise _trouble("read", file, error) from error


def suppress(file: Path, addresses: Iterable[str]) -> tuple[str, ...]:
    """Add addresses to the file, each as a whole line and none twice; they are on the disk when this returns.

    The file is made where there is none, for its owner alone. Other programs that do the same wait for each other. A
    line of it that is no address does not stand in the way: nobody's wish is lost for another's slip.

    Returns:
        The addresses that were new.

    Raises:
        RecipientsError: The file cannot be read or written, or what is given is no address.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _held(file, os.O_RDWR | os.O_CREAT | os.O_APPEND) as descriptor:
            shape = _layout(file)
            known = Suppressed(_hashes(_legible(file, shape)))
            fresh = _fresh(addresses, known)
            if fresh:
                _append(descriptor, "".join(map(shape.row, fresh.values())), shape)
            return tuple(fresh.values())
    except OSError as error:
        raise _trouble("write", file, error) from error


def _fresh(addresses: Iterable[str], known: Container[str]) -> dict[str, str]:
    """Those that are not known, as they are first spelled, by their keys."""
    fresh: dict[str, str] = {}
    for given in addresses:
        try:
            address, _ = mailbox(given)
        except Unusable as error:
            hint = "check how it is spelled"
            raise RecipientsError("not an address", found=repr(given[:80]), hint=hint) from error
        if address.casefold() not in known:
            fresh.setdefault(address.casefold(), address)
    return fresh


def _legible(file: Path, shape: Layout) -> Iterator[str]:
    with ignored(RecipientsError):  # a quotation mark that is not closed: what stands behind it may be added twice
        yield from keys(file, shape, strict=False)


def _hashes(keys: Iterable[str]) -> array[int]:
    return _distinct(sorted(array("Q", (hash(key) % _BITS for key in keys))))


def _distinct(hashes: Iterable[int]) -> array[int]:
    return array("Q", (mark for mark, _ in groupby(hashes)))


def _version(file: Path) -> tuple[int, ...] | None:
    try:
        return _told(file.stat())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _trouble("read", file, error) from error


def _told(state: os.stat_result) -> tuple[int, ...]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


@contextmanager
def _held(file: Path, flags: int) -> Iterator[int]:
    """The file, opened; no other program writes to it meanwhile, and none reads what this one has half written."""
    import fcntl

    descriptor = os.open(file, flags | os.O_CLOEXEC, _OWNER)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if flags & os.O_RDWR else fcntl.LOCK_SH)
        yield descriptor
    finally:
        os.close(descriptor)


def _layout(file: Path) -> Layout:
    with file.open("rb") as opened:
        begins = opened.read(_SAMPLE)
    return layout(file, begins) if begins else BLANK


def _append(descriptor: int, text: str, shape: Layout) -> None:
    """All of it or, on a full disk, nothing."""
    size = os.fstat(descriptor).st_size
    end = "\n".encode(shape.writes)
    ended = size == 0 or os.pread(descriptor, len(end), size - len(end)) == end
    data = b"" if ended else end
    data += text.encode(shape.writes)
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _trouble(verb: str, file: Path, error: OSError) -> RecipientsError:
    found = error.strerror or str(error)
    hint = "check the rights of the file and its folder, or choose another with delivery.suppressed in digest.toml"
    return RecipientsError(
        f"cannot {verb} the file of those who get nothing", where=str(file), found=found, hint=hint
    )
