"""A file handed to another app: whole in Downloads or not there at all, then offered to whatever sends it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.device import choosing, sending
from app.device.choosing import CREATE, OPEN, RESULT_OK, Chooser
from app.device.sending import NotSentError, Sender, kind_of
from tests.bridge import INTENT, RESOLVER, URI, Bridge, Thing

CONTENT = bytes(range(256)) * 9_000
ACTIVITY = "org.kivy.android.PythonActivity"


class Phone(Bridge):
    """An Android with Downloads; what is written there lies in ``folder``."""

    def __init__(self, folder: Path, level: int = 34) -> None:
        super().__init__(
            insert=self._insert, update=1, delete=self._delete, deleteDocument=self._delete,
            openFileDescriptor=self._open, createChooser=lambda _class, intent, _title: intent,
        )  # fmt: skip
        self.answers["getContentResolver"] = self.made(RESOLVER)
        self.statics["android.os.Build$VERSION"] = {"SDK_INT": level}
        self.downloads = self.made(URI)
        if level >= 29:
            self.statics["android.provider.MediaStore$Downloads"] = {"EXTERNAL_CONTENT_URI": self.downloads}
        self.file, self.address = folder / "of the phone", self.made(URI)
        self.activity = self.made(ACTIVITY)

    def _insert(self, _resolver: Thing, where: Thing, _values: Thing) -> Thing:
        assert where is self.downloads
        return self.address

    def _open(self, _resolver: Thing, address: Thing, mode: str) -> Thing:
        assert address is self.address and mode in ("r", "w")
        handle = os.open(self.file, os.O_WRONLY | os.O_CREAT if mode == "w" else os.O_RDONLY)
        self.answers["detachFd"] = handle
        return self.made("android.os.ParcelFileDescriptor")

    def _delete(self, _of: Thing, *arguments: Any) -> int:
        assert self.address in arguments
        self.file.unlink(missing_ok=True)
        return 1

    def values(self) -> dict[str, list[Any]]:
        """What was put into rows, by column, in its order."""
        put: dict[str, list[Any]] = {}
        for call in self.calls:
            if call[0] == "put":
                put.setdefault(call[1], []).append(call[2])
        return put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ana-til-1a2b.anatil-progress"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(tmp_path)


def refuse(*_: Any) -> None:
    raise RuntimeError("JVM exception")


def test_a_file_is_hidden_in_downloads_until_it_is_whole(phone: Phone, path: Path) -> None:
    sender = Sender(phone.activity, phone)
    assert sender.has_downloads and sender.put_into_downloads(path) is phone.address
    assert phone.file.read_bytes() == CONTENT
    put = phone.values()
    assert put["_display_name"] == [path.name] and put["mime_type"] == ["application/octet-stream"]
    assert [call[1] for call in phone.calls if call[0] == "new Integer"] == [1, 0]  # is_pending
    assert len(put["is_pending"]) == 2
    order = [name for name in phone.names() if name in ("insert", "openFileDescriptor", "detachFd", "update")]
    assert order == ["insert", "openFileDescriptor", "detachFd", "update"] and "delete" not in phone.names()


def test_it_is_offered_with_leave_to_read_it_and_nothing_else(phone: Phone) -> None:
    Sender(phone.activity, phone).hand_on(phone.address, "application/pdf")
    [stream] = [call for call in phone.calls if call[0] == "putExtra"]
    assert stream[1] == "android.intent.extra.STREAM" and stream[2].of is phone.address
    told = [call[:2] for call in phone.calls if call[0] in ("new Intent", "setType", "addFlags")]
    assert told == [
        ("new Intent", "android.intent.action.SEND"), ("setType", "application/pdf"), ("addFlags", 1)
    ]  # fmt: skip
    assert phone.names()[-2:] == ["createChooser", "startActivity"]


@pytest.mark.parametrize("call", ["openFileDescriptor", "detachFd", "update"])
def test_nothing_half_stays_in_downloads(phone: Phone, path: Path, call: str) -> None:
    opened = phone.answers["openFileDescriptor"]

    def breaks(resolver: Thing, address: Thing, mode: str) -> Thing:
        made = opened(resolver, address, mode)
        os.close(phone.answers["detachFd"])
        phone.answers["detachFd"] = refuse
        return made  # type: ignore[no-any-return]

    phone.answers.update({"openFileDescriptor": breaks} if call == "detachFd" else {call: refuse})
    with pytest.raises(NotSentError):
        Sender(phone.activity, phone).put_into_downloads(path)
    assert phone.calls[-1] == ("delete", phone.address, None, None) and not phone.file.exists()


def test_a_full_card_is_told_as_one_and_leaves_nothing(
    phone: Phone, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Any, target: Any, _chunk: int) -> None:
        target.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sending, "copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        Sender(phone.activity, phone).put_into_downloads(path)
    assert phone.calls[-1][0] == "delete" and not phone.file.exists()


@pytest.mark.parametrize("answer", [None, refuse])
def test_downloads_that_take_nothing_are_asked_for_nothing_more(
    phone: Phone, path: Path, answer: Callable[..., None] | None
) -> None:
    phone.answers["insert"] = answer
    with pytest.raises(NotSentError):
        Sender(phone.activity, phone).put_into_downloads(path)
    assert phone.names()[-1] == "insert"
    phone.answers["startActivity"] = refuse
    with pytest.raises(NotSentError, match="send"):
        Sender(phone.activity, phone).hand_on(phone.address, "text/plain")


def test_before_android_10_it_goes_where_a_person_says_or_nowhere(tmp_path: Path, path: Path) -> None:
    phone = Phone(tmp_path, 28)
    sender = Sender(phone.activity, phone)
    assert not sender.has_downloads
    sender.write_to(path, phone.address)
    assert phone.file.read_bytes() == CONTENT and "deleteDocument" not in phone.names()
    phone.answers["openFileDescriptor"] = refuse
    with pytest.raises(NotSentError):
        sender.write_to(path, phone.address)
    assert phone.names()[-1] == "deleteDocument" and not phone.file.exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PDF", "application/pdf"), ("b.html", "text/html"), ("a.anatil", "application/octet-stream"),
     ("a.anatil-backup", "application/octet-stream"), ("a.apkg", "application/octet-stream"),
     ("a", "application/octet-stream")],
)  # fmt: skip
def test_what_android_would_rename_is_of_no_kind(name: str, kind: str) -> None:
    assert kind_of(Path(name)) == kind


# -- the dialogues


class Asked:
    """A chooser on a made-up phone; ``answer`` is what Android would call."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.came, self.unasked = phone, list[Any](), list[Any]()
        self.chooser = Chooser(phone.activity, self.unasked.append, phone, self)

    def bind(self, on_activity_result: Callable[[int, int, Any], None]) -> None:
        self.answer = on_activity_result

    def address(self) -> Thing:
        self.phone.answers["getData"] = self.phone.address
        return self.phone.made(INTENT)


