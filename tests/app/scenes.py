"""The scenes of bad days, and of good ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.app.drive import Scene, main, scene


def texts(widget: object) -> list[str]:
    """Every text on a screen."""
    from app.widgets.base import Words

    return [child.text for child in widget.walk() if isinstance(child, Words)]  # type: ignore[attr-defined]


@scene
def open_and_look(it: Scene) -> Iterator[None]:
    """Whatever the app shows first once it has found out how things are."""
    for _ in range(3000):
        yield
        if it.where in ("LearnersScreen", "TroubleScreen") and it.app.desk.idle:
            break
    it.told = {"screen": it.where, "texts": texts(it.screen), "learners": len(it.app.learners)}


@scene
def put_aside(it: Scene) -> Iterator[None]:
    """A damaged file is put aside because a person asked, and the app starts anew."""
    yield from it.until("TroubleScreen")
    yield from it.tap(it.screen.buttons[-1])
    yield from it.until("LearnersScreen")
    it.told = {"screen": it.where}


@scene
def snapshot_by_itself(it: Scene) -> Iterator[None]:
    """A child arrives and answers while a snapshot is taken, which nobody asked for."""
    import app.keeping

    app.keeping.KEEP_UP_S = 0.0
    folder = it.app.given.places.snapshots
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(2)
    for _ in range(3000):
        yield
        if any(folder.glob("anatil-*.sqlite")) and it.app.bench.idle:
            break
    it.told = {"screen": it.where, "snapshots": len(list(folder.glob("anatil-*.sqlite")))}


@scene
def go_back_to_a_snapshot(it: Scene) -> Iterator[None]:
    """A damaged file gives way to the latest whole copy because a person asked."""
    yield from it.until("TroubleScreen")
    names = [button.words.text for button in it.screen.buttons]
    yield from it.tap(it.screen.buttons[1])
    yield from it.until("LearnersScreen")
    it.told = {"offered": names, "learners": len(it.app.learners)}


@scene
def close_in_the_middle(it: Scene) -> Iterator[None]:
    """Five answers, then the window is closed without a word."""
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(5)
    it.told = {"answered": 5}


@scene
def come_back(it: Scene) -> Iterator[None]:
    """The next start: the child is there, and its tree."""
    yield from it.until("LearnersScreen")
    yield from it.tap(it.screen.cards[0])
    yield from it.until("PathScreen")
    view = it.screen.view
    it.told = {"learned": sum(view.learned.values()), "words": view.tree.words}


@scene
def leave_and_go_on(it: Scene) -> Iterator[None]:
    """Leaving a lesson by its cross loses nothing; the next lesson starts from what is known."""
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(3)
    yield from it.tap(it.screen.close)
    yield from it.until("PathScreen")
    first = it.screen.view.tree.words
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(2)
    it.told = {"after_leaving": first, "screen": it.where}


@scene
def away_and_back(it: Scene) -> Iterator[None]:
    """Three answers, another app for a while, then the fourth."""
    from kivy.core.window import Window

    dims = {}
    yield from it.arrive()
    dims["path"] = Window.allow_screensaver
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    dims["lesson"] = Window.allow_screensaver
    yield from it.answers(3)
    lesson = it.screen
    step, card = lesson.step, lesson.card
    stays = it.app.on_pause()
    same = it.screen is lesson and (lesson.step, lesson.card) == (step, card)
    it.app.on_resume()
    yield from it.answers(1)
    yield from it.tap(it.screen.close)
    yield from it.until("PathScreen")
    dims["path again"] = Window.allow_screensaver
    it.told = {"stays": stays, "same": same, "dims": dims}


@scene
def short_of_memory(it: Scene) -> Iterator[None]:
    """The system warns in the middle of a lesson, which goes on as it stands."""
    from kivy.core.window import Window

    from app.widgets.base import Picture

    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(2)
    while not it.app.pictures.idle:
        yield
    lesson, kept = it.screen, len(it.app.pictures._kept)
    step, card = lesson.step, lesson.card
    Window.dispatch("on_memorywarning")
    left = len(it.app.pictures._kept)
    seen = [one.shown for one in card.walk() if isinstance(one, Picture)]
    same = it.screen is lesson and (lesson.step, lesson.card) == (step, card)
    yield from it.answers(2)
    it.told = {"kept": kept > 0, "left": left, "same": same, "seen": all(seen), "screen": it.where}


@scene
def turned_and_split(it: Scene) -> Iterator[None]:
    """A lesson on a phone that is turned on its side, then shares its display with another app."""
    from kivy.core.window import Window

    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(1)
    lesson, same, filled = it.screen, [], []
    for size in ((800, 360), (360, 400), (360, 800)):
        step, card, still = lesson.step, lesson.card, 0
        while still < 10:  # the verdict on the answer before goes by itself
            yield
            still = still + 1 if lesson.card is card and it.app.desk.idle else 0
            step, card = lesson.step, lesson.card
        Window.size = size
        for _ in range(5):
            yield
        same.append(it.screen is lesson and (lesson.step, lesson.card) == (step, card))
        filled.append(tuple(map(int, lesson.size)) == size)
        yield from it.answers(1)
    it.told = {"same": same, "filled": filled}


@scene
def a_mis_tap(it: Scene) -> Iterator[None]:
    """A wrong tap is taken back by the arrow, a right one by a key; each question comes again as it was."""
    from app.screens.lesson.cards import QuestionCard

    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    lesson = it.screen
    yield from it.answers(1)
    asked = []
    for wrong, take_back in ((True, lambda: it.tap(lesson.undo)), (False, lambda: backspace(lesson))):
        while not isinstance(lesson.card, QuestionCard) or lesson.card.taken:
            goes_on = not isinstance(lesson.card, QuestionCard) and hasattr(lesson.card, "next")
            if goes_on and getattr(lesson.card, "done", True):
                yield from it.tap(lesson.card.next)
            yield
        before = lesson.card
        asked.append(lesson.undo.opacity)
        tiles = list(before.cards)
        right = before.question.target.id
        yield from it.tap(before.cards[next(one for one in tiles if (one != right) is wrong)])
        while lesson.undo.disabled:
            yield
        yield from take_back()
        while lesson.card is before:
            yield
        assert list(lesson.card.cards) == tiles and not lesson.card.taken
        assert lesson.undo.disabled and not lesson.undo.opacity
        yield from it.answers(1)
    it.told = {"shown_before": asked}


def backspace(lesson: Any) -> Iterator[None]:
    from app.screens.page import BACKSPACE

    assert lesson.take_key(BACKSPACE, "")
    yield


@scene
def disk_full(it: Scene) -> Iterator[None]:
    """The disk fills up in a lesson: said plainly; with room again the same answer is kept and it goes on."""
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(2)
    lesson = it.screen
    store = it.app._household.kept
    fill(store)
    for _ in range(20):
        yield from it.answers(1)
        if it.where == "TroubleScreen":
            break
    it.told = {"screen": it.where, "texts": texts(it.screen)}
    kept = len(lesson.lesson._answers)
    empty(store)
    yield from it.tap(it.screen.buttons[0])
    yield from it.until("LessonScreen")
    it.told |= {"same_lesson": it.screen is lesson, "answers": kept}
    yield from it.answers(2)
    it.told["rows"] = rows(store)
    it.told["given"] = len(lesson.lesson._answers)


def fill(store: object) -> None:
    """Not one page more than there is, and what there is filled up with answers of somebody else."""
    from dataclasses import replace
    from uuid import uuid4

    from sqlalchemy import event

    from lexicon import learners, reviews
    from lexicon.troubles import DiskFullError
    from tests.lexicon import made

    def full(connection: object, *_: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # type: ignore[attr-defined]  # SQLite makes it what is in use

    other = made.learner(7)
    with store.write() as connection:  # type: ignore[attr-defined]
        learners.add(connection, other)
    store._reading.dispose()  # type: ignore[attr-defined]
    event.listen(store._reading, "connect", full)  # type: ignore[attr-defined]
    store._full = full  # type: ignore[attr-defined]
    try:
        while True:
            with store.write() as connection:  # type: ignore[attr-defined]
                reviews.add(connection, replace(made.review(1, of=other.id), id=uuid4()))
    except DiskFullError:
        return


def empty(store: object) -> None:
    from sqlalchemy import event

    event.remove(store._reading, "connect", store._full)  # type: ignore[attr-defined]
    store._reading.dispose()  # type: ignore[attr-defined]


def rows(store: object) -> int:
    with store.read() as connection:  # type: ignore[attr-defined]
        return int(
            connection.exec_driver_sql(
                "SELECT count(*) FROM review JOIN learner ON learner.id = learner_id "
                "WHERE learner.nickname = 'تۈلكە'"
            ).scalar()
        )


@scene
def clock_set_back(it: Scene) -> Iterator[None]:
    """Somebody sets the clock a year back in the middle of a lesson: it goes on, and every answer is kept."""
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(3)
    it.app.given.moment.utc_ms -= 365 * 86_400_000
    yield from it.answers(4)
    it.told = {"rows": rows(it.app._household.kept), "given": len(it.screen.lesson._answers)}


@scene
def no_pictures(it: Scene) -> Iterator[None]:
    """Not one picture is there: words and meanings do instead."""
    from app.drills.steps import Shows

    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    yield from it.answers(6)
    step = it.screen.step
    it.told = {
        "tiles": str(getattr(step, "tiles", "")),
        "pictured": getattr(step, "tiles", None) is Shows.PICTURE,
    }


@scene
def heard(it: Scene) -> Iterator[None]:
    """With recordings in the store the word is played, and no grown-up is asked to read."""
    played: list[str] = []

    class Log:
        def prepare(self, paths: list[object]) -> None:
            it.told.setdefault("prepared", 0)
            it.told["prepared"] += len(paths)

        def play(self, path: object) -> None:
            played.append(str(path))

        def stop(self) -> None: ...

        def close(self) -> None: ...

    it.app.player = Log()
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    it.told["first"] = type(it.screen.card).__name__
    yield from it.answers(3)
    it.told["played"] = len(played)


@scene
def a_letter(it: Scene) -> Iterator[None]:
    """A few words are written with our own keyboard, saved as text and as picture, and kept on leaving."""
    yield from _begin_a_page(it)
    page = it.screen
    for key in ("space", "ت", "ى", "ل"):
        yield from it.tap(page.keyboard.cap(key))
    it.told["text"] = page.field.text
    for button in (page.as_text, page.as_picture):
        yield from it.tap(button)
        for _ in range(40):
            yield
    it.told["said"] = page.said.text
    yield from it.tap(page.back)
    yield from it.until("PagesScreen")
    it.told["kept"] = [writing.text for writing in it.screen.desktop.writings]
    it.told["known_to_system_keyboard"] = it.app.root_window._keyboards["system"].target is not None


def _begin_a_page(it: Scene) -> Iterator[None]:
    yield from it.arrive()
    yield from it.tap(it.screen.pencil)
    yield from it.until("PagesScreen")
    yield from it.tap(it.screen.new)
    yield from it.until("PageScreen")
    for key in ("ا", "ن", "ا"):
        yield from it.tap(it.screen.keyboard.cap(key))


@scene
def letter_and_close(it: Scene) -> Iterator[None]:
    """The window is closed right after the last letter."""
    yield from _begin_a_page(it)
    it.told = {"text": it.screen.field.text}


@scene
def letter_and_full_disk(it: Scene) -> Iterator[None]:
    """The disk fills up while a child writes: the page waits, and is kept once there is room."""
    yield from _begin_a_page(it)
    store = it.app._household.kept
    fill(store)
    it.screen.field.text = "ئانا " * 700
    yield from it.tap(it.screen.back)
    yield from it.until("TroubleScreen")
    it.told = {"texts": texts(it.screen)}
    empty(store)
    yield from it.tap(it.screen.buttons[0])
    yield from it.until("PagesScreen")
    it.told["kept"] = [len(writing.text) for writing in it.screen.desktop.writings]


@scene
def taps_twice(it: Scene) -> Iterator[None]:
    """An excited child taps everything twice: one child is made, one lesson runs, nothing breaks."""
    yield from it.until("LearnersScreen")
    yield from it.tap(it.screen.new)
    yield from it.until("NewLearnerScreen")
    yield from it.tap(it.screen.cards[0])
    for card in (it.screen.cards[1],) * 2:
        card.dispatch("on_release")
    yield from it.until("PathScreen")
    for start in (it.screen.start,) * 2:
        start.dispatch("on_release")
    yield from it.until("LessonScreen")
    for _ in range(2500):
        if it.where != "LessonScreen":
            break
        card = it.screen.card
        for way in (it.screen.way_on(),) * 2:
            if way is not None:
                way.dispatch("on_release")
        taps = [*it.screen.choices(), *it.screen.choices()]
        it.app.given.rng.shuffle(taps)
        for choice in taps:
            choice.dispatch("on_release")
        yield
    yield from it.until("PathScreen")
    it.told = {"learners": len(it.app.learners), "screen": it.where}


@scene
def by_keys(it: Scene) -> Iterator[None]:
    """A whole first lesson without a finger: digits choose, Enter goes on, Escape goes back."""
    from kivy.core.window import Window

    from app.screens.lesson.cards import QuestionCard
    from app.screens.lesson.pairs import PairsCard

    def key(code: int, text: str = "") -> Iterator[None]:
        Window.dispatch("on_key_down", code, 0, text, [])
        for _ in range(4):
            yield

    yield from it.until("LearnersScreen")
    yield from key(ord("1"), "1")
    yield from it.until("NewLearnerScreen")
    yield from key(ord("3"), "3")
    yield from key(ord("2"), "2")
    yield from it.until("PathScreen")
    yield from key(13)
    yield from it.until("LessonScreen")
    for _ in range(600):
        if it.where != "LessonScreen":
            break
        card = it.screen.card
        if isinstance(card, QuestionCard) and not card.taken:
            place = [sense.id for sense in card.question.choices].index(card.question.target.id) + 1
            yield from key(ord(str(place)), str(place))
        elif isinstance(card, PairsCard):
            ids, half = list(card.words), len(card.words)
            for place, sense_id in enumerate(ids):
                other = half + list(card.partners).index(sense_id) + 1
                yield from key(ord(str(place + 1)), str(place + 1))
                yield from key(ord(str(other)), str(other))
        else:
            yield from key(13)
        yield
    yield from it.until("PathScreen")
    it.told = {"learned": it.screen.view.tree.words}
    yield from key(27)
    yield from it.until("LearnersScreen")
    it.told["screen"] = it.where


class _Broken:
    """A microphone that is not there, or that goes after its first word."""

    def __init__(self, then: str, dbfs: float = -14.0) -> None:
        self.then, self.dbfs = then, dbfs
        self._inner: Any = None

    def start(self, heard: Any, lost: Any) -> None:
        from app.tour.tones import noise, spoken
        from audio.file_microphone import FileMicrophone
        from audio.troubles import MicrophoneLostError, NoMicrophoneError

        if self.then == "none":
            raise NoMicrophoneError("made for this scene")
        hush = noise(0.9)
        gone, self.then = self.then == "gone", "gone"
        self._inner = FileMicrophone(
            b"" if gone else hush + spoken(0.6, self.dbfs) + hush,
            then=MicrophoneLostError("a call") if gone else None,
        )
        self._inner.start(heard, lost)

    def stop(self) -> None:
        if self._inner is not None:
            self._inner.stop()
            self._inner = None


def _into_the_studio(it: Scene, microphone: Any) -> Iterator[None]:
    from app.services.studio import Studio
    from lexicon.records import Scope

    it.app.given.microphone = lambda: microphone
    yield from it.until("LearnersScreen")
    studio = Studio(it.app._household, it.app.given.rng)
    speakers = []
    it.app.desk.ask(lambda: studio.make_speaker("Rose"), speakers.append)
    while not speakers:
        yield
    agreed = []
    it.app.desk.ask(lambda: studio.agree(speakers[0], Scope.DEVICE, "en"), agreed.append)
    while not agreed:
        yield
    it.app.show_recording(speakers[0], None)


@scene
def no_microphone(it: Scene) -> Iterator[None]:
    """Somebody wants to record where there is no microphone."""
    yield from _into_the_studio(it, _Broken("none"))
    yield from it.until("TroubleScreen")
    it.told = {"texts": texts(it.screen)}
    yield from it.tap(it.screen.buttons[0])
    yield from it.until("StudioScreen")


@scene
def a_call_in_the_middle(it: Scene) -> Iterator[None]:
    """One word is said; then a call takes the microphone."""
    yield from _into_the_studio(it, _Broken("a word"))
    yield from it.until("TroubleScreen")
    it.told = {"texts": texts(it.screen)}


class _Open:
    """A microphone in a silent room: only whether it listens can be asked of it."""

    def __init__(self) -> None:
        self.listens = False

    def start(self, _heard: Any, _lost: Any) -> None:
        self.listens = True

    def stop(self) -> None:
        self.listens = False


@scene
def from_the_test_to_the_words(it: Scene) -> Iterator[None]:
    """The bar moves; on to the words; a pause, and back; then home to the studio."""
    microphone = _Open()
    yield from _into_the_studio(it, microphone)
    yield from it.until("RecordingScreen")
    speaker = it.screen.speaker
    it.told = {}
    it.app.show_microphone_test(speaker, None)
    yield from it.until("MicrophoneTestScreen")
    it.told["test"] = microphone.listens
    yield from it.tap(it.screen.go_on)
    yield from it.until("RecordingScreen")
    it.told["words"] = microphone.listens
    it.app.on_pause()
    it.told["pause"] = microphone.listens
    it.app.on_resume()
    it.told["again"] = microphone.listens
    yield from it.tap(it.screen.back)
    yield from it.until("StudioScreen")
    it.told["studio"] = microphone.listens


@scene
def listening_to_a_take(it: Scene) -> Iterator[None]:
    """A word is said too quietly and listened to; then home to the studio, and it was not kept."""
    yield from _into_the_studio(it, _Broken("a word", -38.0))
    yield from it.until("RecordingScreen")
    while it.screen.take is None:
        yield
    it.screen.hear()
    while not it.app.desk.idle:
        yield
    yield from it.tap(it.screen.back)
    yield from it.until("StudioScreen")
    it.told = {"sounds": _sounds(it), "kept": [*it.app.given.places.recordings.rglob("*")]}


class _Speaks:
    """A microphone before which a word is said each time it is opened."""

    def __init__(self, seconds: float = 0.6) -> None:
        from app.tour.tones import noise, spoken

        self._sound = noise(0.9) + spoken(seconds, -14.0) + noise(1.8)
        self._inner: Any = None

    @property
    def listens(self) -> bool:
        return self._inner is not None

    def start(self, heard: Any, lost: Any) -> None:
        from audio.file_microphone import FileMicrophone

        self._inner = FileMicrophone(self._sound)
        self._inner.start(heard, lost)

    def stop(self) -> None:
        if self._inner is not None:
            self._inner.stop()
            self._inner = None


class _Plays:
    """A player that writes down what it is asked to play."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def prepare(self, _paths: object) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...

    def play(self, _path: object, slow: bool = False) -> None:
        self.played.append("slowly" if slow else "voice")

    def play_bytes(self, _wav: bytes) -> None:
        self.played.append("itself")


