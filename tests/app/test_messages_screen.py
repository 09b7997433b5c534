"""Voice messages on the screen: listened to, looked at, mended by touch, kept or stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.uix.widget import Widget

from app.documents import Documents
from app.screens.studio.inbox import InboxScreen, WhichWordsScreen
from app.screens.studio.message_pair import PairScreen
from app.screens.studio.message_rows import PairRow
from app.screens.studio.messages import LeavingScreen, MessagesScreen
from app.screens.studio.naming import NamingScreen
from app.services.desk import Desk
from app.services.message_keeping import Word
from app.theme import look
from app.tour.finger import bring_into_view, lift, press
from app.tour.looking import findings
from app.widgets.base import Words
from app.widgets.pressable import WordCard
from app.widgets.stage import Stage
from lexicon.records import Sense, Speaker, Theme
from tests.app.test_messages import NAMES, message
from tests.app.touching import dressed, frames, resize, rest

ROSE = Speaker(uuid4(), "Rose")
THEMES = (Theme(uuid4(), {"ug": "مېۋىلەر", "en": "Fruit"}, None, 0, 10),)
COUNT = 30
WORDS = tuple(
    Sense(
        UUID(int=number + 1),
        f"{NAMES[number % len(NAMES)]}",
        "noun",
        {"en": f"word {number}"},
        UUID(int=0),
        number,
    )
    for number in range(COUNT)
)


class Player:
    def __init__(self) -> None:
        self.played: list[bytes] = []

    def play_bytes(self, wav: bytes) -> None:
        self.played.append(wav)

    def stop(self) -> None: ...


class App(Documents):
    """What the screens ask of the app."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.bench = Desk(lambda call: Clock.schedule_once(lambda _dt: call(), 0), "bench")
        self.player = Player()
        self.kept: list[Sense] = []
        self.own: dict[str, str] = {}
        self.asked: list[object] = []
        self.held: list[Callable[[], None]] | None = None
        """Where it is a list, what was kept is not said until the test says so."""

    def show_studio(self) -> None:
        self.asked.append("studio")

    def show_trouble(self, error: Exception) -> None:
        raise error

    def show_messages(self, *what: object) -> None:
        self.asked.append(what)

    def keep_message_word(
        self, speaker: Speaker, sense: Sense, word: Word, own: str, then: Callable[[], None]
    ) -> None:
        assert speaker == ROSE and word.mastered is not None
        self.kept.append(sense)
        if own:
            self.own[sense.headword] = own
        if self.held is None:
            then()
        else:
            self.held.append(then)


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


