"""What these commands share: the lexicon that is open, and what is in it in lines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.services.community.address import needed
from app.services.community.sentences import CommunityError

if TYPE_CHECKING:
    from app.services.community.keeping import Condition
    from app.services.household import Household
    from lexicon.community.history import Change
    from lexicon.community.merging import Conflict
    from lexicon.community.words import Seen

NOTHING = "—"


@contextmanager
def shared() -> Iterator[Household]:
    """The community's lexicon, open until the command ends."""
    from app.commands.voices.home import community

    with community(needed(os.environ)) as opened:
        yield opened


def of_word(seen: Seen) -> Iterator[str]:
    """A word in lines, a field a line."""
    yield f"{seen.id}, version {seen.version}"
    for field, value in sorted(seen.fields.items()):
        yield f"  {field} = {value}"


def of_change(change: Change) -> str:
    """One change in a line."""
    when = datetime.fromtimestamp(change.at_ms / 1000, UTC)
    who = f"{change.who} ({change.login})" if change.who not in ("", change.login) else change.login
    back = f", takes back {change.undoes}" if change.undoes is not None else ""
    what = f"{change.field}: {shown(change.old)} → {shown(change.new)}"
    return f"{change.number}\t{when:%Y-%m-%d %H:%M} UTC\t{who}\t{what}{back}"


def shown(value: str | None) -> str:
    """A value as it is told; a dash where there is none."""
    return value or NOTHING


def choose(conflicts: tuple[Conflict, ...]) -> Mapping[str, str | None]:
    """Ask, field by field, whose value shall stand."""
    click.echo("Somebody else changed the same meanwhile:")
    chosen = {}
    for one in conflicts:
        click.echo(f"  {one.field} was:    {shown(one.was)}")
        click.echo(f"    yours:  {shown(one.mine)}")
        click.echo(f"    theirs: {shown(one.theirs)}")
        try:
            answer = click.prompt("  Which shall stand?", type=click.Choice(["yours", "theirs"]))
        except click.Abort as error:  # nobody is there to choose
            raise CommunityError(
                "Nobody has chosen, so nothing was changed. Please do it again, with what stands now in mind."
            ) from error
        chosen[one.field] = one.mine if answer == "yours" else one.theirs
    return chosen


def tell_condition(found: Condition) -> bool:
    """Say what was found; whether all is in order."""
    role = found.role.value.removeprefix("anatil_") if found.role is not None else "none of ours"
    click.echo(
        f"{found.words} words, {found.corrections} corrections, {found.changes} changes in the history."
    )
    click.echo(f"Your role: {role}")
    if found.keys:
        click.echo(f"The search is in disorder ({found.keys}): a keeper's anatil community set-up mends it.")
    for one in found.unsigned:
        click.echo(f"Changed without a word in the history: {one}")
    if not found.keys and not found.unsigned:
        click.echo("Everything is in order.")
        return True
    return False
