"""An entry: one word with one meaning, as it comes in from another tool and goes out to one.

Every door (a table, LIFT, Anki, JSON) reads into these and writes from these. Here is only what a file says;
what it means for the words that are kept, and whether it may come in, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Media:
    """A sound or a picture of an entry. ``name`` is a plain file name (``alma.mp3``), for a report and for
    its kind; ``read`` gets the bytes within the door's limits.

    ``read`` raises ``SourceError``, ``ArchiveError`` or OSError.
    """

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Sentence:
    """An example; ``translations`` by BCP-47 language."""

    text: str
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One word with one meaning.

    ``headword`` is NFC, in whatever script the file has; ``glosses`` by BCP-47 language, UNSAID where the
    file does not say which; ``lists`` are names of lists, tags or domains it stands in; ``key`` is what the
    other tool knows it by (a LIFT guid, an Anki guid), "" for none; ``place`` says where in the file it
    stands, for a report ("line 7"); ``rest`` is whatever else the file says of it, for the way back, in that
    door's own words.
    """

    headword: str
    glosses: Mapping[str, str] = field(default_factory=dict)
    part_of_speech: str = ""
    examples: tuple[Sentence, ...] = ()
    lists: tuple[str, ...] = ()
    picture: Media | None = None
    voices: tuple[Media, ...] = ()
    note: str = ""
    key: str = ""
    place: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Something of the file that does not come in; ``why`` is one plain sentence."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Book:
    """What a file offers. ``title`` is "" where it has none; ``passed`` is what does not come in; ``answers``
    counts those that somebody has given to its words."""

    title: str
    entries: tuple[Entry, ...]
    passed: tuple[Passed, ...] = ()
    answers: int = 0
