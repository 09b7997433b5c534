"""``anatil community history`` and ``undo``: who changed what, and one change taken back."""

from __future__ import annotations

import click

from app.commands.community.telling import of_change, of_word, shared


@click.command()
@click.argument("word")
@click.option("--meaning", default="", help="Which one, where it has several.")
def history(word: str, meaning: str) -> None:
    """Every change of WORD: its number, when, who, and what from and to."""
    from app.services.community import words

    with shared() as opened:
        past = words.past(opened, words.find(opened, word, meaning).id)
    for one in past:
        click.echo(of_change(one))
    if not past:
        click.echo("Nobody has changed this word yet.")


@click.command()
@click.argument("word")
@click.argument("number", type=click.IntRange(1))
@click.option("--meaning", default="", help="Which one, where it has several.")
def undo(word: str, number: int, meaning: str) -> None:
    """Take the change NUMBER of WORD back. That is a change too: the history keeps both."""
    from app.services.community import words

    with shared() as opened:
        after = words.undo(opened, words.find(opened, word, meaning).id, number)
    for line in of_word(after):
        click.echo(line)
