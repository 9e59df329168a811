"""digest.toml → frozen `Settings`, with every mistake reported at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from digest.errors import SettingsError, SettingsErrors, did_you_mean
from digest.settings.kinds import READERS, Day, OptionalDay, Unexpected
from digest.settings.lines import nearest, positions
from digest.settings.schema import DigestToml
from digest.settings.settings import Settings, assembled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cattrs import Converter

_SECRET = re.compile(r"passw|secret|token|api_?key|private_?key", re.IGNORECASE)
_SIZE_LIMIT = 1_000_000  # bytes
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
    reader = _Reader(file.name, positions(text))
    toml, mistakes = reader.read(raw)
    if toml is None:
        raise SettingsErrors(tuple(mistakes))
    return _checked(assembled(toml, file), reader)


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
    if len(data) > _SIZE_LIMIT:
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
    return SettingsError("not TOML", where=where, found=found, hint='text stands in quotes: name = "Fine Print"')


class _Reader:
    """Reads one file's tables and collects what is wrong with them."""

    def __init__(self, name: str, lines: dict[tuple[str | int, ...], int]) -> None:
        self.name, self.lines = name, lines

    def read(self, raw: dict[str, Any]) -> tuple[DigestToml | None, list[SettingsError]]:
        from cattrs.errors import ClassValidationError

        for path, _ in _missing_tables(raw):
            raw = {**raw, path: {}}
        try:
            return _converter().structure(raw, DigestToml), []
        except ClassValidationError as group:
            found = sorted(self._mistakes(group, DigestToml, raw, ()), key=lambda pair: pair[0])
            return None, [mistake for _, mistake in found]

    def where(self, path: tuple[str | int, ...]) -> str:
        return f"{self.name}:{nearest(self.lines, path)}"

    def _mistakes(
        self, group: Any, cls: Any, raw: Any, path: tuple[str | int, ...]
    ) -> Iterator[tuple[int, SettingsError]]:
        from cattrs.errors import ForbiddenExtraKeysError

        for error in group.exceptions:
            step = _step(error)
            here = path if step is None else (*path, step)
            if isinstance(error, ForbiddenExtraKeysError):
                for key in sorted(error.extra_fields):
                    yield self._line((*path, key)), self._unknown(key, cls, (*path, key))
            elif hasattr(error, "exceptions"):
                yield from self._mistakes(error, _within(cls, step), _value(raw, step), here)
            elif isinstance(error, KeyError) and isinstance(step, str):
                yield self._line(path), self._missing(cls, path, step)
            else:
                yield self._line(here), self._wrong(error, _value(raw, step), here)

    def _line(self, path: tuple[str | int, ...]) -> int:
        return nearest(self.lines, path)

    def _unknown(self, key: str, cls: Any, path: tuple[str | int, ...]) -> SettingsError:
        known = [f.name for f in fields(cls)]
        hint = did_you_mean(key, known) or f"known here: {', '.join(known)}"
        if _SECRET.search(key):
            hint = "secrets come from the environment only, never from this file"
        return SettingsError("unknown setting", where=self.where(path), found=dotted(path), hint=hint)

    def _missing(self, cls: Any, path: tuple[str | int, ...], key: str) -> SettingsError:
        example = next(f.metadata["example"] for f in fields(cls) if f.name == key)
        place = f"under {_heading(path)}" if path else "at the top"
        return SettingsError(
            "missing setting",
            where=self.where(path),
            found=f"no {dotted((*path, key))}",
            hint=f'add {place}: {key} = "{example}"',
        )

    def _wrong(self, error: Exception, value: Any, path: tuple[str | int, ...]) -> SettingsError:
        if not isinstance(error, Unexpected):
            raise error
        what, found = f"{dotted(path)} must be {error.expected}", f"found {_shown(value)}"
        return SettingsError(what, where=self.where(path), found=found, hint=error.hint)


def _checked(settings: Settings, reader: _Reader) -> Settings:
    """What no single value shows: names given twice."""
    names = [audience.name for audience in settings.audiences]
    twice = [i for i, name in enumerate(names) if name in names[:i]]
    mistakes = [
        SettingsError(
            "two audiences of one name",
            where=reader.where(("audiences", i, "name")),
            found=names[i],
            hint="each audience's name is its letter's folder; choose another",
        )
        for i in twice
    ]
    if not names:
        mistakes.append(
            SettingsError(
                "no audience",
                where=reader.where(("audiences",)),
                found="an empty list",
                hint="leave `audiences` out for the usual two, free and member",
            )
        )
    if mistakes:
        raise SettingsErrors(tuple(mistakes))
    return settings


def _missing_tables(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Required tables that the file leaves out: read as empty, so that their keys are asked for by name."""
    for f in fields(DigestToml):
        if f.default is MISSING and f.default_factory is MISSING and f.name not in raw:
            yield f.name, f


def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.cols import homogenous_tuple_structure_factory
    from cattrs.gen import make_dict_structure_fn

    converter = Converter(detailed_validation=True)
    for kind, read in READERS.items():
        converter.register_structure_hook(kind, partial(_read, read))
    converter.register_structure_hook(OptionalDay, partial(_read, READERS[Day]))

    def table(cls: Any) -> Any:
        return _only(dict, "a table", make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True))

    def array(cls: Any) -> Any:
        return _only(list, "a list in square brackets", homogenous_tuple_structure_factory(cls, converter))

    converter.register_structure_hook_factory(is_dataclass, table)
    converter.register_structure_hook_factory(_is_array, array)
    return converter


def _is_array(cls: Any) -> bool:
    origin: Any = get_origin(cls)
    return origin is tuple


def _read(read: Callable[[Any], Any], value: Any, _: Any) -> Any:
    return read(value)


def _only(shape: type, expected: str, structure: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The structure function, for values of that shape only: cattrs would take a text for a list of letters."""

    def read(value: Any, cls: Any) -> Any:
        if not isinstance(value, shape):
            raise Unexpected(expected)
        return structure(value, cls)

    return read


def _step(error: BaseException) -> str | int | None:
    """The key or index that cattrs noted on the error."""
    from cattrs.errors import AttributeValidationNote, IterableValidationNote

    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return note.name
        if isinstance(note, IterableValidationNote) and isinstance(note.index, int):
            return note.index
    return None


def _within(cls: Any, step: str | int | None) -> Any:
    """The type one step further in."""
    if step is None:
        return cls
    if isinstance(step, int):
        return cls
    kind = get_type_hints(cls)[step] if is_dataclass(cls) else cls
    return next((arg for arg in get_args(kind) if is_dataclass(arg)), kind)


def _value(raw: Any, step: str | int | None) -> Any:
    if step is None:
        return raw
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return raw


def dotted(path: tuple[str | int, ...]) -> str:
    """``audiences[2].name``, counting from 1 as an editor does."""
    shown = ""
    for step in path:
        shown += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return shown.removeprefix(".")


def _heading(path: tuple[str | int, ...]) -> str:
    name = ".".join(str(step) for step in path if isinstance(step, str))
    return f"[[{name}]]" if isinstance(path[-1], int) else f"[{name}]"


def _shown(value: Any) -> str:
    shown = repr(value) if not isinstance(value, str) else f'"{value}"'
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
