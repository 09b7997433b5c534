"""A made-up Java for tests: it has the calls of Android's public API that are asked for here, and no others.

Every call is held against its signature, more strictly than pyjnius chooses among overloads: a number of
Python's is an int or a long and nothing else, a string is a String, an object must be of the very class that
is declared. A call that the reference does not have is an AttributeError.
"""

from __future__ import annotations

import threading
from itertools import zip_longest
from typing import Any

VALUES, URI, INTENT = "android.content.ContentValues", "android.net.Uri", "android.content.Intent"
RESOLVER, CHARS = "android.content.ContentResolver", "java.lang.CharSequence"
PARCELABLE, FORMAT = "android.os.Parcelable", "android.media.MediaFormat"
CODEC, INFO, BUFFER = "android.media.MediaCodec", "android.media.MediaCodec$BufferInfo", "java.nio.ByteBuffer"
DESCRIPTOR, VIEW, INSETS = "java.io.FileDescriptor", "android.view.View", "android.view.WindowInsets"
RECT, RUNNABLE = "android.graphics.Rect", "java.lang.Runnable"
INT, LONG, STRING, BYTES, STRINGS = "int", "long", "String", "byte[]", "String[]"

API: dict[str, dict[str, list[tuple[str, ...]]]] = {
    INTENT: {
        "<init>": [(), (STRING,), (STRING, URI)],
        "addCategory": [(STRING,)],
        "addFlags": [(INT,)],
        "createChooser": [(INTENT, CHARS)],
        "getData": [()],
        "putExtra": [(STRING, STRING), (STRING, PARCELABLE)],
        "setType": [(STRING,)],
    },
    VALUES: {"<init>": [()], "put": [(STRING, STRING), (STRING, "java.lang.Integer")]},
    "java.lang.Integer": {"<init>": [(INT,)]},
    "java.io.FileInputStream": {"<init>": [(STRING,)], "getFD": [()], "close": [()]},
    RESOLVER: {
        "insert": [(URI, VALUES)],
        "update": [(URI, VALUES, STRING, STRINGS)],
        "delete": [(URI, STRING, STRINGS)],
        "query": [(URI, STRINGS, STRING, STRINGS, STRING)],
        "openFileDescriptor": [(URI, STRING)],
    },
    "android.database.Cursor": {
        "getColumnIndex": [(STRING,)], "moveToFirst": [()], "getString": [(INT,)], "close": [()],
    },
    "android.provider.DocumentsContract": {"deleteDocument": [(RESOLVER, URI)]},
    "android.provider.MediaStore$Downloads": {},
    "android.os.Build$VERSION": {},
    "android.os.ParcelFileDescriptor": {"detachFd": [()]},
    URI: {"fromParts": [(STRING, STRING, STRING)], "getLastPathSegment": [()]},
    "org.kivy.android.PythonActivity": {
        "getContentResolver": [()],
        "getIntent": [()],
        "getPackageName": [()],
        "getWindow": [()],
        "runOnUiThread": [(RUNNABLE,)],
        "shouldShowRequestPermissionRationale": [(STRING,)],
        "startActivity": [(INTENT,)],
        "startActivityForResult": [(INTENT, INT)],
    },
    "android.view.Window": {"getDecorView": [()]},
    VIEW: {
        "findViewById": [(INT,)],
        "getGlobalVisibleRect": [(RECT,)],
        "getHeight": [()],
        "getRootWindowInsets": [()],
        "getWidth": [()],
        "performHapticFeedback": [(INT,)],
    },
    INSETS: {
        "getInsets": [(INT,)],
        "getSystemWindowInsetLeft": [()], "getSystemWindowInsetTop": [()],
        "getSystemWindowInsetRight": [()], "getSystemWindowInsetBottom": [()],
    },
    "android.view.WindowInsets$Type": {"systemBars": [()], "displayCutout": [()]},
    "android.graphics.Insets": {},
    RECT: {"<init>": [()]},
    "android.media.MediaExtractor": {
        "<init>": [()],
        "advance": [()],
        "getSampleTime": [()],
        "getTrackCount": [()],
        "getTrackFormat": [(INT,)],
        "readSampleData": [(BUFFER, INT)],
        "release": [()],
        "selectTrack": [(INT,)],
        "setDataSource": [(DESCRIPTOR, LONG, LONG)],
    },
    FORMAT: {"containsKey": [(STRING,)], "getInteger": [(STRING,)], "getString": [(STRING,)]},
    CODEC: {
        "configure": [(FORMAT, "android.view.Surface", "android.media.MediaCrypto", INT)],
        "createDecoderByType": [(STRING,)],
        "dequeueInputBuffer": [(LONG,)],
        "dequeueOutputBuffer": [(INFO, LONG)],
        "getInputBuffer": [(INT,)],
        "getOutputBuffer": [(INT,)],
        "getOutputFormat": [()],
        "queueInputBuffer": [(INT, INT, INT, LONG, INT)],
        "release": [()],
        "releaseOutputBuffer": [(INT, "boolean")],
        "start": [()],
        "stop": [()],
    },
    INFO: {"<init>": [()]},
    BUFFER: {"get": [(BYTES, INT, INT)]},
    DESCRIPTOR: {},
    PARCELABLE: {},
}  # fmt: skip
"""By class, the calls and their signatures: developer.android.com/reference."""
_SIZES = {INT: 31, LONG: 63}


