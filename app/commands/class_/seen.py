"""What these commands share: the class as it is seen today."""

from __future__ import annotations

from app.moment import Moment
from app.services import class_report
from app.services.class_report import Report
from app.services.household import Household


def report_of(home: Household, words: str = "") -> Report:
    """The report of this home's class, of the words of one list where it is named."""
    return class_report.of_household(home, Moment().offset_min(), words)
