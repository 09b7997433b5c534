"""What these commands share: passphrases, which are never on the command line, and errors in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.services.progress_files import Told
from lexicon import sealed
from lexicon.sealed import LEAST_PASSPHRASE, Kind, SealError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LONGEST = 1_000

passphrase_file = click.option(
    "--passphrase-file", type=FILE, help="Take the passphrase from this file; without it, it is asked for."
)


def new_passphrase(file: Path | None) -> str:
    """A passphrase for a new file: from ``file``, else asked for twice. Too short a one is refused."""
    said = (
        _from_file(file)
        if file is not None
        else str(click.prompt("Passphrase", hide_input=True, confirmation_prompt="Once more", err=True))
    )
    if len(said.strip()) < LEAST_PASSPHRASE:
        raise click.ClickException(
            f"A passphrase has {LEAST_PASSPHRASE} letters at least. Nothing was saved."
        )
    return said


def passphrase_of(path: Path, file: Path | None) -> str | None:
    """The passphrase for a file that came: None where it needs none. Raises a ``SealError`` or OSError."""
    with path.open("rb") as opened:
        if not sealed.header_of(opened, Kind.PROGRESS).sealed:
            return None
    return (
        _from_file(file) if file is not None else str(click.prompt("Passphrase", hide_input=True, err=True))
    )


def _from_file(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")[:LONGEST].strip()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} holds no text. Nothing was changed.") from error


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """What is wrong with a file leaves as one sentence and the next step."""
    from app.sentences import in_words

    try:
        yield
    except SealError as error:
        trouble = in_words(error)
        raise click.ClickException(f"{trouble.sentence} {trouble.step}") from error
    except OSError as error:
        raise click.ClickException(f"{error.strerror or error}. Nothing was changed.") from error


@contextmanager
def bar(label: str) -> Iterator[Told]:
    """A bar that shows how far something is."""
    with click.progressbar(length=1_000, label=label, file=sys.stderr) as shown:

        def told(done: int, every: int) -> bool:
            shown.update(1_000 * done // max(1, every) - shown.pos)
            return True

        yield told
        shown.update(1_000 - shown.pos)


def counted(count: int, one: str, many: str) -> str:
    """``count`` of something."""
    return f"{count:,} {one if count == 1 else many}"
