"""``anatil export``: words for a spreadsheet or another tool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.commands.pack.telling import counted, in_a_sentence
from app.commands.voices.home import lexicon


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--list",
    "lists",
    multiple=True,
    help="A theme (its number, key or title), a list of yours, or a text file with a word a line; several "
    "may be given. Without any, every word goes out.",
)
@click.option("--format", "kind", default="", help="What kind of file it is; without it, by its ending.")
def export(file: Path, lists: Sequence[str], kind: str) -> None:
    """Write words to FILE: a table (.csv, .tsv, .xlsx), a deck for Anki (.apkg), LIFT (.zip) or JSON.

    Recordings go into a deck or LIFT where they were lent to everybody; a sentence that nobody has approved
    stays.
    """
    from app.services.doors.sending import send

    if file.exists():
        raise click.ClickException(f"{file} is already there. Please give another name. Nothing was saved.")
    with in_a_sentence(), lexicon() as home:
        sent = send(home, file, lists, kind)
    click.echo(f"{counted(sent.words, 'word', 'words')} in {file}")
    if sent.left_out:
        stay = counted(sent.left_out, "recording stays", "recordings stay")
        click.echo(
            f"{stay} here: not lent to everybody, or not mastered yet (anatil voices master).", err=True
        )
