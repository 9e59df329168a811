"""Which letter went to whom: one row for each message, so that a run that was killed goes on where it was."""

from __future__ import annotations

TABLES = (
    # `kind` is "issue" for readers and "draft" for editors; `state` is "doubt" from just before the server can
    # have taken the message until its answer is kept, then "sent", "refused" or "later".
    """
    CREATE TABLE deliveries (
        week TEXT NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        audience TEXT NOT NULL,
        state TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        at INTEGER NOT NULL,
        reply TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (week, kind, address)
    ) WITHOUT ROWID
    """,
    # What letter a week's audience gets: once begun, the same to the end.
    """
    CREATE TABLE mailings (
        week TEXT NOT NULL,
        kind TEXT NOT NULL,
        audience TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        begun INTEGER NOT NULL,
        PRIMARY KEY (week, kind, audience)
    ) WITHOUT ROWID
    """,
    # Readers by what their tokens say of them; and the keys by which tokens are signed.
    "CREATE TABLE readers (id BLOB PRIMARY KEY, address TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
)
