"""How well a colour can be read on another, and the nearest colour that can (WCAG 2.2, 1.4.6: 7:1 for any text)."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from functools import partial
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ENOUGH = 7.0
"""Level AAA, success criterion 1.4.6."""

_STEPS = 400  # of lightness; a channel has 256


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white.

    Args:
        colour: ``#rrggbb``, in sRGB.

    The formula is that of WCAG 2.2, "relative luminance" (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), with
    the threshold 0.04045 of IEC 61966-2-1.
    """
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))  # noqa: PLR2004 - the formula's
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, whichever is the text (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def enough(text: str, paper: str) -> bool:
    """Whether the text can be read there."""
    return contrast(text, paper) >= ENOUGH


def best(paper: str) -> float:
    """The contrast that no colour on this paper exceeds."""
    return max(contrast(paper, "#000000"), contrast(paper, "#ffffff"))


def legible(text: str, paper: str) -> str:
    """The text's colour, as much lighter or darker as it needs to be; empty where no colour can be read there."""
    return nearest(text, partial(enough, paper=paper))


def nearest(colour: str, fits: Callable[[str], bool]) -> str:
    """The colour of the same hue and saturation (HSL) and the nearest lightness that fits; empty where none does.

    Of two that are as near, the one further from middle grey: it stays what it was, light or dark.
    """
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    outward = 1 if lightness >= 0.5 else -1  # noqa: PLR2004 - the middle
    for step in range(_STEPS + 1):
        for sign in (outward, -outward):
            tried = min(1.0, max(0.0, lightness + sign * step / _STEPS))
            shown = _hex(hls_to_rgb(hue, tried, saturation))
            if fits(shown):
                return shown
    return ""


def ratio(found: float) -> str:
    """``6.9:1``, never rounded up to what is needed."""
    return f"{floor(found * 10) / 10:g}:1"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
