"""The settings as text, made from the schema: a new newsletter's digest.toml and the settings reference."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from digest.settings.schema import DigestToml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field

Path = tuple[str, ...]


def starter(values: dict[str, Any]) -> str:
    """A digest.toml in which every setting stands with its sentence.

    Args:
        values: Settings to give a value, by dotted name; the required ones that are missing here get their example,
            all others stand as comments with their defaults.
    """
    return "\n".join(_file(values)).rstrip() + "\n"


def reference() -> str:
    """All settings as Markdown, a table for each part of the file."""
    return "\n".join(_reference()).rstrip() + "\n"


def _tables(cls: Any, path: Path = ()) -> Iterator[tuple[Path, Any, str, bool]]:
    """Every table of the file: its path, its class, its sentence and whether it is an array of tables."""
    hints = get_type_hints(cls)
    for f in fields(cls):
        inner = hints[f.name]
        element = next((arg for arg in get_args(inner) if is_dataclass(arg)), None)
        here = (*path, f.name)
        if element:
            yield here, element, f.metadata["doc"], True
        elif is_dataclass(inner):
            yield here, inner, f.metadata["doc"], False
            yield from _tables(inner, here)


def _keys(cls: Any) -> Iterator[Field[Any]]:
    hints = get_type_hints(cls)
    return (f for f in fields(cls) if not is_dataclass(hints[f.name]))


def _file(values: dict[str, Any]) -> Iterator[str]:
    for path, cls, doc, array in _tables(DigestToml):
        name = ".".join(path)
        yield f"# {doc}"
        yield f"# [[{name}]]" if array else f"[{name}]"
        for f in _keys(cls):
            yield from (f"# {f.metadata['doc']}",)
            shown = values.get(f"{name}.{f.name}", MISSING)
            live = not array and (shown is not MISSING or _required(f))
            value = shown if shown is not MISSING else _shown_default(f)
            yield f"{'' if live else '# '}{f.name} = {_toml(value)}"
        yield ""


def _required(f: Field[Any]) -> bool:
    return f.default is MISSING and f.default_factory is MISSING


def _shown_default(f: Field[Any]) -> Any:
    if _required(f) or (f.default in (None, "") and f.metadata["example"] not in (None, "")):
        return f.metadata["example"]
    return f.default


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str) and not _is_day(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_day(text: str) -> bool:
    year, _, rest = text.partition("-")
    return len(text) == len("2024-06-23") and year.isdigit() and rest.replace("-", "").isdigit()


def _reference() -> Iterator[str]:
    for path, cls, doc, array in _tables(DigestToml):
        name = ".".join(path)
        yield f"## `{f'[[{name}]]' if array else f'[{name}]'}`"
        yield f"\n{doc}\n"
        yield "| key | default | what it is |"
        yield "| --- | --- | --- |"
        for f in _keys(cls):
            yield f"| `{f.name}` | {_default(f)} | {f.metadata['doc'].replace('|', '&#124;')} |"
        yield ""


def _default(f: Field[Any]) -> str:
    if _required(f):
        return "*required*"
    if words := f.metadata.get("default"):
        return str(words)
    return f"`{_toml(f.default)}`" if f.default is not None else "none"
