"""digest.toml → frozen `Settings`, with every mistake reported at once."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from digest.errors import SettingsError, SettingsErrors, did_you_mean
from digest.settings.kinds import READERS, Unexpected
from digest.settings.lines import nearest, positions
from digest.settings.schema import DigestToml, default_audiences
from digest.settings.settings import Settings, assembled

if TYPE_CHECKING:
    from dataclasses import Field
    from pathlib import Path

    from digest.settings.lines import Path as Place

_SECRET = re.compile(r"passw|secret|token|api_?key|private_?key", re.IGNORECASE)
SIZE_LIMIT = 8_000_000  # bytes; ten thousand feeds take two
_RESERVED = {"articles", "images"}
_USUAL = [audience.name for audience in default_audiences()]
_SHOWN = 60  # characters of a wrong value


def load(file: Path) -> Settings:
    """Read the settings file.

    Raises:
        SettingsError: There is no such file, or it is not TOML.
        SettingsErrors: It has mistakes; all of them, each with its line.
    """
    text = _text(file)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, error) from error
    reader = _Reader(file.name if file.is_absolute() else str(file), positions(text))
    toml = reader.table(DigestToml, raw, ())
    reader.look_across(raw)
    if reader.mistakes:
        raise SettingsErrors(tuple(mistake for _, mistake in sorted(reader.mistakes, key=itemgetter(0))))
    return assembled(toml, file)


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        hint = "make a newsletter with: digest init DIR, or name its settings with --config"
        raise SettingsError("no settings here", where=str(file), found="no such file", hint=hint) from error
    except OSError as error:
        raise SettingsError(
            "cannot read the settings", where=str(file), found=error.strerror or str(error)
        ) from error
    if len(data) > SIZE_LIMIT:
        found, hint = f"{len(data):,} bytes", "is this the right file?"
        raise SettingsError("cannot read the settings", where=str(file), found=found, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8"
        raise SettingsError(
            "cannot read the settings", where=f"{file}:{line}", found="bytes that are not UTF-8", hint=hint
        ) from error


def _not_toml(file: Path, error: tomllib.TOMLDecodeError) -> SettingsError:
    message = str(error)
    line = re.search(r"at line (\d+)", message)
    found = re.sub(r"\s*\(at .*\)$", "", message)
    where = f"{file}:{line[1]}" if line else str(file)
    hint = 'text stands in quotes: name = "Fine Print"' if "value" in found else "see toml.io for how it is written"
    return SettingsError("not TOML", where=where, found=found, hint=hint)


class _Reader:
    """Reads one file's values into the schema's tables and gathers what is wrong, each with its line."""

    def __init__(self, name: str, lines: dict[Place, int]) -> None:
        self.name, self.lines = name, lines
        self.mistakes: list[tuple[int, SettingsError]] = []

    def table(self, cls: Any, raw: object, path: Place) -> Any:
        """The table, or nothing when something in the file is wrong."""
        if not isinstance(raw, dict):
            return self._wrong(Unexpected("a table"), raw, path)
        known, kinds = _shape(cls)
        for key in raw:
            if key not in known:
                self._unknown(key, known, (*path, key))
        values = {
            name: self.value(kinds[name], raw.get(name, {}), (*path, name))
            for name, f in known.items()
            if name in raw or (_required(f) and is_dataclass(kinds[name]))
        }
        for name, f in known.items():
            if name not in values and _required(f):
                self._missing(f, path)
            elif values.get(name) == "" and _required(f):
                self._wrong(Unexpected("given"), "", (*path, name))
        return None if self.mistakes else cls(**values)

    def value(self, kind: Any, raw: object, path: Place) -> Any:
        """A value of that kind, or nothing when it is not one."""
        if is_dataclass(kind):
            return self.table(kind, raw, path)
        if get_origin(kind) is tuple:
            if not isinstance(raw, list):
                return self._wrong(Unexpected("a list in square brackets"), raw, path)
            return tuple(self.value(get_args(kind)[0], entry, (*path, i)) for i, entry in enumerate(raw))
        try:
            return READERS[kind](raw)
        except Unexpected as error:
            return self._wrong(error, raw, path)

    def look_across(self, raw: dict[str, Any]) -> None:
        """What no single value shows: twins, audiences that nobody has."""
        if not self.mistakes:
            self._look_at_audiences(raw)
            self._look_at_feeds(raw)

    def _look_at_audiences(self, raw: dict[str, Any]) -> None:
        if "audiences" not in raw:
            return
        names = [audience["name"] for audience in raw["audiences"]]
        if not names:
            hint = "leave `audiences` out for the usual two, free and member"
            self._note(("audiences",), "no audience", "an empty list", hint)
        for i, name in enumerate(names):
            if name in _RESERVED:
                hint = "that folder belongs to the web edition; choose another"
                self._note(("audiences", i, "name"), "an audience cannot have this name", name, hint)
            if name in names[:i]:
                hint = "each audience's name is its letter's folder; choose another"
                self._note(("audiences", i, "name"), "two audiences of one name", name, hint)

    def _look_at_feeds(self, raw: dict[str, Any]) -> None:
        known = [audience["name"] for audience in raw.get("audiences", ())] or _USUAL
        seen: set[str] = set()
        for i, feed in enumerate(raw.get("feeds", ())):
            url, audience = feed["url"].strip(), feed.get("audience", "").strip()
            if url in seen:
                self._note(("feeds", i, "url"), "two feeds of one address", url, "take one of them out")
            if audience and audience not in known:
                hint = did_you_mean(audience, known) or f"known here: {', '.join(known)}"
                self._note(("feeds", i, "audience"), "unknown audience", audience, hint)
            seen.add(url)

    def _note(self, path: Place, what: str, found: str, hint: str) -> None:
        line = nearest(self.lines, path)
        self.mistakes.append((line, SettingsError(what, where=f"{self.name}:{line}", found=found, hint=hint)))

    def _unknown(self, key: str, known: dict[str, Field[Any]], path: Place) -> None:
        hint = did_you_mean(key, known) or f"known here: {', '.join(known)}"
        if _SECRET.search(key):
            hint = "secrets come from the environment only, never from this file"
        self._note(path, "unknown setting", dotted(path), hint)

    def _missing(self, field: Field[Any], path: Place) -> None:
        hint = f'add under {_heading(path)}: {field.name} = "{field.metadata["example"]}"'
        self._note(path, "missing setting", f"no {dotted((*path, field.name))}", hint)

    def _wrong(self, error: Unexpected, value: object, path: Place) -> None:
        self._note(path, f"{dotted(path)} must be {error.expected}", f"found {_shown(value)}", error.hint)


@cache
def _shape(cls: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    """A table's keys and the kinds of their values; a file may have a table a thousand times."""
    return {f.name: f for f in fields(cls)}, get_type_hints(cls)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def dotted(path: Place) -> str:
    """``audiences[2].name``, counting from 1 as an editor does."""
    shown = ""
    for step in path:
        shown += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return shown.removeprefix(".")


def _heading(path: Place) -> str:
    name = ".".join(str(step) for step in path if isinstance(step, str))
    return f"[[{name}]]" if isinstance(path[-1], int) else f"[{name}]"


def _shown(value: object) -> str:
    shown = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
