"""Letters as they are, in files that mail programs and people take: maildir, mbox, zip."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from digest.delivery.services.service import Form, as_json
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import LaidLetter

_FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_MODE = 0o100644 << 16  # a file that all may read


def maildir(letter: LaidLetter, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """A folder with one new message (https://cr.yp.to/proto/maildir.html); its name comes from its bytes."""
    name = f"{int(_moment(letter).timestamp())}.{hashlib.sha256(letter.eml).hexdigest()[:16]}.digest"
    return {"cur/": b"", "tmp/": b"", f"new/{name}": _lines(letter)}


def mbox(letter: LaidLetter, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """One file with one message (RFC 4155); the envelope's moment is the letter's, in UTC."""
    sender = str(letter.manifest["sender"]["address"])
    body = _lines(letter).replace(b"\nFrom ", b"\n>From ")
    first = f"From {sender} {_moment(letter).ctime()}\n"
    return {"letters.mbox": first.encode() + body + (b"" if body.endswith(b"\n") else b"\n") + b"\n"}


def packed(letter: LaidLetter, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """One zip with the letter's files and its pictures."""
    files = {
        "letter.eml": letter.eml,
        "letter.html": letter.html.encode(),
        "letter.txt": letter.text.encode(),
        "manifest.json": as_json(letter.manifest),
        **pictures,
    }
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            about = ZipInfo(f"{letter.audience}/{name}", _FIRST)
            about.compress_type, about.external_attr, about.create_system = ZIP_DEFLATED, _MODE, 3
            archive.writestr(about, files[name])
    return {"letters.zip": kept.getvalue()}


def _moment(letter: LaidLetter) -> datetime:
    """The letter's own, in UTC.

    Raises:
        DeliveryError: It has none.
    """
    date = str(letter.manifest["headers"].get("Date", ""))
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except ValueError as error:
        where, hint = f"{letter.manifest['week']} {letter.audience}", "build the week again"
        raise DeliveryError("the letter has no date", where=where, found=date or "none", hint=hint) from error


def _lines(letter: LaidLetter) -> bytes:
    """The message with the line ends of files; on the way it has those of RFC 5322."""
    return letter.eml.replace(b"\r\n", b"\n")


FORMS = (
    Form("maildir", "maildir", maildir),
    Form("mbox", "mbox", mbox),
    Form("zip", "zip", packed),
)
