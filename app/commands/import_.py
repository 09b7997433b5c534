"""``anatil import``: words from a table or another tool's file, looked at before anything comes in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.pack.telling import bar, counted, in_a_sentence
from app.commands.voices.home import lexicon

if TYPE_CHECKING:
    from app.services.doors.answers import Came
    from app.services.doors.looking import Looked
    from app.services.household import Household
    from lexicon.records import Learner

_SHOWN = 20
"""Lines of a kind that are told one by one without --all."""


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "kind", default="", help="What kind of file it is; without it, by its ending.")
@click.option(
    "--list", "into", default="", help="Put all of it into this list of yours; it is made if needed."
)
@click.option("--language", default="en", show_default=True, help="Of meanings for which the file says none.")
@click.option(
    "--columns",
    default="",
    help="What the columns of a table are, if the guess is wrong: uyghur,en,-,note (a dash: leave it out).",
)
@click.option(
    "--answers",
    "whose",
    default="",
    help="A deck of Anki: its answers are this learner's (nickname or id), whose memory goes on here.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--yes", is_flag=True, help="Do not ask whether to bring it in.")
@click.option("--all", "everything", is_flag=True, help="Tell every line, not only the first of each kind.")
def import_(
    file: Path, kind: str, into: str, language: str, columns: str, whose: str, dry_run: bool, yes: bool,
    everything: bool,
) -> None:  # fmt: skip
    """Bring the words of FILE in: a table (.csv, .tsv, .xlsx), a deck of Anki, LIFT, or our own JSON.

    What is here already is matched and not doubled; what is left out is named with its reason. Either all of
    it comes in or nothing.
    """
    from app.services.doors.bringing import bring
    from app.services.doors.looking import look

    wanted = [one.strip() for one in columns.split(",")] if columns else []
    with in_a_sentence(), lexicon() as home:
        learner = _learner(home, file, whose) if whose else None
        with bar("Looking") as told:
            looked = look(home, file, kind=kind, columns=wanted, language=language, told=told)
        _tell(looked, everything)
        if dry_run:
            click.echo("Nothing was changed: this was a dry run.")
            return
        if not any(one.sense or one.draft for one in looked.matched):
            click.echo("There is nothing in it to bring in. Nothing was changed.")
            sys.exit(1)
        if not yes:
            click.confirm("Bring it in?", abort=True)
        with bar("Bringing in") as told:
            brought = bring(home, looked, into=into, told=told)
        came = None if learner is None else _answers(home, file, learner, language)
    click.echo(
        f"{counted(brought.words, 'new word', 'new words')}, "
        f"{counted(brought.meanings, 'further meaning', 'further meanings')} of words that were here, "
        f"{counted(brought.glosses, 'translation', 'translations')} added, "
        f"{counted(len(brought.lists), 'list', 'lists')}, "
        f"{counted(brought.pictures, 'picture', 'pictures')} of words that had none."
    )
    if came is not None:
        strange = f", {came.strange} to words that are not here" if came.strange else ""
        click.echo(
            f"{counted(came.answers, 'new answer', 'new answers')}, {came.here} here already{strange}."
        )
    if brought.unread:
        out = counted(brought.unread, "picture stays", "pictures stay")
        click.echo(f"{out} outside: no JPEG, PNG or WebP, or too large.", err=True)


def _learner(home: Household, file: Path, whose: str) -> Learner:
    if file.suffix.lower() not in (".apkg", ".colpkg"):
        raise click.ClickException("Only a deck of Anki has answers in it. Nothing was changed.")
    found = [one for one in home.at_home().learners if whose in (one.nickname, str(one.id))]
    if len(found) != 1:
        raise click.ClickException(
            f"{'No' if not found else 'More than one'} learner here is called so: anatil learners show names "
            "them. Nothing was changed."
        )
    return found[0]


def _answers(home: Household, file: Path, learner: Learner, language: str) -> Came:
    from app.moment import Moment
    from app.services.doors.answers import bring

    with bar("Remembering") as told:
        return bring(home, file, learner, Moment().offset_min(), language, told)


def _tell(looked: Looked, everything: bool) -> None:
    from app.services.doors.matching import Match

    most = None if everything else _SHOWN
    if looked.columns is not None:
        click.echo("Columns: " + ", ".join(str(kind) for kind in looked.columns.kinds))
        if looked.columns.guessed:
            click.echo("(There are no headers: that is a guess. Set it right with --columns.)")
    click.echo(
        f"{looked.count(Match.HERE)} here already, {looked.count(Match.NEW)} new, "
        f"{looked.count(Match.MEANING)} another meaning of a word that is here, "
        f"{len(looked.left_out)} left out."
    )
    drafts = [one for one in looked.matched if one.draft is not None]
    for one in drafts[:most]:
        meanings = "; ".join(one.draft.glosses.values()) if one.draft else ""
        click.echo(f"  {one.match.value}: {one.headword}\t{meanings}")
    _more(len(drafts), most)
    for one in [one for one in looked.matched if one.near][:most]:
        click.echo(f"  {one.entry.place}: {one.headword} is one letter away from {', '.join(one.near)}")
    mended = [one for one in looked.matched if one.doubts]
    for one in mended[:most]:
        seen = ", ".join(f"{doubt.seen} → {doubt.suggestion or '–'}" for doubt in one.doubts)
        click.echo(f"  {one.entry.place}: please look at the spelling of {one.headword} ({seen})")
    _more(len(mended), most)
    for passed in looked.left_out[:most]:
        click.echo(f"  left out, {passed.place}: {passed.why}.", err=True)
    _more(len(looked.left_out), most)
    if looked.voices:
        click.echo(
            f"{counted(looked.voices, 'recording stays', 'recordings stay')} outside: a voice needs its "
            "speaker's consent (then: anatil voices bring FILE --speaker NAME).",
            err=True,
        )
    if looked.pictures:
        click.echo(f"{counted(looked.pictures, 'picture comes', 'pictures come')} to words that have none.")


def _more(every: int, most: int | None) -> None:
    if most is not None and every > most:
        click.echo(f"  … and {every - most} more (--all)")
