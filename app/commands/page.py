"""``anatil page``: a list as one HTML file for anybody with a browser."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.pack.telling import counted, in_a_sentence
from app.commands.voices.home import household
from app.teach.page import texts


@click.command()
@click.argument("words", metavar="LIST")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--language", type=click.Choice(texts.CODES), default="en", show_default=True, help="What it opens in."
)
def page(words: str, out: Path, language: str) -> None:
    """Write LIST to OUT as one page with pictures and voices, which works from a memory card in any browser.

    LIST is a theme (its number, key or title), a list of yours, or a text file with a word a line. Voices go
    along only where they were lent to everybody. The page asks nobody for anything.
    """
    from app.services import lists
    from app.teach.page.whole import whole
    from lexicon.whole_files import replace_whole

    if out.exists():
        raise click.ClickException(f"{out} is already there. Please give another name. Nothing was saved.")
    with in_a_sentence(), household() as home:
        contents, content = whole(home, lists.chosen(home, words), language)
        replace_whole(out, content)
    voices = sum(len(word.voices) for word in contents.words)
    click.echo(
        f"{counted(len(contents.words), 'word', 'words')}, {counted(voices, 'recording', 'recordings')}, "
        f"{len(content) / 1e6:.1f} MB: {out}"
    )
    if contents.kept_back:
        count = counted(contents.kept_back, "recording stays", "recordings stay")
        click.echo(f"{count} here: the speakers did not lend them to everybody.", err=True)
    if contents.unready:
        count = counted(contents.unready, "recording stays", "recordings stay")
        click.echo(f"{count} here: not mastered yet, or damaged (anatil voices master).", err=True)
