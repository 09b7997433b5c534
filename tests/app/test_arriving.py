"""A file that another app hands over: copied at once and whole, opened by a grown-up, only if it is ours."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import arrivals
from app.arrivals import Arrivals
from app.device import arriving
from app.device.arriving import UnreadableError
from lexicon import backup, corrections
from lexicon.exchange import progress
from lexicon.packs import contents

CONTENT = b"PK" + bytes(range(256)) * 20


class Phone:
    """As much of Android as is asked for; ``calls`` are in their order. A file descriptor is a real one."""

    def __init__(self, tmp_path: Path, name: str | None, action: str = "VIEW", flags: int = 0) -> None:
        self.calls: list[str] = []
        self._file = tmp_path / "of another app"
        self._file.write_bytes(CONTENT)
        self._name, self._action, self._flags = name, action, flags
        self.mActivity = self
        self.refuses = False

    def autoclass(self, name: str) -> Any:
        self.calls.append(name)
        return self

    # android.app.Activity
    def getIntent(self) -> Any:  # noqa: N802 (Android's names)
        return self

    def getContentResolver(self) -> Any:  # noqa: N802
        return self

    # android.content.Intent
    def getFlags(self) -> int:  # noqa: N802
        return self._flags

    def getAction(self) -> str:  # noqa: N802
        return f"android.intent.action.{self._action}"

    def getData(self) -> Any:  # noqa: N802
        return self if self._action == "VIEW" else None

    def getParcelableExtra(self, key: str) -> Any:  # noqa: N802
        assert key == "android.intent.extra.STREAM"
        return self

    # android.net.Uri
    def getLastPathSegment(self) -> str:  # noqa: N802
        return "primary:Download/class.anatil"

    # android.content.ContentResolver, android.database.Cursor, android.os.ParcelFileDescriptor
    def query(self, uri: Any, *rest: None) -> Any:
        assert uri is self and rest == (None, None, None, None)
        self.calls.append("query")
        return None if self._name is None else self

    def getColumnIndex(self, column: str) -> int:  # noqa: N802
        assert column == "_display_name"
        return 3

    def moveToFirst(self) -> bool:  # noqa: N802
        self.calls.append("moveToFirst")
        return True

    def getString(self, column: int) -> str | None:  # noqa: N802
        assert column == 3 and "moveToFirst" in self.calls
        return self._name

    def close(self) -> None:
        self.calls.append("close")

    def openFileDescriptor(self, uri: Any, mode: str) -> Any:  # noqa: N802
        assert uri is self and mode == "r"
        self.calls.append("open")
        if self.refuses:
            raise RuntimeError("JVM exception: java.io.FileNotFoundException")
        return self

    def detachFd(self) -> int:  # noqa: N802
        return os.open(self._file, os.O_RDONLY)


def test_the_endings_are_those_of_our_files() -> None:
    assert arriving.ENDINGS == (contents.ENDING, progress.ENDING, corrections.ENDING, backup.ENDING)


def came(folder: Path, phone: Phone) -> Path | None:
    """What comes of starting the app with the phone's intent."""
    found = arriving.starting("android", phone)
    assert found is not None
    return arriving.fetched(*found, folder)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("action", ["VIEW", "SEND"])
@pytest.mark.parametrize("ending", arriving.ENDINGS)
def test_a_file_of_ours_is_copied_whole_and_its_cursor_closed(
    tmp_path: Path, action: str, ending: str
) -> None:
    phone, folder = Phone(tmp_path, f"Autumn 2026.{ending}", action), tmp_path / "in"
    path = came(folder, phone)
    assert path == folder / f"Autumn 2026.{ending}" and path.read_bytes() == CONTENT
    assert phone.calls == [
        "org.kivy.android.PythonActivity", "query", "moveToFirst", "close", "open"
    ]  # fmt: skip
    again = came(folder, Phone(tmp_path, f"Autumn 2026.{ending}", action))
    assert again == folder / f"Autumn 2026 2.{ending}" and len(files(folder)) == 2


def test_without_a_name_the_address_gives_one(tmp_path: Path) -> None:
    assert came(tmp_path / "in", Phone(tmp_path, None)) == tmp_path / "in" / "class.anatil"


@pytest.mark.parametrize("name", ["photo.jpg", "words.anatil.exe", "anatil", "x.ANATIL2", ""])
def test_what_is_none_of_ours_is_left_where_it_is(tmp_path: Path, name: str) -> None:
    phone = Phone(tmp_path, name)
    if name:
        assert came(tmp_path / "in", phone) is None
        assert "open" not in phone.calls and files(tmp_path / "in") == []


@pytest.mark.parametrize(
    "name", ["../../../etc/x.anatil", "..\\..\\x.anatil", "a\u202eb\0c.anatil", "....anatil"]
)
def test_a_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    path = came(tmp_path / "in", Phone(tmp_path, name))
    assert path is not None and path.parent == tmp_path / "in" and path.suffix == ".anatil"
    assert path.name.isprintable() and not path.name.startswith(".")