def _sounds(it: Scene) -> list[str]:
    """Files with sound that are not kept recordings."""
    home = it.app.given.places.home
    loose = [path for path in home.rglob("*") if path.is_file() and "recordings" not in path.parts]
    return [path.name for path in loose if path.read_bytes()[:4] == b"RIFF"]


@scene
def say_it_too(it: Scene) -> Iterator[None]:
    """A child hears a new word, slowly too, says it, hears both voices, and goes on."""
    from app.screens.lesson.cards import MeetCard
    from app.screens.lesson.echo import EchoCard

    microphone, player = _Speaks(), _Plays()
    it.app.given.microphone, it.app.player = lambda: microphone, player
    yield from it.arrive()
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    meet = it.screen.card
    assert isinstance(meet, MeetCard)
    yield from it.tap(meet.voices.slow)
    it.told = {"slowly": player.played[-1]}
    yield from it.tap(meet.say_too)
    echo = it.screen.card
    assert isinstance(echo, EchoCard)
    before = len(player.played)
    yield from it.tap(echo.microphone)
    while not (echo.said and player.played[-1] == "itself"):
        yield
    it.told |= {
        "heard": player.played[before:],
        "listens": microphone.listens,
        "both_seen": bool(echo.model._columns) and bool(echo.own._columns),
        "files": _sounds(it),
    }
    recordings = it.app.given.places.recordings
    kept = sum(path.is_file() for path in recordings.rglob("*"))
    yield from it.tap(echo.done)
    it.told |= {"back": it.screen.card.sense.id == meet.sense.id, "forgotten": not echo.said}
    yield from it.answers(1)
    it.told["kept"] = sum(path.is_file() for path in recordings.rglob("*")) - kept


