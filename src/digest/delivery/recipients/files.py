"""What kind of file a file of readers is, told by its bytes: its encoding, or that it is no text."""

from __future__ import annotations

import codecs
import re
import stat
from typing import TYPE_CHECKING, Final

from digest.errors import RecipientsError

if TYPE_CHECKING:
    from pathlib import Path

SQLITE: Final = b"SQLite format 3\0"
_BLOCK: Final = 1 << 16
_SAMPLE: Final = 65_536
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark its own starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"PK\x03\x04", "a ZIP archive, perhaps a workbook of Excel"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF file"),
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAVE: Final = "save it as CSV, in UTF-8"


def first_bytes(file: Path) -> bytes:
    """The beginning of a file of readers, for telling what it is.

    Raises:
        RecipientsError: There is none, it is empty, or it cannot be read.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            found = "a folder" if file.is_dir() else "no file that can be read twice"
            raise RecipientsError("not a file of readers", where=str(file), found=found, hint="name a file")
        with file.open("rb") as opened:
            begins = opened.read(_SAMPLE)
    except OSError as error:
        raise unreadable(file, error) from error
    if not begins.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
        hint = "write a row of names such as address,name into it, and readers below"
        raise RecipientsError("the file of readers is empty", where=str(file), hint=hint)
    return begins


def unreadable(file: Path, error: OSError) -> RecipientsError:
    """The error for a file that is not there or cannot be read."""
    if isinstance(error, FileNotFoundError):
        hint = "name the file with --recipients, or in delivery.recipients of digest.toml"
        return RecipientsError("there is no file of readers", where=str(file), hint=hint)
    found = error.strerror or str(error)
    return RecipientsError("cannot read the file of readers", where=str(file), found=found, hint="check its rights")


def encoding(file: Path, begins: bytes) -> str:
    """The encoding of a text: UTF-8, UTF-16 or UTF-32 by their marks, UTF-16 without, else Windows-1252.

    The whole file is looked at, in blocks: what is no UTF-8 may stand at its end. One that is UTF-8 but for a few
    broken bytes is UTF-8.

    Raises:
        RecipientsError: It is no text.
    """
    for magic, kind in _MAGIC:
        if begins.startswith(magic):
            raise RecipientsError("not a file of readers", where=str(file), found=kind, hint=_SAVE)
    for mark, name in _MARKS:
        if begins.startswith(mark):
            return name
    if wide := _utf16(begins):
        return wide
    if len(_CONTROL.findall(begins)) > max(8, len(begins) // 50):
        raise RecipientsError("not a file of readers", where=str(file), found="binary data", hint=_SAVE)
    return "utf-8" if _is_utf8(file) else "cp1252"


def _utf16(begins: bytes) -> str:
    """Which UTF-16 this is, by the side on which the zero bytes of ASCII stand."""
    even, odd = begins[0::2].count(0), begins[1::2].count(0)
    few = len(begins) // 4
    return "utf-16-le" if odd > few and odd > 20 * even else "utf-16-be" if even > few and even > 20 * odd else ""


def _is_utf8(file: Path) -> bool:
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    foreign = broken = 0
    try:
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                if block.isascii():
                    decode(b"")
                    continue
                text = decode(block)
                broken += text.count("\ufffd")
                foreign += sum(char > "\x7f" for char in text)
    except OSError as error:
        raise unreadable(file, error) from error
    return broken <= (foreign - broken) // 20
