"""Entries that feeds sent: that they were seen, and what they said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from digest.ledger.times import moment, moment_if, seconds, seconds_if
from digest.ledger.values import number, text, texts, whole
from digest.model.feeds import Entry

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

_AT_ONCE = 200  # entries whose contents are read together

_SEEN = """
    INSERT OR IGNORE INTO entries (feed, identity, seen, published, moment, sent, place) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_SENT = "UPDATE entries SET sent = max(sent, ?) WHERE feed = ? AND identity = ?"
# What is unchanged is not written again: a feed sends the same entries for weeks. The page of one that was changed is
# another one now, and is fetched anew. Sizes and the mark of a video change with what is compared: that an older
# ledger has none must not cost a page each.
_CONTENT = """
    INSERT INTO contents (
        id, link, title, author, language, categories, base, picture, picture_alt, content, picture_width,
        picture_height, video, page)
    SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM entries WHERE feed = ? AND identity = ?
    ON CONFLICT (id) DO UPDATE SET
        link = excluded.link, title = excluded.title, author = excluded.author,
        language = excluded.language, categories = excluded.categories, base = excluded.base,
        picture = excluded.picture, picture_alt = excluded.picture_alt, content = excluded.content,
        picture_width = excluded.picture_width, picture_height = excluded.picture_height, video = excluded.video,
        page = excluded.page
    WHERE (link, title, author, language, categories, base, picture, picture_alt, content) IS NOT (
        excluded.link, excluded.title, excluded.author, excluded.language, excluded.categories, excluded.base,
        excluded.picture, excluded.picture_alt, excluded.content)
    OR (excluded.page <> '' AND page <> excluded.page)
"""
_FIND = """
    SELECT id FROM entries JOIN contents USING (id)
    WHERE moment >= ? AND moment < ? AND feed IN (SELECT value FROM json_each(?))
    ORDER BY moment DESC, place, feed, identity
"""
_READ = """
    SELECT feed, identity, link, title, content, seen, author, published, language, categories, base, picture,
        picture_alt, picture_width, picture_height, video, page, place
    FROM entries JOIN contents USING (id)
    WHERE id IN (SELECT value FROM json_each(?))
    ORDER BY moment DESC, place, feed, identity
"""
_PRUNE = "DELETE FROM contents WHERE id IN (SELECT id FROM entries WHERE moment < ?1 AND sent < ?1)"


def write_entries(connection: sqlite3.Connection, entries: Sequence[Entry]) -> int:
    """Keep the entries; how many of them are new."""
    new = connection.executemany(_SEEN, map(_seen, entries)).rowcount if entries else 0
    if new < len(entries):  # of new ones it stands there already
        connection.executemany(_SENT, map(_sent, entries))
    connection.executemany(_CONTENT, map(_content, entries))
    return new


def find(connection: sqlite3.Connection, feeds: Collection[str], since: datetime, until: datetime) -> list[int]:
    """The numbers of the entries with ``since <= moment < until``, newest first."""
    wanted = json.dumps(sorted(feeds))
    return [number for (number,) in connection.execute(_FIND, (seconds(since), seconds(until), wanted))]


def read_entries(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Entry]:
    """The entries of these numbers, which are newest first.

    Nothing stays locked between two of them, whatever the caller does meanwhile.
    """
    for start in range(0, len(numbers), _AT_ONCE):
        wanted = json.dumps(numbers[start : start + _AT_ONCE])
        yield from map(_entry, connection.execute(_READ, (wanted,)).fetchall())


def prune(connection: sqlite3.Connection, before: datetime) -> int:
    """Drop the contents of entries that are older and have not been sent since; how many."""
    return connection.execute(_PRUNE, (seconds(before),)).rowcount


def forget_entries(connection: sqlite3.Connection, feeds: Collection[str]) -> None:
    """Drop all entries of these feeds."""
    urls = [(url,) for url in feeds]
    connection.executemany("DELETE FROM contents WHERE id IN (SELECT id FROM entries WHERE feed = ?)", urls)
    connection.executemany("DELETE FROM entries WHERE feed = ?", urls)


def _seen(entry: Entry) -> tuple[object, ...]:
    sent, *name = _sent(entry)
    return *name, sent, seconds_if(entry.published), seconds(entry.moment), sent, entry.place


def _sent(entry: Entry) -> tuple[object, ...]:
    return seconds(entry.seen), whole(entry.feed), whole(entry.identity)


def _content(entry: Entry) -> tuple[object, ...]:
    categories = json.dumps([whole(category) for category in entry.categories], ensure_ascii=False)
    about = (entry.link, entry.title, entry.author, entry.language, categories)
    said = tuple(map(whole, (*about, entry.base, entry.picture, entry.picture_alt, entry.content)))
    shown = (entry.picture_width, entry.picture_height, entry.video)
    return *said, *shown, whole(entry.page), whole(entry.feed), whole(entry.identity)


def _entry(row: Sequence[Any]) -> Entry:
    feed, identity, link, title, content, seen, author, published, language, categories, *rest = row
    base, picture, picture_alt, width, height, video, page, place = rest
    return Entry(
        feed=text(feed),
        identity=text(identity),
        link=text(link),
        title=text(title),
        content=text(content),
        seen=moment(seen),
        author=text(author),
        published=moment_if(published),
        language=text(language),
        categories=texts(categories),
        base=text(base),
        picture=text(picture),
        picture_alt=text(picture_alt),
        picture_width=number(width),
        picture_height=number(height),
        video=bool(number(video)),
        page=text(page),
        place=number(place),
    )
