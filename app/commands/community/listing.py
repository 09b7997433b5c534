"""``anatil community list``: a list that several teachers fill."""

from __future__ import annotations

from collections.abc import Sequence

import click

from app.commands.community.telling import of_change, shared


@click.command("list")
@click.argument("title")
@click.option("--add", "put_in", multiple=True, help="A word to put at its end; several may be given.")
@click.option("--remove", "take_out", multiple=True, help="A word to take out of it; the word itself stays.")
@click.option("--history", "past", is_flag=True, help="Who changed it, instead.")
def listing(title: str, put_in: Sequence[str], take_out: Sequence[str], past: bool) -> None:
    """Show the list TITLE, or put words in and take words out. A new title makes a new list."""
    from app.services.community import lists, words

    with shared() as opened:
        if past:
            for one in lists.past(opened, title):
                click.echo(of_change(one))
            return
        if put_in or take_out:
            add = [words.find(opened, one).id for one in put_in]
            lists.alter(opened, title, add, [words.find(opened, one).id for one in take_out])
        found = lists.words(opened, title)
    for sense in found:
        click.echo(f"{sense.headword}\t{sense.glosses.get('en', '')}")
