"""Whether JSON values have the shape that this program gives them; what others wrote is not believed."""

from __future__ import annotations

from typing import Any

Shape = Any
"""A type, a list of one shape for each item, a dict of shapes by key, or a tuple of shapes of which one fits."""


def misfit(value: object, shape: Shape, where: str = "it") -> str:
    """The first place where the value has another shape, in words; empty where it fits.

    Args:
        value: JSON values.
        shape: What they should be. Keys of a dict that the shape does not have may stand there.
        where: What the value is called.
    """
    if isinstance(shape, tuple):
        return "" if any(not misfit(value, one) for one in shape) else _wrong(value, where)
    if isinstance(shape, dict):
        return _misfit_in_dict(value, shape, where)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return _wrong(value, where)
        return next(filter(None, (misfit(each, shape[0], f"{where}[{n}]") for n, each in enumerate(value))), "")
    fits = isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
    return "" if fits else _wrong(value, where)


def _misfit_in_dict(value: object, shape: dict[str, Shape], where: str) -> str:
    if not isinstance(value, dict):
        return _wrong(value, where)
    for key, inner in shape.items():
        place = f"{where}.{key}".removeprefix("it.")
        found = misfit(value[key], inner, place) if key in value else f"no {place}"
        if found:
            return found
    return ""


def _wrong(value: object, where: str) -> str:
    return f"{where} is {'null' if value is None else f'a {type(value).__name__}'}"