class Thing:
    """An object of a class, or with ``is_class`` the class itself; fields are set like Python's own."""

    def __init__(self, bridge: Bridge, kind: str, is_class: bool = False, /, **fields: Any) -> None:
        self.__dict__.update(fields, _bridge=bridge, kind=kind, _is_class=is_class)

    def __call__(self, *arguments: Any) -> Any:
        assert self._is_class, "an object is not called"
        return self._bridge.called(self, "<init>", arguments)

    def __getattr__(self, name: str) -> Any:
        if name not in API[self.kind]:
            raise AttributeError(f"{self.kind} has no {name}")
        return lambda *arguments: self._bridge.called(self, name, arguments)

    def __repr__(self) -> str:
        return self.kind.rpartition(".")[2]


class Bridge:
    """Stands for the module ``jnius``. ``calls`` are in their order; ``threads`` are where they were made.

    ``answers`` holds what a call gives, by its name: a value, or a function of its object and arguments.
    """

    def __init__(self, **answers: Any) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.threads: list[int] = []
        self.answers: dict[str, Any] = answers
        self.statics: dict[str, dict[str, Any]] = {}
        self._main = threading.get_ident()

    def autoclass(self, name: str) -> Thing:
        if name.startswith("org."):
            # Elsewhere Java's FindClass knows the system's classes only.
            assert threading.get_ident() == self._main, f"{name} is not found on this thread"
        assert name in API, f"{name} is not in this bridge"
        return Thing(self, name, True, **self.statics.get(name, {}))

    def cast(self, name: str, thing: Thing) -> Thing:
        assert name in API
        return Thing(self, name, **{**thing.__dict__, "of": thing})

    def made(self, kind: str, **fields: Any) -> Thing:
        return Thing(self, kind, **fields)

    def called(self, thing: Thing, name: str, arguments: tuple[Any, ...]) -> Any:
        signatures = API[thing.kind][name]
        assert any(_fits(one, arguments) for one in signatures), f"{thing.kind}.{name}{arguments}"
        self.threads.append(threading.get_ident())
        if name == "<init>":
            self.calls.append((f"new {thing!r}", *arguments))
            return Thing(self, thing.kind)
        self.calls.append((name, *arguments))
        answer = self.answers.get(name)
        return answer(thing, *arguments) if callable(answer) and not isinstance(answer, Thing) else answer

    def names(self) -> list[str]:
        """What was called, in its order."""
        return [call[0] for call in self.calls]


def _fits(signature: tuple[str, ...], arguments: tuple[Any, ...]) -> bool:
    return len(signature) == len(arguments) and all(
        _takes(*pair) for pair in zip_longest(signature, arguments)
    )


def _takes(declared: str, argument: Any) -> bool:
    if declared in _SIZES:
        return type(argument) is int and -(1 << _SIZES[declared]) <= argument < 1 << _SIZES[declared]
    if declared == "boolean":
        return type(argument) is bool
    if declared == STRING:
        return argument is None or type(argument) is str
    if declared == BYTES:
        return type(argument) is bytearray  # the one type that is copied back
    return argument is None or (
        isinstance(argument, Thing) and not argument._is_class and argument.kind == declared
    )
