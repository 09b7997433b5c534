"""This person's own home, opened for one command."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import click

from app.services.community.address import Address, find
from app.services.household import Household
from app.services.studio import SpeakerView, Studio


@contextmanager
def household() -> Iterator[Household]:
    """What is kept here, open until the command ends."""
    from app.moment import Moment
    from lexicon import places

    tell_where()
    opened = Household(places.find().make(), Moment().now_ms, uuid4)
    opened.open()
    try:
        yield opened
    finally:
        opened.close()


def tell_where() -> None:
    """Say that this is no matter of the community whose address is given."""
    if os.environ.get("ANATIL_DATABASE"):
        click.echo("This is about what is kept on this computer: ANATIL_DATABASE has no say in it.", err=True)


@contextmanager
def lexicon() -> Iterator[Household]:
    """The words of a community, where ANATIL_DATABASE says so; else what is kept here."""
    address = find(os.environ)
    if address is None:
        with household() as opened:
            yield opened
    else:
        with community(address) as shared:
            yield shared


@contextmanager
def community(address: Address) -> Iterator[Household]:
    """A community's lexicon, open until the command ends; what its server says leaves as a sentence."""
    from app.moment import Moment
    from app.services.community.sentences import plainly
    from app.services.community.shared import Shared
    from lexicon import places

    opened = Shared(address, places.find().make(), Moment().now_ms, uuid4)
    with plainly():
        try:
            opened.open()
            yield opened
        finally:
            opened.close()


@contextmanager
def studio() -> Iterator[Studio]:
    """The studio of this home."""
    with household() as opened:
        yield Studio(opened, random.Random())


def called(studio: Studio, which: str) -> SpeakerView | None:
    """The voice with this name or id; None where there is none. One name of two voices is refused."""
    found: Sequence[SpeakerView] = [
        one for one in studio.view().speakers if which in (one.speaker.pseudonym, str(one.speaker.id))
    ]
    if len(found) > 1:
        raise click.ClickException(
            f"{len(found)} voices are called {which}: say the id (anatil voices list)."
        )
    return found[0] if found else None


def voice(household: Household, which: str) -> SpeakerView:
    """The voice with this name or id, which must be there."""
    found = called(Studio(household, random.Random()), which)
    if found is None:
        raise click.ClickException(
            f"There is no voice called {which} here. Please open Ana Til, go to the voices, give the speaker "
            "a name, and read the terms together; then do this again."
        )
    return found
