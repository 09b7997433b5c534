"""``anatil class show``: the class on one page of a terminal."""

from __future__ import annotations

import click

from app.commands.class_ import seen
from app.commands.pack.telling import in_a_sentence
from app.commands.voices.home import household
from app.services.class_report import ChildRow

_BARS = " ▁▂▃▄▅▆▇"


@click.command()
@click.option("--list", "words", default="", help="Only the words of this list.")
@seen.who
@click.option("--language", default="en", show_default=True, help="Of the meanings.")
def show(words: str, who: str, language: str) -> None:
    """Say who practised, what each child finds hard, and which words to teach next."""
    with in_a_sentence(), household() as home:
        report = seen.report_of(home, words, who)
    if not report.children and not report.left_out:
        click.echo(
            "There is no copy here yet: families save one with “For a teacher”; anatil class bring FILES."
        )
        return
    for row in report.children:
        hard = ", ".join(sense.headword for sense in row.hardest)
        click.echo(
            f"{row.child.nickname:16} {_bars(row)}  {row.days:2} days, {row.minutes:3} min lately, "
            f"{row.child.known} words known" + (f"; hard: {hard}" if hard else "")
        )
    if report.to_teach:
        click.echo("Words for the next lesson:")
    for word in report.to_teach:
        meaning = word.sense.glosses.get(language, "")
        click.echo(
            f"  {word.sense.headword}\t{meaning}\t{len(word.forgot)} of {word.children} do not remember it"
        )
    if report.letters_to_teach:
        click.echo("Letters for the next lesson:")
    for letter in report.letters_to_teach:
        click.echo(f"  {letter.letter}\t{len(letter.unsure)} of {letter.children} do not know it yet")
    if report.left_out:
        click.echo(f"{report.left_out} more are in the class and were not asked for.")


def _bars(row: ChildRow) -> str:
    """Days practised in each of the last weeks."""
    return "".join(_BARS[week.days if week else 0] for week in row.weeks)
