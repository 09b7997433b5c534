"""``anatil pack list``: the packs that are installed."""

from __future__ import annotations

import click

from app.commands.pack import telling
from app.commands.voices.home import household


@click.command("list")
def listing() -> None:
    """The packs that are installed here: title, version, maker, what each has brought, and its id."""
    from app.services import packs

    with telling.in_a_sentence(), household() as home:
        found = packs.installed(home)
    for one in found:
        words, voices = (
            telling.counted(one.words, "word", "words"),
            telling.counted(one.voices, "recording", "recordings"),
        )
        click.echo(f"{one.title('en')}: version {one.version} by {one.maker}, {telling.size_of(one.size)}")
        click.echo(f"  {words} and {voices} came with it; {one.id}")
    if not found:
        click.echo("No pack is installed here.")
