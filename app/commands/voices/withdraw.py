"""``anatil voices withdraw``: a voice, or one recording, taken back."""

from __future__ import annotations

from uuid import UUID

import click

from app.commands.voices import home


@click.command()
@click.argument("which")
def withdraw(which: str) -> None:
    """Take back a voice (its name or id) or one recording (its id): files and rows go, a random id is
    left."""
    with home.studio() as studio:
        found = home.called(studio, which)
        if found is not None:
            studio.remove_speaker(found.speaker.id)
            click.echo(f"{found.speaker.pseudonym} is taken back, with {sum(found.takes.values())} takes.")
            return
        try:
            recording = UUID(which)
        except ValueError:
            recording = None
        if recording is None or not studio.has(recording):
            raise click.ClickException(f"There is nothing called {which} here. Nothing was changed.")
        studio.withdraw_take(recording)
        click.echo("The recording is taken back.")
