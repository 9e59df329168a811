"""The ledger's tables, and how those of an older version become today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import LedgerError
from digest.ledger import campaigns, deliveries, slots
from digest.ledger.connection import writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_APPLICATION = 0x64677374  # "dgst", so that another program's file is not taken for a ledger

# Times are whole seconds since 1970 in UTC. What was sent stands apart from what was seen: an entry's content is big
# and is dropped some day, that it was seen is remembered.
_FEEDS_AND_ENTRIES = (
    """
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY,
        address TEXT NOT NULL,
        title TEXT NOT NULL,
        home_page TEXT NOT NULL,
        language TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        checked INTEGER,
        succeeded INTEGER,
        failed INTEGER,
        failing_since INTEGER,
        failures INTEGER NOT NULL,
        trouble TEXT NOT NULL,
        hint TEXT NOT NULL DEFAULT '',
        due INTEGER,
        newest INTEGER,
        gone INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        feed TEXT NOT NULL,
        identity TEXT NOT NULL,
        seen INTEGER NOT NULL,
        published INTEGER,
        moment INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        place INTEGER NOT NULL DEFAULT 0,
        UNIQUE (feed, identity)
    )
    """,
    "CREATE INDEX entries_by_moment ON entries (moment)",
    """
    CREATE TABLE contents (
        id INTEGER PRIMARY KEY REFERENCES entries (id),
        link TEXT NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        language TEXT NOT NULL,
        categories TEXT NOT NULL,
        base TEXT NOT NULL,
        picture TEXT NOT NULL,
        picture_alt TEXT NOT NULL,
        content TEXT NOT NULL,
        page TEXT NOT NULL
    )
    """,
)

# Days are ISO 8601; lists of texts are JSON; a sketch is its numbers in hex, eight digits each.
_ISSUES = (
    """
    CREATE TABLE issues (
        week TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        subject TEXT NOT NULL,
        sent INTEGER NOT NULL,
        audiences TEXT NOT NULL,
        shown TEXT NOT NULL,
        considered TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE used_stories (
        week TEXT NOT NULL REFERENCES issues (week),
        place INTEGER NOT NULL,
        source TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        publication TEXT NOT NULL,
        terms TEXT NOT NULL,
        sketch TEXT NOT NULL,
        headline INTEGER NOT NULL,
        also TEXT NOT NULL,
        audience TEXT NOT NULL,
        PRIMARY KEY (week, place)
    ) WITHOUT ROWID
    """,
)

# Of a picture as the feed states its sizes in pixels, 0 where it does not; and of a video, 1.
_SIZES_AND_VIDEOS = tuple(
    f"ALTER TABLE contents ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0"
    for name in ("picture_width", "picture_height", "video")
)

STEPS: tuple[Sequence[str], ...] = (
    _FEEDS_AND_ENTRIES,
    _ISSUES,
    _SIZES_AND_VIDEOS,
    slots.TABLES,
    deliveries.TABLES,
    campaigns.TABLES,
)
"""The statements that lead from each version to the next, beginning with an empty file."""


def prepare(connection: sqlite3.Connection, where: str, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Make the tables, or upgrade those that are there, in one transaction.

    Args:
        connection: An open one, outside a transaction.
        where: The file, for messages.
        steps: As `STEPS`.

    Raises:
        LedgerError: The file is another program's, or was written by a newer version of this one.
    """
    if is_of_today(connection, where, steps):
        return
    with writing(connection):
        for step in steps[_version(connection, where, len(steps)) :]:  # another process may have been faster
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def is_of_today(connection: sqlite3.Connection, where: str, steps: Sequence[Sequence[str]] = STEPS) -> bool:
    """Whether the tables need no upgrade.

    Raises:
        LedgerError: As for `prepare`.
    """
    return _version(connection, where, len(steps)) == len(steps)


def _version(connection: sqlite3.Connection, where: str, known: int) -> int:
    """The file's version; 0 for an empty one."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_schema")
    if tables and application != _APPLICATION:
        hint = "choose another file with folders.ledger in digest.toml"
        raise LedgerError("not a ledger", where=where, found="another program's SQLite file", hint=hint)
    if version > known:
        found = f"made by a newer digest (version {version} of its tables, here {known})"
        raise LedgerError("cannot read the ledger", where=where, found=found, hint="update digest")
    return int(version)