def test_what_was_opened_once_is_not_opened_again_from_the_history(tmp_path: Path) -> None:
    phone = Phone(tmp_path, "class.anatil", flags=arriving.FROM_HISTORY | 1)
    assert came(tmp_path / "in", phone) is None and "open" not in phone.calls
    assert came(tmp_path / "in", Phone(tmp_path, "x.anatil", "MAIN")) is None


def test_a_file_that_is_gone_or_too_large_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(tmp_path, "class.anatil")
    phone.refuses = True
    with pytest.raises(UnreadableError, match="cannot be read"):
        came(tmp_path / "in", phone)
    monkeypatch.setattr(arriving, "MOST_BYTES", 100)
    with pytest.raises(UnreadableError, match="too large"):
        came(tmp_path / "in", Phone(tmp_path, "class.anatil"))
    assert files(tmp_path / "in") == []


def test_a_desktop_is_asked_for_nothing() -> None:
    assert arriving.starting("linux") is None


class App(Arrivals):
    """As much of the app as a file that came asks for."""

    def __init__(self, handed: object = None) -> None:
        self.handed = handed
        self.did: list[tuple[str, Path | None]] = []
        self.ask_grown_up = lambda through, _back: (self.did.append(("asked", None)), through())
        self.show_learners = lambda: self.did.append(("learners", None))
        self.meet_android = lambda _activity: self.did.append(("met", None))
        self.show_reader = lambda: self.did.append(("reader", None))
        self._say = lambda _error, _back: self.did.append(("said", None))
        for name in ("open_pack", "open_progress_file", "show_passphrase_of"):
            setattr(self, name, lambda path, name=name: self.did.append((name, path)))


@pytest.mark.parametrize(
    ("name", "does"),
    [("a.anatil", "open_pack"), ("a.anatil-progress", "open_progress_file"),
     ("a.anatil-backup", "show_passphrase_of"), ("a.anatil-corrections", "reader")],
)  # fmt: skip
def test_a_grown_up_is_asked_before_a_file_that_came_is_looked_into(name: str, does: str) -> None:
    app = App()
    app.arrived(Path(name))
    assert [one for one, _ in app.did] == ["asked", does]
    app.arrived(None)
    assert len(app.did) == 2


def test_a_file_is_fetched_at_the_start_and_for_each_intent_later_and_only_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listeners: list[Any] = []
    phone = Phone(tmp_path, "class.anatil")
    monkeypatch.setattr(arrivals, "platform", "android")
    monkeypatch.setattr(
        arriving, "import_module", lambda name: phone if name == "jnius" else Android(listeners)
    )
    monkeypatch.setattr(arrivals.Clock, "schedule_once", lambda call, _delay: call(0.0))
    app = App()
    app.given = SimpleNamespace(places=SimpleNamespace(outbox=tmp_path / "in"))
    app.bench = SimpleNamespace(ask=asked)
    app.look_for_arrivals()
    app.look_for_arrivals()  # opened anew
    assert files(tmp_path / "in") == ["class.anatil"] and len(listeners) == 1
    listeners[0](phone)
    assert files(tmp_path / "in") == ["class 2.anatil", "class.anatil"]
    phone.refuses = True
    listeners[0](phone)
    assert [one for one, _ in app.did] == ["met", "asked", "open_pack", "asked", "open_pack", "said"]


class Android:
    """p4a's ``android.activity``."""

    def __init__(self, listeners: list[Any]) -> None:
        self._listeners = listeners

    def bind(self, on_new_intent: Any) -> None:
        self._listeners.append(on_new_intent)


def asked(work: Any, then: Any, trouble: Any) -> None:
    """A desk that works at once."""
    try:
        found = work()
    except Exception as error:
        trouble(error)
    else:
        then(found)


def test_while_the_phone_is_handed_to_a_child_nothing_opens() -> None:
    app = App(handed="a child")
    app.arrived(Path("a.anatil"))
    assert app.did == []


def test_what_was_chosen_gets_the_ending_that_is_asked_for_or_keeps_its_own(tmp_path: Path) -> None:
    for name, ending, kept in (
        ("class.anatil-progress", "anatil-progress", "class.anatil-progress"),
        ("class.anatil-progress.bin", "anatil-progress", "class.anatil-progress.bin.anatil-progress"),
        ("class", "anatil", "class.anatil"),
        ("../voice 1.opus", "", "voice 1.opus"),
        ("no dot", "", "no dot"),
        ("a/..", "", "file"),
    ):
        phone = Phone(tmp_path, name)
        path = arriving.copied(phone, phone, tmp_path / kept[:3], ending)
        assert path.name == kept and path.read_bytes() == CONTENT
    phone.refuses = True
    with pytest.raises(UnreadableError):
        arriving.copied(phone, phone, tmp_path / "none")
