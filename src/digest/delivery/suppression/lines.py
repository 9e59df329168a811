"""The lines of a file of addresses that get nothing: a plain list, or CSV with a column of addresses."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.delivery.mailboxes import Unusable, mailbox
from digest.delivery.recipients.files import encoding
from digest.delivery.recipients.rows import columns, shown
from digest.delivery.recipients.texts import DELIMITERS, separator
from digest.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")
_CELL: Final = re.compile(r"[,;\t]")
_ONE: Final = re.compile(r"""[^\s@,;:<>()*"']+@[^\s@,;:<>()*"']*[^\s@,;:<>()*"'.]""")
_HINT: Final = "write one whole address a line and remarks behind a #, or take the line away"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: as CSV where it has a ``delimiter``, with the addresses in one of its columns."""

    encoding: str
    writes: str
    delimiter: str = ""
    column: int = 0
    width: int = 1

    def row(self, address: str) -> str:
        """The line that adds an address, in brackets where it would begin a comment."""
        address = f"<{address}>" if address.startswith("#") else address
        if not self.delimiter:
            return f"{address}\n"
        written = io.StringIO()
        cells = [address if at == self.column else "" for at in range(self.width)]
        csv.writer(written, delimiter=self.delimiter, lineterminator="\n").writerow(cells)
        return written.getvalue()


BLANK: Final = Layout("utf-8", "utf-8")
"""A file that is made now, or that holds nothing."""


def layout(file: Path, begins: bytes) -> Layout:
    """The layout of a file that begins so.

    Raises:
        RecipientsError: It is no text.
    """
    known = encoding(file, begins)
    writes = {"utf-8-sig": "utf-8", "utf-16": "utf-16-be", "utf-32": "utf-32-be"}.get(known, known)
    if begins.startswith(codecs.BOM_UTF16_LE):
        writes = writes.replace("-be", "-le")
    with file.open(encoding=known, errors="replace", newline="") as text:
        rows = filter(str.strip, _without_comments(text))
        first = next(rows, "")
        told = separator(first)
        first = next(rows, "") if told else first
    if "@" in first:
        return Layout(known, writes)
    named = [
        (delimiter, len(names), found.address)
        for delimiter in told or DELIMITERS
        if (found := columns(names := next(csv.reader([first], delimiter=delimiter), [])))
    ]
    if not named:
        return Layout(known, writes)
    delimiter, width, column = max(named, key=lambda one: one[1])
    return Layout(known, writes, delimiter, column, width)


def keys(file: Path, shape: Layout, *, strict: bool = True) -> Iterator[str]:
    """Each address of the file, by its key.

    Raises:
        RecipientsError: A line is none, or says more than one: somebody is meant by it who would get a letter. Where
            that is not asked for (``strict``), it is left out.
    """
    with file.open(encoding=shape.encoding, errors="replace", newline="") as text:
        for line, found in _rows(file, text, shape) if shape.delimiter else _lines(text):
            known = _key(found, of_a_service=bool(shape.delimiter))
            if known:
                yield known
            elif strict:
                raise RecipientsError("not an address", where=f"{file}:{line}", found=shown(found), hint=_HINT)


def _key(found: str, *, of_a_service: bool) -> str:
    """The address as `Recipient.key` has it; empty for what is none.

    Nobody can be sent a letter at some addresses, and no reader has them: signs outside ASCII before the @, and
    whatever a service has noted down of those who typed their own. They do no harm.
    """
    try:
        return mailbox(found)[0].casefold()
    except Unusable:
        local, _, domain = found.strip().rpartition("@")
    harmless = of_a_service or (not local.isascii() and _key(f"x@{domain}", of_a_service=False))
    readable = found.strip().isprintable() and "\ufffd" not in found and _ONE.fullmatch(found.strip())
    return found.strip().casefold() if harmless and readable else ""


def _lines(text: Iterable[str]) -> Iterator[tuple[int, str]]:
    """A plain list: what stands behind a comma is a remark, when it is no address."""
    for line, told in enumerate(_without_comments(text), 1):
        if told.strip() and not (line == 1 and separator(told)):
            first, *others = _CELL.split(told.strip(' "\t\r\n'))
            yield line, ", ".join([first, *others]) if any("@" in one for one in others) else first.strip(' "')


def _rows(file: Path, text: Iterable[str], shape: Layout) -> Iterator[tuple[int, str]]:
    rows = csv.reader(_without_comments(text), delimiter=shape.delimiter, strict=True)
    try:
        told = ((rows.line_num, row) for row in rows if any(cell.strip() for cell in row))
        if separator(shape.delimiter.join(next(told, (0, []))[1])):
            next(told, None)
        for line, row in told:
            yield line, row[shape.column] if shape.column < len(row) else ", ".join(row)
    except csv.Error as error:
        hint = "close the quotation mark"
        raise RecipientsError("not CSV", where=f"{file}:{rows.line_num}", found=str(error), hint=hint) from error


def _without_comments(text: Iterable[str]) -> Iterator[str]:
    return (_COMMENT.sub("", line) if "#" in line else line for line in text)
