"""``anatil pack …``, a module a command."""

from __future__ import annotations

import click

from app.commands.lazy import LazyGroup

MODULES = {
    "build": "build.build",
    "inspect": "inspect.inspect",
    "verify": "verify.verify",
    "install": "install.install",
    "remove": "remove.remove",
    "list": "listing.listing",
    "key": "key.key",
}


@click.group(cls=LazyGroup, where=__name__, modules=MODULES)
def pack() -> None:
    """Words, lists, pictures and voices in one signed file, for other families."""
