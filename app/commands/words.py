"""``anatil words …``: the starter vocabulary, checked, completed, corrected and searched from the shell."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

if TYPE_CHECKING:
    from lexicon.corrections import Corrections
    from lexicon.starter.applying import Difference, Report
    from lexicon.starter.reading import Reading
    from lexicon.starter.truth import Readings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def words() -> None:
    """The starter vocabulary."""


@words.command()
@click.argument("folder", type=FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Say what is wrong with the word files, by file, line and sentence, and count what is there.

    What is known about the truth of the meanings is counted from the readings that are kept.
    """
    from lexicon.starter import alphabet, reading, truth

    folder = folder or reading.HERE
    read = reading.read(folder)
    readings = truth.read(folder)
    course = alphabet.read(folder, read)
    complaints = [*read.complaints, *readings.complaints, *course.complaints]
    if not complaints:
        complaints += truth.unfounded(read, readings)
    for complaint in complaints:
        click.echo(str(complaint), err=True)
    if complaints:
        sys.exit(1)
    _count(read)
    _tell_truth(read, readings)
    click.echo(
        f"The alphabet: {len(course.letters)} letters in {len(course.steps)} steps, "
        f"{sum(len(step.lines) for step in course.steps)} lines to read, {len(course.pairs)} minimal pairs."
    )
    click.echo("No error.")


def _count(read: Reading) -> None:
    for theme in read.themes:
        lessons = len({sense.lesson for sense in theme.senses})
        click.echo(f"{theme.file}: {len(theme.senses)} in {lessons} lessons")
    pictures = sum(sense.picture is not None for sense in read.senses)
    waiting = sum(sense.status == "waiting" for sense in read.senses)
    click.echo(
        f"{len(read.senses)} senses in {len(read.themes)} themes, {pictures} with a picture, "
        f"{waiting} waiting for a native reader."
    )
    waiting = sum(sentence.status == "waiting" for sentence in read.sentences)
    click.echo(f"{len(read.sentences)} sentences, {waiting} waiting for a native reader.")


def _tell_truth(read: Reading, readings: Readings) -> None:
    from lexicon.starter import truth

    counts = truth.by_part_of_speech(read.senses, truth.witnesses(read.senses, readings))
    columns = ("all", *truth.Witness, "nobody")
    titles = ("senses", "a source agrees", "two readings agree", "a native reader", "nobody yet")
    click.echo("What is known about the meanings (one sense may stand in several columns):")
    click.echo("  " + "".join(title.rjust(20) for title in ("", *titles)).lstrip())
    for part_of_speech, found in counts.items():
        click.echo(f"  {part_of_speech:14}" + "".join(str(found[column]).rjust(20) for column in columns))
    totals = [sum(found[column] for found in counts.values()) for column in columns]
    click.echo("  " + "together".ljust(14) + "".join(str(total).rjust(20) for total in totals))
    click.echo(
        f"Planted and caught: {truth.non_words_caught(readings)} non-words, "
        f"{truth.wrong_meanings_caught(readings)} wrong meanings. "
        f"{len(readings.settled)} differences settled."
    )


@words.command()
@click.argument("folder", type=FOLDER, required=False)
def ids(folder: Path | None) -> None:
    """Give an id to every row that has none, and to copies of a row. Nothing else is changed."""
    from uuid import uuid4

    from lexicon.starter import reading
    from lexicon.starter.ids import give

    given = give(folder or reading.HERE, uuid4)
    for one in given:
        click.echo(f"{one.file}, line {one.line}: {one.id}")
    click.echo(f"{len(given)} ids given.")


@words.command()
@click.argument("lists", type=FOLDER)
@click.argument("folder", type=FOLDER, required=False)
def attest(lists: Path, folder: Path | None) -> None:
    """Fill in which of the word lists in LISTS have each word and its forms (columns evidence and forms)."""
    from lexicon.starter import attesting, reading

    changed = attesting.attest(folder or reading.HERE, attesting.Lists.of(lists))
    click.echo(f"{changed} rows changed.")


@words.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--folder", type=FOLDER, help="The starter files; without it, the project's own.")
@click.option(
    "--prefer", help="The reader (name, or beginning of the id) whose word counts where two differ."
)
def apply(files: Sequence[Path], folder: Path | None, prefer: str | None) -> None:
    """Merge what native readers said (*.anatil-corrections) into the word files.

    Where two readers differ both are shown and nothing is done until --prefer names one of them.
    """
    from app import text_corrections
    from lexicon.starter import applying, reading

    given = [_corrections(path) for path in files]
    names = {one.reader: one.name or f"a reader ({str(one.reader)[:8]})" for one in given}
    preferred = [
        one.reader for one in given if prefer and (one.name == prefer or str(one.reader).startswith(prefer))
    ]
    if prefer and not preferred:
        raise click.BadParameter(f"none of the files is by {prefer}.", param_hint="--prefer")
    chosen = preferred[0] if preferred else None
    report = applying.apply(folder or reading.HERE, given, chosen)
    text_corrections.apply(given, report, chosen)
    for difference in report.differences:
        click.echo(_side_by_side(difference, names), err=True)
    _tell(report)
    sys.exit(1 if report.differences else 0)


def _corrections(path: Path) -> Corrections:
    from lexicon import corrections

    with path.open("rb") as file:
        content = file.read(corrections.MOST_BYTES + 1)
    try:
        return corrections.read(content)
    except corrections.CorrectionsError as error:
        raise click.ClickException(
            f"{path.name} was not used: {error.reason}. Nothing was changed."
        ) from error


def _side_by_side(difference: Difference, names: Mapping[UUID, str]) -> str:
    said = []
    for one in difference.opinions:
        changes = ", ".join(f"{field}: {value}" for field, value in one.changes.items())
        said.append(
            f"  {names.get(one.reader, 'a reader')}: {one.said}" + (f" ({changes})" if changes else "")
        )
    return "\n".join([f"{difference.now} — the readers differ:", *said])


def _tell(report: Report) -> None:
    click.echo(
        f"{report.approved} approved, {report.corrected} corrected, {report.removed} removed, "
        f"{report.unsure} not sure; {len(report.differences)} wait for a choice between readers."
    )
    if report.outdated:
        click.echo(f"{len(report.outdated)} were read before they were changed here, and wait again.")
    if report.unknown:
        click.echo(f"{len(report.unknown)} are not in these files.")


@words.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--language", default="en", show_default=True, help="The language of the meanings shown.")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 500))
def search(query: tuple[str, ...], language: str, limit: int) -> None:
    """Find words: in any script, by a meaning in any language, unfinished or one letter off.

    One line a word, the likeliest first: headword, meaning, part of speech, what was found.
    """
    from app.commands.voices.home import lexicon
    from app.services.dictionary import find

    with lexicon() as home:
        found = find(home, " ".join(query), language, limit)
    for one in found:
        click.echo("\t".join((one.headword, one.meaning, one.part_of_speech, one.hit.rank.name.lower())))
    sys.exit(0 if found else 1)
