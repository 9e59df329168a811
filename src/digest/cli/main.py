"""The command line: `digest` and `python -m digest`."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from typing import Any

import click

from digest import __version__
from digest.cli import ending
from digest.cli.build import build
from digest.cli.check import check
from digest.cli.diff import diff
from digest.cli.draft import draft
from digest.cli.edit import edit
from digest.cli.explain import explain
from digest.cli.export import export
from digest.cli.feeds import feeds
from digest.cli.history import history
from digest.cli.init import init
from digest.cli.inspect import inspect
from digest.cli.mark_sent import mark_sent
from digest.cli.next import coming
from digest.cli.preview import preview
from digest.cli.schedule import schedule
from digest.cli.send import send
from digest.cli.status import status
from digest.cli.templates import templates
from digest.cli.unsubscribe import unsubscribe
from digest.errors import DigestError

_YOUNG = 200_000  # objects made before the first look for garbage

_EXIT_CODES = """\b
Exit codes:
  0  done
  1  failed
  2  wrong usage or settings
  3  nothing to publish
  4  preflight forbids sending what was built or checked
  130, 143  stopped
"""


class Commands(click.Group):
    """Turns every error that was raised on purpose, and being stopped, into its line and exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DigestError as error:
            for line in str(error).splitlines():
                click.echo(f"{click.style('digest:', fg='red', bold=True)} {line}", err=True)
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, ending.Terminated) as stopped:
            ctx.exit(ending.told(ctx, stopped))


@click.group(
    cls=Commands,
    commands=[
        build,
        preview,
        check,
        explain,
        edit,
        diff,
        mark_sent,
        history,
        inspect,
        init,
        feeds,
        templates,
        export,
        draft,
        send,
        schedule,
        coming,
        status,
        unsubscribe,
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, message="digest %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn the week's articles into a weekly digest: HTML e-mail, plain text, a web edition.

    \b
    Example:
      digest init fine-print
      cd fine-print
      digest build
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run `digest`; output that the terminal cannot show is escaped, never an end."""
    # A command makes many objects and hardly any cycles; looking for garbage among them costs a sixth of its time.
    gc.set_threshold(_YOUNG)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, ending.terminate)
    with ending.output_that_fails():
        cli(prog_name="digest")
