"""Where the judges sit on this machine."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = "DIGEST_JUDGES"
BROWSER = "DIGEST_CHROMIUM"
RSPAMD = "DIGEST_RSPAMD"

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class Bench:
    """The programs by which judges are asked, each empty where it was not found.

    ``modules`` is the folder of node packages; ``rspamd`` the address of a running one, ``host:port``.
    """

    modules: Path
    node: str = ""
    java: str = ""
    perl: str = ""
    browser: str = ""
    rspamd: str = ""

    @property
    def checker(self) -> Path:
        """The Nu HTML checker."""
        return self.modules / "vnu-jar" / "build" / "dist" / "vnu.jar"

    def has(self, *packages: str) -> bool:
        """Whether all these node packages are there, and a node to run them."""
        return bool(self.node) and all((self.modules / package).is_dir() for package in packages)


def installed(
    environ: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    home: Path | None = None,
) -> Bench:
    """Look for them: programs on the PATH, packages in ``DIGEST_JUDGES`` or the user's cache folder."""
    named = environ.get(FOLDER)
    cache = environ.get("XDG_CACHE_HOME")
    folder = (
        Path(named) if named else (Path(cache) if cache else (home or Path.home()) / ".cache") / "digest" / "judges"
    )
    browsers = (environ.get(BROWSER), *map(which, _BROWSERS))
    return Bench(
        folder / "node_modules",
        node=which("node") or "",
        java=which("java") or "",
        perl=which("perl") or "",
        browser=next(filter(None, browsers), None) or "",
        rspamd=environ.get(RSPAMD, ""),
    )