@pytest.fixture
def app() -> Iterator[App]:
    made = App()
    EventLoop.window.add_widget(made.stage)
    yield made
    made.stage.show(Widget())
    made.bench.close()


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty words in a message."""
    path = tmp_path_factory.mktemp("sent") / "message.wav"
    path.write_bytes(message(5, COUNT)[0].wav())
    return path


def settle(app: App) -> None:
    for _ in range(40_000):
        frames(1)
        if app.bench.idle:
            break
    rest()


def tap(widget: Widget) -> None:
    bring_into_view(widget)
    frames()
    lift(press(widget))
    frames()


@pytest.fixture
def screen(app: App, sent: Path) -> MessagesScreen:
    made = MessagesScreen(app, ROSE, WORDS, [sent])
    app.stage.show(made)
    settle(app)
    return made


def rows(screen: MessagesScreen) -> dict[int, PairRow]:
    assert screen.rows is not None
    return {number: row for number, row in screen.rows.there.items() if isinstance(row, PairRow)}


def say(app: App, screen: MessagesScreen, number: int, way: str) -> None:
    """Open a row and say something of it."""
    row = rows(screen)[number]
    bring_into_view(row)
    frames()
    row.dispatch("on_release")
    frames()
    page = app.stage.screen
    assert isinstance(page, PairScreen)
    tap(next(one for one in page.ways if one.words.text == way))
    settle(app)


def test_many_pairs_are_found_and_only_those_in_sight_are_there(app: App, screen: MessagesScreen) -> None:
    assert screen.review is not None
    assert len(screen.review.kept) > COUNT / 2
    assert screen.keep.words.text == f"Keep {len(screen.review.kept)} words"
    at_first = set(rows(screen))
    assert {0, 1, 2, 3} <= at_first and len(at_first) < 20
    scroll: Any = screen.rows and screen.rows.parent.parent
    scroll.scroll_y = 0
    frames()
    last = max(number for number, pair in enumerate(screen.review.pairs) if pair.span is not None)
    assert last in rows(screen) and 0 not in rows(screen) and len(rows(screen)) < 20
    assert findings(app.stage) == []


def test_a_tap_on_the_speaker_plays_and_one_beside_it_opens(app: App, screen: MessagesScreen) -> None:
    row = rows(screen)[2]
    assert row.play is not None
    tap(row.play)
    settle(app)
    assert [wav[:4] for wav in app.player.played] == [b"RIFF"]
    assert app.stage.screen is screen
    tap(row.wave)
    page = app.stage.screen
    assert isinstance(page, PairScreen)
    tap(page.back)
    assert app.stage.screen is screen


def test_what_is_said_of_a_pair_changes_the_list_and_can_be_taken_back(
    app: App, screen: MessagesScreen
) -> None:
    before = screen.review
    assert before is not None
    assert screen.undo.disabled
    say(app, screen, 1, "This is no word")
    assert app.stage.screen is screen
    assert screen.review == before.drop(1)
    assert rows(screen)[1].pair.sense is None
    assert not screen.undo.disabled
    tap(screen.undo)
    assert screen.review == before


def test_a_word_of_her_own_is_written_in_any_script_shown_and_kept(app: App, screen: MessagesScreen) -> None:
    number, row = next((number, row) for number, row in rows(screen).items() if row.pair.is_kept)
    assert row.pair.sense is not None
    headword = row.pair.sense.headword
    say(app, screen, number, "She says another word")
    page = app.stage.screen
    assert isinstance(page, NamingScreen)
    page.name.text = "mömö"
    tap(page.done)
    assert app.stage.screen is screen
    assert rows(screen)[number].pair.own == "مۆمۆ"
    assert {"مۆمۆ", headword} <= {one.text for one in rows(screen)[number].walk() if isinstance(one, Words)}
    tap(screen.keep)
    settle(app)
    assert app.own == {headword: "مۆمۆ"}


def test_a_finger_on_the_wave_says_where_it_is_two(app: App, screen: MessagesScreen) -> None:
    before = screen.review
    assert before is not None
    rows(screen)[0].dispatch("on_release")
    frames()
    page = app.stage.screen
    assert isinstance(page, PairScreen) and page.wave is not None
    quietest = page.wave.at_s
    tap(page.wave)  # in the middle
    span = before.sounds[0].span
    middle = (span.begin_s + span.end_s) / 2
    assert page.wave.at_s == pytest.approx(middle, abs=0.02) and page.wave.at_s != quietest
    tap(next(one for one in page.ways if one.words.text == "It is two: cut it at the line"))
    settle(app)
    assert screen.review is not None
    assert screen.review.sounds[1].span.begin_s == pytest.approx(middle, abs=0.02)


def test_every_word_that_was_said_is_kept_in_order(app: App, screen: MessagesScreen) -> None:
    say(app, screen, 3, "This is no word")
    assert screen.review is not None
    words = [pair.sense for pair in screen.review.kept]
    tap(screen.keep)
    settle(app)
    assert app.kept == words
    tap(screen.main)  # type: ignore[arg-type]
    assert app.asked == ["studio"]


def test_keeping_can_be_stopped_and_gone_on_with(app: App, screen: MessagesScreen) -> None:
    app.held = []
    tap(screen.keep)
    settle(app)
    app.held.pop()()
    settle(app)
    assert len(app.kept) == 2
    tap(screen.main)  # type: ignore[arg-type]
    app.held.pop()()
    settle(app)
    assert len(app.kept) == 2
    assert "Keep" in screen.keep.words.text
    app.held = None
    tap(screen.keep)
    settle(app)
    assert app.kept[2:] == [pair.sense for pair in screen.review.kept]  # type: ignore[union-attr]


def test_leaving_what_was_mended_is_asked_first(app: App, screen: MessagesScreen) -> None:
    say(app, screen, 0, "This is no word")
    tap(screen.back)
    page = app.stage.screen
    assert isinstance(page, LeavingScreen)
    tap(page.stay)
    assert (app.stage.screen, app.asked) == (screen, [])
    tap(screen.back)
    tap(app.stage.screen.go)  # type: ignore[union-attr]
    assert app.asked == ["studio"]


def test_what_cannot_be_read_is_said_with_its_name(app: App, tmp_path: Path) -> None:
    path = tmp_path / "letter.opus"
    path.write_text("no sound", encoding="utf-8")
    app.stage.show(MessagesScreen(app, ROSE, WORDS, [path]))
    settle(app)
    told = " ".join(one.text for one in app.stage.walk() if hasattr(one, "text"))
    assert "There is no sound in this file that Ana Til can read." in told and "letter.opus" in told


def test_leaving_while_it_listens_shows_nothing_afterwards(app: App, sent: Path) -> None:
    made = MessagesScreen(app, ROSE, WORDS, [sent])
    app.stage.show(made)
    app.stage.show(Widget())
    settle(app)
    assert made.review is None


@pytest.mark.parametrize(
    ("size", "direction", "scale"), [((320, 480), "rtl", 1.6), ((1280, 800), "rtl", 1.0)]
)
def test_nothing_is_cut_off_or_overlaps(
    app: App, sent: Path, size: tuple[int, int], direction: Any, scale: float
) -> None:
    resize(*size)
    look.direction, look.font_scale = direction, scale
    made = MessagesScreen(app, ROSE, WORDS, [sent])
    app.stage.show(made)
    settle(app)
    assert findings(app.stage) == []
    rows(made)[0].dispatch("on_release")
    rest()
    assert isinstance(app.stage.screen, PairScreen)
    assert findings(app.stage) == []


def test_messages_are_chosen_in_the_order_of_the_taps_and_dropped_ones_come_along(
    app: App, tmp_path: Path
) -> None:
    found = [tmp_path / name for name in ("b.opus", "a.opus")]
    dropped = tmp_path / "c.opus"
    dropped.touch()
    page = InboxScreen(app, ROSE, THEMES, found, "Ana Til/voice messages")
    app.stage.show(page)
    rest()
    assert page.way_on() is None
    tap(page.cards[found[1]])
    tap(page.cards[found[0]])
    EventLoop.window.dispatch("on_drop_file", str(dropped).encode(), 10, 10)
    rest()
    assert page.chosen == [found[1], found[0], dropped]
    tap(page.cards[found[1]])
    assert page.chosen == [found[0], dropped]
    assert findings(app.stage) == []
    tap(page.go_on)
    which = app.stage.screen
    assert isinstance(which, WhichWordsScreen) and isinstance(which.themes[0], WordCard)
    tap(which.themes[0])
    assert app.asked == [(ROSE, THEMES[0].id, (found[0], dropped))]
