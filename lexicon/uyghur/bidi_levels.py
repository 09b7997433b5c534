"""Resolving embedding levels: rules P2, X1–X10, W1–W7, N0–N2 and I1–I2 of UAX #9.

:mod:`lexicon.uyghur.bidi` is the way in. Characters that rule X9 removes are skipped here and get
their neighbour's level at the end, so that every index stays what it was.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lexicon.uyghur.bidi_classes import BIDI_CLASS, bracket

MAX_DEPTH: Final = 125
"""Deepest explicit level (BD2)."""
MAX_OPEN_BRACKETS: Final = 63
"""How many brackets may be open at once before N0 gives up on the run (BD16)."""
REMOVED: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})  # X9

_EMBEDDINGS: Final = {"LRE": 0, "RLE": 1, "LRO": 0, "RLO": 1}
_OVERRIDES: Final = {"LRO": "L", "RLO": "R"}
_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})


def resolve_levels(text: str, base: int) -> list[int]:
    """Embedding level of every character of the paragraph ``text`` whose level is ``base``."""
    types = [BIDI_CLASS[ch] for ch in text]
    removed = [name in REMOVED for name in types]
    partners = _isolate_partners(types)
    result = _explicit_levels(text, types, partners, base)
    kept = [i for i, gone in enumerate(removed) if not gone]
    for run in _isolating_run_sequences(kept, result, partners, base):
        _resolve(text, types, result, run)
    previous = base
    for i, gone in enumerate(removed):
        if gone:
            result[i] = previous
        previous = result[i]
    return result


def first_strong(text: str, start: int, end: int) -> int | None:
    """Level of the first strong letter of ``text[start:end]`` outside isolates (P2), or None."""
    depth = 0
    for i in range(start, end):
        name = BIDI_CLASS[text[i]]
        if name in _ISOLATES:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif not depth and name in ("L", "R", "AL"):
            return 0 if name == "L" else 1
    return None


def _isolate_partners(types: list[str]) -> dict[int, int]:
    """Initiator → its PDI and PDI → its initiator (BD9); what nothing closes ends with the text."""
    partners: dict[int, int] = {}
    open_: list[int] = []
    for i, name in enumerate(types):
        if name in _ISOLATES:
            open_.append(i)
        elif name == "PDI" and open_:
            partners[i] = open_.pop()
            partners[partners[i]] = i
    partners.update((i, len(types)) for i in open_)
    return partners


def _explicit_levels(text: str, types: list[str], partners: dict[int, int], base: int) -> list[int]:
    """X1–X8. Overridden characters get their new class in ``types``."""
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]  # level, override, isolate
    lost_isolates = lost_embeddings = isolates = 0
    result = [base] * len(types)
    for i, name in enumerate(types):
        level, override, _ = stack[-1]
        if name in _EMBEDDINGS:  # X2–X5
            result[i] = level
            deeper = _deeper(level, _EMBEDDINGS[name])
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append((deeper, _OVERRIDES.get(name), False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif name in _ISOLATES:  # X5a–X5c
            result[i] = level
            types[i] = override or name
            if name == "FSI":
                inner = first_strong(text, i + 1, partners[i])
                parity = inner or 0
            else:
                parity = 1 if name == "RLI" else 0
            deeper = _deeper(level, parity)
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                isolates += 1
                stack.append((deeper, None, True))
            else:
                lost_isolates += 1
        elif name == "PDI":  # X6a
            if lost_isolates:
                lost_isolates -= 1
            elif isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                isolates -= 1
            result[i] = stack[-1][0]
            types[i] = stack[-1][1] or name
        elif name == "PDF":  # X7
            if lost_isolates:
                pass
            elif lost_embeddings:
                lost_embeddings -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
            result[i] = stack[-1][0]
        elif name != "B":  # X6; X8: a paragraph separator stays at the paragraph's level
            result[i] = level
            if override and name != "BN":
                types[i] = override
    return result


def _deeper(level: int, parity: int) -> int:
    """The least level above ``level`` that is odd (``parity`` 1) or even (0)."""
    return level + 1 if (level + 1) & 1 == parity else level + 2


class _Run(NamedTuple):
    """One isolating run sequence (BD13): its indices, level, and the direction at either end."""

    indices: list[int]
    level: int
    sos: str
    eos: str


def _isolating_run_sequences(
    kept: list[int], result: list[int], partners: dict[int, int], base: int
) -> list[_Run]:
    """X10, over the characters that X9 keeps. An isolate whose class was overridden still links its runs."""
    runs: list[list[int]] = []
    for i in kept:
        if runs and result[runs[-1][-1]] == result[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    starts = {run[0]: run for run in runs}
    position = {i: n for n, i in enumerate(kept)}
    found: list[_Run] = []
    for run in runs:
        first = run[0]
        if partners.get(first, first) < first:  # begins with a PDI whose initiator was met: already taken
            continue
        indices = list(run)
        while partners.get(indices[-1], -1) > indices[-1] and partners[indices[-1]] in starts:
            indices.extend(starts[partners[indices[-1]]])
        level = result[first]
        at = position[first]
        before = result[kept[at - 1]] if at else base
        last = indices[-1]
        at = position[last]
        opens = partners.get(last, -1) > last  # an isolate that nothing closes
        after = base if opens or at + 1 == len(kept) else result[kept[at + 1]]
        found.append(_Run(indices, level, _direction(max(before, level)), _direction(max(after, level))))
    return found


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"


def _resolve(text: str, types: list[str], result: list[int], run: _Run) -> None:
    """W1–W7, N0–N2, I1–I2 on one isolating run sequence; writes the levels into ``result``."""
    names = [types[i] for i in run.indices]
    originals = names.copy()
    _resolve_weak(names, run.sos)
    embedding = _direction(run.level)
    _resolve_brackets(text, run, names, originals, embedding)
    _resolve_neutral(names, run, embedding)
    for i, name in zip(run.indices, names, strict=True):
        if run.level & 1:
            result[i] = run.level + (name != "R")  # I2
        else:
            result[i] = run.level + {"L": 0, "R": 1}.get(name, 2)  # I1


def _resolve_weak(names: list[str], sos: str) -> None:
    previous = strong = sos
    for n, name in enumerate(names):
        if name == "NSM":  # W1
            name = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = name
        if name in ("L", "R", "AL"):
            strong = name
        elif name == "EN" and strong == "AL":  # W2
            name = "AN"
        names[n] = name
    size = len(names)
    for n in range(1, size - 1):  # W4; AL is still AL, which changes nothing here
        left = names[n - 1]
        if left == names[n + 1] and (
            (names[n] == "CS" and left in ("EN", "AN")) or (names[n] == "ES" and left == "EN")
        ):
            names[n] = left
    n = 0
    while n < size:  # W5
        if names[n] != "ET":
            n += 1
            continue
        stop = n
        while stop < size and names[stop] == "ET":
            stop += 1
        if (n and names[n - 1] == "EN") or (stop < size and names[stop] == "EN"):
            names[n:stop] = ["EN"] * (stop - n)
        n = stop
    strong = sos
    for n, name in enumerate(names):
        if name == "AL":  # W3
            names[n] = strong = "R"
        elif name in ("L", "R"):
            strong = name
        elif name in ("ES", "ET", "CS"):  # W6
            names[n] = "ON"
        elif name == "EN" and strong == "L":  # W7
            names[n] = "L"


def _strong(name: str) -> str | None:
    """Direction a class counts for in N0–N2: numbers count as right to left."""
    if name == "L":
        return "L"
    return "R" if name in ("R", "EN", "AN") else None


def _bracket_pairs(text: str, run: _Run, names: list[str]) -> list[tuple[int, int]]:
    """Positions in the run of the paired brackets (BD16), in the order of their opening."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for n, i in enumerate(run.indices):
        if names[n] != "ON" or (found := bracket(text[i])) is None:
            continue
        partner, opens = found
        if opens:
            if len(waiting) == MAX_OPEN_BRACKETS:
                return []
            waiting.append((partner, n))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == partner:
                pairs.append((waiting[depth][1], n))
                del waiting[depth:]
                break
    return sorted(pairs)


def _resolve_brackets(text: str, run: _Run, names: list[str], originals: list[str], embedding: str) -> None:
    """N0: both brackets of a pair take one direction."""
    for opening, closing in _bracket_pairs(text, run, names):
        inside = {_strong(name) for name in names[opening + 1 : closing]}
        if embedding in inside:
            direction = embedding
        elif inside - {None}:
            context = run.sos
            for name in reversed(names[:opening]):
                if (found := _strong(name)) is not None:
                    context = found
                    break
            direction = context if context != embedding else embedding
        else:
            continue
        for place in (opening, closing):
            names[place] = direction
            after = place + 1
            while after < len(names) and originals[after] == "NSM":
                names[after] = direction
                after += 1


def _resolve_neutral(names: list[str], run: _Run, embedding: str) -> None:
    n, size = 0, len(names)
    left: str = run.sos
    while n < size:
        if names[n] not in _NEUTRAL:
            left = _strong(names[n]) or left
            n += 1
            continue
        stop = n
        while stop < size and names[stop] in _NEUTRAL:
            stop += 1
        right = run.eos if stop == size else _strong(names[stop])
        names[n:stop] = [left if left == right else embedding] * (stop - n)  # N1, N2
        n = stop
