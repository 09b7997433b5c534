"""``anatil class …``, a module a command: the copies that families give a teacher, and what they say."""

from __future__ import annotations

import click

from app.commands.lazy import LazyGroup

MODULES = {
    "bring": "bring.bring",
    "show": "show.show",
    "table": "table.table",
    "report": "report.report",
    "remove": "remove.remove",
}


@click.group(cls=LazyGroup, where=__name__, modules=MODULES)
def class_() -> None:
    """A teacher's class: who practised, what is hard, which words to teach next."""
