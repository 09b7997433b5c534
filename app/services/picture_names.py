"""Pictures found by what they are called, in any of the interface's languages and in Uyghur."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from app.services.household import Household
from lexicon import search_keys, senses
from lexicon.search import Rank, search

_FILE = "names.tsv"
"""As ``setup/more_pictures.py`` writes it: a picture's code and its names, a row each."""


def found(household: Household, text: str, most: int = 24) -> tuple[str, ...]:
    """The codes of pictures that fit a text, the likeliest first: those of words here that are found by it,
    then those that are called so; where there are none,
    of words nearly so. Only pictures whose files are here."""
    with household.kept.read() as connection:
        hits = search(connection, text, limit=2 * most)
        here = senses.senses(connection, dict.fromkeys(hit.sense for hit in hits), household.now_ms())
    sure = {hit.sense for hit in hits if hit.rank is not Rank.SLIP}
    shown = [one for one in here if one.picture is not None and not one.retired]
    codes = [one.picture for one in shown if one.id in sure]
    codes += _called(household.places.more_pictures / _FILE, text)
    codes = codes or [one.picture for one in shown]
    there = (code for code in dict.fromkeys(codes) if code and household.picture(code) is not None)
    return tuple(code for code, _ in zip(there, range(most), strict=False))


def _called(names: Path, text: str) -> list[str]:
    """Whole names first, then names of which a word is so, then those of which one begins so."""
    asked = search_keys.fold(text)
    if not asked:
        return []
    ranked: list[tuple[int, int, str]] = []
    for place, (code, known) in enumerate(_read(names)):
        ranks = [_rank(asked, name) for name in known]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            ranked.append((best, place, code))
    return [code for _, _, code in sorted(ranked)]


def _rank(asked: str, name: str) -> int | None:
    if name == asked:
        return 0
    words = name.split()
    if asked in words:
        return 1 + len(words)
    return 100 + len(words) if f" {name}".find(f" {asked}") >= 0 else None


@lru_cache(maxsize=1)
def _read(names: Path) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Codes and folded names; nothing where set-up drew none, as on a phone."""
    if not names.is_file():
        return ()
    with names.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return tuple((row[0], tuple({search_keys.fold(name) for name in row[1:] if name})) for row in rows)
