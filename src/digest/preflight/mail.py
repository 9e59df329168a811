"""A letter's message as a mail program takes it apart."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENCODED = frozenset({"quoted-printable", "base64"})


@dataclass(frozen=True)
class Mail:
    """The message and its parts."""

    message: EmailMessage
    parts: tuple[EmailMessage, ...]

    @cached_property
    def html(self) -> str | None:
        """The HTML that it carries, with line feeds; None where it carries none."""
        return self._of("text/html")

    @cached_property
    def text(self) -> str | None:
        """The text that it carries."""
        return self._of("text/plain")

    def all(self, name: str) -> list[str]:
        """The values of a header field, each as it reads."""
        try:
            return [str(value) for value in self.message.get_all(name, [])]
        except (ValueError, LookupError, AttributeError, TypeError, IndexError):  # a field that email trips over
            return [str(value) for key, value in self.message.raw_items() if key.lower() == name.lower()]

    @property
    def fields(self) -> Iterator[tuple[str, str]]:
        """Every header field as it is written."""
        return ((str(name), str(value)) for name, value in self.message.raw_items())

    @cached_property
    def defects(self) -> tuple[str, ...]:
        """What the standard library's parser found broken, by its names."""
        return tuple(type(defect).__name__ for part in self.message.walk() for defect in part.defects)

    @cached_property
    def content_ids(self) -> frozenset[str]:
        """The names by which the HTML can show its parts (RFC 2392), without brackets."""
        fields = (field for part in self.parts for field in part.raw_items())
        return frozenset(str(value).strip().strip("<>") for name, value in fields if name.lower() == "content-id")

    @cached_property
    def long_encoded(self) -> int:
        """The longest line of a part in quoted-printable or base64, in characters."""
        found = (line for part in self.parts if _encoding(part) in _ENCODED for line in _lines(part))
        return max(map(len, found), default=0)

    def _of(self, kind: str) -> str | None:
        part = next((part for part in self.parts if part.get_content_type() == kind), None)
        if part is None:
            return None
        body = part.get_payload(decode=True)
        return body.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(body, bytes) else None


def mail(eml: bytes) -> Mail:
    """The message that these bytes are, however broken."""
    parsed = message_from_bytes(eml, _class=EmailMessage, policy=policy.default)
    parts = tuple(part for part in parsed.walk() if not part.is_multipart() and isinstance(part, EmailMessage))
    return Mail(parsed, parts)


def _encoding(part: EmailMessage) -> str:
    values = [str(value) for name, value in part.raw_items() if name.lower() == "content-transfer-encoding"]
    return values[0].strip().lower() if values else ""


def _lines(part: EmailMessage) -> list[str]:
    body = part.get_payload()
    return body.splitlines() if isinstance(body, str) else []
