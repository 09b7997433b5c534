"""``anatil class remove``: a child's copy goes."""

from __future__ import annotations

import click

from app.commands.pack.telling import in_a_sentence
from app.commands.voices.home import household
from app.moment import Moment


@click.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, yes: bool) -> None:
    """Delete the copy of the child NAME (its nickname or mark)."""
    from app.services import class_copies

    with in_a_sentence(), household() as home:
        found = class_copies.called(class_copies.every(home, Moment().offset_min()), name)
        if len(found) != 1:
            marks = ", ".join(child.tag for child in found)
            said = (
                f"{len(found)} children are called so: give the mark of one ({marks})."
                if found
                else "No such child."
            )
            raise click.ClickException(said)
        if not yes:
            click.confirm(f"Delete the copy of {found[0].nickname}?", abort=True)
        if not class_copies.remove(home, found[0]):
            raise click.ClickException(
                "This child’s whole progress is kept here, and no copy: remove the child in the app."
            )
    click.echo(f"The copy of {found[0].nickname} is deleted.")
