"""Readers in texts: CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any, Final

from digest.delivery.recipients.files import unreadable
from digest.delivery.recipients.rows import Columns, columns, no_address_column, reader, shown
from digest.errors import RecipientsError
from digest.model import BadRow, Recipient

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

DELIMITERS: Final = ",;\t"
_SEPARATOR: Final = re.compile(r"\ufeff?[\"']?sep=([,;\t|])[\"']?[,;\t]*\s*", re.IGNORECASE)
_ONE_A_LINE: Final = "write one JSON object a line, such as: jq -c '.[]' readers.json > readers.jsonl"
_LAYOUTS: Final = 1000  # sets of keys that are remembered


def opened(file: Path, encoding: str) -> TextIO:
    """The file as text, its line ends as they are, broken bytes as U+FFFD.

    Raises:
        RecipientsError: It cannot be opened.
    """
    try:
        return file.open(encoding=encoding, errors="replace", newline="")
    except OSError as error:
        raise unreadable(file, error) from error


def header_of(file: Path, encoding: str) -> tuple[str, Columns] | None:
    """The delimiter and the columns of a CSV file, by its first row; None where the file is JSON Lines.

    A line ``sep=;`` before it, which Excel writes and reads, tells the delimiter.

    Raises:
        RecipientsError: There is no column of addresses, or it is JSON that is not one object a line.
    """
    number, line, told = first_row(file, encoding)
    begins = line.lstrip("\ufeff \t")
    if begins.startswith(("{", "[")):
        _expect_lines_of_json(file, begins)
        return None
    found = [(delimiter, _names(line, delimiter)) for delimiter in told or DELIMITERS]
    known = [(delimiter, named) for delimiter, names in found if (named := columns(names))]
    if not known:
        raise no_address_column(max((names for _, names in found), key=len), f"{file}:{number}")
    return max(known, key=lambda one: one[1].count)


def first_row(file: Path, encoding: str) -> tuple[int, str, str]:
    """The first line that says something, its number, and the delimiter that a line like ``sep=;`` before it tells.

    Raises:
        RecipientsError: It cannot be opened.
    """
    with opened(file, encoding) as text:
        lines = ((number, line) for number, line in enumerate(text, 1) if line.strip())
        number, line = next(lines, (1, ""))
        told = separator(line)
        if told:
            number, line = next(lines, (number, ""))
        return number, line, told


def separator(line: str) -> str:
    """The delimiter that a line like ``sep=;`` tells; empty for another line."""
    told = _SEPARATOR.fullmatch(line)
    return told[1] if told else ""


def rows_of_csv(file: Path, encoding: str, delimiter: str, told: Columns) -> Iterator[Recipient | BadRow]:
    """The readers of a CSV file (RFC 4180), told by the lines on which their rows begin.

    A quotation mark that is not closed is a bad row: it would swallow the readers below it.
    """
    with opened(file, encoding) as text:
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        header, line = True, 0
        while True:
            line = rows.line_num + 1
            try:
                values = next(rows, None)
            except csv.Error as error:
                yield _spoilt(error, line, rows.line_num)
                continue
            except OSError as error:
                raise unreadable(file, error) from error
            if values is None:
                return
            if not values or (len(values) == 1 and not values[0].strip()):
                continue
            if header:
                header = bool(separator(delimiter.join(values)))
                continue
            yield _read(told, values, line, rows.line_num)


def rows_of_json(file: Path, encoding: str) -> Iterator[Recipient | BadRow]:
    """The readers of a file of JSON Lines: in each line an object."""
    layouts: dict[tuple[str, ...], Columns | None] = {}
    with opened(file, encoding) as text:
        for place, line in enumerate(text, 1):
            if not line.strip():
                continue
            told = _object(line)
            if told is None:
                yield BadRow(place, "not a JSON object", shown(line.strip()))
                continue
            keys = tuple(told)
            if keys not in layouts:
                layouts = {**layouts, keys: columns(keys)} if len(layouts) < _LAYOUTS else {keys: columns(keys)}
            layout = layouts[keys]
            if layout is None:
                yield BadRow(place, "no address", shown(", ".join(keys)))
            else:
                yield reader(layout, [_as_text(value) for value in told.values()], place)


def _names(line: str, delimiter: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line.strip()]


def _read(told: Columns, values: Sequence[str], first: int, last: int) -> Recipient | BadRow:
    found: Recipient | BadRow
    if len(values) < told.count or any(value.strip() for value in values[told.count :]):
        what = f"{len(values)} {'column' if len(values) == 1 else 'columns'} where the first row has {told.count}"
        found = BadRow(first, what, shown(", ".join(values)))
    else:
        found = reader(told, values, first)
    if last > first and isinstance(found, BadRow):
        return BadRow(first, f"{found.what}; the row goes on to line {last}", found.found)
    return found


def _spoilt(error: csv.Error, first: int, last: int) -> BadRow:
    what = "a quotation mark that is not closed, or not doubled"
    return BadRow(first, f"{what}; the row goes on to line {last}" if last > first else what, str(error))


def _expect_lines_of_json(file: Path, line: str) -> None:
    told = _object(line)
    where = f"{file}:1"
    if told is None:
        raise RecipientsError("not JSON Lines", where=where, found=shown(line.strip()), hint=_ONE_A_LINE)
    if columns(tuple(told)) is None:
        raise no_address_column(tuple(told), where)


def _object(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _as_text(value: Any) -> str:  # noqa: ANN401 (JSON is anything)
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
