"""A TOML file as values, or one line that says why it is none."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digest.errors import SettingsError
from digest.settings.lines import positions

if TYPE_CHECKING:
    from pathlib import Path

    from digest.settings.lines import Path as Place

SIZE_LIMIT = 8_000_000  # bytes; ten thousand feeds take two


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What stands in a file: its values and the line of each; ``name`` is the file's in messages."""

    name: str
    values: dict[str, Any]
    lines: dict[Place, int]


def read_toml(file: Path, name: str, what: str = "the settings") -> TomlFile:
    """Read a file.

    Args:
        file: The file.
        name: How messages about its values call it.
        what: What it holds, for messages.

    Raises:
        FileNotFoundError: There is no such file.
        SettingsError: It cannot be read, is too large, not UTF-8, or not TOML.
    """
    text = _text(file, what)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, error, text) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets a thousand deep
        raise SettingsError("not TOML", where=str(file), found=str(error)) from error
    return TomlFile(name, values, positions(text))


def _text(file: Path, what: str) -> str:
    cannot = f"cannot read {what}"
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SettingsError(cannot, where=str(file), found=error.strerror or str(error)) from error
    if len(data) > SIZE_LIMIT:
        found, hint = f"{len(data):,} bytes", "is this the right file?"
        raise SettingsError(cannot, where=str(file), found=found, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found, hint = "bytes that are not UTF-8", "save it as UTF-8"
        raise SettingsError(cannot, where=f"{file}:{line}", found=found, hint=hint) from error


def _not_toml(file: Path, error: tomllib.TOMLDecodeError, text: str) -> SettingsError:
    message = str(error)
    line = re.search(r"at line (\d+)", message)
    found = re.sub(r"\s*\(at .*\)$", "", message)
    number = int(line[1]) if line else len(text.rstrip().splitlines()) or 1
    return SettingsError("not TOML", where=f"{file}:{number}", found=found, hint=_hint(found))


def _hint(found: str) -> str:
    if "overwrite" in found or "mutable" in found:
        return 'a key stands once; put all of them into one list: pin = ["a.txt", "b.txt"]'
    if "twice" in found:
        return "a table has one heading; put what belongs to it under the first"
    if "value" in found:
        return 'text stands in quotes: name = "Fine Print"'
    return "see toml.io for how it is written"
