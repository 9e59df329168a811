"""Reads a file's values into the tables of a schema and gathers what is wrong, each mistake with its line."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from digest.errors import SettingsError, SettingsErrors, did_you_mean
from digest.settings.kinds import READERS, Unexpected
from digest.settings.lines import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field

    from digest.settings.lines import Path as Place
    from digest.settings.toml_file import TomlFile

_SECRET = re.compile(r"passw|secret|token|api_?key|private_?key", re.IGNORECASE)
_SHOWN = 60  # characters of a wrong value


class Reader:
    """One file's values on their way into a schema: frozen dataclasses whose fields carry their kinds.

    A field's metadata may hold ``key``, its name in the file where Python keeps that word for itself, and ``called``,
    other words by which an editor may call it.

    Args:
        file: What stands in the file.
        noun: What the file's keys are called in messages.
        kinds: Readers of kinds that only this file has.
        elsewhere: Told the place of a key that is not known there; where it belongs elsewhere, answers what is wrong
            and what to do.
    """

    def __init__(
        self,
        file: TomlFile,
        *,
        noun: str = "setting",
        kinds: Mapping[Any, Callable[[Any], Any]] | None = None,
        elsewhere: Callable[[Place], tuple[str, str] | None] = lambda _: None,
    ) -> None:
        self.name, self.lines, self.noun = file.name, file.lines, noun
        self.kinds, self.elsewhere = {**READERS, **(kinds or {})}, elsewhere
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
            f.name: self.value(kinds[f.name], raw.get(key, {}), (*path, key))
            for key, f in known.items()
            if key in raw or (_required(f) and is_dataclass(kinds[f.name]))
        }
        for key, f in known.items():
            if f.name not in values and _required(f):
                self._missing(key, f, path)
            elif values.get(f.name) == "" and _required(f):
                self._wrong(Unexpected("given"), "", (*path, key))
        return None if self.mistakes else cls(**values)

    def value(self, kind: Any, raw: object, path: Place) -> Any:
        """A value of that kind, or nothing when it is not one."""
        if is_dataclass(kind):
            return self.table(kind, raw, path)
        if get_origin(kind) is tuple:
            return self._list(get_args(kind)[0], raw, path)
        if get_origin(kind) is dict:
            return self._named(get_args(kind)[1], raw, path)
        try:
            return self.kinds[kind](raw)
        except Unexpected as error:
            return self._wrong(error, raw, path)

    def _list(self, kind: Any, raw: object, path: Place) -> Any:
        if not isinstance(raw, list):
            return self._wrong(Unexpected("a list in square brackets", hint=_as_list(kind, raw, path)), raw, path)
        return tuple(self.value(kind, entry, (*path, i)) for i, entry in enumerate(raw))

    def _named(self, kind: Any, raw: object, path: Place) -> Any:
        """A table whose keys are the editor's own."""
        if not isinstance(raw, dict):
            hint = f'write [{dotted(path)}."name"], in single brackets' if isinstance(raw, list) else ""
            return self._wrong(Unexpected("a table", hint=hint), raw, path)
        return {key: self.value(kind, entry, (*path, key)) for key, entry in raw.items()}

    def note(self, path: Place, what: str, found: str = "", hint: str = "") -> None:
        """Note a mistake at this place of the file."""
        line = self.line(path)
        self.mistakes.append((line, SettingsError(what, where=f"{self.name}:{line}", found=found, hint=hint)))

    def line(self, path: Place) -> int:
        """The line on which a key stands, or the nearest table around it."""
        return nearest(self.lines, path)

    def refuse_mistakes(self) -> None:
        """Raise what is wrong.

        Raises:
            SettingsErrors: All mistakes that were noted, in the order of their lines.
        """
        if self.mistakes:
            raise SettingsErrors(tuple(mistake for _, mistake in sorted(self.mistakes, key=itemgetter(0))))

    def _unknown(self, key: str, known: dict[str, Field[Any]], path: Place) -> None:
        if known_elsewhere := self.elsewhere(path):
            what, hint = known_elsewhere
            self.note(path, what, dotted(path), hint)
            return
        called = next((name for name, f in known.items() if key in f.metadata.get("called", ())), "")
        hint = f'did you mean "{called}"?' if called else did_you_mean(key, known)
        if _SECRET.search(key):
            hint = "secrets come from the environment only, never from this file"
        self.note(path, f"unknown {self.noun}", dotted(path), hint or f"known here: {', '.join(known)}")

    def _missing(self, key: str, field: Field[Any], path: Place) -> None:
        hint = f'add under {_heading(path)}: {key} = "{field.metadata["example"]}"'
        self.note(path, f"missing {self.noun}", f"no {dotted((*path, key))}", hint)

    def _wrong(self, error: Unexpected, value: object, path: Place) -> None:
        self.note(path, f"{dotted(path)} must be {error.expected}", f"found {_shown(value)}", error.hint)


@cache
def _shape(cls: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    """A table's fields by their keys, and the kinds of their values; a file may have a table a thousand times."""
    return {f.metadata.get("key", f.name): f for f in fields(cls)}, get_type_hints(cls)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def dotted(path: Place) -> str:
    """``audiences[2].name``, counting from 1 as an editor does; odd keys stand in quotes."""
    shown = ""
    for step in path:
        shown += f"[{step + 1}]" if isinstance(step, int) else f".{_quoted(step)}"
    return shown.removeprefix(".")


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key) else json.dumps(key, ensure_ascii=False)


def _heading(path: Place) -> str:
    name = ".".join(_quoted(step) for step in path if isinstance(step, str))
    return f"[[{name}]]" if isinstance(path[-1], int) else f"[{name}]"


def _as_list(kind: Any, raw: object, path: Place) -> str:
    """How one value is written as a list."""
    if is_dataclass(kind):
        return f"write {_heading((*path, 0))}, in double brackets" if isinstance(raw, dict) else ""
    return f"write {path[-1]} = [{_shown(raw)}]" if isinstance(raw, str | int) else ""


def _shown(value: object) -> str:
    shown = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
