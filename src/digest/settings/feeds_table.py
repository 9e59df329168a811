"""Adds feeds to the text of digest.toml and takes them out; all else in it stays as it is, byte for byte."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from digest.errors import DigestError
from digest.settings.kinds import READERS, Unexpected
from digest.settings.schema import FeedTable
from digest.settings.statements import elements, is_blank, is_comment, is_header, is_key, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.model.feeds import Feed

_TABLE = re.compile(r"""\s*\[\[\s*(feeds|"feeds"|'feeds')\s*\]\]""")
_ARRAY = re.compile(r"""\s*(feeds|"feeds"|'feeds')\s*=\s*\[""")
_FIELDS = {field.name: field.default for field in fields(FeedTable)}
_KINDS = get_type_hints(FeedTable)


def add_feeds(text: str, feeds: Sequence[Feed]) -> str:
    """The text with these feeds after the last one that is there, else at its end.

    Only what differs from the defaults is written.

    Args:
        text: The whole file, which must be right TOML.
        feeds: Feeds that are not in it.

    Raises:
        DigestError: One of the feeds is there already or cannot stand in the settings, or the text is such that it
            cannot be done.
    """
    tables = [_table(feed) for feed in feeds]
    there = {table["url"].strip() for table in tomllib.loads(text).get("feeds", [])}
    for feed in feeds:
        if feed.url in there:
            raise DigestError("this feed is there already", where=feed.url)
        there.add(feed.url)
        if reason := refusal(feed):
            raise DigestError("cannot stand in the settings", where=feed.url, found=reason)
    if not feeds:
        return text
    return _verified(text, _added(text, tables), [*tomllib.loads(text).get("feeds", []), *tables])


def remove_feeds(text: str, urls: Collection[str]) -> str:
    """The text without the feeds of these urls.

    Args:
        text: The whole file, which must be right TOML.
        urls: As they stand in the file; those that do not are passed over.

    Raises:
        DigestError: The text is such that it cannot be done.
    """
    there = tomllib.loads(text).get("feeds", [])
    drop = {number for number, table in enumerate(there) if table["url"].strip() in urls}
    kept = [table for number, table in enumerate(there) if number not in drop]
    return _verified(text, _removed(text, drop), kept) if drop else text


def refusal(feed: Feed) -> str:
    """Why the feed cannot stand in the settings: ``url must be an address …``; empty when it can."""
    for name, value in _table(feed).items():
        kind = _KINDS[name]
        one = get_args(kind)[0] if get_origin(kind) is tuple else kind
        try:
            for part in value if isinstance(value, list) else [value]:
                READERS[one](part)
                str(part).encode()
        except Unexpected as error:
            return f"{name} must be {error.expected}"
        except UnicodeEncodeError:
            return f"{name} must be text"
    return ""


def _table(feed: Feed) -> dict[str, Any]:
    values = {name: getattr(feed, name) for name in _FIELDS}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value != _FIELDS[name]
    }


def _added(text: str, tables: Sequence[dict[str, Any]]) -> str:
    pieces, end = statements(text), "\r\n" if "\r\n" in text else "\n"
    place = _inline(pieces)
    if place is not None:
        pieces[place] = _added_inline(pieces[place], tables, end)
        return "".join(pieces)
    spans = _spans(pieces)
    last = spans[-1][1] if spans else len(pieces)
    if last and not pieces[last - 1].endswith("\n"):
        pieces[last - 1] += end
    new = (end.join(("", "[[feeds]]", *_pairs(table), "")) for table in tables)
    return "".join((*pieces[:last], *new, *pieces[last:])).removeprefix("" if text else end)


def _removed(text: str, drop: Collection[int]) -> str:
    pieces = statements(text)
    place = _inline(pieces)
    if place is not None:
        pieces[place] = _removed_inline(pieces[place], drop)
        return "".join(pieces)
    gone: set[int] = set()
    for number, (start, end) in enumerate(_spans(pieces)):
        if number in drop:  # with the blank line that sets it apart from what is above
            first = _heading(pieces, start)
            gone.update(range(first - (first > 0 and is_blank(pieces[first - 1])), end))
    return "".join(piece for number, piece in enumerate(pieces) if number not in gone)


def _heading(pieces: Sequence[str], start: int) -> int:
    """Where the comment begins that speaks of this table alone: directly above it, a blank line above that.

    What stands at the head of the file speaks of all of it.
    """
    first = start
    while first and is_comment(pieces[first - 1]):
        first -= 1
    apart = first > 0 and is_blank(pieces[first - 1])
    return first if apart and not all(map(is_blank, pieces[:first])) else start


def _inline(pieces: Sequence[str]) -> int | None:
    """Where ``feeds = […]`` stands: only above the first table can it."""
    for number, piece in enumerate(pieces):
        if is_header(piece):
            return None
        if _ARRAY.match(piece):
            return number
    return None


def _spans(pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Every ``[[feeds]]`` from its header to behind its last key, and the comments that hang on that."""
    spans = []
    starts = [number for number, piece in enumerate(pieces) if is_header(piece)]
    for start, stop in pairwise((*starts, len(pieces))):
        if _TABLE.match(pieces[start]):
            end = start + 1 + max((n for n in range(stop - start) if is_key(pieces[start + n])), default=0)
            hanging = next((n for n in range(end, stop) if is_blank(pieces[n])), stop)
            spans.append((start, end if hanging == stop < len(pieces) else hanging))
    return spans


def _added_inline(array: str, tables: Sequence[dict[str, Any]], end: str) -> str:
    marks = list(elements(array))
    close = marks.pop()[1]
    new = [f"{{ {', '.join(_pairs(table))} }}" for table in tables]
    line = array.rfind("\n", 0, close) + 1
    comma = not marks or marks[-1][0] == ","
    behind = marks[-1][2] if marks else close
    if line and not array[line:close].strip():  # the closing bracket has a line of its own
        rows = "".join(f"    {table},{end}" for table in new)
        return array[:behind] + ("" if comma else ",") + array[behind:line] + rows + array[line:]
    if not marks:
        return array[:close].rstrip() + ", ".join(new) + array[close:]
    return array[:behind] + (" " if comma else ", ") + ", ".join(new) + array[behind:]


def _removed_inline(array: str, drop: Collection[int]) -> str:
    marks = list(elements(array))
    number = sum(mark == "}" for mark, _, _ in marks)
    for place in range(len(marks) - 1, -1, -1):
        mark, start, end = marks[place]
        number -= mark == "}"
        if mark == "}" and number in drop:
            behind, before = place + 1, place - 1
            if marks[behind][0] == ",":
                array = _without(_cut(array, *marks.pop(behind)[1:]), start, end)
            else:
                array = _without(array, start, end)
                array = _cut(array, *marks.pop(before)[1:]) if place else array
            marks.remove((mark, start, end))
    return array


def _cut(text: str, start: int, end: int) -> str:
    return text[:start] + text[end:]


def _without(text: str, start: int, end: int) -> str:
    """The text without that part, and without the line of which nothing else is left."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1
    if first and last and not (text[first:start] + text[end:last]).strip():
        return _cut(text, first, last)
    return text[:start] + text[end:].lstrip(" ")


def _pairs(table: dict[str, Any]) -> Iterator[str]:
    return (f"{name} = {_value(value)}" for name, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower()


def _verified(text: str, edited: str, expected: list[Any]) -> str:
    """The edited text, once the standard reader finds in it what shall be there and all that was."""
    try:
        before, after = tomllib.loads(text), tomllib.loads(edited)
    except tomllib.TOMLDecodeError as error:
        raise _by_hand(str(error)) from error
    feeds = after.pop("feeds", [])
    before.pop("feeds", None)
    if feeds != expected or before != after:
        raise _by_hand("the feeds are written in a way that is not understood")
    return edited


def _by_hand(found: str) -> DigestError:
    hint = "nothing was changed; make the change by hand: each feed a [[feeds]] with its url"
    return DigestError("cannot change the feeds of the settings", found=found, hint=hint)
