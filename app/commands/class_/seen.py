"""What these commands share: the class as it is seen today."""

from __future__ import annotations

import click

from app.moment import Moment
from app.services import class_report, lists
from app.services.class_report import Report, Who
from app.services.household import Household


def report_of(home: Household, words: str = "", who: str = Who.ALL) -> Report:
    """The report of this home's class, of the words of one list where it is named. Raises as
    ``lists.chosen`` does."""
    within = lists.chosen(home, words).senses if words else None
    return class_report.of_household(home, Moment().offset_min(), within, Who(who))


who = click.option(
    "--children", "who", type=click.Choice([one.value for one in Who]), default=Who.ALL.value,
    show_default=True, help="All, those that practised in the last four weeks, or those that did not.",
)  # fmt: skip
