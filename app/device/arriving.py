"""A file that another app opens with us or hands over, or that a person chose: copied to where one looks.

Android names it by a ``content://`` address that only this start of the app may read, so it is copied at
once, within limits, under a name of ours. What is in it is seen before anything happens, as with any other.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from anatil import AnaTilError
from lexicon.whole_files import free, replacing

PACK, PROGRESS, CORRECTIONS, BACKUP = "anatil", "anatil-progress", "anatil-corrections", "anatil-backup"
ENDINGS: Final = (PACK, PROGRESS, CORRECTIONS, BACKUP)
"""As the modules of ``lexicon`` have them, which would bring the database before the first frame."""
MOST_BYTES: Final = 2_000_000_000
"""A backup of a family with many voices; each kind of file has a limit of its own when it is opened."""
FROM_HISTORY: Final = 0x00100000
"""``Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY``: the app comes back with the intent it once had."""
_VIEW: Final = "android.intent.action.VIEW"
_SEND: Final = "android.intent.action.SEND"
_STREAM: Final = "android.intent.extra.STREAM"
_NAME: Final = "_display_name"
"""``OpenableColumns.DISPLAY_NAME``."""
_CHUNK: Final = 1 << 20
_LONGEST_NAME: Final = 80
_LONGEST_ENDING: Final = 20

_log = logging.getLogger("anatil")


class UnreadableError(AnaTilError):
    """What came cannot be read any more, or is larger than any file of ours."""


def starting(platform: str, java: Any = None) -> tuple[Any, Any] | None:
    """The activity and the intent that the app was started with; None where there is no Android.

    On the main thread: only there does Java find p4a's own classes. ``platform`` as Kivy names it; ``java``
    stands for the module ``jnius``.
    """
    if platform != "android":
        return None
    java = java or import_module("jnius")
    activity = java.autoclass("org.kivy.android.PythonActivity").mActivity
    return activity, activity.getIntent()


def later(activity: Any, then: Callable[[Any, Any], None], android: Any = None) -> None:
    """From now on ``then`` is called with the activity and each intent that reaches the running app, on
    Android's own thread. ``android`` stands for p4a's module ``android.activity``."""
    android = android or import_module("android.activity")
    android.bind(on_new_intent=lambda intent: then(activity, intent))


def fetched(activity: Any, intent: Any, folder: Path) -> Path | None:
    """The file that an intent names, copied into ``folder`` under a name that is free; None where it names
    none of ours. Raises ``UnreadableError`` or OSError: then nothing of it is left."""
    if intent is None or intent.getFlags() & FROM_HISTORY:
        return None
    address = {_VIEW: intent.getData, _SEND: lambda: intent.getParcelableExtra(_STREAM)}.get(
        intent.getAction()
    )
    found = address() if address is not None else None
    if found is None:
        return None
    resolver = activity.getContentResolver()
    stem, ending = _plain(resolver, found)
    return _copied(resolver, found, folder, stem, ending) if ending in ENDINGS else None


def copied(activity: Any, address: Any, folder: Path, ending: str = "") -> Path:
    """The file at an address that a person chose, copied into ``folder`` under a name that is free.

    ``ending``, without its dot, comes behind a name that has another: chat apps rename what they do not know,
    and what is in the file is looked at anyway. Raises ``UnreadableError`` or OSError: then nothing of it is
    left.
    """
    resolver = activity.getContentResolver()
    stem, found = _plain(resolver, address)
    if ending and found != ending:
        stem, found = (f"{stem}.{found}" if found else stem), ending
    return _copied(resolver, address, folder, stem, found)


def _copied(resolver: Any, address: Any, folder: Path, stem: str, ending: str) -> Path:
    try:
        handle = resolver.openFileDescriptor(address, "r").detachFd()
    except Exception as error:  # whatever Java throws: it was deleted, or its app has taken it back
        raise UnreadableError("the file that came cannot be read") from error
    with os.fdopen(handle, "rb") as stream:
        return _kept(stream, folder, f"{stem}.{ending}" if ending else stem)


def _name_of(resolver: Any, address: Any) -> str:
    """What its app calls it."""
    try:
        cursor = resolver.query(address, None, None, None, None)
        if cursor is None:
            return ""
        try:
            column = cursor.getColumnIndex(_NAME)
            return str(cursor.getString(column) or "") if column >= 0 and cursor.moveToFirst() else ""
        finally:
            cursor.close()
    except Exception:  # whatever Java throws: a path of the address will do
        _log.warning("the name of a file that came cannot be read", exc_info=True)
        return ""


def _plain(resolver: Any, address: Any) -> tuple[str, str]:
    """The file's own name without anything that leads elsewhere, and its ending ("" for none)."""
    name = _name_of(resolver, address) or str(address.getLastPathSegment() or "")
    stem, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if not dot:
        stem, ending = ending, ""
    kept = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in stem)
    ending = "".join(sign for sign in ending if sign.isalnum() or sign == "-")
    return kept.strip(" .")[:_LONGEST_NAME] or "file", ending[:_LONGEST_ENDING]


def _kept(stream: BinaryIO, folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = free(folder / name)
    came = 0
    with replacing(path) as copy:
        while piece := stream.read(_CHUNK):
            came += len(piece)
            if came > MOST_BYTES:
                raise UnreadableError("the file that came is too large")
            copy.write(piece)
    return path
