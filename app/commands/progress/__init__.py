"""``anatil progress …``, a module a command."""

from __future__ import annotations

import click

from app.commands.lazy import LazyGroup

MODULES = {"save": "save.save", "look": "look.look", "bring": "bring.bring"}


@click.group(cls=LazyGroup, where=__name__, modules=MODULES)
def progress() -> None:
    """What a child has learned, taken along to another device."""
