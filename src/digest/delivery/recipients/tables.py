"""Readers in a SQLite file, which is only read."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from digest.delivery.recipients.rows import Columns, columns, no_address_column, reader
from digest.errors import RecipientsError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from digest.model import BadRow, Recipient

_TABLE: Final = "recipients"


def table_of(file: Path) -> tuple[str, Columns, tuple[str, ...]]:
    """The table of readers, what its columns say, and their names.

    Raises:
        RecipientsError: There is none, there are several, or SQLite cannot read the file.
    """
    with _reading(file) as connection:
        told = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        tables = {str(name): _names(connection, str(name)) for (name,) in connection.execute(told).fetchall()}
    own = next((name for name in tables if name.casefold() == _TABLE), None)
    found = {name: known for name, names in tables.items() if (known := columns(names))}
    if own is not None and own not in found:
        raise no_address_column(tables[own], f"{file}, table {own}")
    name = own or _only(found, tables, file)
    return name, found[name], tables[name]


def rows_of_table(file: Path, table: str, told: Columns, names: tuple[str, ...]) -> Iterator[Recipient | BadRow]:
    """The readers of a table, in the order of its rows.

    Raises:
        RecipientsError: SQLite cannot read the file any further.
    """
    with _reading(file) as connection:
        chosen = ", ".join(map(_quoted, names))
        rows = connection.execute(f"SELECT {chosen} FROM {_quoted(table)}")  # noqa: S608 (names, quoted)
        for place, row in enumerate(rows, 1):
            yield reader(told, [value if type(value) is str else _as_text(value) for value in row], place)


def _only(found: Mapping[str, Columns], tables: Mapping[str, tuple[str, ...]], file: Path) -> str:
    if len(found) == 1:
        return next(iter(found))
    what = "several tables of readers" if found else "no table of readers"
    hint = f"name the table {_TABLE}" if found else "one of its columns must be named address or email"
    raise RecipientsError(what, where=str(file), found=", ".join(found or tables) or "no table at all", hint=hint)


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    import sqlite3
    from urllib.parse import quote

    place = f"file:{quote(str(file.absolute()))}?mode=ro"
    try:
        # A generator may be begun by one thread and gone on with by another, never by both at once.
        with closing(sqlite3.connect(place, uri=True, check_same_thread=False)) as connection:
            connection.text_factory = _decoded
            yield connection
    except sqlite3.Error as error:
        hint = "check it with: sqlite3 FILE 'PRAGMA integrity_check'"
        raise RecipientsError(
            "cannot read the file of readers", where=str(file), found=str(error), hint=hint
        ) from error


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _names(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(str(row[1]) for row in connection.execute(f"PRAGMA table_info({_quoted(table)})"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
