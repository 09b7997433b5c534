"""Where the starter's files are, and whether a database already says what they say.

Little is imported here: every start of the app asks this, and nearly every time the answer is yes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from lexicon import facts
from lexicon.store import Store

HERE: Final = Path(__file__).parent


def files(folder: Path = HERE) -> list[Path]:
    """The starter's files by name, which is the order of the path."""
    return sorted(folder.glob("*.tsv"), key=lambda path: path.name)


def sentence_files(folder: Path = HERE) -> list[Path]:
    """The files of sentences, by name."""
    return files(folder / "sentences")


def digest(folder: Path = HERE) -> str:
    """A SHA-256 over names and bytes of all files: equal while nothing in the starter was touched."""
    total = hashlib.sha256()
    for path in (*files(folder), *sentence_files(folder)):
        content = path.read_bytes()
        total.update(f"{path.name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def is_current(store: Store, folder: Path = HERE) -> bool:
    """Whether the files, and today's rules of searching, are what the store was last made from."""
    here = digest(folder)
    with store.read() as connection:
        return (
            facts.get(connection, facts.STARTER) == here
            and facts.get(connection, facts.SEARCH) == facts.SEARCH_RULES
        )
