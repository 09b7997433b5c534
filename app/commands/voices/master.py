"""``anatil voices master``: raw takes made ready, this home's or a whole folder's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from app.commands.voices import home

STOPPED = 130
"""The exit code of what Ctrl-C ended (POSIX shells: 128 + SIGINT)."""


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.startswith(("tcp://", "tls://")):
        raise click.BadParameter("an address is like tcp://192.0.2.7:8786 (or tls://…)")
    return value


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="[default: FOLDER/mastered]")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that work at once. [default: one a core]")
@click.option("--dask", "address", callback=_address, help="Work on the Dask cluster of this scheduler.")
def master(folder: Path | None, to: Path | None, jobs: int | None, address: str | None) -> None:
    """Make raw takes ready: a lossless copy and a small one of each. It may be stopped and gone on with.

    Without FOLDER, the takes of this home, each of which is put in its raw one's place.

    With FOLDER, the sound files in it and in its folders: NAME.flac and NAME.mp3 go to the same folders in
    --to, where mastered.tsv says how long, how loud and how good each is. The recordings stay as they are.
    What is there and whole is not made again.

    With --dask, recordings travel to another computer: use tls:// where others share the network.
    """
    if folder is None:
        if to or jobs or address:
            raise click.UsageError("--to, --jobs and --dask go with a FOLDER.")
        _this_home()
    elif jobs and address:
        raise click.UsageError("Say --jobs or --dask: the cluster knows how many can work at once.")
    else:
        _a_folder(folder, to or folder / "mastered", jobs or os.cpu_count() or 1, address)


def _this_home() -> None:
    from app.services import mastering

    with home.studio() as studio:
        waiting = len(studio.raw())
        with click.progressbar(length=waiting, label="Mastering", file=sys.stderr) as bar:

            def told(done: int, _all: int) -> bool:
                bar.update(done - bar.pos)
                return True

            done, failed = mastering.master_all(studio, told)
            bar.update(waiting - bar.pos)
    for take in failed:
        click.echo(
            f"The take {take.id} has no word in it that could be made ready; it stays as it is.", err=True
        )
    click.echo(f"{done} takes are ready.")
    sys.exit(1 if failed else 0)


def _a_folder(folder: Path, to: Path, jobs: int, address: str | None) -> None:
    from audio import bulk

    way = bulk.on_dask(address) if address else bulk.on_cores(jobs)
    with click.progressbar(length=1, label="Mastering", file=sys.stderr) as bar:

        def told(done: int, every: int) -> None:
            bar.length = every
            bar.update(done - bar.pos)

        try:
            outcome = bulk.master_folder(folder, to, way, told)
        except KeyboardInterrupt:
            click.echo(
                f"\nStopped: {bar.pos} of {bar.length} recordings are done, and every file is whole. "
                "The same command goes on from here.",
                err=True,
            )
            sys.exit(STOPPED)
    for name, error in outcome.failed:
        click.echo(f"{name}: {_why(error)}", err=True)
    if outcome.others:
        click.echo(f"Files left aside, because their names are not a recording's: {outcome.others}", err=True)
    before = f" (from before: {outcome.kept})" if outcome.kept else ""
    click.echo(f"Recordings ready in {to}: {outcome.made + outcome.kept}{before}")
    sys.exit(1 if outcome.failed else 0)


def _why(error: Exception) -> str:
    from audio.bulk.troubles import LeftOutError
    from audio.troubles import NothingSpokenError, NotSoundError, SoundTooLargeError

    match error:
        case LeftOutError():
            return str(error)
        case NothingSpokenError():
            return "Nobody is heard speaking in it. Please record it again."
        case SoundTooLargeError():
            return "It is larger or longer than a recording here may be. Please cut it into shorter ones."
        case NotSoundError():
            return "It is no sound that can be read here; it may be damaged. Please save it as WAV or FLAC."
        case OSError():
            return f"It cannot be read ({error.strerror}). Please look at the file, then start again."
    return f"It could not be made ready ({error}). Please tell us."