@scene
def words_of_a_lesson_are_said(it: Scene) -> Iterator[None]:
    """A grown-up lends a voice from inside a lesson, for its words, and comes back to it."""
    from app.services.studio import Studio
    from lexicon.records import Scope

    it.app.given.microphone = lambda: _Speaks()
    yield from it.arrive()
    studio = Studio(it.app._household, it.app.given.rng)
    made: list[Any] = []

    def lend() -> Any:
        speaker = studio.make_speaker("Rose")
        studio.agree(speaker, Scope.DEVICE, "en")
        return speaker

    it.app.desk.ask(lend, made.append)
    yield from it.tap(it.screen.start)
    yield from it.until("LessonScreen")
    while not hasattr(it.screen.card, "record"):
        yield from it.tap(it.screen.card.next)
    wanted = [sense.id for sense in it.screen.lesson.senses]
    yield from it.tap(it.screen.card.record)
    yield from it.until("GateScreen")
    yield from it.tap(it.screen.right_card)
    yield from it.until("StudioScreen")
    it.told = {"asked": texts(it.screen)[1]}
    yield from it.tap(it.screen.speakers[0])
    yield from it.tap(it.screen.record)
    yield from it.until("MicrophoneTestScreen")
    yield from it.tap(it.screen.go_on)
    yield from it.until("RecordingScreen")
    screen = it.screen
    while screen.done is None:
        yield
    yield from it.tap(screen.done)
    yield from it.until("LessonScreen")
    takes: list[Any] = []
    it.app.desk.ask(lambda: studio.raw(), takes.append)
    while not takes:
        yield
    it.told |= {"all": {take.sense_id for take in takes[0]} == set(wanted), "errand": it.app.errand is None}


