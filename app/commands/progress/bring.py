"""``anatil progress bring``: a file from another device, once somebody has seen what is in it."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.progress import asking
from app.commands.progress.look import told_of
from app.commands.voices.home import household


@click.command()
@click.argument("file", type=asking.FILE)
@asking.passphrase_file
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def bring(file: Path, passphrase_file: Path | None, yes: bool) -> None:
    """Bring the progress in FILE in: answers are added to those that are here, and none is lost.

    The same file twice changes nothing, and the order of several files does not matter.
    """
    from app.services import progress_bringing, progress_looking

    with asking.in_a_sentence(), household() as home:
        passphrase = asking.passphrase_of(file, passphrase_file)
        with asking.bar("Looking") as told:
            found = progress_looking.look(home, file, passphrase, told)
        for line in told_of(found):
            click.echo(line)
        if not found.is_news:
            return
        if not yes:
            click.confirm("Bring it in?", abort=True, err=True)
        with asking.bar("Bringing in") as told:
            came = progress_bringing.bring(home, file, passphrase, told)
    answers = asking.counted(came.answers, "new answer", "new answers")
    click.echo(f"{answers} came in, {came.made} learners are new, {came.removed} were removed.")
