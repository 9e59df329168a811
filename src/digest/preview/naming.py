"""Mistakes as the page tells them: files by their names in the newsletter's folder, no option that a save lacks."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from digest.errors import DigestError

_CHOICE = re.compile(r",? or (?:choose|name) another (?:one )?with --[a-z-]+")


def named(error: DigestError, config: Path, scratch: Path) -> tuple[str, ...]:
    """The lines of a mistake.

    Args:
        error: What a build raised.
        config: The settings' file, beside which the newsletter lies.
        scratch: The preview's own folder, in which an editor has no business.
    """
    home = config.absolute().parent
    text = re.sub(rf"{re.escape(str(scratch))}/\d+(?=/|\b)", "outbox", str(error))
    for folder in dict.fromkeys((home, home.resolve())):
        text = text.replace(f"{folder}{os.sep}", "")
    return tuple(_CHOICE.sub("", text).splitlines())
