"""``anatil pack inspect``: what a pack holds and what it would change here."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.pack import telling
from app.commands.voices.home import household


@click.command()
@click.argument("file", type=telling.FILE)
def inspect(file: Path) -> None:
    """Say what is in FILE, who made it, and what installing it would change. Nothing is changed."""
    from app.services import packs

    with telling.in_a_sentence(), household() as home, telling.bar("Looking") as told:
        looked = packs.look(home, file, told)
    for line in telling.of_pack(looked.pack):
        click.echo(line)
    click.echo("The maker's key" + (", which you trust:" if looked.known else ", which is new here:"))
    click.echo(telling.key_words(looked.words))
    if looked.refused is not None:
        click.echo(str(looked.refused))
    elif looked.change is None:
        click.echo("Just this pack is installed here already.")
    else:
        before = looked.change.before
        click.echo("Installing it brings:" if before is None else f"After version {before} it brings:")
        for line in telling.of_change(looked.change):
            click.echo(line)
