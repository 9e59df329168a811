"""The look of letters: a theme, what the settings change in it, and whether it can be read."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from digest.model import Look, Palette
from digest.settings.contrast import ENOUGH, best, contrast, enough, legible, nearest, ratio
from digest.settings.reader import Reader
from digest.settings.schema import LookTable
from digest.settings.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.settings.schema import DarkTable, LightTable
    from digest.settings.toml_file import TomlFile

_Noun = TypeVar("_Noun", Palette, Look)
_TEXTS = ("ink", "quiet", "accent")


@dataclass(frozen=True, slots=True)
class Illegible:
    """Colours of one scheme that cannot be read: which key is at fault, what is wrong, found and to be done."""

    key: str
    what: str
    found: str
    hint: str


def looked(table: LookTable) -> tuple[Palette, Palette, Look]:
    """The colours for light and for dark screens, and the shape: the theme's, where the settings say nothing else."""
    theme = THEMES[table.theme]
    return _changed(theme.light, table.light), _changed(theme.dark, table.dark), _changed(theme.look, table)


def note_illegible(reader: Reader, file: TomlFile) -> None:
    """Note colours without enough contrast, each at its line, also where the file has mistakes elsewhere."""
    probe = Reader(file)
    table = probe.table(LookTable, file.values.get("look", {}), ("look",))
    if probe.mistakes:
        return
    light, dark, _ = looked(table)
    for name, palette, own in (("light", light, table.light), ("dark", dark, table.dark)):
        for fault in illegible(palette, own, name):
            reader.note(("look", name, fault.key), fault.what, fault.found, fault.hint)


def illegible(palette: Palette, own: LightTable | DarkTable, scheme: str) -> Iterator[Illegible]:
    """What of a scheme cannot be read, with colours that can; whoever takes all of them over has none left.

    Args:
        palette: The colours as they are.
        own: Those that the settings give; the others are the theme's.
        scheme: ``light`` or ``dark``.
    """
    paper = palette.paper
    if best(paper) < ENOUGH:
        paper = _better_paper(palette, scheme)
        yield Illegible(
            "paper",
            f"look.{scheme}.paper leaves no colour enough contrast",
            f"at most {ratio(best(palette.paper))}, needed {ENOUGH:g}:1",
            f'make it {"lighter" if _is_lighter(paper, palette.paper) else "darker"}: try "{paper}"',
        )
    for key in _TEXTS:
        colour = getattr(palette, key)
        if not enough(colour, paper):
            on = f"look.{scheme}.paper" if paper == palette.paper else f'paper "{paper}"'
            found = f"{ratio(contrast(colour, paper))}, needed {ENOUGH:g}:1"
            better = legible(colour, paper)
            if getattr(own, key):
                yield Illegible(key, f"look.{scheme}.{key} has too little contrast on {on}", found, f'try "{better}"')
            else:
                what = f"the theme's {key} has too little contrast on {on}"
                yield Illegible("paper", what, found, f'add under [look.{scheme}]: {key} = "{better}"')


def _better_paper(palette: Palette, scheme: str) -> str:
    """The nearest on which all of the scheme's texts can be read; else on which any could."""
    texts = [getattr(palette, key) for key in _TEXTS]
    if paper := nearest(palette.paper, lambda paper: all(enough(text, paper) for text in texts)):
        return paper
    return nearest(palette.paper, partial(enough, "#000000" if scheme == "light" else "#ffffff"))


def _is_lighter(one: str, other: str) -> bool:
    return contrast(one, "#000000") > contrast(other, "#000000")


def _changed(noun: _Noun, table: Any) -> _Noun:
    own = {f.name: getattr(table, f.name) for f in fields(noun)}
    return replace(noun, **{name: value for name, value in own.items() if value not in ("", None)})
