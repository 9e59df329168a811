"""The lines of a file of addresses that get nothing: a plain list, or CSV with a column of addresses."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.delivery.mailboxes import key
from digest.delivery.recipient_files import encoding
from digest.delivery.recipient_rows import columns, shown
from digest.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_DELIMITERS: Final = ",;\t"
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")
_CELL: Final = re.compile(r"[,;\t]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: as CSV where it has a ``delimiter``, with the addresses in one of its columns."""

    encoding: str
    writes: str
    delimiter: str = ""
    column: int = 0
    width: int = 1

    def row(self, address: str) -> str:
        """The line that adds an address."""
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
        first = next(filter(str.strip, _without_comments(text)), "")
    if "@" in first:
        return Layout(known, writes)
    found = ((delimiter, next(csv.reader([first], delimiter=delimiter), [])) for delimiter in _DELIMITERS)
    told = [(delimiter, names) for delimiter, names in found if columns(names)]
    if not told:
        return Layout(known, writes)
    delimiter, names = max(told, key=lambda one: len(one[1]))
    named = columns(names)
    return Layout(known, writes, delimiter, named.address if named else 0, len(names))


def keys(file: Path, shape: Layout) -> Iterator[str]:
    """Each address of the file, by its key.

    Raises:
        RecipientsError: A line is none.
    """
    with file.open(encoding=shape.encoding, errors="replace", newline="") as text:
        for line, found in _cells(file, text, shape):
            if "@" not in found:
                hint = "write one address a line, or take the line away"
                raise RecipientsError("not an address", where=f"{file}:{line}", found=shown(found), hint=hint)
            yield key(found)


def _cells(file: Path, text: Iterable[str], shape: Layout) -> Iterator[tuple[int, str]]:
    lines = _without_comments(text)
    if not shape.delimiter:
        yield from (
            (line, _CELL.split(told)[0].strip(' "\t\r\n')) for line, told in enumerate(lines, 1) if told.strip()
        )
        return
    rows = csv.reader(lines, delimiter=shape.delimiter, strict=True)
    try:
        told = ((rows.line_num, row) for row in rows if any(cell.strip() for cell in row))
        next(told, None)
        for line, row in told:
            yield line, row[shape.column] if shape.column < len(row) else ", ".join(row)
    except csv.Error as error:
        hint = "close the quotation mark"
        raise RecipientsError("not CSV", where=f"{file}:{rows.line_num}", found=str(error), hint=hint) from error


def _without_comments(text: Iterable[str]) -> Iterator[str]:
    return (_COMMENT.sub("", line) if "#" in line else line for line in text)
