"""Where the pictures of a letter that lies in an outbox are."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import SMTP
from typing import TYPE_CHECKING

from digest.preview.finding import pictures
from digest.preview.framing import Pictures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.model import LaidLetter


def pictures_of(letter: LaidLetter, folder: Path, web: str) -> Pictures:
    """The letter's own pictures.

    Args:
        letter: As it lies there.
        folder: The issue's.
        web: The address of the web edition where the letter's manifest has none.
    """
    there = pictures(folder)
    edition = str(letter.manifest["links"].get("web", web)).rstrip("/")
    return Pictures(
        local=f"/files/{folder.name}/",
        web=f"{edition}/{folder.name}/" if edition else "",
        names=frozenset(there),
        inside=_inside(letter.eml, there) if "cid:" in letter.html else {},
    )


def _inside(message: bytes, there: Mapping[str, Path]) -> dict[str, str]:
    """The pictures' names by their Content-ID; the parts of a message have no names, so their bytes are compared."""
    names = {path.read_bytes(): name for name, path in there.items()}
    parts = BytesParser(policy=SMTP).parsebytes(message).walk()
    found = ((str(part["Content-ID"]).strip("<> "), part.get_payload(decode=True)) for part in parts)
    return {ident: names[body] for ident, body in found if isinstance(body, bytes) and body in names}
