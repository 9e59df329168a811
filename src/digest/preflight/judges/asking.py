"""A program is asked: without a shell, in a folder of its own, and not for ever."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SHOWN = 200  # characters of what a program says when it fails


class JudgeFailed(DigestError):
    """A judge gave no answer that can be read; the letter is none the worse for it."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is shown to a judge, in files of plain names: none that a letter has chosen."""

    folder: Path
    html: Path
    outlook: Path
    mjml: Path | None
    eml: Path | None


def ask(command: Sequence[str], *, seconds: float, folder: Path, environ: Mapping[str, str] | None = None) -> str:
    """What the program prints.

    Raises:
        JudgeFailed: It cannot be started, ends with an error, or takes longer than that; then it is ended, and
            everything that it has started.
    """
    name = os.path.basename(command[0])  # noqa: PTH119 - of a command, not of a file
    try:
        running = subprocess.Popen(  # noqa: S603 - a list of our own making, no shell
            command,
            cwd=folder,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise JudgeFailed("a judge cannot be started", where=name, found=error.strerror or str(error)) from error
    with running:
        try:
            out, err = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise JudgeFailed("a judge took too long", where=name, found=f"more than {seconds:.0f} s") from error
        finally:
            _end(running)
    if running.returncode:
        said = " ".join((err or out).decode("utf-8", "replace").split())
        raise JudgeFailed("a judge broke off", where=name, found=said[-_SHOWN:] or f"code {running.returncode}")
    return out.decode("utf-8", "replace")


def answer(said: str, name: str) -> Any:  # noqa: ANN401 - JSON
    """What a program has said in JSON.

    Raises:
        JudgeFailed: It is none.
    """
    try:
        return json.loads(said)
    except ValueError as error:
        raise JudgeFailed("a judge cannot be understood", where=name, found=said[:_SHOWN]) from error


def _end(running: subprocess.Popen[bytes]) -> None:
    """End what is still running, browsers of a script among it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(running.pid, signal.SIGKILL)
