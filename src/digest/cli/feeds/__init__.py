"""`digest feeds`: a module for each of its commands, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

import click


class OnDemand(click.Group):
    """Loads a command's module when the command is named, so that no other command pays for it."""

    places: ClassVar[dict[str, str]] = {
        "add": "adding:add",
        "remove": "removing:remove",
        "list": "listing:show",
        "check": "checking:check",
        "fetch": "fetching:fetch",
        "import": "exchanging:bring_in",
        "export": "exchanging:hand_out",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a feed's life."""
        return [*self.places, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in self.places:
            return super().get_command(ctx, cmd_name)
        module, _, name = self.places[cmd_name].partition(":")
        command = getattr(import_module(f"{__name__}.{module}"), name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=OnDemand)
def feeds() -> None:
    """Add, remove, list, check and fetch feeds.

    A feed is an RSS, Atom or JSON feed on the web, or the file of one.

    \b
    Example:
      digest feeds add https://example.org/
      digest feeds fetch
    """
