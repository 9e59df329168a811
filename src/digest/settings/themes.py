"""The finished themes: colours for light and dark screens, fonts, corners, density."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Look, Palette
from digest.settings.fonts import STACKS


@dataclass(frozen=True, slots=True)
class Theme:
    """A letter's whole look; ``about`` is half a sentence for whoever chooses."""

    about: str
    light: Palette
    dark: Palette
    look: Look


# Every ink, quiet and accent has 7:1 and more on its paper, and none is pure black or white: programs that turn the
# colours of a light letter round would make pure white of pure black. Corners are square in all of them, for Outlook
# for Windows knows no others.
THEMES = {
    "paper": Theme(
        "warm, all in a book's serif but for the labels",
        Palette("#fdfbf7", "#22201d", "#595249", "#7d2418", "#d9d3c7"),
        Palette("#1b1a18", "#ece7df", "#b8b1a6", "#f2a793", "#45413b"),
        Look(STACKS["serif"], STACKS["serif"], STACKS["sans"], radius=0, density="normal"),
    ),
    "gazette": Theme(
        "a newspaper's: near-black on near-white with one strong red, serif headlines over sans text, close-set",
        Palette("#fefefd", "#141414", "#4d4d4b", "#a3101c", "#c6c6c3"),
        Palette("#151515", "#ececea", "#b5b5b2", "#ff9a92", "#434341"),
        Look(STACKS["serif"], STACKS["sans"], STACKS["sans"], radius=0, density="compact"),
    ),
    "harbour": Theme(
        "cool blue-green, all sans, with room to breathe",
        Palette("#f6fbfb", "#10272d", "#3b545b", "#0b5563", "#c8dadd"),
        Palette("#0f1d22", "#e1edef", "#a5bcc2", "#7ed1df", "#2f464d"),
        Look(STACKS["modern"], STACKS["modern"], STACKS["modern"], radius=0, density="airy"),
    ),
}
DEFAULT = "paper"
