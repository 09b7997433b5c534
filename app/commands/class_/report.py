"""``anatil class report``: a page for each family, to print."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.class_ import seen
from app.commands.pack.telling import counted, in_a_sentence
from app.commands.voices.home import household

LANGUAGES = ("en", "tr", "de", "fr", "ru", "ug", "ug-Latn", "ug-Cyrl")


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--child", default="", help="Only this child (its nickname or mark); else every child, a page each."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The family's."
)
@click.option("--paper", "size", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
def report(out: Path, child: str, language: str, size: str) -> None:
    """Write a PDF with a page for a child's family: what it knows, when it practised, what is hard."""
    from app.services import class_copies
    from app.teach import paper
    from app.teach.printed import family
    from app.teach.printed.common import Setup
    from app.text.language import speak, spoken
    from lexicon.uyghur.scripts import Script
    from lexicon.whole_files import replace_whole

    if out.exists():
        raise click.ClickException(f"{out} is already there. Please give another name. Nothing was saved.")
    with in_a_sentence(), household() as home:
        seen_now = seen.report_of(home)
        wanted = class_copies.called([row.child for row in seen_now.children], child) if child else None
        rows = [row for row in seen_now.children if wanted is None or row.child in wanted]
        if not rows:
            raise click.ClickException("There is no such child in the class here (anatil class show).")
        places = home.places
        script = {"ug-Latn": Script.LATIN, "ug-Cyrl": Script.CYRILLIC}.get(language, Script.ARABIC)
        meanings = language if not language.startswith("ug") else ""
        setup = Setup(paper.SIZES[size], (script,), meanings, home.picture, places.fonts)
        before = spoken().code
        speak(language, places.translations)
        try:
            made = [family.page(row, setup, seen_now.week) for row in rows]
        finally:
            speak(before, places.translations)
        replace_whole(out, paper.pdf(made, paper.SIZES[size]))
    click.echo(f"{counted(len(made), 'page', 'pages')} in {out}")
