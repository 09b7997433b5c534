"""``anatil backup …``: everything in one file, sealed with a passphrase."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import click

from anatil import AnaTilError

if TYPE_CHECKING:
    from app.services.household import Household
    from lexicon.backup import Manifest
    from lexicon.copies import GoOn

Command = TypeVar("Command", bound=Callable[..., object])

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SAID = (("learner", "learners"), ("review", "answers"), ("recording", "recordings"), ("pack", "packs"))
"""Tables whose rows are told, and how they are called."""


def _passphrase_file(command: Command) -> Command:
    return click.option(
        "--passphrase-file", type=_FILE, help="A text file whose first line is the passphrase."
    )(command)


@click.group()
def backup() -> None:
    """Everything that is kept here, in one file that only a passphrase opens."""


@backup.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_passphrase_file
def save(file: Path, passphrase_file: Path | None) -> None:
    """Save words, answers, voices, packs and keys into FILE. Without the passphrase nobody can open it."""
    from app.services.backups import Backups

    if file.exists():
        raise click.ClickException(f"{file} is there already; nothing was written. Please give another name.")
    passphrase = _asked(passphrase_file, new=True)
    with _in_words(), _household() as household, _bar("Saving") as go_on:
        saved = Backups(household).save(passphrase, file, go_on)
    _tell(saved.manifest)
    click.echo(f"Saved in {saved.path} ({saved.path.stat().st_size / 1e6:,.1f} MB), and read back whole.")


@backup.command()
@click.argument("file", type=_FILE)
@_passphrase_file
def look(file: Path, passphrase_file: Path | None) -> None:
    """Read FILE to its end and say what is in it. Nothing is changed."""
    from lexicon import saving

    passphrase = _asked(passphrase_file)
    with _in_words(), _bar("Reading") as go_on:
        manifest = saving.look(file, passphrase, go_on)
    _tell(manifest)
    click.echo("The file is whole.")


@backup.command()
@click.argument("file", type=_FILE)
@_passphrase_file
def restore(file: Path, passphrase_file: Path | None) -> None:
    """Bring everything in FILE back. What is only here stays; what was taken back here does not return."""
    from app.services.backups import Backups

    passphrase = _asked(passphrase_file)
    with _in_words(), _household(damaged=True) as household, _bar("Bringing back") as go_on:
        restored = Backups(household).restore(file, passphrase, go_on)
    _tell(restored.manifest)
    if restored.joined:
        click.echo(f"{restored.joined} answers that were only here are kept.")
    if restored.removed:
        click.echo(f"{restored.removed} recordings were taken back here and did not return.")
    if restored.flawed:
        click.echo(f"{len(restored.flawed)} answers are damaged; they are kept as they are.")
    if restored.aside is not None:
        click.echo(f"The damaged database that was here is kept as {restored.aside.name}.")
    click.echo("Everything is back.")


@backup.command()
def back() -> None:
    """Where the database is damaged: put it aside, and the latest whole snapshot in its place."""
    from lexicon.troubles import DatabaseDamagedError

    with _in_words(), _household(damaged=True) as household:
        try:
            household.open()
        except DatabaseDamagedError as error:
            if not household.go_back():
                raise click.ClickException("There is no whole snapshot here. Nothing was changed.") from error
            click.echo("The damaged database is put aside, and the latest whole snapshot is in its place.")
            return
    click.echo("The database can be read; nothing was changed. `anatil doctor` checks everything.")


def _tell(manifest: Manifest) -> None:
    made = datetime.fromtimestamp(manifest.made_ms / 1000, UTC)
    counted = ", ".join(f"{manifest.counts.get(table, 0)} {name}" for table, name in SAID)
    click.echo(f"Made {made:%Y-%m-%d} by Ana Til {manifest.app}: {counted}; {len(manifest.parts)} files.")
    if manifest.left_out:
        click.echo(f"{len(manifest.left_out)} recordings were lost where it was made, and are not in it.")


def _asked(file: Path | None, *, new: bool = False) -> str:
    """The passphrase, from a file or typed unseen. It is never on the command line, which others can read."""
    if file is not None:
        return (file.read_text("utf-8").splitlines() or [""])[0].strip()
    typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new)
    return typed


@contextmanager
def _household(*, damaged: bool = False) -> Iterator[Household]:
    """What is kept here. ``damaged``: it need not open, for it is to be replaced."""
    from app.moment import Moment
    from app.services.household import Household
    from lexicon import places
    from lexicon.troubles import DatabaseDamagedError

    if os.environ.get("ANATIL_DATABASE"):
        from app.commands.voices.home import tell_where

        tell_where()
    opened = Household(places.find().make(), Moment().now_ms, uuid4)
    try:
        try:
            opened.open()
        except DatabaseDamagedError:
            if not damaged:
                raise
        yield opened
    finally:
        opened.close()


@contextmanager
def _bar(label: str) -> Iterator[GoOn]:
    with click.progressbar(length=1_000, label=label, file=sys.stderr) as bar:

        def go_on(done: int, every: int) -> bool:
            bar.update(1_000 * done // max(every, 1) - bar.pos)
            return True

        yield go_on


@contextmanager
def _in_words() -> Iterator[None]:
    """Errors in the words that the screens use."""
    from app.sentences import in_words

    try:
        yield
    except (AnaTilError, OSError) as error:
        trouble = in_words(error)
        raise click.ClickException(f"{trouble.sentence} {trouble.step}") from error
