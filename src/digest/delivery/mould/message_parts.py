"""A finished message taken apart by its bytes: header fields as they are written, parts as they lie (RFC 5322, 2045).

Python's ``email`` writes anew what it has read; here whatever is not looked at stays as it is.
"""

from __future__ import annotations

import re
from binascii import Error as NoBase64
from binascii import a2b_base64, a2b_qp
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_FIELD: Final = re.compile(rb"([!-9;-~]+)[ \t]*:(.*\r\n(?:[ \t].*\r\n)*)")
_BREAK: Final = re.compile(rb"\r\n?|\n")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_LONG: Final = re.compile(rb"[^\r\n]{999}")  # RFC 5322, 2.1.1
_DEEPEST: Final = 20  # multiparts in each other
_HINT: Final = "build the week again"


@dataclass(frozen=True, slots=True)
class Field:
    """A header field: its ``name`` as spelled, ``raw`` what stands behind the colon, with folds and its line end."""

    name: str
    raw: bytes

    @property
    def key(self) -> str:
        """The name as names are compared."""
        return self.name.lower()

    @property
    def value(self) -> str:
        """What it says, unfolded."""
        return self.raw.decode("ascii").replace("\r\n", "").strip()

    def __bytes__(self) -> bytes:
        return self.name.encode("ascii") + b":" + self.raw


@dataclass(frozen=True, slots=True)
class Text:
    """A part that readers read: its media type's second half, and what it says, with newlines as line ends."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A message, or a part of one: its header, and its content in pieces that follow each other."""

    fields: tuple[Field, ...]
    content: tuple[bytes | Text, ...]


def read_message(eml: bytes, where: str) -> Entity:
    """The message; the fields of its text parts already say what those will be, UTF-8 in quoted-printable.

    Args:
        eml: The message, with whatever line ends.
        where: Its name, for errors.

    Raises:
        DeliveryError: It is no message, or one that cannot be sent: its header or a part that is no text holds bytes
            outside ASCII or lines over 998, a text is in an encoding that is not known.
    """
    whole = _BREAK.sub(b"\r\n", eml)
    return _entity(whole, where, depth=0)


def _entity(raw: bytes, where: str, depth: int) -> Entity:
    from email.parser import BytesHeaderParser

    head, body = _halves(raw)
    fields = tuple(_fields(head, where))
    told = BytesHeaderParser().parsebytes(head)
    if told.get_content_maintype() == "multipart":
        if depth == _DEEPEST:
            raise _refused("parts in parts in parts", where, f"more than {_DEEPEST} deep")
        return Entity(fields, tuple(_multipart(body, told, where, depth)))
    if told.get_content_maintype() == "text" and told.get_content_disposition() != "attachment":
        text = _decoded(body, told, where).replace("\r\n", "\n")
        return Entity(_as_quoted_printable(fields, told), (Text(told.get_content_subtype(), text),))
    return Entity(fields, (_sound(body, where, f"a part of the type {told.get_content_type()}"),))


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    if raw.startswith(b"\r\n"):
        return b"", raw[2:]
    head, _, body = raw.partition(b"\r\n\r\n")
    return head + b"\r\n", body


def _fields(head: bytes, where: str) -> Iterator[Field]:
    _sound(head, where, "a header")
    at = 0
    while at < len(head):
        found = _FIELD.match(head, at)
        if found is None:
            line = head[at:].partition(b"\r\n")[0].decode("ascii")
            raise _refused("not a line of a header", where, line[:80])
        yield Field(found[1].decode("ascii"), found[2])
        at = found.end()


def _sound(raw: bytes, where: str, what: str) -> bytes:
    if bad := _BEYOND_ASCII.search(raw):
        raise _refused(f"{what} that is not ASCII", where, f"byte {bad[0][0]:#04x}")
    if long := _LONG.search(raw):
        raise _refused(f"{what} with a line over 998 signs", where, long[0][:40].decode("ascii") + "…")
    return raw


def _multipart(body: bytes, told: Message, where: str, depth: int) -> Iterator[bytes | Text]:
    """What stands before, between and behind the parts as it is; the parts taken apart."""
    boundary = str(told.get_boundary(""))
    if not boundary:
        raise _refused("a multipart without a boundary", where, str(told.get("Content-Type", ""))[:80])
    mark = re.escape(boundary.encode("ascii", "replace"))
    at, part = 0, -1
    for found in re.finditer(rb"(?:\A|(?<=\r\n))--" + mark + rb"(--)?[ \t]*(?:\r\n|\Z)", body):
        if part >= 0:
            inside = _entity(body[part : max(part, found.start() - 2)], where, depth + 1)
            yield b"".join(map(bytes, inside.fields)) + b"\r\n"
            yield from inside.content
            at = max(part, found.start() - 2)
        yield _sound(body[at : found.end()], where, "text outside the parts")
        at, part = found.end(), found.end()
        if found[1]:
            yield _sound(body[at:], where, "text behind the parts")
            return
    raise _refused("a multipart that does not end", where, boundary[:80])


def _decoded(body: bytes, told: Message, where: str) -> str:
    encoding = str(told.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    charset = str(told.get_content_charset("us-ascii"))
    try:
        match encoding:
            case "quoted-printable":
                raw = a2b_qp(body)
            case "base64":
                raw = a2b_base64(body)
            case "7bit" | "8bit" | "binary":
                raw = body
            case _:
                raise _refused("a text in an encoding that is not known", where, encoding)
        return raw.decode("utf-8" if charset == "us-ascii" else charset)
    except (UnicodeDecodeError, LookupError, NoBase64) as error:
        raise _refused("a text that is not in its encoding", where, f"{charset} in {encoding}") from error


def _as_quoted_printable(fields: tuple[Field, ...], told: Message) -> tuple[Field, ...]:
    """The fields of a text part in UTF-8 and quoted-printable, each that already says so as it was."""
    encoded = Field("Content-Transfer-Encoding", b" quoted-printable\r\n")
    kept = [field for field in fields if field.key != encoded.key.lower()]
    if told.get_content_charset("us-ascii") != "utf-8":
        told.set_param("charset", "utf-8")
        raw = f" {' '.join(str(told['Content-Type']).split())}\r\n".encode("ascii")
        named = [replace(field, raw=raw) for field in kept if field.key == "content-type"]
        others = [field for field in kept if field.key != "content-type"]
        kept = [*others, *(named or [Field("Content-Type", raw)])]
    return (*kept, encoded)


def _refused(what: str, where: str, found: str) -> DeliveryError:
    return DeliveryError(what, where=where, found=found, hint=_HINT)
