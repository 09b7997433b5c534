"""Taking progress along and bringing it in, by touch: what is in a file is seen before anything changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.clock import Clock

from app.documents import Documents
from app.moment import Moment
from app.screens.child import ChildScreen
from app.screens.passphrase import PassphraseScreen
from app.screens.sharing.bringing import FoundScreen, ProgressFilesScreen
from app.screens.sharing.taking import SaidScreen, TakeAlongScreen
from app.screens.trouble import TroubleScreen
from app.screens.working import WorkingScreen
from app.services import progress_files, teachers_copies
from app.services.desk import Desk
from app.sharing import Sharing
from app.theme import look
from app.tour.finger import bring_into_view, lift, press
from app.tour.looking import findings
from app.widgets.stage import Stage
from lexicon.records import Learner
from tests.app.devices import Device, blank
from tests.app.touching import dressed, frames, resize, rest

PASSPHRASE = "ئالما نان سۇ"


class Given:
    def __init__(self, device: Device) -> None:
        self.places = device.household.places
        self.moment = Moment()


class App(Sharing, Documents):
    """As much of the app as these screens ask for."""

    def __init__(self, device: Device) -> None:
        self.stage = Stage()
        self.desk = Desk(lambda call: Clock.schedule_once(lambda _dt: call(), 0))
        self._household = device.household
        self.given = Given(device)
        self.learners: tuple[Learner, ...] = ()
        self.settings_shown = 0
        EventLoop.window.add_widget(self.stage)

    def _go(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.desk.ask(work, then)

    def _at_home(self, home: Any) -> None:
        self.learners = home.learners

    def show_child(self, learner: Learner) -> None:
        self.stage.show(ChildScreen(self, learner))

    def show_settings(self) -> None:
        self.settings_shown += 1

    @property
    def screen(self) -> Any:
        return self.stage.screen

    def wait(self, kind: type) -> Any:
        """Frames until a screen of this class is on."""
        for _ in range(2_000):
            frames(1)
            if isinstance(self.screen, kind) and self.desk.idle:
                rest()
                return self.screen
        raise TimeoutError(f"waited for {kind.__name__}, found {type(self.screen).__name__}")

    def tap(self, widget: Any) -> None:
        bring_into_view(widget)
        frames(4)
        finger = press(widget)
        frames(1)
        lift(finger)
        frames(3)

    def write(self, text: str) -> None:
        self.wait(PassphraseScreen).name.text = text
        self.tap(self.screen.done)


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "one", 1, 0, blank(tmp_path))
    yield device
    device.close()


@pytest.fixture
def two(tmp_path: Path, one: Device) -> Iterator[Device]:
    assert one
    device = Device(tmp_path / "two", 2, 0, tmp_path / "blank.sqlite")
    yield device
    device.close()


def files(device: Device) -> list[Path]:
    return sorted(device.household.places.outbox.glob("*"))


def sent(sender: Device, receiver: Device) -> Path:
    """The sender's file, in the receiver's folder."""
    folder = receiver.household.places.outbox
    folder.mkdir(parents=True, exist_ok=True)
    return sender.save(folder / "came.anatil-progress", PASSPHRASE)


def test_a_passphrase_is_written_twice_and_the_file_opens_with_it(one: Device, two: Device) -> None:
    child = one.child()
    one.answer(child)
    app = App(one)
    app.show_child(child)
    rest()
    app.tap(app.screen.along)
    app.tap(app.wait(TakeAlongScreen).sealed)
    app.write("short")
    assert app.screen.remark.text == "Eight letters or more, please."
    app.write(PASSPHRASE)
    app.write("another one")
    assert app.wait(PassphraseScreen).remark.text == "The two were different. Please begin again."
    app.write(PASSPHRASE)
    app.write(f" {PASSPHRASE}")
    said = app.wait(SaidScreen)
    (file,) = files(one)
    assert file.name.startswith("ana-til-") and child.nickname not in file.name
    assert two.bring(file, PASSPHRASE).answers == 1
    app.tap(said.done)
    app.wait(ChildScreen)


def test_without_a_passphrase_and_for_a_teacher(one: Device) -> None:
    child = one.child()
    one.answer(child)
    app = App(one)
    app.show_take_along(child)
    app.tap(app.wait(TakeAlongScreen).kinds[1])
    app.tap(app.wait(TakeAlongScreen).plain)
    app.wait(SaidScreen)
    (file,) = files(one)
    (copy,) = teachers_copies.read(file, None)
    assert copy.nickname == child.nickname and copy.words[0].asked == 1


def test_what_came_is_seen_before_it_is_brought_in(one: Device, two: Device) -> None:
    child = one.child()
    one.answer(child)
    sent(one, two)
    app = App(two)
    app.show_progress_files()
    app.tap(app.wait(ProgressFilesScreen).cards[0])
    app.write("not this one")
    assert app.wait(PassphraseScreen).remark.text == "This passphrase does not open the file."
    app.write(PASSPHRASE)
    found = app.wait(FoundScreen)
    assert two.at_home() == ()
    app.tap(found.bring)
    said = app.wait(SaidScreen)
    assert two.knows() == one.knows()
    assert app.learners == one.at_home()
    app.tap(said.done)
    assert app.settings_shown == 1
    app.show_progress_files()
    app.tap(app.wait(ProgressFilesScreen).cards[0])
    app.write(PASSPHRASE)
    assert app.wait(FoundScreen).bring is None


def test_not_now_changes_nothing(one: Device, two: Device) -> None:
    one.answer(one.child())
    sent(one, two)
    app = App(two)
    app.show_progress_files()
    app.tap(app.wait(ProgressFilesScreen).cards[0])
    app.write(PASSPHRASE)
    app.tap(app.wait(FoundScreen).later)
    app.wait(ProgressFilesScreen)
    assert two.at_home() == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a letter", "This is no such file of Ana Til."),
        (b"AnaTilPr\x01 but no more of it", "The file is damaged, or somebody changed it."),
        (b"AnaTilPr\x09", "This file was written by a newer Ana Til."),
    ],
)
def test_what_cannot_be_read_is_said_and_another_can_be_chosen(
    two: Device, content: bytes, sentence: str
) -> None:
    folder = two.household.places.outbox
    folder.mkdir(parents=True)
    (folder / "odd.anatil-progress").write_bytes(content)
    app = App(two)
    app.show_progress_files()
    app.tap(app.wait(ProgressFilesScreen).cards[0])
    trouble = app.wait(TroubleScreen)
    assert trouble.sentence == sentence
    app.tap(trouble.buttons[0])
    app.wait(ProgressFilesScreen)


def test_it_can_be_stopped_on_the_way(two: Device) -> None:
    app = App(two)
    ended: list[str] = []

    def work(told: Callable[[int, int], bool]) -> None:
        while told(1, 2):
            pass
        raise progress_files.StoppedError("stopped")

    app._work(work, lambda _: ended.append("done"), lambda: ended.append("back"))
    frames(3)
    screen = app.screen
    assert isinstance(screen, WorkingScreen)
    app.tap(screen.stop)
    for _ in range(2_000):
        frames(1)
        if ended:
            break
    assert ended == ["back"]


@pytest.mark.parametrize("size", [(360, 800), (320, 568), (820, 400), (1280, 800)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_is_cut_off(one: Device, two: Device, size: tuple[int, int], direction: str) -> None:
    look.font_scale, look.direction = 1.6, direction
    resize(*size)
    child, other = one.child(), one.child("ئېيىق")
    one.answer(child)
    two.bring(one.save(one.household.places.home / "a.anatil-progress"))
    one.answer(child, 1)
    one.wish(child, 8)
    one.pages.keep(one.pages.new(child), "ئانا")
    one.household.remove_learner(other)
    sent(one, two)
    app = App(two)
    app.show_take_along(child)
    rest()
    assert findings(app.stage) == []
    app.show_progress_files()
    app.wait(ProgressFilesScreen)
    assert findings(app.stage) == []
    app.tap(app.screen.cards[0])
    app.wait(PassphraseScreen)
    assert findings(app.stage) == []
    app.write(PASSPHRASE)
    app.wait(FoundScreen)
    assert findings(app.stage) == []
    app.tap(app.screen.bring)
    app.wait(SaidScreen)
    assert findings(app.stage) == []
