"""The finished message: MIME parts and headers, ASCII with CRLF, byte for byte the same for the same letter."""

from __future__ import annotations

from base64 import encodebytes
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import TYPE_CHECKING

from digest.model.quoted_printable import quoted_printable
from digest.templating.headers import headers, sender_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from digest.templating.contents import Contents
    from digest.templating.parts import Image

_PICTURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}  # told by their first bytes
_LINE = 78
_MARK = 16  # hex digits of the hash that are enough to be the only one
_POLICY = SMTP.clone(refold_source="none", max_line_length=None)


def message(shown: Contents, html: str, text: str, *, readers: str = "") -> tuple[bytes, Mapping[str, str]]:
    """The message as bytes, and its headers as a mail program shows them.

    ``Message-ID`` and the MIME boundaries come from a hash of everything else; pictures without an address in the
    web travel inside (RFC 2387), read from their files. ``readers`` is whom the letter is addressed to.
    """
    told = headers(shown, readers)
    pictures = [(image, image.file.read_bytes()) for image in _carried(shown) if image.file]
    mark = _fingerprint(html, text, *(f"{header.name}:{header.value}" for header in told))
    message_id = _message_id(str(shown.week), mark, sender_domain(shown.newsletter.sender))

    mail = EmailMessage(_POLICY)
    for header in told:
        mail.set_raw(header.name, header.written)
    mail.set_raw("Message-ID", message_id)
    mail.set_raw("MIME-Version", "1.0")
    body = _text("html", html)
    if pictures:
        inside = [_picture(image, data) for image, data in pictures]
        body = _fill(EmailMessage(_POLICY), 'related; type="text/html"', f"=_pictures_{mark}", body, *inside)
    _fill(mail, "alternative", f"=_letter_{mark}", _text("plain", text, '; format="flowed"'), body)
    return mail.as_bytes(), {header.name: header.value for header in told} | {"Message-ID": message_id}


def _message_id(week: str, mark: str, domain: str) -> str:
    """Unlike any other, and with its header's name on one line where the domain leaves room (RFC 5322, 2.1.1)."""
    room = _LINE - len(f"Message-ID: <{week}.@{domain}>")
    return f"<{week}.{mark[: max(_MARK, room)]}@{domain}>"


def _carried(shown: Contents) -> Iterable[Image]:
    """The pictures that the letter carries, each once."""
    offers = (offer.image for offer in (*shown.deals, *shown.catalogue))
    thumbnails = (entry.thumbnail for group in shown.groups for entry in group.entries)
    images = [shown.logo, shown.lead.image if shown.lead else None, *thumbnails, *offers]
    return {image.src: image for image in images if image and image.file}.values()


def _fingerprint(*parts: str) -> str:
    mark = sha256()
    for part in parts:
        mark.update(part.encode() + b"\0")
    return mark.hexdigest()[:32]


def _part(content_type: str, encoding: str, payload: str, **more: str) -> EmailMessage:
    part = EmailMessage(_POLICY)
    part.set_raw("Content-Type", content_type)
    part.set_raw("Content-Transfer-Encoding", encoding)
    for name, value in more.items():
        part.set_raw(name.replace("_", "-"), value)
    part.set_payload(payload)
    return part


def _text(kind: str, text: str, parameters: str = "") -> EmailMessage:
    return _part(f'text/{kind}; charset="utf-8"{parameters}', "quoted-printable", quoted_printable(text))


def _picture(image: Image, data: bytes) -> EmailMessage:
    kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), "application/octet-stream")
    payload = encodebytes(data).decode("ascii").replace("\n", "\r\n")
    inside = f"<{image.src.removeprefix('cid:')}>"
    return _part(kind, "base64", payload, Content_ID=inside, Content_Disposition="inline")


def _fill(whole: EmailMessage, kind: str, boundary: str, *parts: EmailMessage) -> EmailMessage:
    whole.set_raw("Content-Type", f'multipart/{kind};\r\n boundary="{boundary}"')
    whole.set_payload(list(parts))
    return whole
