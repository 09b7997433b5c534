"""``anatil voices …``, a module a command; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

MODULES = {
    "bring": "bring.bring",
    "ask": "ask.ask",
    "list": "listing.listed",
    "master": "master.master",
    "split": "split.split",
    "withdraw": "withdraw.withdraw",
}
"""A command's name: its module here, and its name there."""


class _Lazy(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(MODULES)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return None
        module, _, attribute = MODULES[name].partition(".")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), attribute)
        return command


@click.group(cls=_Lazy)
def voices() -> None:
    """Recorded voices."""
