"""The slots of the weekly run: which were taken, and what became of each."""

from __future__ import annotations

TABLES = (
    # A slot is its newsletter's week; `due`, `begun`, `again` and `ended` are seconds since 1970 in UTC.
    """
    CREATE TABLE slots (
        week TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        due INTEGER NOT NULL,
        state TEXT NOT NULL,
        step TEXT NOT NULL DEFAULT '',
        tries INTEGER NOT NULL DEFAULT 0,
        begun INTEGER,
        again INTEGER,
        ended INTEGER,
        reason TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID
    """,
)
