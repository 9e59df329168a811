"""How well one colour can be read on another (WCAG 2.2)."""

from __future__ import annotations

Channels = tuple[float, float, float]
"""Red, green and blue of sRGB, each from 0 to 1."""

_LINEAR = 0.04045  # of a channel, below which the curve of sRGB is a line: IEC 61966-2-1


def luminance(colour: Channels) -> float:
    """Relative luminance, 0 for black to 1 for white (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Channels, other: Channels) -> float:
    """Contrast ratio, 1 to 21, whichever is the text (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