def test_any_file_may_be_chosen_and_its_address_comes_back_once(phone: Phone) -> None:
    asked = Asked(phone)
    asked.chooser.open(asked.came.append)
    assert [call[:2] for call in phone.calls[:3]] == [
        ("new Intent", "android.intent.action.OPEN_DOCUMENT"),
        ("addCategory", "android.intent.category.OPENABLE"), ("setType", "*/*"),
    ]  # fmt: skip
    assert phone.calls[3][0] == "startActivityForResult" and phone.calls[3][2] == OPEN
    asked.answer(OPEN + 7, RESULT_OK, asked.address())  # somebody else's
    assert asked.came == []
    asked.answer(OPEN, RESULT_OK, asked.address())
    assert asked.came == [phone.address] and asked.unasked == []


@pytest.mark.parametrize("result", [(0, None), (0, "intent"), (RESULT_OK, None)])
def test_who_goes_back_has_chosen_nothing(phone: Phone, result: tuple[int, str | None]) -> None:
    asked = Asked(phone)
    asked.chooser.open(asked.came.append)
    asked.answer(OPEN, result[0], asked.address() if result[1] else None)
    assert asked.came == [None]
    asked.answer(OPEN, 0, None)
    assert asked.came == [None] and asked.unasked == []


def test_a_new_file_is_called_what_we_call_it(phone: Phone) -> None:
    asked = Asked(phone)
    asked.chooser.create("class.anatil", "application/octet-stream", asked.came.append)
    assert ("putExtra", "android.intent.extra.TITLE", "class.anatil") in phone.calls
    assert phone.calls[0][1] == "android.intent.action.CREATE_DOCUMENT" and phone.calls[-1][2] == CREATE
    asked.answer(CREATE, RESULT_OK, asked.address())
    assert asked.came == [phone.address]


def test_an_answer_that_nobody_waits_for_any_more_is_a_file_that_came_or_is_taken_away(phone: Phone) -> None:
    asked = Asked(phone)  # a new start of the app
    asked.answer(OPEN, RESULT_OK, asked.address())
    assert asked.unasked == [phone.address] and "deleteDocument" not in phone.names()
    asked.answer(CREATE, RESULT_OK, asked.address())
    assert phone.names()[-1] == "deleteDocument" and asked.unasked == [phone.address]


def test_a_phone_without_such_a_dialogue_says_so_and_waits_for_nothing(phone: Phone) -> None:
    asked = Asked(phone)
    phone.answers["startActivityForResult"] = refuse
    with pytest.raises(RuntimeError):
        asked.chooser.open(asked.came.append)
    asked.answer(OPEN, RESULT_OK, asked.address())
    assert asked.came == [] and asked.unasked == [phone.address]


def test_taking_a_document_away_is_never_a_trouble(phone: Phone) -> None:
    phone.answers["deleteDocument"] = refuse
    choosing.delete(phone, phone.activity, phone.address)