@scene
def agreed_aloud(it: Scene) -> Iterator[None]:
    """A speaker says that they agree; it is kept here, and goes when the voice is taken back."""
    it.app.given.microphone, it.app.player = lambda: _Speaks(1.5), _Plays()
    yield from it.until("LearnersScreen")
    it.app.make_speaker("Rose")
    yield from it.until("ConsentScreen")
    speaker = it.screen.speaker
    it.screen.aloud.dispatch("on_release")
    yield from it.until("SpokenConsentScreen")
    while it.screen.take is None:
        yield
    yield from it.tap(it.screen.hear)
    it.told = {"heard": it.app.player.played}
    yield from it.tap(it.screen.agree)
    yield from it.until("MicrophoneTestScreen")
    recordings = it.app.given.places.recordings
    it.told["kept"] = sum(path.is_file() for path in recordings.rglob("*"))
    it.app.withdraw_voice(speaker)
    yield from it.until("StudioScreen")
    it.told["after"] = sum(path.is_file() for path in recordings.rglob("*"))


def _one_drill(it: Scene, key: str, age: str, language: str = "en", script: str = "arabic") -> Iterator[None]:
    """A lesson that asks one real word with one drill, twice; the sounds it plays are written down."""
    from app.drills.catalog import BY_KEY
    from app.screens.lesson.screen import LessonScreen
    from app.services.lessons import Running
    from app.tour.drills import NOBODY, Played, asked
    from app.tour.guide import Route
    from app.tour.tones import tone
    from lexicon import recordings
    from lexicon.records import Learner, Theme

    yield from it.until("LearnersScreen")
    it.app.player = _Plays()
    it.app.keep = lambda _review, then: then()
    digest = recordings.keep_file(it.app.given.places.recordings, tone(262.0))
    route = Route(language=language, voices=True, age=age, drills=True, script=script)
    question, person = asked(BY_KEY[key], route, (digest,))
    assert question is not None
    learner = Learner(NOBODY, "1F98A", "1F98A", age, 0)
    running = Running(learner, Theme(NOBODY, {}, None, 0), Played([question] * 2, person), frozenset())  # type: ignore[arg-type]
    it.app.given.haste = 50.0  # an answer stays to be looked at
    it.app.stage.show(LessonScreen(it.app, running))
    yield from it.until("LessonScreen")
    for _ in range(4):
        yield


