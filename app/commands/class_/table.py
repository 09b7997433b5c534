"""``anatil class table``: the report for a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.class_ import seen
from app.commands.pack.telling import in_a_sentence
from app.commands.voices.home import household


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "words", default="", help="Only the words of this list.")
@seen.who
@click.option("--language", default="en", show_default=True, help="Of the meanings.")
@click.option("--of", "what", type=click.Choice(["children", "words", "letters"]), default="children",
              show_default=True, help="What a CSV has rows of; a workbook has a sheet of each.")  # fmt: skip
def table(out: Path, words: str, who: str, language: str, what: str) -> None:
    """Write the report of the class to OUT (.csv, .tsv or .xlsx)."""
    from app.services import class_tables
    from app.services.doors import kinds
    from app.services.doors.sending import SEPARATORS
    from lexicon.exchange.tables import writing
    from lexicon.whole_files import replace_whole

    if out.exists():
        raise click.ClickException(f"{out} is already there. Please give another name. Nothing was saved.")
    kind = kinds.kind_of(out)
    with in_a_sentence(), household() as home:
        report = seen.report_of(home, words, who)
        tables = {
            "children": class_tables.children(report),
            "words": class_tables.words(report, language),
            "letters": class_tables.letters(report),
        }
        if kind == "xlsx":
            content = writing.sheets({name.capitalize(): rows for name, rows in tables.items()})
        else:
            content = writing.text(tables[what], SEPARATORS[kind])
        replace_whole(out, content)
    click.echo(f"{len(report.children)} children, {len(report.words)} words: {out}")
