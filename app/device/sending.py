"""A file of ours handed to another app: laid into Downloads, then offered to whatever can send it.

Since Android 10 an app may put files of its own into Downloads without any permission (``MediaStore``), and
their addresses may be passed on: no provider of ours is needed. Before that it may not, and a person says in
Android's own dialogue where the file is to lie (``app.device.choosing``); that address is passed on then.
The copy in Downloads stays when the app is removed.

All numbers and names are those of Android's public API and never change.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO, Final

from anatil import AnaTilError
from app.device import choosing

KINDS: Final = {
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
    "png": "image/png",
    "zip": "application/zip",
    "tsv": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by ending."""
OTHERWISE: Final = "application/octet-stream"
"""Our own files: behind a name of this kind Android puts no other ending, and we take it from others."""
HAS_DOWNLOADS: Final = 29
"""The API level (Android 10) that brought ``MediaStore.Downloads``."""
GRANT_READ: Final = 0x00000001
"""``Intent.FLAG_GRANT_READ_URI_PERMISSION``."""
_CHUNK: Final = 1 << 20


class NotSentError(AnaTilError):
    """Android takes no copy of the file."""


def kind_of(path: Path) -> str:
    """A file's media type, by its ending."""
    return KINDS.get(path.suffix.lower().removeprefix("."), OTHERWISE)


class Sender:
    """Lays copies where other apps can reach them, and hands them on.

    ``java`` stands for the module ``jnius`` (``autoclass``, ``cast``). Only classes of Android's own are
    asked for, so any thread may call.
    """

    def __init__(self, activity: Any, java: Any = None) -> None:
        self._activity = activity
        self._java = java or import_module("jnius")
        self.has_downloads: bool = self._class("android.os.Build$VERSION").SDK_INT >= HAS_DOWNLOADS
        """Whether ``put_into_downloads`` is there; else a person chooses a place for ``write_to``."""

    def put_into_downloads(self, path: Path) -> Any:
        """Copy a file into Downloads; its address. Others see it once it is whole.

        Raises ``NotSentError`` or OSError: then nothing of it is left there. Copies that a kill left half
        made are seen by nobody, and Android deletes them after some days.
        """
        resolver = self._activity.getContentResolver()
        try:
            values = self._values(1)
            values.put("_display_name", path.name)
            values.put("mime_type", kind_of(path))
            address = resolver.insert(
                self._class("android.provider.MediaStore$Downloads").EXTERNAL_CONTENT_URI, values
            )
        except Exception as error:  # whatever Java throws
            raise NotSentError("Downloads takes no file") from error
        if address is None:
            raise NotSentError("Downloads gives no address")
        try:
            self._copy(path, address, synced=True)
            if self._asked(lambda: resolver.update(address, self._values(0), None, None)) != 1:
                raise NotSentError("the copy stays hidden")
        except BaseException:
            with suppress(Exception):
                resolver.delete(address, None, None)
            raise
        return address

    def write_to(self, path: Path, address: Any) -> None:
        """Copy a file to where a person chose. Raises as ``put_into_downloads`` does; then the document that
        was made for it is taken away."""
        try:
            self._copy(path, address)
        except BaseException:
            choosing.delete(self._java, self._activity, address)
            raise

    def hand_on(self, address: Any, kind: str) -> None:
        """Show what can send a file of a ``kind`` (media type). Raises ``NotSentError``."""
        try:
            self._hand_on(address, kind)
        except Exception as error:  # whatever Java throws
            raise NotSentError("nothing here can send it") from error

    def _hand_on(self, address: Any, kind: str) -> None:
        intents = self._class("android.content.Intent")
        intent = intents("android.intent.action.SEND")
        intent.setType(kind)
        # Among the many ``putExtra`` pyjnius finds this one only by the type it declares.
        intent.putExtra("android.intent.extra.STREAM", self._java.cast("android.os.Parcelable", address))
        intent.addFlags(GRANT_READ)
        self._activity.startActivity(intents.createChooser(intent, None))

    def _values(self, pending: int) -> Any:
        values = self._class("android.content.ContentValues")()
        # A number of Python's fits none of the ``put``: they take objects.
        values.put("is_pending", self._class("java.lang.Integer")(pending))
        return values

    def _copy(self, path: Path, address: Any, *, synced: bool = False) -> None:
        with path.open("rb") as source:
            resolver = self._activity.getContentResolver()
            handle = self._asked(lambda: resolver.openFileDescriptor(address, "w").detachFd())
            with os.fdopen(handle, "wb") as target:
                copyfileobj(source, target, _CHUNK)
                if synced:
                    _sync(target)

    def _asked(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:  # whatever Java throws
            raise NotSentError("Android does not let it be written") from error

    def _class(self, name: str) -> Any:
        return self._java.autoclass(name)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