@scene
def letters_are_laid_and_taken_back(it: Scene) -> Iterator[None]:
    """Two tiles, the second taken back by a tap on what is laid; then the word, and it is right."""
    from app.drills.given import right

    yield from _one_drill(it, "build_word", "6-8")
    card = it.screen.card
    question, places = card.question, right(card.question).places
    heard = list(it.app.player.played)
    yield from it.tap(card.tiles[places[0]])
    yield from it.tap(card.tiles[places[1]])
    two = card.laid.text
    yield from it.tap(card.sheet)
    it.told = {"heard": heard, "two": two, "one": card.laid.text}
    it.told["joined"] = question.pieces[places[0]] + question.pieces[places[1]]
    it.told["first"] = question.pieces[places[0]]
    for place in places[1:]:
        yield from it.tap(card.tiles[place])
    yield
    it.told |= {"laid": card.laid.text, "answer": question.answer, "shown": card.sheet.state_shown}


@scene
def a_word_is_typed_with_a_slip(it: Scene) -> Iterator[None]:
    """What is heard is typed on our own keyboard, a letter short; the right spelling is shown."""
    yield from _one_drill(it, "write_heard", "9-12")
    card = it.screen.card
    answer = card.question.answer
    it.told = {"heard": list(it.app.player.played), "answer": answer}
    for letter in (answer[:-2] + answer[-1]).removeprefix("ئ"):
        yield from it.tap(card.keyboard.cap("space" if letter == " " else letter))
    it.told["typed"] = card.field.text
    yield from it.tap(card.keyboard.cap("enter"))
    for _ in range(4):
        yield
    word = card.after_a_miss.words
    it.told["right"] = word.text
    it.told["coloured"] = [word.text[start:end] for start, end, _colour in word.letter_colors]
    it.told["waits"] = it.screen.card is card
    yield from it.tap(card.after_a_miss)
    for _ in range(4):
        yield
    it.told["went_on"] = it.screen.card is not card


