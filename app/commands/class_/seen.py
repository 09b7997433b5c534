"""What these commands share: the class as it is seen today."""

from __future__ import annotations

from app.moment import Moment
from app.services import class_copies, class_report, lists
from app.services.class_report import Report
from app.services.household import Household
from lexicon.exchange import teachers_copy


def report_of(home: Household, words: str = "") -> Report:
    """The report of this home's class, of the words of one list where it is named."""
    offset_min = Moment().offset_min()
    week = teachers_copy.week_of((home.now_ms() // 60_000 + offset_min) // (24 * 60))
    every = {sense.id: sense for sense in lists.everything(home).senses}
    within = [sense.id for sense in lists.chosen(home, words).senses] if words else None
    return class_report.report(class_copies.every(home, offset_min), every, week, within)
