"""``anatil erase``: everything that is kept here, deleted at once."""

from __future__ import annotations

import click

WORD = "erase"


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(yes: bool) -> None:
    """Delete everything that Ana Til keeps here: children, answers, voices, packs, copies, keys.

    It cannot reach what was shared, what you saved elsewhere, or a backup of this computer; and deleting on
    flash memory is not erasing.
    """
    from uuid import uuid4

    from app.moment import Moment
    from app.services.household import Household
    from lexicon import places

    here = places.find()
    click.echo(f"All of it lies in {here.home}.")
    if not yes:
        asked = f"This cannot be undone. Type {WORD} to go on"
        said = click.prompt(asked, default="", show_default=False, err=True)
        if said.strip() != WORD:
            raise click.ClickException("Nothing was deleted.")
    try:
        Household(here.make(), Moment().now_ms, uuid4).erase()
    except OSError as error:
        raise click.ClickException(
            f"Not everything could be deleted ({error.strerror or error}). The next start goes on with it."
        ) from error
    click.echo("Everything is deleted.")
