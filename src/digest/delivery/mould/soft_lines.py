"""Quoted-printable with places left open: soft line breaks around each, so that whatever is put there fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.model.quoted_printable import quoted_printable

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOM: Final = 75  # signs of a line before the one that makes its end soft (RFC 2045, 6.7)
_CHUNK: Final = 73  # the same where the first may have to be written as three
_SOFT: Final = "=\r\n"


def stretches(texts: Sequence[str]) -> tuple[bytes, ...]:
    """The texts between places, encoded; between each two stands a place, to be filled with a `value`."""
    last = len(texts) - 1
    return tuple(
        _stretch(text, opens=number > 0, closes=number < last, ends=number == last).encode("ascii")
        for number, text in enumerate(texts)
    )


def value(text: str) -> bytes:
    """What is put into a place: printable ASCII without spaces, in lines of at most 75."""
    written = text.replace("=", "=3D")
    if len(written) <= _ROOM and not written.startswith("."):
        return written.encode("ascii")
    pieces, start = [], 0
    while start < len(written):
        end = start + _CHUNK
        if end < len(written):
            equals = written.rfind("=", end - 2, end)
            end = end if equals < 0 else equals
        piece = written[start:end]
        pieces.append(f"=2E{piece[1:]}" if piece[0] == "." else piece)
        start = end
    return _SOFT.join(pieces).encode("ascii")


def _stretch(text: str, *, opens: bool, closes: bool, ends: bool) -> str:
    """A text behind a place (``opens``), before one (``closes``), or at the end of all."""
    before = opens and not text.startswith("\n") and not (ends and not text)
    written = quoted_printable(text)
    if closes and text and not text.endswith("\n"):
        written = _with_room(written) + _SOFT
    return _SOFT * before + written


def _with_room(written: str) -> str:
    """The same with a last line that leaves room for what makes its end soft."""
    line = written.rpartition("\n")[2]
    if len(line) <= _ROOM:
        return written
    equals = line.rfind("=", _ROOM - 2, _ROOM)
    cut = len(written) - len(line) + (_ROOM if equals < 0 else equals)
    rest = written[cut:]
    return written[:cut] + _SOFT + (f"=2E{rest[1:]}" if rest.startswith(".") else rest)
