"""``anatil learners …``: who learns here, and FSRS's parameters fitted to one of them."""

from __future__ import annotations

import click

from app.commands.voices import home
from lexicon.records import Learner


@click.group()
def learners() -> None:
    """Who learns on this device."""


@learners.command(name="list")
def listed() -> None:
    """One line a learner: nickname, age, and whether lessons go by parameters of its own."""
    from app.drills.parameters import SETTING, read

    with home.household() as opened:
        every = opened.at_home().learners
    if not every:
        click.echo("Nobody learns here yet. Open Ana Til and tap the plus.")
    for one in every:
        own = read(one.settings.get(SETTING)).weights is not None
        click.echo(f"{one.nickname}\t{one.age_band}\t{'own parameters' if own else 'usual'}\t{one.id}")


@learners.command()
@click.argument("nickname", required=False)
def fit(nickname: str | None) -> None:
    """Fit FSRS's parameters to NICKNAME, or to everybody; they are kept only where they foretell better.

    The earlier answers are learned from, the later ones foretold. Needs a desktop.
    """
    from app.services import fitting

    if not fitting.is_possible():
        raise click.ClickException(
            "The optimiser (fsrs-rs-python) is not installed here. Lessons go on with the usual parameters."
        )
    with home.household() as opened:
        every = opened.at_home().learners
        chosen = [one for one in every if nickname in (None, one.nickname, str(one.id))]
        if nickname is not None and len(chosen) != 1:
            raise click.ClickException(
                f"{len(chosen)} learners are called {nickname}: see anatil learners list. Nothing changed."
            )
        for one in chosen:
            trial = fitting.tried(*fitting.history(opened, one.id))
            fitting.keep(opened, one.id, trial)
            click.echo(_said(one, trial.usual, trial.new, trial.answers, trial.weights is not None))


def _said(who: Learner, usual: float | None, new: float | None, answers: int, own: bool) -> str:
    """What came of it, in one line."""
    from app.services.fitting import LEAST

    if usual is None or new is None:
        return f"{who.nickname}: {answers} answers on a later day; it takes {LEAST}. Nothing was changed."
    stands = "its own parameters stand" if own else "the usual parameters stand"
    losses = f"log loss {usual:.4f} with the usual parameters, {new:.4f} with fitted ones"
    return f"{who.nickname}: {losses}; {stands}."
