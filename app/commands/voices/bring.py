"""``anatil voices bring``: recordings from elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.voices import home
from lexicon.exchange.voices import LICENCES, Kind
from lexicon.whole_files import replace_whole

if TYPE_CHECKING:
    from app.services.brought import Report


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--speaker",
    help="Whose voice a folder, deck or lexicon has: the name or id in `anatil voices list`.",
)
@click.option(
    "--licence",
    type=click.Choice(sorted(LICENCES)),
    help="What that speaker publishes them under.",
)
@click.option(
    "--attribution", default="", help="Whom the licence asks to name; without it the speaker's name."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the report to this TSV file.",
)
def bring(
    source: Path,
    speaker: str | None,
    licence: str | None,
    attribution: str,
    report: Path | None,
) -> None:
    """Bring recordings of words in from SOURCE.

    SOURCE is a folder of sound files named by word, in any script (`alma.mp3`, `ئالما.wav`), of one speaker
    who has agreed on screen; a deck of Anki (.apkg, .colpkg) or a lexicon (.lift, or a zip with one) that
    this speaker has spoken; a dataset zip of Lingua Libre; or an unpacked Common Voice. Each recording then
    waits for a second listener. Words that are not here yet come first: `anatil import SOURCE`. Run it again
    to go on where it was stopped; nothing comes in twice.
    """
    try:
        came = _brought(source, speaker, licence or "", attribution)
        for line in came.lines():
            click.echo(line)
        if report is not None:
            replace_whole(report, came.table())
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror or error}. What came in before is kept; bring the same again to go on."
        ) from error
    sys.exit(1 if came.refused or came.waiting else 0)


def _brought(source: Path, speaker: str | None, licence: str, attribution: str) -> Report:
    from app.services import bringing, bringing_whose, brought
    from app.services.doors.spoken import opened

    with home.household() as household, opened(source, licence, attribution) as found:
        by = None
        if found.kind is Kind.FOLDER:
            if speaker is None:
                raise click.UsageError("Please say with --speaker whose voice it is (anatil voices list).")
            by = bringing_whose.known(household, home.voice(household, speaker).speaker, licence)
        elif speaker or licence or attribution:
            of = bringing_whose.NAMES[found.kind]
            raise click.UsageError(f"Voices and licence of {of} are known: please give SOURCE alone.")
        plan = bringing.plan(household, found, by)
        with (
            click.progressbar(length=len(plan.items), label="Bringing in", file=sys.stderr) as bar,
            brought.decoder() as decode,
        ):

            def told(done: int, _all: int) -> bool:
                bar.update(done - bar.pos)
                return True

            came = brought.bring(household, plan, decode, told)
            bar.update(len(plan.items) - came.waiting - bar.pos)
    return came
