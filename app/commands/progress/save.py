"""``anatil progress save``: into a file, for another device or for a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.commands.progress import asking
from app.commands.voices.home import household
from lexicon.records import Learner


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--learner", "names", multiple=True, help="Whose, by nickname or id; several may be given.")
@click.option("--teacher", is_flag=True, help="A copy for a teacher: totals and words, no times of day.")
@click.option("--plain", is_flag=True, help="Without a passphrase: whoever gets the file can read it.")
@asking.passphrase_file
def save(file: Path, names: Sequence[str], teacher: bool, plain: bool, passphrase_file: Path | None) -> None:
    """Save what learners have done to FILE, with everybody's answers where no --learner is given.

    FILE is sealed with a passphrase, which is asked for. Keep it apart from the file; nobody can open the
    file without it.
    """
    if plain and passphrase_file is not None:
        raise click.UsageError("Please give --plain or --passphrase-file, not both.")
    if file.exists():
        raise click.ClickException(f"{file} is already there. Please give another name. Nothing was saved.")
    with asking.in_a_sentence(), household() as home:
        whose = _called(home.at_home().learners, names)
        passphrase = None if plain else asking.new_passphrase(passphrase_file)
        if teacher:
            from app.moment import Moment
            from app.services import teachers_copies

            saved = teachers_copies.save(home, whose, file, passphrase, Moment().offset_min())
        else:
            from app.services import progress_files

            with asking.bar("Saving") as told:
                saved = progress_files.save(home, whose, file, passphrase, told)
    answers = asking.counted(saved.answers, "answer", "answers")
    people = ", ".join(learner.nickname for learner in whose)
    kind = f"totals of {answers}" if teacher else answers
    click.echo(f"{saved.path}: {people}, {kind}, {saved.size / 1000:,.0f} kB.")
    if saved.left_out:
        left = asking.counted(saved.left_out, "entry", "entries")
        click.echo(f"{left} could not be saved: the disk has changed what stood there.", err=True)
    if passphrase is None:
        click.echo("It has no passphrase: whoever gets the file can read it.", err=True)


def _called(learners: Sequence[Learner], names: Sequence[str]) -> list[Learner]:
    """The learners with these nicknames or ids, all of them where none is given."""
    if not learners:
        raise click.ClickException("Nobody is learning here yet. Nothing was saved.")
    chosen = [] if names else list(learners)
    for name in names:
        found = [one for one in learners if name in (one.nickname, str(one.id))]
        if not found:
            raise click.ClickException(f"There is no learner called {name} here. Nothing was saved.")
        if len(found) > 1:
            ids = ", ".join(str(one.id) for one in found)
            raise click.ClickException(
                f"{len(found)} learners are called {name}; please give an id: {ids}. Nothing was saved."
            )
        chosen += found
    return chosen
