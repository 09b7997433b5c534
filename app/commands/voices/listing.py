"""``anatil voices list``: who lends a voice here."""

from __future__ import annotations

import click

from app.commands.voices import home


@click.command(name="list")
def listed() -> None:
    """One line a voice: its name, what it allows, and how many takes stand where."""
    with home.studio() as studio:
        speakers = studio.view().speakers
        if not speakers:
            click.echo(
                "Nobody lends a voice here yet. Open Ana Til, go to the voices, and begin with a name."
            )
        for one in speakers:
            allowed = one.consent.scope if one.consent else "nothing"
            takes = ", ".join(f"{count} {status}" for status, count in sorted(one.takes.items()))
            click.echo(f"{one.speaker.pseudonym}\t{allowed}\t{takes}\t{one.speaker.id}")
