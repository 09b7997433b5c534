"""Which words somebody means by a list: a theme of the path, a list of their own, or a text file.

The sheet that goes to a speaker is numbered from here, and the long take that comes back is cut by the same
numbers. So a list is found whole or not at all: a word that is left out would shift every voice after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from anatil import AnaTilError
from app.services.household import Household
from lexicon import search_keys, senses
from lexicon.records import UNSAID, Sense, Theme
from lexicon.search import Rank, search
from lexicon.search_index import FORM, UYGHUR
from lexicon.starter import files
from lexicon.uyghur.scripts import to_arabic


class UnknownListError(AnaTilError):
    """No theme is called so and no text file lies there; the message says it and the next step."""


class UnknownWordsError(AnaTilError):
    """Some lines of a file are no words of this vocabulary; ``words`` are those lines."""

    def __init__(self, name: str, words: tuple[str, ...]) -> None:
        super().__init__(
            f"{name}: these are not among the words here: {', '.join(words)}. "
            "Please correct or remove these lines, then try again."
        )
        self.words = words


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words that were meant, in their order, each once: the n-th has the number n.

    ``title`` is a theme's Uyghur title in UEY, a list's own, or the file's name without its ending;
    ``titles`` are by BCP-47 language, none for a file; ``theme_id`` the theme's or list's, None for a file.
    """

    title: str
    senses: tuple[Sense, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    theme_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A theme as one may ask for it: by its ``number`` on the path, its ``key`` (``animals``) or a title."""

    number: int
    key: str
    theme: Theme


def listed(household: Household) -> tuple[Listed, ...]:
    """The themes of the path in their order; ``key`` is "" for one that came with no file of the starter."""
    with household.kept.read() as connection:
        return _listed(connection)


def chosen(household: Household, text: str) -> Chosen:
    """The words ``text`` stands for: a theme's number, key or title in any language and script, the title of
    a list of one's own, or a file.

    A file has one headword a line, in any script, in UTF-8; empty lines and those that begin with # are
    passed over. A word with several meanings is its first on the path, unless a tab and a meaning in any
    language follow it, as ``anatil words search`` prints them. Raises ``UnknownListError`` and
    ``UnknownWordsError``.
    """
    with household.kept.read() as connection:
        theme = _theme(_listed(connection), text) or _own(senses.own_lists(connection), text)
        if theme is not None:
            words = senses.senses_of(connection, theme.id, household.now_ms())
            if not words:
                raise UnknownListError(f"There is no word in “{text}” now: please choose another list.")
            return Chosen(title_of(theme, text), words, theme.titles, theme.id)
        path = Path(text)
        lines = _lines(path, text)
        return Chosen(path.stem, _words(connection, path.name, lines, household.now_ms()))


def of_list(household: Household, list_id: UUID) -> Chosen:
    """The words of a list of one's own or a pack's. Raises ``UnknownListError`` where it is gone or empty."""
    with household.kept.read() as connection:
        theme = next((one for one in senses.own_lists(connection) if one.id == list_id), None)
        words = senses.senses_of(connection, list_id, household.now_ms())
    if theme is None or not words:
        raise UnknownListError("There is no word in this list now: please choose another list.")
    return Chosen(title_of(theme), words, theme.titles, list_id)


def words_of(household: Household, list_id: UUID) -> tuple[Sense, ...]:
    """The words of a theme or list, none where it is gone."""
    with household.kept.read() as connection:
        return senses.senses_of(connection, list_id, household.now_ms())


def everything(household: Household) -> Chosen:
    """All words that are kept, those of the path first; ``title`` is ""."""
    with household.kept.read() as connection:
        return Chosen("", senses.all_senses(connection, household.now_ms()))


def title_of(theme: Theme, otherwise: str = "") -> str:
    """The Uyghur title, else the one that was typed, else any."""
    titles = theme.titles
    return titles.get(UYGHUR) or titles.get(UNSAID) or next(iter(titles.values()), otherwise)


def _listed(connection: Connection) -> tuple[Listed, ...]:
    keys = _keys()
    return tuple(
        Listed(theme.place + 1, keys.get(theme.id, ""), theme) for theme in senses.themes(connection)
    )


def _keys() -> dict[UUID, str]:
    """``01-animals.tsv`` → ``animals``, by the id in the file's first row, which is the theme's."""
    found = {}
    for path in files.files():
        with path.open(encoding="utf-8") as file:
            file.readline()
            found[UUID(file.readline().split("\t", 1)[0])] = path.stem.partition("-")[2]
    return found


def _theme(themes: tuple[Listed, ...], text: str) -> Theme | None:
    text = text.strip()
    for one in themes:
        if text and text.lower() in (str(one.number), one.key, f"{one.number:02}-{one.key}"):
            return one.theme
    asked = {key.key for key in search_keys.asked(text) if not key.unfinished}
    for one in themes:
        for language, title in one.theme.titles.items():
            keys = search_keys.of_uyghur(title) if language == UYGHUR else search_keys.of_gloss(title)[:2]
            if asked.intersection(keys):
                return one.theme
    return None


def _own(own: tuple[Theme, ...], text: str) -> Theme | None:
    """A list of one's own by its title, as it was typed or nearly so."""
    key = search_keys.fold(text)
    exact = (one for one in own if text.strip() in one.titles.values())
    folded = (one for one in own if key and key in map(search_keys.fold, one.titles.values()))
    return next(exact, None) or next(folded, None)


def _lines(path: Path, text: str) -> list[tuple[str, str]]:
    """Word and meaning ("" where none is given) of each line."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, or a name no file can have
        found = "is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else "is no list here"
        raise UnknownListError(
            f"“{text}” {found}: please give a theme (anatil voices ask names them all) "
            "or a text file with one word a line."
        ) from error
    cells = [line.split("\t") for line in content.splitlines() if line.strip() and line.strip()[0] != "#"]
    found_lines = [(line[0].strip(), line[1].strip() if len(line) > 1 else "") for line in cells]
    if not found_lines:
        raise UnknownListError(f"There is no word in “{text}”: please write one word a line into it.")
    return found_lines


def _words(connection: Connection, name: str, lines: list[tuple[str, str]], now_ms: int) -> tuple[Sense, ...]:
    order = {sense.id: place for place, sense in enumerate(senses.everything(connection, now_ms))}
    found: dict[UUID, Sense] = {}
    unknown = []
    for word, meaning in lines:
        meant = _meant(connection, word, meaning, order, now_ms)
        if meant is None:
            unknown.append(f"{word} ({meaning})" if meaning else word)
        else:
            found.setdefault(meant.id, meant)
    if unknown:
        raise UnknownWordsError(name, tuple(dict.fromkeys(unknown)))
    return tuple(found.values())


def _meant(
    connection: Connection, word: str, meaning: str, order: Mapping[UUID, int], now_ms: int
) -> Sense | None:
    """The sense a line means: what is spelled so before what is found without its dots or seats, a headword
    before a dialect form, and the first on the path."""
    hits = {hit.sense: hit for hit in search(connection, word, languages=[UYGHUR]) if hit.rank is Rank.EXACT}
    here = senses.senses(connection, hits, now_ms)
    spelled = to_arabic(word)

    def rank(sense: Sense) -> tuple[bool, bool, bool, int]:
        hit = hits[sense.id]
        text = to_arabic(hit.matched)
        unlike = search_keys.fold(text) != search_keys.fold(spelled)
        return unlike, hit.kind == FORM, text != spelled, order.get(sense.id, len(order))

    if meaning:
        key = search_keys.fold(meaning)
        here = tuple(one for one in here if key in map(search_keys.fold, one.glosses.values()))
    return min(here, key=rank, default=None)
