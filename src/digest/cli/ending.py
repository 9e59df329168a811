"""How a command ends that was stopped, or whose output nobody can take: with one line and no traceback."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEPS = "digest.cli: what was read is kept"
_INTERRUPTED, _TERMINATED = 130, 143  # 128 and the number of the signal, as shells have it


class Terminated(SystemExit):
    """SIGTERM came: what is open is closed as at any other end."""


def terminate(_number: int, _frame: object) -> NoReturn:
    """What is done on SIGTERM.

    Raises:
        Terminated: Always, with its exit code.
    """
    raise Terminated(_TERMINATED)


def keeps_what_was_read() -> None:
    """Told by a command that loses nothing of what it has read when it is stopped."""
    click.get_current_context().meta[_KEEPS] = True


def told(ctx: click.Context, stopped: BaseException) -> int:
    """Say that the command was stopped; its exit code."""
    kept = "; what was read so far is kept" if ctx.meta.get(_KEEPS) else ""
    click.echo(f"{click.style('digest:', fg='red', bold=True)} stopped{kept}", err=True)
    return _TERMINATED if isinstance(stopped, Terminated) else _INTERRUPTED


@contextmanager
def output_that_fails() -> Iterator[None]:
    """One line and exit code 1 when standard output, or standard error, cannot be written.

    A reader that goes away, as `head` does, is none of our business: that ends without a word.
    """
    try:
        try:
            yield
        finally:
            _flush()
    except OSError as error:
        if not _raised_by_output(error):
            raise
        with suppress(OSError):
            if not isinstance(error, BrokenPipeError):
                click.echo(f"digest: cannot write the output · {error.strerror or error}", err=True)
        _give_up()
        sys.exit(1)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def _raised_by_output(error: OSError) -> bool:
    """Whether writing raised it; any other is a bug, and keeps its traceback."""
    trace, code = error.__traceback__, None
    while trace is not None:
        code, trace = trace.tb_frame.f_code, trace.tb_next
    return code in (click.echo.__code__, _flush.__code__)


def _give_up() -> None:
    """Let the interpreter's last flush go where it does no harm."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
