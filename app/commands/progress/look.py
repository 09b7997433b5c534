"""``anatil progress look``: what a file holds, without changing anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.progress import asking
from app.commands.voices.home import household
from lexicon.exchange.progress_flaws import TeachersCopyError

if TYPE_CHECKING:
    from app.services.progress_looking import Found
    from lexicon.exchange.teachers_copy import ClassChild


@click.command()
@click.argument("file", type=asking.FILE)
@asking.passphrase_file
def look(file: Path, passphrase_file: Path | None) -> None:
    """Say whose progress FILE holds, how many answers, and what of it is new here. Nothing is changed."""
    from app.services import progress_looking, teachers_copies

    with asking.in_a_sentence(), household() as home:
        passphrase = asking.passphrase_of(file, passphrase_file)
        try:
            with asking.bar("Looking") as told:
                found = progress_looking.look(home, file, passphrase, told)
        except TeachersCopyError:
            for child in teachers_copies.read(file, passphrase):
                click.echo(of_teacher(child))
            return
    for line in told_of(found):
        click.echo(line)


def told_of(found: Found) -> Iterator[str]:
    """What is in a file, a line a thing."""
    for one in found.learners:
        name, answers = one.learner.nickname, asking.counted(one.answers, "answer", "answers")
        if one.removed:
            yield f"{name}: {answers}. This child was removed here and does not come back."
            continue
        who = "" if one.here else ", who is new here"
        yield f"{name}{who}: {answers}, {one.new:,} of them new here."
        if one.pages:
            yield f"  {asking.counted(one.pages, 'page', 'pages')} written or changed"
        for key, (old, new) in one.settings.items():
            yield f"  {key}: {_value(old)} becomes {_value(new)}"
    for learner in found.removes:
        yield f"{learner.nickname} was removed on the other device: here too every answer will go."
    yield f"{found.size / 1000:,.0f} kB"
    if not found.is_news:
        yield "All of it is here already."


def of_teacher(child: ClassChild) -> str:
    """One child of a copy for a teacher."""
    week = max(child.weeks, key=lambda one: one.week, default=None)
    lately = f"; in the last week of practice {week.days} days, {week.minutes} minutes" if week else ""
    words = asking.counted(len(child.words), "word", "words")
    return f"{child.nickname} (a copy for a teacher): {child.known} of {words} known{lately}."


def _value(value: str | None) -> str:
    if value is None:
        return "not set"
    return repr(value) if len(value) <= 40 else f"{value[:39]!r}…"
