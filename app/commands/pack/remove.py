"""``anatil pack remove``: a pack taken out again."""

from __future__ import annotations

import click

from app.commands.pack import telling
from app.commands.voices.home import household


@click.command()
@click.argument("which")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def remove(which: str, yes: bool) -> None:
    """Take out the pack WHICH (its title or id) with its words and voices. Children's answers stay."""
    from app.services import packs

    with telling.in_a_sentence(), household() as home:
        found = [
            one
            for one in packs.installed(home)
            if which == str(one.id) or which in one.titles.values() or which == one.id.hex
        ]
        if len(found) != 1:
            many = ", ".join(str(one.id) for one in found)
            raise click.ClickException(
                f"Several packs are called {which}: please give an id: {many}. Nothing was changed."
                if found
                else f"No pack called {which} is installed (anatil pack list). Nothing was changed."
            )
        (pack,) = found
        if not yes:
            click.confirm(f"Take out “{pack.title('en')}”?", abort=True, err=True)
        dropped = packs.remove(home, pack.id)
    words = telling.counted(dropped.words, "word", "words")
    click.echo(f"Taken out: {words} and {telling.counted(dropped.voices, 'recording', 'recordings')}.")
