"""One recording after the other brought in, and what came of each: the report a teacher reads.

A take is kept before the next is begun, so this can be stopped, or killed, and begun again: what is here
already is passed over.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.services import bringing
from app.services.bringing import Decode, Item, Plan
from app.services.household import Household
from audio.troubles import NothingSpokenError, SoundError, SoundTooLargeError
from lexicon.exchange.flaws import ArchiveError, SourceError
from lexicon.exchange.voices import MOST_BYTES, Refused
from lexicon.troubles import ConsentMissingError, RemovedError

Told = Callable[[int, int], bool]
ADVICE = {
    "clipped": "too loud, its tops are cut off", "cut_start": "its beginning may be cut off",
    "cut_end": "its end may be cut off", "two_words": "maybe two words", "too_long": "long for one word",
    "noisy": "noisy", "too_quiet": "quiet", "hum": "a hum in it", "offset": "not centred",
}  # fmt: skip
"""What ``audio.quality`` may say of a take that is kept all the same."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A file that came in: the word it says, how many recordings were kept of it (one for each sense), and
    advice (names as in ADVICE)."""

    name: str
    word: str
    takes: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a source. ``unmatched`` are names of no word here, ``here`` counts files that were brought
    in before, ``left`` what is none of our business, by what it is; ``waiting`` files were not got to."""

    matched: tuple[Matched, ...] = ()
    unmatched: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    here: int = 0
    left: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def words(self) -> int:
        """How many different words came in."""
        return len({one.word for one in self.matched})

    @property
    def takes(self) -> int:
        """How many recordings were kept."""
        return sum(one.takes for one in self.matched)

    def lines(self) -> Iterator[str]:
        """The report for people, a line each."""
        yield f"{_counted(self.words, 'word')}, {_counted(self.takes, 'new recording')}."
        if self.matched:
            yield "They wait for a second listener: please hear them in Ana Til, under the voices."
        if several := sum(one.takes > 1 for one in self.matched):
            yield f"{_counted(several, 'file')} of a word with several meanings, kept once for each."
        faults = Counter(fault for one in self.matched for fault in one.faults)
        for fault, count in sorted(faults.items()):
            yield f"{_counted(count, 'file')}, kept: {ADVICE.get(fault, fault)}."
        if self.here:
            yield f"{_counted(self.here, 'file')} were here already." if self.here > 1 else "1 file was here."
        for what, count in sorted(self.left.items()):
            yield f"Left: {count} {what}."
        if self.unmatched:
            yield f"{_counted(len(self.unmatched), 'name')} of no word here:"
            yield from (f"  {_cell(name)}" for name in self.unmatched)
        if self.refused:
            yield f"{_counted(len(self.refused), 'file')} refused:"
            yield from (f"  {_cell(one.name)}: {one.why}" for one in self.refused)
        if self.waiting:
            yield f"Stopped. {_counted(self.waiting, 'file')} not looked at; bring the same again to go on."

    def table(self) -> bytes:
        """The report as UTF-8 TSV: what became of each file, the file, the word, and why or with what advice.

        No cell begins as a formula does, whatever a file is called.
        """
        rows = [("outcome", "file", "word", "note")]
        for one in self.matched:
            rows.append(("brought in", one.name, one.word, "; ".join(ADVICE.get(f, f) for f in one.faults)))
        rows += (("no word here", name, "", "") for name in self.unmatched)
        rows += (("refused", one.name, "", one.why) for one in self.refused)
        return "".join("\t".join(_cell(cell) for cell in row) + "\n" for row in rows).encode()


@contextmanager
def decoder() -> Iterator[Decode]:
    """What reads strangers' files, in a process of its own, within what one word can need."""
    from audio import decoding

    limits = decoding.Limits(most_bytes=MOST_BYTES, most_seconds=bringing.MOST_SECONDS)
    with decoding.Decoder(limits) as one:
        yield one.decode_bytes


def bring(household: Household, plan: Plan, decode: Decode, told: Told = lambda _done, _all: True) -> Report:
    """Bring in everything of ``plan`` that is new here.

    ``told`` hears how many of how many are done and says whether to go on; Ctrl-C stops too. Raises OSError
    (no room …) or a ``StoreError``; what was kept until then stays.
    """
    matched: list[Matched] = []
    refused = list(plan.source.refused)
    here = done = 0
    try:
        for item in plan.items:
            if not told(done, len(plan.items)):
                break
            try:
                came = _one(household, plan, item, decode)
            except (SourceError, ArchiveError, SoundError, RemovedError, ConsentMissingError) as error:
                refused.append(Refused(item.offered.name, _why(error)))
            else:
                here += came is None
                matched += [came] if came is not None else []
            done += 1
    except KeyboardInterrupt:
        pass  # the take that was begun is kept whole or not at all
    return Report(
        tuple(matched), plan.unmatched, tuple(refused), here, plan.source.left, len(plan.items) - done
    )


def _one(household: Household, plan: Plan, item: Item, decode: Decode) -> Matched | None:
    """One file brought in; None where it was here."""
    try:
        content = item.offered.read()
    except OSError as error:
        raise SourceError("It cannot be read.") from error
    sha256 = bringing.digest(content)
    new = bringing.check(household, plan, item, sha256)
    if not new:
        return None
    ready = bringing.prepared(content, decode)
    takes = bringing.keep(household, plan, item, new, sha256, ready)
    return Matched(item.offered.name, item.senses[0].headword, len(takes), ready.faults)


def _why(error: Exception) -> str:
    match error:
        case NothingSpokenError():
            return "Nobody speaks in it."
        case SoundTooLargeError():
            return f"It is too large, or longer than {bringing.MOST_SECONDS:g} seconds: more than one word."
        case SoundError():
            return "It is no sound that can be read here."
        case RemovedError():
            return "It was taken back here, and stays away."
        case ConsentMissingError():
            return "The speaker no longer allows it."
    return str(error)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _cell(text: str) -> str:
    """Safe to print and to open in a spreadsheet."""
    seen = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return f"'{seen}" if seen[:1] in ("=", "+", "-", "@") else seen
