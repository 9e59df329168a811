"""Drafts of campaigns at services: which campaign is whose letter, and what it said when it was last put there."""

from __future__ import annotations

TABLES = (
    """
    CREATE TABLE campaigns (
        service TEXT NOT NULL,
        week TEXT NOT NULL,
        audience TEXT NOT NULL,
        remote TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (service, week, audience)
    ) WITHOUT ROWID
    """,
)
