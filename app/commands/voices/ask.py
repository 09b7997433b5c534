"""``anatil voices ask``: the numbered sheet for somebody who will say the words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from app.commands.voices import home
from app.services import lists
from app.services.household import Household
from app.services.lists import Chosen
from app.teach import paper, sheets
from app.text.language import speak, spoken
from lexicon.uyghur.scripts import Script
from lexicon.whole_files import replace_whole

SCRIPTS = {"uey": "arabic", "uly": "latin", "cyr": "cyrillic"}
UYGHUR = {"uey": "ug", "uly": "ug-Latn", "cyr": "ug-Cyrl"}
LANGUAGES = ("ug", "en", "tr", "de", "fr", "ru")

WARNING = (
    "Before you send it: never to anyone inside the region or about to travel there, nor to anyone whose "
    "phone may be watched or searched. Being asked can endanger them, and so can the sheet on their phone. "
    "If you are not sure, do not send it."
)


@click.command()
@click.argument("words", metavar="[LIST]", required=False)
@click.option(
    "--script",
    type=click.Choice(list(SCRIPTS)),
    default="uey",
    show_default=True,
    help="How the words are written: in Arabic letters, Latin or Cyrillic ones.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="ug",
    show_default=True,
    help="The language of the sentences at the top, and of the meanings.",
)
@click.option(
    "--meanings",
    type=click.Choice([*LANGUAGES[1:], "none"]),
    help="The language of the small meanings, where it is another; beside Uyghur sentences there are none.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default="sheet.pdf",
    show_default=True,
    help="The PDF to write.",
)
@click.option("--png", is_flag=True, help="Each page as a picture too, beside the PDF.")
def ask(words: str | None, script: str, language: str, meanings: str | None, out: Path, png: bool) -> None:
    """Make the numbered sheet of LIST to send to a speaker: a theme by number, name or title, or a text file
    with one word a line. Without LIST, the themes are named."""
    with home.household() as household:
        if words is None:
            for one in lists.listed(household):
                click.echo(f"{one.number}\t{one.key}\t{one.theme.titles.get('en', '')}\t{one.theme.size}")
            return
        chosen = lists.chosen(household, words)
        shown = meanings or (language if language != "ug" else "none")
        pages = _pages(household, chosen, script, language, "" if shown == "none" else shown)
    files = {out: paper.pdf(pages)}
    if png:
        from app.teach import plates

        files |= {out.with_name(f"{out.stem}-{at}.png"): plates.png(page) for at, page in enumerate(pages, 1)}
    _write(files)
    click.echo(f"{len(chosen.senses)} words are in {', '.join(map(str, files))}.")
    click.echo(WARNING)


def _pages(
    household: Household, chosen: Chosen, script: str, language: str, meanings: str
) -> tuple[paper.Page, ...]:
    """The sheet in the language asked for; the interface's own is on again afterwards."""
    places = household.places
    before = spoken().code
    speak(UYGHUR[script] if language == "ug" else language, places.translations)
    try:
        look = sheets.Look(Script(SCRIPTS[script]), meanings, household.picture, places.fonts)
        return sheets.pages(chosen, look)
    finally:
        speak(before, places.translations)


def _write(files: Mapping[Path, bytes]) -> None:
    there = next((path for path in files if path.exists()), None)
    if there is not None:
        raise click.ClickException(
            f"{there} is there already; nothing was written. Please give another name with --out."
        )
    try:
        for path, content in files.items():
            replace_whole(path, content)
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be written: {error.strerror}. Please give another place with --out."
        ) from error
