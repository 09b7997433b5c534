"""Native readers' corrections of the interface's Uyghur, merged into ``app/translations/ug.po``.

For whoever keeps the project, on a desktop: ``polib`` is not on a phone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from lexicon.corrections import Corrections
from lexicon.judgements import Judgement, Kind, Said
from lexicon.starter.applying import Difference, Report, chosen_of

CATALOGUE: Final = Path(__file__).parent / "translations" / "ug.po"
WAITING: Final = "waiting for a native reader"


def apply(
    given: Sequence[Corrections], report: Report, prefer: UUID | None = None, path: Path = CATALOGUE
) -> None:
    """Merge what was said of interface texts into the catalogue, and add to ``report`` what was done.

    An approved text no longer says that it waits. A text that a reader would remove keeps waiting, with a
    remark: the interface cannot do without it.
    """
    said: defaultdict[str, list[Judgement]] = defaultdict(list)
    for corrections in given:
        for one in corrections.judgements:
            if one.kind is Kind.TEXT:
                said[one.target].append(one)
    if not said:
        return
    import polib

    catalogue = polib.pofile(str(path))
    entries = {entry.msgid: entry for entry in catalogue}
    changed = False
    for english, opinions in sorted(said.items()):
        entry = entries.get(english)
        if entry is None:
            report.unknown += opinions
            continue
        now = _uyghur(entry)
        valid = [one for one in opinions if one.shown.get("text") == now]
        report.outdated += [one for one in opinions if one not in valid]
        chosen = chosen_of(valid, prefer)
        if chosen is None and valid:
            report.differences.append(Difference(Kind.TEXT, english, f"{now} ({english})", tuple(valid)))
        elif chosen is not None:
            changed |= _take(entry, chosen, report)
    if changed:
        catalogue.save(str(path))


def _uyghur(entry: object) -> str:
    """The text as the desk shows it; of one with a number the form for one."""
    plural = getattr(entry, "msgstr_plural", None)
    return str(plural[0] if plural else getattr(entry, "msgstr", ""))


def _take(entry: object, judgement: Judgement, report: Report) -> bool:
    if judgement.said in (Said.UNSURE, Said.REMOVE):
        report.unsure += 1
        return False
    if judgement.said is Said.CORRECT:
        report.corrected += 1
        plural = getattr(entry, "msgstr_plural", None)
        if plural:
            plural[0] = judgement.changes["text"]
        else:
            entry.msgstr = judgement.changes["text"]  # type: ignore[attr-defined]
    else:
        report.approved += 1
    entry.tcomment = f"approved by a native reader, {judgement.month}"  # type: ignore[attr-defined]
    return True
