"""On a phone what was saved can be sent and a file be chosen, by touch; on a desktop neither is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from kivy.clock import Clock

from app.device import choosing
from app.device.choosing import CREATE, OPEN, RESULT_OK
from app.screens.keeping.copies import CopiesScreen
from app.screens.page import Page
from app.screens.sharing.bringing import FoundScreen, ProgressFilesScreen
from app.screens.sharing.taking import SaidScreen
from app.screens.trouble import TroubleScreen
from app.services.desk import Desk
from app.tour.looking import findings
from tests.app import test_progress_screens as progress
from tests.app.devices import Device, blank
from tests.app.test_sending import Phone, refuse
from tests.app.touching import dressed, frames, resize, rest
from tests.bridge import INTENT


class App(progress.App):
    """The progress screens' app on a made-up phone; ``answer`` is what Android calls, on its own thread."""

    def __init__(self, device: Device, phone: Phone | None, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(device)
        self.bench = Desk(lambda call: Clock.schedule_once(lambda _dt: call(), 0), "bench")
        self.came: list[Path] = []
        self.arrived = self.show_passphrase_of = self.came.append
        self.ask_grown_up = lambda through, _back: through()
        self.heard: list[Callable[..., None]] = []
        if phone is not None:
            modules = {"jnius": phone, "android.activity": self}
            monkeypatch.setattr(choosing, "import_module", modules.__getitem__)
            monkeypatch.setattr("app.device.sending.import_module", modules.__getitem__)
            self.meet_android(phone.activity)

    def bind(self, on_activity_result: Callable[..., None]) -> None:
        self.heard.append(on_activity_result)

    def answer(self, *result: Any) -> None:
        thread = Thread(target=self.heard[0], args=result)
        thread.start()
        thread.join()

    def settled(self) -> None:
        """Frames until nobody works any more."""
        for _ in range(2_000):
            frames(1)
            if self.bench.idle and self.desk.idle:
                rest()
                return
        raise TimeoutError


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "one", 1, 0, blank(tmp_path))
    yield device
    device.close()


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(tmp_path)


def chosen(phone: Phone) -> tuple[int, int, Any]:
    """What Android answers when the phone's file was chosen."""
    phone.answers.update(getData=phone.address, getLastPathSegment="Download/came.anatil-progress")
    return OPEN, RESULT_OK, phone.made(INTENT)


def taken_along(app: App, device: Device) -> SaidScreen:
    child = device.child()
    device.answer(child)
    app.save_progress(child, False, None)
    screen: SaidScreen = app.wait(SaidScreen)
    return screen


def test_what_was_saved_is_sent_with_one_tap_and_the_screen_stays(
    device: Device, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(device, phone, monkeypatch)
    said = taken_along(app, device)
    (saved,) = progress.files(device)
    app.send(saved)
    app.send(saved)  # a second tap
    app.settled()
    assert phone.file.read_bytes() == saved.read_bytes() and phone.names().count("insert") == 1
    assert phone.names()[-1] == "startActivity" and app.screen is said
    app.tap(said.send)
    app.settled()
    assert phone.names().count("startActivity") == 2
    assert findings(app.stage) == []


def test_a_desktop_offers_neither(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    app = App(device, None, monkeypatch)
    assert taken_along(app, device).send is None
    app.show_progress_files()
    assert app.wait(ProgressFilesScreen).choose is None
    assert CopiesScreen(app, [], "Ana Til", "Saved", Path("a.anatil-backup")).send is None
    app.send(Path("a"))
    app.choose(app.came.append)
    app.send_if_grown_up(Path("a"), lambda: app.came.append(Path("back")))
    assert app.came == [] and app.bench.idle


def test_before_android_10_one_says_where_and_then_it_is_sent(
    device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(tmp_path, 26)
    app = App(device, phone, monkeypatch)
    said = taken_along(app, device)
    app.tap(said.send)
    app.answer(CREATE, 0, None)  # went back
    app.settled()
    assert "openFileDescriptor" not in phone.names() and app.screen is said
    app.tap(said.send)
    app.answer(CREATE, *chosen(phone)[1:])
    app.settled()
    (saved,) = progress.files(device)
    assert phone.file.read_bytes() == saved.read_bytes() and phone.names()[-1] == "startActivity"


def test_what_cannot_be_sent_is_said_over_the_screen_that_stays(
    device: Device, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(device, phone, monkeypatch)
    said = taken_along(app, device)
    phone.answers["insert"] = refuse
    app.tap(said.send)
    app.settled()
    assert isinstance(app.screen, TroubleScreen) and "startActivity" not in phone.names()
    app.tap(app.screen.buttons[0])
    assert app.screen is said
    phone.answers["insert"] = phone.address  # there is room again
    app.tap(said.send)
    app.settled()
    assert phone.names()[-1] == "startActivity"


def test_a_chosen_file_is_looked_into_as_one_that_lay_there(
    device: Device, phone: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Device(tmp_path / "two", 2, 0, tmp_path / "blank.sqlite")
    other.answer(other.child())
    other.save(phone.file, None)
    other.close()
    app = App(device, phone, monkeypatch)
    app.show_progress_files()
    screen = app.wait(ProgressFilesScreen)
    assert findings(app.stage) == []
    app.tap(screen.choose)
    app.answer(OPEN, 0, None)
    app.settled()
    assert app.screen is screen and progress.files(device) == []
    app.tap(screen.choose)
    app.answer(*chosen(phone))
    assert app.wait(FoundScreen) and [one.name for one in progress.files(device)] == ["came.anatil-progress"]


def test_who_has_gone_on_meanwhile_is_not_called_back(
    device: Device, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.file.write_bytes(b"a file")
    app = App(device, phone, monkeypatch)
    app.show_progress_files()
    app.tap(app.wait(ProgressFilesScreen).choose)
    elsewhere = Page(app)
    app.stage.show(elsewhere)
    app.answer(*chosen(phone))
    app.settled()
    assert app.screen is elsewhere and app.came == []
    app.answer(*chosen(phone))  # of a dialogue that an earlier start of the app had opened
    app.settled()
    assert [one.name for one in app.came] == ["came 2.anatil-progress"]


def test_what_cannot_be_read_any_more_is_said(
    device: Device, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(device, phone, monkeypatch)
    app.show_progress_files()
    screen = app.wait(ProgressFilesScreen)
    app.tap(screen.choose)
    app.answer(*chosen(phone))  # and there is no such file
    app.settled()
    assert isinstance(app.screen, TroubleScreen) and progress.files(device) == []
    app.stage.uncover()
    phone.answers["startActivityForResult"] = refuse
    app.tap(screen.choose)
    assert isinstance(app.screen, TroubleScreen)


def test_a_childs_page_goes_only_through_a_grown_up(
    device: Device, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(device, phone, monkeypatch)
    letter = phone.file.with_name("letter.txt")
    letter.write_text("سالام", encoding="utf-8")
    did: list[str] = []
    asked: list[Callable[[], None]] = []
    app.ask_grown_up = lambda through, _back: asked.append(through)
    app.send_if_grown_up(letter, lambda: did.append("back"))
    app.settled()
    assert "insert" not in phone.names() and did == []
    asked[0]()
    app.settled()
    assert did == ["back"] and phone.names()[-1] == "startActivity"
    assert ("setType", "text/plain") in phone.calls
