"""The Nu HTML checker, where somebody has installed it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from digest.preflight.judges import installed
from tests.needs import missing

_GUESS = "This document appears to be written in"


def complaints(*files: Path) -> str:
    """What the checker says of the files, warnings among it, but for its guesses at languages; empty for nothing."""
    done = subprocess.run([*_checker(), "--Werror", *map(str, files)], capture_output=True, text=True, check=False)
    return "\n".join(line for line in done.stderr.splitlines() if _GUESS not in line)


def _checker() -> list[str]:
    """`vnu` on the path, the vnu.jar that DIGEST_VNU names, or the judges' own."""
    seat, jar = installed(), os.environ.get("DIGEST_VNU", "")
    if jar and seat.java:
        return [seat.java, "-jar", jar]
    if vnu := shutil.which("vnu"):
        return [vnu]
    if not (seat.java and seat.checker.is_file()):
        missing("no Nu HTML checker: `bash .ci/judges` installs one, DIGEST_VNU names another vnu.jar")
    return [seat.java, "-jar", str(seat.checker)]
