"""``anatil community word`` and ``add``: a word as it stands, and a new one."""

from __future__ import annotations

from collections.abc import Sequence

import click

from app.commands.community.telling import of_word, shared


@click.command()
@click.argument("word")
@click.option("--meaning", default="", help="Which one, where it has several.")
def word(word: str, meaning: str) -> None:
    """Show WORD (in any script, or its id) with its version, for --seen."""
    from app.services.community import words

    with shared() as opened:
        seen = words.see(opened, words.find(opened, word, meaning).id)
    for line in of_word(seen):
        click.echo(line)


@click.command()
@click.argument("word")
@click.option("--gloss", "glosses", multiple=True, required=True, help="A meaning, as in en=wild ass.")
@click.option("--part", default="", help="The part of speech, as in noun.")
def add(word: str, glosses: Sequence[str], part: str) -> None:
    """Add WORD, or another meaning of it. One that is here with this meaning is not doubled."""
    from app.services.community import words

    pairs = [one.partition("=") for one in glosses]
    if not all(mark and language and text for language, mark, text in pairs):
        raise click.BadParameter("a language, =, and the meaning, as in en=wild ass", param_hint="--gloss")
    with shared() as opened:
        sense = words.add(opened, word, {code: text for code, _, text in pairs}, part)
        seen = words.see(opened, sense.id)
    for line in of_word(seen):
        click.echo(line)
