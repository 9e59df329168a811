"""Bodies as they arrive: decompressed and counted piece by piece, so that a small one never grows large in memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from digest.errors import FetchFailed

if TYPE_CHECKING:
    from collections.abc import Callable

_AS_IT_IS = frozenset({"", "identity", "none", "utf-8", "utf8", "binary", "8bit"})  # some name the charset here
_GZIP = frozenset({"gzip", "x-gzip"})  # RFC 9110 8.4.1.3
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_MEMBERS = 100


def too_big(size: int, where: str) -> FetchFailed:
    """What is said of a body larger than ``size`` bytes."""
    return FetchFailed(f"more than {size / 1e6:g} MB", where=where, hint="set more megabytes under [fetching]")


def body_of(encoding: str, most: int, where: str) -> tuple[Callable[[bytes], None], Callable[[], bytes]]:
    """Two functions: one takes the next piece of a body as it was sent, the other gives the whole body at the end.

    Args:
        encoding: The Content-Encoding header; understood are gzip, and deflate with or without the zlib format.
        most: Bytes that a body may have, as it is sent and as it is.
        where: The address, for errors.

    Raises:
        FetchFailed: The encoding is not understood. Of the functions: the body is too big, broken or breaks off.
    """
    name = encoding.strip().lower()
    if name in _AS_IT_IS:
        body = _Pieces(most, where)
        return body.add, body.whole
    if name in _GZIP or name == "deflate":
        unpacked = _Unpacked(name != "deflate", most, where)
        return unpacked.add, unpacked.whole
    hint = "the server sends what it was not asked for; tell its owner"
    raise FetchFailed("a compression that is not understood", where=where, found=name[:40], hint=hint)


class _Pieces:
    """Pieces of a body, and how many bytes they have together."""

    def __init__(self, most: int, where: str) -> None:
        self.most, self.where, self.size = most, where, 0
        self.pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.most:
            raise too_big(self.most, self.where)
        self.pieces.append(piece)

    def whole(self) -> bytes:
        return b"".join(self.pieces)


class _Unpacked:
    """A compressed body; a gzip one may have several members (RFC 1952 2.2), what follows the last one is ignored."""

    def __init__(self, gzip: bool, most: int, where: str) -> None:
        self.gzip, self.where = gzip, where
        self.sent, self.body = _Pieces(most, where), _Pieces(most, where)
        self.members, self.rest = 0, b""
        self.inflater = zlib.decompressobj()

    def add(self, piece: bytes) -> None:
        self.sent.add(piece)
        self.sent.pieces.clear()  # only their number counts: a body may have no end and yet unpack to nothing
        self.rest += piece
        try:
            while self._unpack():
                pass
        except zlib.error as error:
            hint = "try again later"
            raise FetchFailed("the compression is broken", where=self.where, hint=hint) from error

    def _unpack(self) -> bool:
        """Unpack what is at hand; True when another member may follow at once."""
        if (self.members == 0 or self.inflater.eof) and not self._begin():
            return False
        self.body.add(self.inflater.decompress(self.rest, self.body.most - self.body.size + 1))
        self.rest = self.inflater.unused_data
        return self.inflater.eof and bool(self.rest)

    def _begin(self) -> bool:
        """Begin the next member, if there is one."""
        if not self.rest or (self.members and not self._another()):
            return False
        raw = not self.gzip and self.rest[0] & 15 != 8  # as servers have it that took RFC 9110 8.4.1.2 for RFC 1951
        self.inflater = zlib.decompressobj(31 if self.gzip else -15 if raw else 15)
        self.members += 1
        return True

    def _another(self) -> bool:
        if self.gzip and self.rest == _GZIP_MAGIC[:1]:
            return False
        if self.gzip and self.rest.startswith(_GZIP_MAGIC):
            if self.members == _MOST_MEMBERS:  # each costs more than its bytes
                raise zlib.error("too many members")
            return True
        self.rest = b""
        return False

    def whole(self) -> bytes:
        if self.members and not self.inflater.eof:
            hint = "try again later"
            raise FetchFailed(
                "the answer broke off", where=self.where, found="compressed text without end", hint=hint
            )
        return self.body.whole()
