"""``anatil progress …``, a module a command; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

MODULES = {"save": "save.save", "look": "look.look", "bring": "bring.bring"}
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
def progress() -> None:
    """What a child has learned, taken along to another device."""
