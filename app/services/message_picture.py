"""A picture of voice messages under review: ten seconds a line, every sound in its frame, with its number and
its word. SVG, which every browser shows and whose letters the browser joins.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from app.services.message_reading import columns
from app.services.messages import Pair, Review

if TYPE_CHECKING:
    from audio.clip import Clip

LINE_S: Final = 10.0
"""Seconds a line."""
WIDE: Final = 1200
PER_S: Final = WIDE / LINE_S
WAVE: Final = 70
NAMES: Final = 46
BELOW: Final = 22
LINE: Final = NAMES + WAVE + BELOW
EDGE: Final = 20
PEAK_EVERY_S: Final = 0.01

INK, SOFT, VOICE, SURE, UNSURE = "#2B2833", "#665F6E", "#1F7A55", "#DCEBE2", "#F6DDA4"
"""The app's own colours (``app.theme``), on white."""


def picture(names: Sequence[str], clips: Sequence[Clip], review: Review) -> str:
    """The messages, one under the other, each under its name. What may be wrong is on amber and has a ?."""
    loudest = max((max(columns(clip, 0, clip.seconds, 200), default=0.0) for clip in clips), default=0.0)
    parts: list[str] = []
    top = float(EDGE)
    for file, (name, clip) in enumerate(zip(names, clips, strict=True)):
        parts.append(_label(EDGE, top + 16, f"{file + 1}. {name}", INK, bold=True))
        top += 30
        own = [pair for pair in review.pairs if pair.span is not None and pair.span.file == file]
        for line in range(max(1, -int(-clip.seconds // LINE_S))):
            parts += _line(clip, own, line * LINE_S, top, loudest or 1.0)
            top += LINE
        top += EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE + 4 * EDGE}" height="{top:.0f}" '
        f'font-family="UKIJ Tuz Basma, UKIJ Tuz, Noto Naskh Arabic, sans-serif" font-size="15">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _line(clip: Clip, pairs: Sequence[Pair], begin_s: float, top: float, loudest: float) -> list[str]:
    """Ten seconds: frames and names, the wave over them, seconds below."""
    end_s = min(begin_s + LINE_S, clip.seconds)
    found = []
    for pair in pairs:
        span = pair.span
        if span is None or span.end_s <= begin_s or span.begin_s >= end_s:
            continue
        left, right = max(span.begin_s, begin_s), min(span.end_s, end_s)
        colour = "none" if pair.sense is None else UNSURE if pair.is_doubtful else SURE
        x, wide = EDGE + (left - begin_s) * PER_S, (right - left) * PER_S
        found.append(
            f'<rect x="{x:.1f}" y="{top + NAMES:.1f}" width="{wide:.1f}" height="{WAVE}" rx="6" '
            f'fill="{colour}" stroke="{SOFT}" stroke-width="0.7"/>'
        )
        if span.begin_s >= begin_s:  # on the line where it begins
            number = (pair.sound or 0) + 1
            found.append(_label(x, top + 16, f"{number}{' ?' if pair.is_doubtful else ''}", SOFT))
            if pair.sense is not None:
                found.append(_label(x, top + 36, pair.sense.headword, INK, bold=True))
    found.append(_wave(columns(clip, begin_s, end_s, round((end_s - begin_s) / PEAK_EVERY_S)), top, loudest))
    for second in range(int(begin_s), min(int(end_s) + 1, int(begin_s + LINE_S)), 2):
        found.append(_label(EDGE + (second - begin_s) * PER_S, top + NAMES + WAVE + 15, f"{second} s", SOFT))
    return found


def _wave(peaks: Sequence[float], top: float, loudest: float) -> str:
    middle, step = top + NAMES + WAVE / 2, PER_S * PEAK_EVERY_S
    lines = [
        f"M{EDGE + (at + 0.5) * step:.1f} {middle - half:.1f}v{2 * half:.1f}"
        for at, half in enumerate(max(0.4, WAVE / 2 * peak / loudest) for peak in peaks)
    ]
    return f'<path d="{"".join(lines)}" stroke="{VOICE}" stroke-width="{step * 0.8:.2f}"/>'


def _label(x: float, y: float, text: str, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    kept = "".join(letter for letter in text if letter.isprintable())  # XML allows no control characters
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{weight}>{escape(kept)}</text>'
