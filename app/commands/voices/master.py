"""``anatil voices master``: raw takes made ready."""

from __future__ import annotations

import sys

import click

from app.commands.voices import home


@click.command()
def master() -> None:
    """Make every raw take ready: a lossless copy and a small one. It may be stopped and gone on with."""
    from app.services import mastering

    with home.studio() as studio:
        waiting = len(studio.raw())
        with click.progressbar(length=waiting, label="Mastering", file=sys.stderr) as bar:

            def told(done: int, _all: int) -> bool:
                bar.update(done - bar.pos)
                return True

            done, failed = mastering.master_all(studio, told)
            bar.update(waiting - bar.pos)
    for take in failed:
        click.echo(
            f"The take {take.id} has no word in it that could be made ready; it stays as it is.", err=True
        )
    click.echo(f"{done} takes are ready.")
    sys.exit(1 if failed else 0)
