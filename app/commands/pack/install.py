"""``anatil pack install``: a pack's words and voices into this home, once somebody has seen what is in it."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.pack import telling
from app.commands.voices.home import household


@click.command()
@click.argument("file", type=telling.FILE)
@click.option("--yes", is_flag=True, help="Do not ask whether to install it.")
@click.option("--trust", is_flag=True, help="The maker's eight words have been compared, and they are right.")
@click.option("--theirs", is_flag=True, help="The maker's corrections take the place of your own.")
def install(file: Path, yes: bool, trust: bool, theirs: bool) -> None:
    """Install the pack FILE, or bring the one that is here up to date.

    What children have learned stays, and so do your own corrections unless you say --theirs.
    """
    from app.services import packs
    from lexicon.packs.flaws import UnknownMakerError

    with telling.in_a_sentence(), household() as home:
        with telling.bar("Looking") as told:
            looked = packs.look(home, file, told)
        for line in telling.of_pack(looked.pack):
            click.echo(line)
        if looked.refused is not None:
            raise looked.refused
        if looked.change is None:
            click.echo("Just this pack is installed here already.")
            return
        for line in telling.of_change(looked.change):
            click.echo(line)
        if not looked.known and not trust:
            if yes:
                raise UnknownMakerError(" ".join(one.word for one in looked.words))
            click.echo(
                "This maker is new here. Please compare these words with the maker's own, by telephone:"
            )
            click.echo(telling.key_words(looked.words))
            click.confirm("Are they the same?", abort=True, err=True)
            trust = True
        if not yes:
            click.confirm("Install it?", abort=True, err=True)
        with telling.bar("Installing") as told:
            seen = looked.pack.envelope.sha256
            change = packs.install(home, file, trusting=trust, theirs=theirs, seen=seen, told=told)
    if change is not None:
        click.echo("Installed:")
        for line in telling.of_change(change):
            click.echo(line)
