"""Font stacks: the shipped ones by name, and an editor's own. No web fonts: mail programs leave them out."""

from __future__ import annotations

import re

from digest.errors import did_you_mean

STACKS = {
    "serif": "Georgia,'Times New Roman',serif",
    "oldstyle": "Palatino,'Palatino Linotype','Book Antiqua',Georgia,serif",
    "slab": "Rockwell,'Rockwell Nova',Cambria,Georgia,serif",
    "sans": "Helvetica,Arial,sans-serif",
    "modern": "'Segoe UI',Roboto,'Helvetica Neue',Helvetica,Arial,sans-serif",
    "humanist": "'Gill Sans','Gill Sans MT',Calibri,'Trebuchet MS',sans-serif",
    "wide": "Verdana,Geneva,'DejaVu Sans',sans-serif",
    "rounded": "'Arial Rounded MT Bold','Hiragino Maru Gothic ProN',Verdana,sans-serif",
    "mono": "Menlo,Consolas,'Liberation Mono','Courier New',monospace",
}
"""Fonts that stand on readers' machines, by what an editor calls them."""

GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy")
"""The families that every machine has a font for (CSS Fonts 4, 2.1.2)."""

_LONGEST = 200  # characters; it comes again in every style attribute
_FAMILY = re.compile(r"[A-Za-z0-9-]+(?: [A-Za-z0-9-]+)*")
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")  # needs no quotation marks


class NoStackError(ValueError):
    """A text that is neither a stack's name nor a stack; says what is wrong with it."""


def stack(text: str) -> str:
    """The CSS font stack that a shipped stack's name or an own list of fonts stands for, without double quotes.

    Args:
        text: ``"slab"``, or names with commas between them, such as ``Charter, Georgia, serif``.

    Raises:
        NoStackError: It could say something else in a style attribute, or leaves a reader without any font.
    """
    name = " ".join(text.split())
    if name.casefold() in STACKS:
        return STACKS[name.casefold()]
    if len(name) > _LONGEST:
        raise NoStackError(f"at most {_LONGEST} characters")
    families = [_family(part.strip()) for part in name.split(",")]
    if families[-1] not in GENERIC:
        raise NoStackError(_unfinished(name, families[-1]))
    return ",".join(families)


def _family(name: str) -> str:
    """One font's name: in single quotation marks, unless it is one word."""
    bare = name[1:-1] if len(name) > 1 and name[0] == name[-1] == "'" else name
    if not bare:
        raise NoStackError("a name is missing beside a comma")
    if not _FAMILY.fullmatch(bare):
        odd = next((char for char in bare if not (_FAMILY.fullmatch(char) or char == " ")), " ")
        raise NoStackError(f"a font's name has letters, digits, blanks and hyphens, not {odd}")
    return bare if _BARE.fullmatch(bare) else f"'{bare}'"


def _unfinished(name: str, last: str) -> str:
    if "," in name:
        return (
            did_you_mean(last.strip("'"), GENERIC) or f"let them end with {', '.join(GENERIC[:-1])} or {GENERIC[-1]}"
        )
    return did_you_mean(name, STACKS) or f"stacks: {', '.join(STACKS)}; fonts of your own end with one such as serif"
