"""The Nu HTML checker, where somebody has installed it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_GUESS = "This document appears to be written in"


def complaints(*files: Path) -> str:
    """What the checker says of the files, warnings among it, but for its guesses at languages; empty for nothing."""
    done = subprocess.run([*_checker(), "--Werror", *map(str, files)], capture_output=True, text=True, check=False)
    return "\n".join(line for line in done.stderr.splitlines() if _GUESS not in line)


def _checker() -> list[str]:
    """`vnu` on the path, or the vnu.jar that DIGEST_VNU names."""
    jar, java, vnu = os.environ.get("DIGEST_VNU", ""), shutil.which("java"), shutil.which("vnu")
    if jar and java:
        return [java, "-jar", jar]
    if vnu:
        return [vnu]
    pytest.skip("no Nu HTML checker: put vnu on the path, or name its vnu.jar in DIGEST_VNU")
