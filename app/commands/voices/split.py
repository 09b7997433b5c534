"""``anatil voices split``: voice messages cut into words, looked at, kept."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.voices import home
from app.services.studio import Studio

if TYPE_CHECKING:
    from app.services.household import Household
    from app.services.lists import Chosen
    from app.services.message_reading import Heard
    from app.services.messages import Pair
    from audio.clip import Clip
    from lexicon.records import Speaker

STOPPED = 130
"""The exit code of what Ctrl-C ended (POSIX shells: 128 + SIGINT)."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", type=FILE, nargs=-1, metavar="[FILE]...")
@click.option("--list", "listed", metavar="LIST", help="A theme's number or name, or a text file of words.")
@click.option("--speaker", metavar="NAME", help="Whose voice it is: a name or id (anatil voices list).")
@click.option(
    "--review", type=NEW_FILE, help="Write what was found there, to be looked at; keep nothing yet."
)
@click.option("--from", "reviewed", type=FILE, help="Keep what this review says, corrected or not.")
@click.option("--keep", is_flag=True, help="Keep every word at once, without anybody's looking at it.")
def split(
    files: tuple[Path, ...],
    listed: str | None,
    speaker: str | None,
    review: Path | None,
    reviewed: Path | None,
    keep: bool,
) -> None:
    """Cut voice messages into the words of a list, said one after another in its order.

    FILE is whatever a chat app sent; several are given in the order in which they were said.

    With --review words.tsv, what was found is written there for a spreadsheet or an editor, and drawn in
    words.svg for a browser; then --from words.tsv keeps what it says. A word is kept once, however often this
    is done. The voice must have agreed; the messages stay where they are.
    """
    if reviewed is not None:
        if files or review or keep:
            raise click.UsageError("--from goes with a review alone: it names its messages itself.")
        _from_review(reviewed, listed, speaker)
        return
    if not files or listed is None or speaker is None:
        raise click.UsageError(
            "Please say which FILE, which --list and which --speaker (or --from a review)."
        )
    if review and keep:
        raise click.UsageError("Say --review to look at it first, or --keep to keep it at once.")
    _split(files, listed, speaker, review, keep)


def _split(files: Sequence[Path], listed: str, speaker: str, review: Path | None, keep: bool) -> None:
    from app.services import lists, message_reading

    drawn = None if review is None else review.with_suffix(".svg")
    for place in (review, drawn):
        if place is not None and (place.exists() or review == drawn):
            raise click.ClickException(
                f"{place} is there already. Please choose another name ending in .tsv."
            )
    with home.household() as household:
        studio = Studio(household, random.Random())
        who = home.voice(household, speaker).speaker
        words = lists.chosen(household, listed)
        _require_consent(household, who)
        with _bar("Listening") as told:
            heard = message_reading.read(files, words.senses, told)
        assert heard is not None  # nobody stopped it
        _tell(heard, words)
        if review is not None and drawn is not None:
            _write(review, drawn, heard, words, listed, who)
            click.echo(
                f"Please look at {review} and {drawn}, correct what is wrong, "
                f"then: anatil voices split --from {review}"
            )
        elif keep:
            _keep(household, studio, who, heard.review.kept, heard.clips)
        else:
            click.echo("Nothing is kept yet: --review FILE lets you look at it, --keep keeps it.")


def _from_review(place: Path, listed: str | None, speaker: str | None) -> None:
    from app.services import lists, message_file, message_reading

    with place.open("rb") as file:
        content = file.read(message_file.MOST_BYTES + 1)
    about, lines = message_file.read(content, place)
    with home.household() as household:
        studio = Studio(household, random.Random())
        who = home.voice(household, speaker or about.speaker).speaker
        words = lists.chosen(household, listed or about.listed)
        _require_consent(household, who)
        with _bar("Listening") as told:
            clips = message_reading.decoded(about.paths, told)
        assert clips is not None  # nobody stopped it
        pairs = message_file.pairs(lines, words.senses, [clip.seconds for clip in clips])
        _keep(household, studio, who, pairs, clips)


def _keep(
    household: Household, studio: Studio, who: Speaker, pairs: Sequence[Pair], clips: Sequence[Clip]
) -> None:
    from app.services import message_keeping

    done = 0
    try:
        with _bar("Keeping") as told:

            def counted(number: int, every: int) -> bool:
                nonlocal done
                done = number
                return told(number, every)

            kept = message_keeping.keep_all(household, studio, who, pairs, clips, counted)
    except KeyboardInterrupt:
        click.echo(
            f"\nStopped: {done} words are kept, and whole. The same command goes on from here.", err=True
        )
        sys.exit(STOPPED)
    before = f", {kept.known} were kept before" if kept.known else ""
    click.echo(f"{len(kept.new)} words of {who.pseudonym} are kept{before}.")
    if kept.raw:
        click.echo(f"In {len(kept.raw)} of them nobody seems to speak; they stay as they were cut.", err=True)


def _write(review: Path, drawn: Path, heard: Heard, words: Chosen, listed: str, who: Speaker) -> None:
    """The review and, before it, its picture: what has a review has a picture."""
    from app.services import message_file, message_picture
    from lexicon.whole_files import replace_whole

    # A theme has titles; a file of words is found again from anywhere by its whole name.
    named = listed if words.titles else str(Path(listed).absolute())
    about = message_file.About(named, str(who.id), heard.paths)
    names = [path.name for path in heard.paths]
    picture = message_picture.picture(names, heard.clips, heard.review)
    replace_whole(drawn, picture.encode("utf-8", "replace"))
    replace_whole(review, message_file.write(about, heard.review, review).encode("utf-8"))


def _tell(heard: Heard, words: Chosen) -> None:
    review = heard.review
    doubtful = sum(pair.is_doubtful for pair in review.pairs)
    missing = sum(pair.span is None for pair in review.pairs)
    others = sum(pair.sense is None for pair in review.pairs)
    click.echo(
        f"{words.title}: {len(review.kept)} of {len(words.senses)} words were found, {doubtful} of them "
        f"doubtful; {missing} were not said, {others} sounds are no word."
    )


def _require_consent(household: Household, who: Speaker) -> None:
    from app.services import message_keeping
    from lexicon.troubles import ConsentMissingError

    try:
        message_keeping.require_consent(household, who)
    except ConsentMissingError as error:
        raise click.ClickException(
            f"{who.pseudonym} has not agreed, or no longer agrees. Please read the terms together, in the "
            "app under Voices. Nothing was listened to or kept."
        ) from error


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], bool]]:
    """A progress bar on the error stream, moved by what it yields; Ctrl-C is what stops it."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, every: int) -> bool:
            bar.length = max(1, every)
            bar.update(done - bar.pos)
            return True

        yield told
