"""``anatil pack verify``: whether a pack is whole, signed, and within limits."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.pack import telling


@click.command()
@click.argument("file", type=telling.FILE)
def verify(file: Path) -> None:
    """Check the signature and every word, recording and picture in FILE; exit with 0 only if all is well.

    It needs no home and changes nothing. Whose key signed it is for you to compare.
    """
    from app.services import packs
    from lexicon.packs import keys

    with telling.in_a_sentence(), telling.bar("Verifying") as told:
        pack = packs.verify(file, told)
    click.echo(f"{file} is whole, and signed with the key of these words:")
    click.echo(telling.key_words(keys.words(pack.envelope.maker)))
