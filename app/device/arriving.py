"""A file of ours that another app opens with us or hands over: copied to where one looks for such files.

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
    name = _plain(_name_of(resolver, found) or str(found.getLastPathSegment() or ""))
    if name is None:
        return None
    try:
        handle = resolver.openFileDescriptor(found, "r").detachFd()
    except Exception as error:  # whatever Java throws: it was deleted, or its app has taken it back
        raise UnreadableError("the file that came cannot be read") from error
    with os.fdopen(handle, "rb") as stream:
        return _kept(stream, folder, name)


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


def _plain(name: str) -> str | None:
    """The file's own name without anything that leads elsewhere; None where its ending is none of ours."""
    stem, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if not dot or ending not in ENDINGS:
        return None
    kept = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in stem)
    return f"{kept.strip(' .')[:_LONGEST_NAME] or 'file'}.{ending}"


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
