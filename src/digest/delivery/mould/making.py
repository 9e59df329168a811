"""The mould of a letter: its bytes cut where a reader's own values stand.

Quoted-printable parts have soft line breaks around each such place, so that no value is cut wrongly and no line grows
too long, whatever the value is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.delivery.mould.casting import HELP, ID, MANAGE, TO, UNSUBSCRIBE, WAYS_OUT, Mould
from digest.delivery.mould.header_fields import read_words, subject
from digest.delivery.mould.message_parts import Field, Text, read_message
from digest.delivery.mould.places import split
from digest.delivery.mould.soft_lines import stretches, value
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from digest.model import LaidLetter

_DROPPED: Final = frozenset({"dkim-signature", "bcc", "return-path", "list-unsubscribe-post"})
_BUILD: Final = "build the week again, or put the address back"


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece to be put in: what it is, and what stands there when a reader has none of their own."""

    what: str
    usual: bytes


def mould(letter: LaidLetter, *, date: datetime, mark: str = "") -> Mould:
    """The letter's mould.

    Args:
        letter: As it lies in the outbox; changes by hand are taken as they are.
        date: When it is sent, aware.
        mark: What to put before the subject, such as ``[Test] ``.

    Raises:
        DeliveryError: The letter is no message that can be sent, or a part of it does not say the unsubscribe address
            of its manifest.
    """
    where = f"{letter.audience}/letter.eml"
    entity = read_message(letter.eml, where)
    usual = letter.manifest["placeholders"]
    head, others = _header(entity.fields, letter, date, mark)
    body = [piece for part in entity.content for piece in _content(part, usual, where)]
    if not any(isinstance(part, Text) for part in entity.content):
        raise DeliveryError("a letter without a text", where=where, hint=_BUILD)
    pieces, places = _gathered([*head, b"\r\n", *body])
    return Mould(pieces, places, others)


def _gathered(parts: list[bytes | _Place]) -> tuple[list[bytes], dict[str, tuple[int, ...]]]:
    """As few pieces as there can be, and at which of them each place is."""
    pieces: list[bytes] = []
    places: dict[str, tuple[int, ...]] = {}
    static: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            static.append(part)
            continue
        pieces.append(b"".join(static))
        static = []
        places[part.what] = (*places.get(part.what, ()), len(pieces))
        pieces.append(part.usual)
    return [*pieces, b"".join(static)], places


def _header(
    fields: tuple[Field, ...], letter: LaidLetter, date: datetime, mark: str
) -> tuple[list[bytes | _Place], str]:
    """The header in pieces, and the ways to unsubscribe that stay, as they stand behind the reader's own."""
    usual = {what: told["text"] for what, told in letter.manifest["placeholders"].items()}
    ways_out = b"".join(bytes(field) for field in fields if field.key.startswith(WAYS_OUT))
    own: dict[str, bytes | _Place] = {
        TO: _Place(TO, b""),
        "date": _date(date),
        ID: _Place(ID, b""),
        WAYS_OUT: _Place(WAYS_OUT, ways_out),
    }
    pieces: list[bytes | _Place] = []
    seen: set[str] = set()
    for field in fields:
        if field.key in _DROPPED or field.key in seen:
            continue
        if field.key in own:
            seen.add(field.key)
            pieces.append(own[field.key])
        elif field.key == "subject" and mark:
            told = read_words(field.value)
            pieces.append(subject(mark + (letter.subject if told is None else told)))
        elif field.key.startswith("list-"):
            pieces += _with_manage(field, usual.get(MANAGE, ""))
        else:
            pieces.append(bytes(field))
    return [*pieces, *(piece for key, piece in own.items() if key not in seen)], _others(fields)


def _date(date: datetime) -> bytes:
    from email.utils import format_datetime

    return f"Date: {format_datetime(date)}\r\n".encode("ascii")


def _with_manage(field: Field, usual: str) -> Iterator[bytes | _Place]:
    """The field, cut where it says the address at which readers change what they get."""
    before, found, after = field.raw.partition(f"<{usual}>".encode())
    if not usual or not found:
        yield bytes(field)
        return
    yield field.name.encode("ascii") + b":" + before + b"<"
    yield _Place(HELP, usual.encode("ascii"))
    yield b">" + after


def _others(fields: tuple[Field, ...]) -> str:
    """The ways to unsubscribe that are not in the web: RFC 8058 wants one address there, the reader's own."""
    told = " ".join(field.value for field in fields if field.key == WAYS_OUT)
    found = ["".join(way.split()) for way in re.findall(r"<([^<>]*)>", told)]
    return "".join(f",\r\n <{way}>" for way in found if not way.lower().startswith(("https:", "http:")))


def _content(part: bytes | Text, usual: Mapping[str, Mapping[str, str]], where: str) -> list[bytes | _Place]:
    if isinstance(part, bytes):
        return [part]
    html = part.kind not in {"plain", "enriched"}
    spellings = {told[kind]: what for kind in ("text", "html") for what, told in reversed(list(usual.items()))}
    texts, found = split(part.text, spellings, html=html)
    if UNSUBSCRIBE not in found and part.kind in {"plain", "html"}:
        address = usual[UNSUBSCRIBE]["html" if html else "text"]
        what = f"the {'HTML' if html else 'text'} part does not say how to unsubscribe"
        raise DeliveryError(what, where=where, found=f"no {address}", hint=_BUILD)
    kind = "html" if html else "plain"
    pieces: list[bytes | _Place] = []
    for text, what in zip(stretches(texts), [*found, ""], strict=True):
        pieces.append(text)
        if what:
            pieces.append(_Place(f"{what}, {kind}", value(usual[what][kind if html else "text"])))
    return pieces
