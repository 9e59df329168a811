"""A letter cast for each reader: everything that is the same for all of them is made once.

The letter's bytes are cut where a reader's own values stand; casting copies the list of pieces, puts the values in
and joins it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from digest.delivery.mould.header_fields import list_unsubscribe, message_id, to, uri
from digest.delivery.mould.soft_lines import value

if TYPE_CHECKING:
    from collections.abc import Mapping

TO, ID, WAYS_OUT, HELP = "to", "message-id", "list-unsubscribe", "list-help"
UNSUBSCRIBE, MANAGE = "unsubscribe", "manage"


@dataclass(frozen=True, slots=True)
class Filling:
    """What is one reader's own, in plain text.

    ``message_id`` has no brackets. ``unsubscribe`` and ``manage`` are addresses in the web; empty, they leave what
    the letter itself says.
    """

    address: str
    name: str
    message_id: str
    unsubscribe: str
    manage: str


class Mould:
    """A letter ready to be cast; `mould` makes it. It may be used by several threads."""

    __slots__ = ("_help", "_id", "_manage", "_others", "_pieces", "_to", "_unsubscribe", "_ways_out")

    def __init__(self, pieces: list[bytes], places: Mapping[str, tuple[int, ...]], others: str) -> None:
        self._pieces, self._others = pieces, others
        (self._to,), (self._id,), (self._ways_out,) = places[TO], places[ID], places[WAYS_OUT]
        self._help = places.get(HELP, ())
        self._unsubscribe = _both(places, UNSUBSCRIBE)
        self._manage = _both(places, MANAGE)

    def cast(self, filling: Filling) -> bytes:
        """The whole message for one reader: ASCII, with CRLF line ends.

        Raises:
            DeliveryError: A value cannot stand where it belongs; the other readers' can.
        """
        pieces = self._pieces.copy()
        pieces[self._to] = to(filling.name, filling.address)
        pieces[self._id] = message_id(filling.message_id)
        if filling.unsubscribe:
            own = uri(filling.unsubscribe)
            pieces[self._ways_out] = list_unsubscribe(own, self._others)
            _put(pieces, own, *self._unsubscribe)
        if filling.manage:
            own = uri(filling.manage)
            for place in self._help:
                pieces[place] = own.encode("ascii")
            _put(pieces, own, *self._manage)
        return b"".join(pieces)


def _both(places: Mapping[str, tuple[int, ...]], what: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return places.get(f"{what}, plain", ()), places.get(f"{what}, html", ())


def _put(pieces: list[bytes], own: str, plain: tuple[int, ...], html: tuple[int, ...]) -> None:
    written = value(own)
    for place in plain:
        pieces[place] = written
    if "&" in own or "'" in own:
        written = value(escape(own))
    for place in html:
        pieces[place] = written
