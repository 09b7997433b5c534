"""The class report as tables, the same rows and figures as the screen."""

from __future__ import annotations

from app.services.class_report import ChildRow, Report, WordRow, monday

Rows = tuple[tuple[str, ...], ...]


def children(report: Report) -> Rows:
    """A row a child: figures of the last weeks, then each week's minutes by its Monday."""
    since = [monday(week).isoformat() for week in range(report.week - 7, report.week + 1)]
    figures = (
        "Words known",
        "Letters",
        "Letters not yet",
        "Days lately",
        "Minutes lately",
        "Trend",
        "Last week",
        "Hardest",
    )
    return (("Name", *figures, *since), *(_child(row) for row in report.children))


def _child(row: ChildRow) -> tuple[str, ...]:
    return (
        row.child.nickname,
        str(row.child.known),
        str(row.child.letters),
        " ".join(row.child.others),
        str(row.days),
        str(row.minutes),
        f"{row.trend:+d}" if row.trend else "0",
        row.last.isoformat() if row.last else "",
        "; ".join(sense.headword for sense in row.hardest),
        *("" if week is None else str(week.minutes) for week in row.weeks),
    )


def letters(report: Report) -> Rows:
    """A row a letter, what needs teaching most first."""
    head = ("Letter", "Children", "Do not know it", "Who")
    rows = (
        (row.letter, str(row.children), str(len(row.unsure)), "; ".join(row.unsure)) for row in report.letters
    )
    return (head, *rows)


def words(report: Report, language: str) -> Rows:
    """A row a word, what needs teaching most first; meanings in ``language``."""
    figures = ("Children", "Do not remember it", "Asked lately", "Right lately", "Need", "Who")
    return (("Uyghur", "Meaning", *figures), *(_word(row, language) for row in report.words))


def _word(row: WordRow, language: str) -> tuple[str, ...]:
    return (
        row.sense.headword,
        row.sense.glosses.get(language, ""),
        str(row.children),
        str(len(row.forgot)),
        str(row.asked),
        str(row.right),
        f"{row.need:.1f}",
        "; ".join(row.forgot),
    )
