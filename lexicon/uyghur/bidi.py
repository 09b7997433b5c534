"""In which order text is drawn: the Unicode Bidirectional Algorithm (UAX #9, revision 50).

Levels are resolved once for a whole paragraph; only then is it broken into lines, and each line is
put into visual order by itself. Doing it the other way round turns a Uyghur line that happens to
begin with a Latin word. The rule numbers in the comments (X5, W4, N0 …) are UAX #9's; those that
resolve levels are in :mod:`lexicon.uyghur.bidi_levels`.

Everything works on indices: :func:`visual_order` says which character stands where and never
touches the characters, so a letter on the screen can always be traced back to its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lexicon.uyghur.bidi_classes import BIDI_CLASS, mirrored
from lexicon.uyghur.bidi_levels import REMOVED, first_strong, resolve_levels

__all__ = ["base_level", "levels", "mirrored", "visual_order"]

_TRAILING: Final = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"}) | REMOVED  # L1

# Paragraphs in which nothing can change level. Right to left: letters of the Arabic block, space and neutral
# signs, but no digit, no mark, no Latin, no control. Left to right: nothing from a right-to-left block.
_PLAIN_RTL: Final = re.compile(
    r"[ -/:-@\[-`{-~\xab\xbb\u060c\u061b\u061e-\u064a\u066d-\u066f\u0671-\u06d5\u06fa-\u06ff"
    r"\u2010-\u2027\u2039\u203a\ufb50-\ufd3d\ufe70-\ufefc]*"
)
_PLAIN_LTR: Final = re.compile(r"[\x00-\u058f\u1e00-\u200a\u2010-\u2027\u2030-\u205e]*")


def base_level(text: str, fallback: int = 0) -> int:
    """Paragraph level of ``text``: 0 left to right, 1 right to left (P2, P3).

    The first strong letter outside isolates decides; where there is none, ``fallback`` does.
    """
    found = first_strong(text, 0, len(text))
    return fallback if found is None else found


def levels(text: str, base: int) -> list[int]:
    """Embedding level of every character of one paragraph (X1–X10, W1–W7, N0–N2, I1–I2).

    ``base`` is the paragraph's level, 0 or 1. Characters that the algorithm removes (X9) get the level
    of their neighbour before them. Rule L1 is left to :func:`visual_order`: it depends on the line.
    """
    if (_PLAIN_RTL if base else _PLAIN_LTR).fullmatch(text):
        return [base] * len(text)
    return resolve_levels(text, base)


def visual_order(
    text: str, resolved: Sequence[int], base: int, start: int = 0, end: int | None = None
) -> list[int]:
    """Logical indices of the line ``text[start:end]`` from left to right (L1–L3).

    ``resolved`` are the levels of the whole paragraph, from :func:`levels` with the same ``base``.
    A combining mark stays to the right of the letter that carries it, as fonts expect. Mirroring (L4)
    is the drawer's: ``mirrored(text[i])`` where ``resolved[i]`` is odd.
    """
    stop = len(text) if end is None else end
    line = list(resolved[start:stop])
    if not line:
        return []
    if line.count(base) == len(line) and (not base or _PLAIN_RTL.fullmatch(text, start, stop)):
        return list(range(stop - 1, start - 1, -1) if base else range(start, stop))
    _reset_whitespace(text, line, base, start)
    highest, lowest = max(line), min(line)
    order = list(range(start, stop))
    for level in range(highest, (lowest | 1) - 1, -1):
        _reverse_runs(order, line, start, level)
    if highest:
        _marks_after_bases(text, order, line, start)
    return order


def _reset_whitespace(text: str, line: list[int], base: int, start: int) -> None:
    """L1: separators, and white space before them or at the line's end, go back to the paragraph's level."""
    trailing = True
    for n in range(len(line) - 1, -1, -1):
        name = BIDI_CLASS[text[start + n]]
        if name in ("S", "B"):
            trailing = True
            line[n] = base
        elif trailing and name in _TRAILING:
            line[n] = base
        else:
            trailing = False


def _reverse_runs(order: list[int], line: list[int], start: int, level: int) -> None:
    """L2 for one level: reverse every stretch of ``order`` at that level or higher."""
    if level <= min(line):
        order.reverse()
        return
    n, size = 0, len(order)
    while n < size:
        if line[order[n] - start] < level:
            n += 1
            continue
        stop = n
        while stop < size and line[order[stop] - start] >= level:
            stop += 1
        order[n:stop] = order[n:stop][::-1]
        n = stop


def _marks_after_bases(text: str, order: list[int], line: list[int], start: int) -> None:
    """L3: in right-to-left runs, put combining marks back behind the letter that carries them."""
    n, size = 0, len(order)
    while n < size:
        i = order[n]
        if BIDI_CLASS[text[i]] != "NSM" or not line[i - start] & 1:
            n += 1
            continue
        stop = n
        level = line[i - start]
        while stop < size and line[order[stop] - start] == level:
            stop += 1
            name = BIDI_CLASS[text[order[stop - 1]]]
            if name != "NSM" and name not in REMOVED:
                break
        order[n:stop] = order[n:stop][::-1]
        n = stop
