"""``anatil pack build``: words and voices of this device into a signed file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.commands.pack import telling
from app.commands.voices.home import lexicon
from lexicon.records import Scope


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--maker", required=True, help="Who makes it, as others will see it: no real name is needed.")
@click.option("--name", help="What you call this pack; the file's name, where it is not given.")
@click.option(
    "--list",
    "lists",
    multiple=True,
    help="A theme (its number, key or title) or a text file with a word a line; several may be given. "
    "Without any, every word goes in.",
)
@click.option(
    "--for",
    "scope",
    type=click.Choice([Scope.CLASS.value, Scope.PUBLIC.value]),
    default=Scope.CLASS.value,
    show_default=True,
    help="How far it will travel: voices lent to the class alone never go into a public pack.",
)
@click.option("--number", type=click.IntRange(1, 1_000_000), help="The version, if this device forgot it.")
def build(
    file: Path, maker: str, name: str | None, lists: Sequence[str], scope: str, number: int | None
) -> None:
    """Make a pack at FILE, which ends in .anatil, sign it, and read it back whole.

    The same words and voices give the same file; changed ones give the next version.
    """
    from app.services import pack_building
    from app.services.pack_building import Wish

    if file.exists():
        raise click.ClickException(f"{file} is already there. Please give another name. Nothing was saved.")
    wish = Wish(name or file.stem, maker, Scope(scope), tuple(lists), number)
    with telling.in_a_sentence(), lexicon() as home, telling.bar("Making") as told:
        built = pack_building.build(home, file, wish, told)
    for line in telling.of_pack(built.pack):
        click.echo(line)
    if built.again:
        click.echo("Nothing has changed since this version: it is the same file.")
    if built.kept_back:
        count = telling.counted(built.kept_back, "recording stays", "recordings stay")
        click.echo(f"{count} here: the speakers did not allow them to travel so far.", err=True)
    if built.unready:
        count = telling.counted(built.unready, "recording stays", "recordings stay")
        click.echo(f"{count} here: not mastered yet, or damaged (anatil voices master).", err=True)
    if built.left_out:
        count = telling.counted(built.left_out, "entry stays", "entries stay")
        click.echo(f"{count} here: no other device would take such a text.", err=True)
    click.echo("The eight words of your key, to be compared when somebody gets your first pack:")
    click.echo(telling.key_words(built.words))
