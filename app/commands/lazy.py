"""A group of commands of which each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """``modules`` says for each command its module in the package ``where``, and its name there."""

    def __init__(self, *args: object, where: str, modules: Mapping[str, str], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._where, self._modules = where, modules

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(self._modules)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in self._modules:
            return None
        module, _, attribute = self._modules[name].partition(".")
        command: click.Command = getattr(import_module(f"{self._where}.{module}"), attribute)
        return command
