"""A native reader's desk: what waits, one thing at a time, and what was said of it.

Nothing here changes what a child sees: what is said travels as a corrections file (``lexicon.corrections``)
to whoever keeps the words, and comes back with the next pack. A reader is a random id of this device.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from app.services.household import Household
from app.services.pages import Pages
from lexicon import corrections, examples, judgements, registers, senses
from lexicon.judgements import Judgement, Kind, Said
from lexicon.records import Sense

READER = "reader"
"""The device's setting with the reader's id."""


@dataclass(frozen=True, slots=True)
class InterfaceText:
    """A text of the interface: its English, its Uyghur, and its meaning in the reader's language."""

    english: str
    uyghur: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be read. ``about`` says what kind of word it is; ``others`` what other readers said."""

    kind: Kind
    target: str
    text: str
    meaning: str
    language: str
    picture: str | None = None
    about: str = ""
    note: str = ""
    others: tuple[Judgement, ...] = ()

    @property
    def shown(self) -> dict[str, str]:
        """What a judgement of this is of; the same as ``lexicon.starter.applying.shown``."""
        found = {"text": self.text, "meaning": self.meaning, "language": self.language}
        if self.kind is Kind.PICTURE:
            found["picture"] = self.picture or ""
        return found


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk: by kind what still waits, in order, and how much was read."""

    reader: UUID
    waiting: Mapping[Kind, tuple[Item, ...]]
    read: Mapping[Kind, int]
    said: int = 0


class Readers:
    """Runs on the database's thread; hands out frozen records."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def desk(self, language: str, texts: Sequence[InterfaceText] = ()) -> Desk:
        """The desk, meanings in ``language``. What differs from another reader's word comes first."""
        household = self._household
        reader = self._reader()
        with household.kept.read() as connection:
            every = senses.everything(connection, household.now_ms())
            sentences = examples.waiting(connection, language)
            said = judgements.every(connection)
        mine = {(one.kind, one.target): one for one in said if one.reader == reader}
        others: defaultdict[tuple[Kind, str], list[Judgement]] = defaultdict(list)
        for one in said:
            if one.reader != reader:
                others[one.kind, one.target].append(one)
        heaps: dict[Kind, list[Item]] = {kind: [] for kind in Kind}
        for item in _items(every, sentences, texts, language):
            heaps[item.kind].append(_with(item, others.get((item.kind, item.target), ())))
        waiting = {
            kind: tuple(
                sorted(
                    (one for one in items if not _is_read(one, mine.get((kind, one.target)))),
                    key=lambda one: not _contested(one),
                )
            )
            for kind, items in heaps.items()
        }
        read = {kind: len(items) - len(waiting[kind]) for kind, items in heaps.items()}
        return Desk(reader, waiting, read, len(mine))

    def say(self, item: Item, said: Said, changes: Mapping[str, str] | None = None) -> Judgement:
        """Keep what the reader says of one thing."""
        now = datetime.fromtimestamp(self._household.now_ms() / 1000, UTC)
        judgement = Judgement(
            self._reader(), item.kind, item.target, item.shown, said, dict(changes or {}), f"{now:%Y-%m}"
        )
        with self._household.kept.write() as connection:
            judgements.put(connection, [judgement])
        return judgement

    def take_back(self, item: Item) -> None:
        """Forget what the reader said of one thing; it waits again."""
        with self._household.kept.write() as connection:
            judgements.take_back(connection, self._reader(), item.kind, item.target)

    def save(self) -> Path:
        """Everything this reader said, as a corrections file beside one's documents. Raises OSError."""
        reader = self._reader()
        with self._household.kept.read() as connection:
            said = judgements.every(connection)
        content = corrections.write(reader, "", said)
        return Pages(self._household).save(content, corrections.ENDING)

    def found(self) -> tuple[Path, ...]:
        """Corrections files of other readers that lie where one's own are saved."""
        folder = self._household.places.outbox
        own = str(self._reader())
        kept = []
        for path in sorted(folder.glob(f"*.{corrections.ENDING}")) if folder.is_dir() else ():
            try:
                if str(_read(path).reader) != own:
                    kept.append(path)
            except (OSError, corrections.CorrectionsError):
                kept.append(path)  # it is named, and what is wrong with it is said when it is opened
        return tuple(kept)

    def bring(self, path: Path) -> int:
        """Lay another reader's judgements beside one's own; how many.

        Raises ``CorrectionsError`` or OSError, and has then changed nothing.
        """
        given = _read(path)
        with self._household.kept.write() as connection:
            judgements.put(connection, given.judgements)
        return len(given.judgements)

    def _reader(self) -> UUID:
        household = self._household
        with household.kept.read() as connection:
            known = registers.get(connection, registers.DEVICE, READER)
        if known:
            return UUID(known)
        made = household.new_id()
        household.set_device(READER, str(made))
        return made


def _read(path: Path) -> corrections.Corrections:
    with path.open("rb") as file:
        return corrections.read(file.read(corrections.MOST_BYTES + 1))


def _items(
    every: Iterable[Sense],
    sentences: Iterable[examples.Example],
    texts: Iterable[InterfaceText],
    language: str,
) -> Iterable[Item]:
    for sense in every:
        meaning = sense.glosses.get(language, "")
        if sense.status != "approved":
            yield Item(
                Kind.WORD, str(sense.id), sense.headword, meaning, language, sense.picture,
                sense.part_of_speech, sense.note,
            )  # fmt: skip
        if sense.picture is not None:
            yield Item(Kind.PICTURE, str(sense.id), sense.headword, meaning, language, sense.picture)
    for sentence in sentences:
        yield Item(Kind.SENTENCE, str(sentence.id), sentence.text, sentence.translation, language)
    for text in texts:
        yield Item(Kind.TEXT, text.english, text.uyghur, text.meaning, language)


def _with(item: Item, others: Iterable[Judgement]) -> Item:
    return replace(item, others=tuple(others))


def _is_read(item: Item, mine: Judgement | None) -> bool:
    """Whether the reader has said something of what is shown now; in another language counts too."""
    return (
        mine is not None
        and mine.shown.get("text") == item.text
        and (mine.shown.get("language") != item.language or mine.shown == item.shown)
    )


def _contested(item: Item) -> bool:
    return any(one.said not in (Said.APPROVE, Said.UNSURE) for one in item.others)
