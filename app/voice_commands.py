"""``anatil voices …``: who lends a voice here, mastering what was recorded, and taking back."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import click

from app.services.studio import SpeakerView, Studio


@contextmanager
def _studio() -> Iterator[Studio]:
    from app.moment import Moment
    from app.services.household import Household
    from lexicon import places

    household = Household(places.find().make(), Moment().now_ms, uuid4)
    household.open()
    try:
        yield Studio(household, random.Random())
    finally:
        household.close()


@click.group()
def voices() -> None:
    """Recorded voices."""


@voices.command(name="list")
def listed() -> None:
    """One line a voice: its name, what it allows, and how many takes stand where."""
    with _studio() as studio:
        for one in studio.view().speakers:
            allowed = one.consent.scope if one.consent else "nothing"
            takes = ", ".join(f"{count} {status}" for status, count in sorted(one.takes.items()))
            click.echo(f"{one.speaker.pseudonym}\t{allowed}\t{takes}\t{one.speaker.id}")


@voices.command()
def master() -> None:
    """Make every raw take ready: a lossless copy and a small one. It may be stopped and gone on with."""
    from app.services import mastering

    with _studio() as studio:
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


@voices.command()
@click.argument("which")
def withdraw(which: str) -> None:
    """Take back a voice (its name or id) or one recording (its id): files and rows go, a random id is
    left."""
    with _studio() as studio:
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
