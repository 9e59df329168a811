"""How well a colour can be read on another, and the nearest colour that can (WCAG 2.2, 1.4.6: 7:1 for any text)."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from functools import partial
from math import floor
from typing import TYPE_CHECKING

from digest.model.contrast import contrast as of_channels

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model.contrast import Channels

ENOUGH = 7.0
"""Level AAA, success criterion 1.4.6."""

_STEPS = 400  # of lightness; a channel has 256


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, each ``#rrggbb``."""
    return of_channels(_channels(one), _channels(other))


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


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: Channels) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
