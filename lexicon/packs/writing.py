"""Writing a pack: the same contents, signed with the same key, give the same bytes.

Nothing is packed (deflate's bytes are another library's business, and voices and pictures do not shrink), and
every file in it is of 1 January 1980.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, BinaryIO, Final, cast

from lexicon.exchange.sealed_lines import as_written
from lexicon.packs import envelope, lines
from lexicon.packs.contents import VOICES_FILE, WORDS_FILE, Contents, File
from lexicon.packs.envelope import Window

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


def write(
    file: BinaryIO,
    contents: Contents,
    content_of: Callable[[File], bytes],
    private: Any,
    step: Callable[[], None],
) -> Contents:
    """Write a pack and sign it; ``file`` is empty and can be read. Returns the contents as they went in.

    ``contents.files`` are clips and pictures, whose bytes ``content_of`` gives; ``step`` is called after each
    and may raise. Raises OSError.
    """
    voices = b"".join(_lines(contents, lines.VOICES))
    voices_file = File(VOICES_FILE, len(voices), hashlib.sha256(voices).hexdigest())
    every = tuple(sorted((*contents.files, voices_file), key=lambda one: one.name))
    whole = replace(contents, files=every)
    file.write(bytes(envelope.BODY))
    with zipfile.ZipFile(cast(BinaryIO, Window(file)), "w", zipfile.ZIP_STORED) as archive:
        _put(archive, WORDS_FILE, b"".join(_of_words(whole)))
        for one in every:
            _put(archive, one.name, voices if one.name == VOICES_FILE else content_of(one))
            step()
    file.flush()
    envelope.sign(file, private)
    return whole


def _of_words(contents: Contents) -> Iterable[bytes]:
    yield as_written(contents.head.line())
    for one in contents.files:
        yield as_written(["file", one.name, one.size, one.sha256])
    for gone in contents.gone:
        yield as_written(["gone", gone.hex])
    yield from _lines(contents, lines.WORDS)


def _lines(contents: Contents, kinds: tuple[lines.Kind, ...]) -> Iterable[bytes]:
    count = 0
    for kind in kinds:
        for row in sorted(contents.of(kind.name), key=kind.key_of):
            count += 1
            yield as_written(kind.line(row))
    yield as_written(["end", count])


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
    archive.writestr(entry, content)
