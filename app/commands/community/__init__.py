"""``anatil community …``, a module a command."""

from __future__ import annotations

import click

from app.commands.lazy import LazyGroup

MODULES = {
    "set-up": "keeping.set_up",
    "admit": "keeping.admit",
    "dismiss": "keeping.dismiss",
    "word": "word.word",
    "add": "word.add",
    "change": "change.change",
    "edit": "change.edit",
    "list": "listing.listing",
    "history": "past.history",
    "undo": "past.undo",
}


@click.group(cls=LazyGroup, where=__name__, modules=MODULES)
def community() -> None:
    """An institution's lexicon on PostgreSQL, at ANATIL_DATABASE, which several teachers change at once."""
