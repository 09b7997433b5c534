"""``anatil class bring``: many copies at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from app.commands.pack.telling import FILE, counted
from app.commands.progress import asking
from app.commands.voices.home import household


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@asking.passphrase_file
def bring(files: Sequence[Path], passphrase_file: Path | None) -> None:
    """Bring in the copies for a teacher (*.anatil-progress) that families have sent.

    The newest copy of a child takes an older one's place; a file that cannot be read keeps no other out.
    """
    from app.services import class_copies

    with asking.in_a_sentence(), household() as home:
        sealed = next((one for one in files if _asks(one)), None)
        passphrase = asking.passphrase_of(sealed, passphrase_file) if sealed is not None else None
        came = class_copies.bring(home, files, passphrase)
    for name, children in (("new", came.new), ("newer copy", came.newer), ("known already", came.known)):
        for child in children:
            click.echo(f"{child.nickname}: {name}, {counted(child.known, 'word', 'words')} known")
    for refused in came.refused:
        click.echo(f"{refused.path.name}: {refused.error}", err=True)
    sys.exit(1 if came.refused else 0)


def _asks(path: Path) -> bool:
    """Whether a file needs a passphrase; one that is no such file is refused later, with its reason."""
    from anatil import AnaTilError
    from lexicon import sealed

    try:
        with path.open("rb") as file:
            return sealed.header_of(file, sealed.Kind.PROGRESS).sealed
    except (AnaTilError, OSError):
        return False
