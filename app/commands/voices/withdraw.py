"""``anatil voices withdraw``: a voice, or one recording, taken back."""

from __future__ import annotations

from uuid import UUID

import click

from app.commands.voices import home
from app.services.studio import SpeakerView


@click.command()
@click.argument("which")
def withdraw(which: str) -> None:
    """Take back a voice (its name or id) or one recording (its id): files and rows go, a random id is
    left."""
    with home.studio() as studio:
        found = [one for one in studio.view().speakers if _is(one, which)]
        if len(found) > 1:
            raise click.ClickException(
                f"{len(found)} voices are called {which}: say the id (anatil voices list)."
            )
        if found:
            studio.remove_speaker(found[0].speaker.id)
            click.echo(
                f"{found[0].speaker.pseudonym} is taken back, with {sum(found[0].takes.values())} takes."
            )
            return
        try:
            recording = UUID(which)
        except ValueError:
            recording = None
        if recording is None or not studio.has(recording):
            raise click.ClickException(f"There is nothing called {which} here. Nothing was changed.")
        studio.withdraw_take(recording)
        click.echo("The recording is taken back.")


def _is(one: SpeakerView, which: str) -> bool:
    return which in (one.speaker.pseudonym, str(one.speaker.id))
