"""Packs that somebody made to do harm: changed inside, and signed with a key of their own."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lexicon.exchange.sealed_lines import as_written
from lexicon.packs import envelope
from lexicon.packs.contents import VOICES_FILE, WORDS_FILE
from tests.lexicon.exchange.test_archives import zipped

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def signed(body: bytes, key: Any = KEY) -> bytes:
    """A pack with this body."""
    file = io.BytesIO(bytes(envelope.BODY) + body)
    envelope.sign(file, key)
    return file.getvalue()


@dataclass
class Forge:
    """An honest pack taken apart: its files by name, to be changed and put together again."""

    files: dict[str, bytes]
    more: list[tuple[str, bytes]] = field(default_factory=list)
    """Files that the list in the pack does not name."""

    @classmethod
    def of(cls, path: Path) -> Forge:
        body = path.read_bytes()[envelope.BODY :]
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def lines(self, name: str = WORDS_FILE) -> list[Any]:
        return [json.loads(line) for line in self.files[name].splitlines()]

    def put(self, lines: list[Any], name: str = WORDS_FILE) -> Forge:
        self.files[name] = b"".join(map(as_written, lines))
        return self

    def change(self, kind: str, change: Callable[[list[Any]], Any], name: str = WORDS_FILE) -> Forge:
        """Change the first line of a kind (``head``: the first of all); what ``change`` returns takes its
        place, None leaves the line as it was changed."""
        lines = self.lines(name)
        at = 0 if kind == "head" else place(lines, kind)
        lines[at] = change(lines[at]) or lines[at]
        return self.put(lines, name)

    def voices(self, kind: str, change: Callable[[list[Any]], Any]) -> Forge:
        return self.change(kind, change, VOICES_FILE)

    def raw(self, old: bytes, new: bytes, name: str = WORDS_FILE) -> Forge:
        """Change bytes of a file's lines."""
        assert old in self.files[name]
        self.files[name] = self.files[name].replace(old, new, 1)
        return self

    def swap(self, name: str, content: bytes, *, rename: bool = True) -> Forge:
        """Put other bytes in a clip's or picture's place; ``rename`` gives a clip the name it has then."""
        self.files[name] = content
        if rename and name.startswith("clips/"):
            old = Path(name).stem
            new = hashlib.sha256(content).hexdigest()
            self.files[name.replace(old, new)] = self.files.pop(name)
            self.files[VOICES_FILE] = self.files[VOICES_FILE].replace(old.encode(), new.encode())
        return self

    def listed(self) -> Forge:
        """The list of files says what is there now."""
        lines = [line for line in self.lines() if not (isinstance(line, list) and line[0] == "file")]
        files = [
            ["file", name, len(content), hashlib.sha256(content).hexdigest()]
            for name, content in sorted(self.files.items())
            if name != WORDS_FILE
        ]
        return self.put([lines[0], *files, *lines[1:]])

    def body(self, method: int = zipfile.ZIP_STORED) -> bytes:
        words = [(WORDS_FILE, self.files[WORDS_FILE])]
        rest = sorted((name, content) for name, content in self.files.items() if name != WORDS_FILE)
        return zipped([*words, *rest, *self.more], method)

    def pack(self) -> bytes:
        return signed(self.body())

    def first(self, folder: str, ending: str = "") -> str:
        """The name of the first file in a folder of the pack."""
        return next(name for name in sorted(self.files) if name.startswith(folder) and name.endswith(ending))


def place(lines: list[Any], kind: str) -> int:
    """Where the first line of a kind stands."""
    return next(n for n, line in enumerate(lines) if isinstance(line, list) and line[0] == kind)


def with_a_link(forge: Forge) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in forge.files.items():
            entry = zipfile.ZipInfo(name)
            if name.startswith("clips/"):
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, content)
    return signed(out.getvalue())
