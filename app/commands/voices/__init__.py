"""``anatil voices …``, a module a command."""

from __future__ import annotations

import click

from app.commands.lazy import LazyGroup

MODULES = {
    "bring": "bring.bring",
    "ask": "ask.ask",
    "list": "listing.listed",
    "master": "master.master",
    "split": "split.split",
    "withdraw": "withdraw.withdraw",
}


@click.group(cls=LazyGroup, where=__name__, modules=MODULES)
def voices() -> None:
    """Recorded voices."""
