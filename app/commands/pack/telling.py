"""What these commands share: a pack in lines, its maker's words, and errors in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.progress.asking import bar, counted
from lexicon.records import Scope

if TYPE_CHECKING:
    from lexicon.packs.installing import Change
    from lexicon.packs.keys import KeyWord
    from lexicon.packs.reading import Pack

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOR = {
    Scope.CLASS: "for the class only: its speakers did not lend their voices to everybody",
    Scope.PUBLIC: "for everybody",
}

__all__ = ["FILE", "bar", "counted", "in_a_sentence", "key_words", "of_change", "of_pack", "size_of"]


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """What the disk says leaves as one sentence; our own errors are sentences already."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{error.strerror or error}. Nothing was changed.") from error


def of_pack(pack: Pack) -> Iterator[str]:
    """What is in a pack, a line a thing."""
    head, contents = pack.head, pack.contents
    title = " · ".join(dict.fromkeys(head.titles.values()))
    yield f"{title}: version {head.number} of {head.month}, {size_of(pack.envelope.size)}"
    yield f"  made by {head.maker}, {FOR[head.scope]}"
    words, voices = contents.of("sense"), contents.of("take")
    languages = ", ".join(contents.languages)
    yield f"  {counted(len(words), 'word', 'words')} with meanings in {languages or 'no language'}"
    speakers = [row["pseudonym"] for row in contents.of("speaker")]
    if voices:
        yield f"  {counted(len(voices), 'recording', 'recordings')} by {', '.join(sorted(speakers))}"
    pictures = sum(one.name.startswith("pictures/") for one in contents.files)
    if pictures:
        yield f"  {counted(pictures, 'picture', 'pictures')}"
    if head.week is not None:
        yield f"  this week's words: {contents.title(head.week, 'en')}"
    if contents.of("edit"):
        yield f"  {counted(len(contents.of('edit')), 'correction', 'corrections')} by the maker"
    waiting = sum(row["status"] != "approved" for row in words)
    if waiting:
        yield f"  {counted(waiting, 'word has', 'words have')} been approved by no native reader yet"
    for line in head.attribution:
        yield f"  {line}"


def of_change(change: Change) -> Iterator[str]:
    """What installing does, a line a thing."""
    told = (
        (change.added, "new word", "new words"),
        (change.changed, "changed word", "changed words"),
        (change.voices, "new recording", "new recordings"),
        (change.edits, "correction by the maker", "corrections by the maker"),
        (change.dropped, "word that is no longer in it", "words that are no longer in it"),
        (change.taken_back, "recording taken back by its speaker", "recordings taken back by their speakers"),
        (change.kept, "correction of your own stays", "corrections of your own stay"),
    )
    lines = [f"  {counted(count, one, many)}" for count, one, many in told if count]
    yield from lines or ["  nothing is new in it"]


def key_words(words: Sequence[KeyWord]) -> str:
    """The words of a key, with their numbers so that none is passed over."""
    return "   ".join(f"{number} {one.word}" for number, one in enumerate(words, start=1))


def size_of(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size / 1_000:,.0f} kB"
