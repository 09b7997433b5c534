"""``anatil paper``: cards, lists, sheets to write on, games and tests out of a list of words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.commands.pack.telling import counted, in_a_sentence
from app.commands.voices.home import household
from app.services.doors.kinds import PAPER

KINDS = (*PAPER, "alphabet")
SCRIPTS = ("arabic", "latin", "cyrillic")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("words", metavar="LIST")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--paper", "size", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option(
    "--script",
    "scripts",
    multiple=True,
    type=click.Choice(SCRIPTS),
    help="Of the words; several may be given.",
)
@click.option("--language", default="", help="Of the meanings (en tr de fr ru …); without it there are none.")
@click.option(
    "--count", type=click.IntRange(1, 60), default=10, show_default=True, help="How many boards (bingo)."
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another number gives other boards and orders."
)
@click.option("--by-meaning", is_flag=True, help="A test asks by meanings, without pictures.")
@click.option("--png", is_flag=True, help="Each page as a picture too, beside the PDF.")
def paper(
    kind: str,
    words: str,
    out: Path,
    size: str,
    scripts: Sequence[str],
    language: str,
    count: int,
    seed: int,
    by_meaning: bool,
    png: bool,
) -> None:
    """Make a PDF to print of LIST: a theme (its number, key or title), a list of yours, or a text file.

    cards: print on both sides, turned along the long edge. test and choice: the key is at the end. alphabet
    is of all words.
    """
    from app.services import lists
    from app.teach import paper as sheets
    from app.teach import papers, plates
    from lexicon.uyghur.scripts import Script
    from lexicon.whole_files import replace_whole

    if out.exists():
        raise click.ClickException(f"{out} is already there. Please give another name. Nothing was saved.")
    chosen_scripts = tuple(Script(one) for one in dict.fromkeys(scripts)) or (Script.ARABIC,)
    options = papers.Options(size, chosen_scripts, language, count, seed, by_meaning)
    with in_a_sentence(), household() as home:
        made = papers.pages(home, kind, lists.chosen(home, words), options)
        replace_whole(out, sheets.pdf(made, sheets.SIZES[size]))
        if png:
            for number, page in enumerate(made, 1):
                picture = out.with_name(f"{out.stem}-{number}.png")
                replace_whole(picture, plates.png(page, sheets.SIZES[size]))
    click.echo(f"{counted(len(made), 'page', 'pages')} in {out}")