@scene
def a_grown_up_says_not_yet(it: Scene) -> Iterator[None]:
    """A child says what is in the picture; both voices are heard, and a grown-up taps."""
    microphone = _Speaks()
    it.app.given.microphone = lambda: microphone
    yield from _one_drill(it, "say_word", "6-8")
    card = it.screen.card
    it.told = {"before": list(it.app.player.played), "asked_before": card.yes.parent is not None}
    it.app.given.haste = 0.0
    yield from it.tap(card.microphone)
    while not (card.said and it.app.player.played[-1:] == ["voice"]):
        yield
    it.told |= {"heard": list(it.app.player.played), "files": _sounds(it)}
    it.app.given.haste = 50.0
    yield from it.tap(card.not_yet)
    for _ in range(4):
        yield
    it.told |= {"right": card.after_a_miss.words.text, "answer": card.question.answer}
    yield from it.tap(card.after_a_miss)
    for _ in range(4):
        yield
    it.told |= {"went_on": it.screen.card is not card, "forgotten": not card.said}


@scene
def a_number_is_typed_from_right_to_left(it: Scene) -> Iterator[None]:
    """In an interface from right to left digits stand as on every telephone; a hardware key types, too."""
    from app.theme import look

    look.direction = "rtl"
    yield from _one_drill(it, "number_heard", "6-8")
    card = it.screen.card
    rows = ["123", "456", "789"]
    it.told = {"order": ["".join(sorted(row, key=lambda digit: card.keys[digit].x)) for row in rows]}
    for digit in card.question.answer:
        it.screen.take_key(ord(digit), digit)
    it.told["typed"] = card.said.text
    it.screen.take_key(13, "")
    it.told |= {"answer": card.question.answer, "shown": card.sheet.state_shown}


@scene
def a_meaning_asks_for_its_word(it: Scene) -> Iterator[None]:
    """The meaning is shown, and its word only among the answers; it is heard after the answer."""
    from app.drills.drill import meaning
    from app.widgets.base import Words

    yield from _one_drill(it, "meaning_word", "9-12", script="cyrillic")
    card = it.screen.card
    target = card.question.target
    it.told = {
        "prompt": [one.text for one in card.prompt.walk(restrict=True) if isinstance(one, Words)],
        "meaning": meaning(target, "en"),
        "before": it.app.player.played[:],
    }
    it.told["tile"] = card.cards[target.id].words.text
    yield from it.tap(card.cards[target.id])
    it.told["after"] = it.app.player.played[:]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
