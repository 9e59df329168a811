"""`digest preview`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path
    from socket import socket

    from digest.preview.session import Session

_LAST_PORT = 65_535
_POLL, _NOT_POLLED = "WATCHFILES_FORCE_POLLING", {"", "false", "disable", "disabled"}  # as watchfiles has them


def _port(_: click.Context, __: click.Parameter, port: int | None) -> int | None:
    """Checked here: a range as the option's type would stand in the help behind its metavar.

    Raises:
        BadParameter: It is no port.
    """
    if port is not None and not 0 <= port <= _LAST_PORT:
        raise click.BadParameter(f"{port} is not in the range 0 to {_LAST_PORT}.")
    return port


@click.command()
@options.config
@issues.outbox
@click.option(
    "--port",
    type=int,
    callback=_port,
    metavar="N",
    help="Listen on this port; 0 for any that is free.  [default: 8642, or the next free one]",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.argument("issue", metavar="[ISSUE]", required=False)
def preview(*, config: Path, outbox: Path | None, port: int | None, no_open: bool, issue: str | None) -> None:
    """Show an issue in the browser, and follow what is saved.

    ISSUE is its week, such as 2024-W25, or the path of its folder; without it, the newest. What is built meanwhile
    lies in a scratch outbox and is gone at the end.

    \b
    Example:
      digest preview
      digest preview 2024-W25 --port 8700 --no-open
    """
    import os

    from digest.preview.scratch import Scratch, sweep
    from digest.preview.serving import listening
    from digest.preview.session import Session, Setup
    from digest.preview.weeks import first_week
    from digest.settings.reading import load

    week = issues.required(issue) if issue else None
    place = issues.folder_of(issue) if issue else None
    if place is None and outbox is not None:
        place = outbox.absolute()
    settings = load(config)
    shown = first_week(settings, place or settings.outbox, week, _today(settings.time_zone))
    listener = listening(port)
    sweep()
    scratch = Scratch()
    try:
        setup = Setup(config, place, scratch, os.environ, _today, _print_bug)
        _run(Session(setup, settings, shown), listener, opened=not no_open, poll=polled(os.environ))
    finally:
        listener.close()
        scratch.close()


def polled(environ: Mapping[str, str]) -> bool:
    """Whether the environment wants files looked at again and again."""
    return environ.get(_POLL, "").lower() not in _NOT_POLLED


def _run(session: Session, listener: socket, *, opened: bool, poll: bool) -> None:
    """Serve until a signal comes. A build that takes long is left where it is, and the process ends without it.

    Raises:
        KeyboardInterrupt: It was SIGINT.
        Terminated: It was SIGTERM.
    """
    import asyncio
    import signal

    from digest.cli.ending import Terminated, terminate

    came: list[signal.Signals] = []

    async def served() -> bool:
        from digest.preview.serving import serve

        stop = asyncio.Event()

        def end(number: signal.Signals) -> None:
            came.append(number)
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, end, number)
        try:
            return await serve(session, listener, stop, ready=_open if opened else _say, poll=poll)
        finally:
            session.setup.scratch.close()  # here, where another signal cannot come in between

    if asyncio.run(served()):
        _leave(session, KeyboardInterrupt() if signal.SIGINT in came else Terminated())
    if signal.SIGTERM in came:
        terminate(signal.SIGTERM, None)
    raise KeyboardInterrupt


def _leave(session: Session, stopped: BaseException) -> NoReturn:
    """End at once: the interpreter would wait for the thread in which the build is."""
    import os
    import sys

    from digest.cli.ending import told

    code = told(click.get_current_context(), stopped)
    sys.stdout.flush()
    session.setup.scratch.close()  # what the build has laid there since
    os._exit(code)


def _say(address: str) -> None:
    click.echo(f"Preview at {address}\nCtrl-C ends it.")


def _open(address: str) -> None:
    import threading
    import webbrowser

    _say(address)
    threading.Thread(
        target=webbrowser.open, args=(address,), daemon=True
    ).start()  # some take as long as they are open


def _today(time_zone: str) -> date:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(time_zone)).date()


def _print_bug(error: BaseException) -> None:
    import traceback

    click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
