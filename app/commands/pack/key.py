"""``anatil pack key``: the words of this device's key, and a new key in its place."""

from __future__ import annotations

import click

from app.commands.pack import telling
from app.commands.voices.home import household


@click.command()
@click.option("--new", is_flag=True, help="Make a new key, signed with the one that is here.")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def key(new: bool, yes: bool) -> None:
    """Show the eight words by which others know that a pack is yours.

    The key is in your backups. With --new, packs you make from now on carry a new key, and who trusted the
    old one trusts it; packs signed with the old key are refused by whoever has seen the new one.
    """
    from app.services import packs

    with telling.in_a_sentence(), household() as home:
        if new:
            if not yes:
                click.confirm("Make a new key?", abort=True, err=True)
            words = packs.new_key(home)
        else:
            words = packs.own_words(home)
    if not words:
        click.echo("This device has made no pack yet, so it has no key.")
        return
    click.echo(telling.key_words(words))
