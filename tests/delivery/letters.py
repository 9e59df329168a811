"""Letters for the tests of delivery, as they lie in the outbox."""

from __future__ import annotations

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from html import escape

from digest.delivery.mould import Filling
from digest.model import LaidLetter
from digest.model.quoted_printable import quoted_printable

UNSUBSCRIBE = "https://letter.test/unsubscribe?list=weekly&from=mail"
MANAGE = "https://letter.test/preferences"
TEXT = f"""\
The Letter
==========

Every evening a man with a ladder walked the long street – and lit its lamps, one after another, before it grew dark.

Unsubscribe: {UNSUBSCRIBE}
Change what you get: {MANAGE}.
"""
HTML = f"""\
<!doctype html>
<p>Every evening a man with a ladder walked the long street – and lit its lamps.</p>
<p><a href="{escape(UNSUBSCRIBE)}" style="color: #222222">Unsubscribe</a> · <a href="{MANAGE}">Change</a></p>
"""
HEADER = f"""\
From: The Letter <post@letter.test>
To: Readers of The Letter <post@letter.test>
Subject: How the lamps were lit
Date: Sun, 23 Jun 2024 07:00:00 +0000
List-Unsubscribe: <{UNSUBSCRIBE}>,
 <mailto:out@letter.test?subject=unsubscribe>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
List-Help: <{MANAGE}>
Message-ID: <2024-W25.0123456789abcdef@letter.test>
MIME-Version: 1.0
"""
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


def a_message(text: str = TEXT, html: str = HTML, header: str = HEADER) -> str:
    """The message as `digest build` writes it, with a picture inside."""
    return (
        f"""{header}Content-Type: multipart/alternative; boundary="=_letter"

--=_letter
Content-Type: text/plain; charset="utf-8"; format="flowed"
Content-Transfer-Encoding: quoted-printable

""".replace("\n", "\r\n")
        + quoted_printable(text)
        + """
--=_letter
Content-Type: multipart/related; type="text/html"; boundary="=_pictures"

--=_pictures
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

""".replace("\n", "\r\n")
        + quoted_printable(html)
        + f"""
--=_pictures
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-ID: <lamp@letter.test>
Content-Disposition: inline

{PICTURE}
--=_pictures--

--=_letter--
""".replace("\n", "\r\n")
    )


def a_letter(
    eml: str | bytes = "", *, text: str = TEXT, html: str = HTML, unsubscribe: str = UNSUBSCRIBE, manage: str = MANAGE
) -> LaidLetter:
    """A letter; without ``eml`` its message is made of the two texts."""
    raw = eml or a_message(text, html)
    manifest = {
        "subject": "How the lamps were lit",
        "preheader": "",
        "placeholders": {
            "unsubscribe": {"text": unsubscribe, "html": escape(unsubscribe)},
            "manage": {"text": manage, "html": escape(manage)},
        },
    }
    return LaidLetter("free", manifest, html, text, "", raw if isinstance(raw, bytes) else raw.encode())


def a_filling(**changes: str) -> Filling:
    """What is Jane's own."""
    values = {
        "address": "jane@reader.test",
        "name": "Jane Doe",
        "message_id": "2024-W25.fedcba@letter.test",
        "unsubscribe": "https://letter.test/u/TOKEN",
        "manage": "https://letter.test/m/TOKEN",
    }
    return Filling(**(values | changes))


def parsed(raw: bytes) -> EmailMessage:
    """The message as a mail program reads it."""
    message = BytesParser(policy=default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(raw: bytes, kind: str) -> str:
    """What its text of a kind says, with newlines as line ends."""
    body = parsed(raw).get_body((kind,))
    assert isinstance(body, EmailMessage)
    payload = body.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n", "\n")
