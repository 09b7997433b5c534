"""The app: one window, one screen at a time, and the way from each to the next.

``app.start.prepare`` must have run before this module is imported. The first frame is drawn before the
database is opened; whatever touches it runs on its own thread.
"""

from __future__ import annotations

import gc
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget
from kivy.utils import platform

from app.arrivals import Arrivals
from app.children import Children
from app.classroom import Classroom
from app.device import haptics, insets, system_language, text_size
from app.documents import Documents
from app.doors import Doors
from app.guarding import Guarding
from app.keeping import Keeping
from app.listing import Listing
from app.moment import Moment
from app.packs import Packs
from app.pictures import Pictures
from app.proofreading import Proofreading
from app.services.desk import Desk
from app.sharing import Sharing
from app.text import fonts
from app.text.language import BY_CODE, say, speak, spoken
from app.theme import DARK, LIGHT, look
from app.voices import Voices
from app.widgets.base import Picture
from app.widgets.stage import Stage
from app.wording import Wording
from app.writing import WritingPages
from lexicon.places import Places
from lexicon.portions import Portion
from lexicon.records import Learner, Review, Theme


@dataclass(slots=True)
class Given:
    """What the app takes from outside, so that a test or the tour can give its own.

    ``haste`` multiplies the pauses between a verdict and the next question (1 for people);
    ``microphone`` makes another microphone than the device's.
    """

    places: Places
    moment: Moment = field(default_factory=Moment)
    rng: random.Random = field(default_factory=random.Random)
    new_id: Callable[[], UUID] = uuid4
    language: str | None = None
    haste: float = 1.0
    microphone: Callable[[], Any] | None = None


AHEAD_S = 0.4
"""Seconds after the first screen at which what a lesson needs is imported, off the drawing thread."""

RECORDS_ON = ("android", "linux", "win", "macosx")
"""Platforms we can record on, as Kivy names them; whether a microphone is there shows when it is wanted."""

T = TypeVar("T")

_log = logging.getLogger("anatil")


class AnaTilApp(
    WritingPages, Proofreading, Voices, Children, Classroom, Listing, Wording, Doors, Sharing, Keeping, Packs,
    Guarding, Arrivals, Documents, App,
):  # fmt: skip
    """Knows which screen follows which. Screens call its ``show_…`` methods; nothing else navigates."""

    title = "Ana Til"

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given
        self.pictures = Pictures(given.places)
        self.desk = Desk(lambda call: Clock.schedule_once(lambda _dt: call(), 0))
        self.bench = Desk(lambda call: Clock.schedule_once(lambda _dt: call(), 0), "bench")
        """For what takes a while and needs no database: reading a sound, cutting a message."""
        self.stage: Stage
        self.settings: dict[str, str] = {}
        self.preset: dict[str, str] = {}
        """Settings laid under the device's own; the tour sets them."""
        self.learners: tuple[Learner, ...] = ()
        self.clips: Mapping[str, Portion] = {}
        """Where the voices of installed packs lie, by SHA-256."""
        self._household: Any = None
        self._lessons: Any = None
        self._player: Any = None
        self._ahead: Any = None
        self._going = False
        self._tick = haptics.of_this_device(platform)
        self._ask_insets = insets.of_this_device(platform, self._came_insets)
        self._dress({})

    # -- start and end

    def build(self) -> Stage:
        Picture.shared = self.pictures
        Window.clearcolor = look.palette.background
        self.stage = Stage()
        Window.bind(on_key_down=self._key, on_flip=self._first_frame)
        Window.bind(size=lambda *_: self._keep_off_bars(), on_memorywarning=self._make_room)
        return self.stage

    def _first_frame(self, *_: Any) -> None:
        Window.unbind(on_flip=self._first_frame)
        self.open()
        self._keep_off_bars()
        # Only now: where a processor draws, the first picture with mipmaps holds the frame up by 65 ms.
        waiting = FloatLayout()
        waiting.add_widget(
            Picture("pomegranate", size_hint=(0.3, 0.3), pos_hint={"center_x": 0.5, "center_y": 0.5})
        )
        self.stage.add_widget(waiting)

    def _make_room(self, *_: Any) -> None:
        """The system is short of memory, and will end us next: what can be had again is let go."""
        self.pictures.let_go()
        gc.collect()

    def open(self) -> None:
        """Open the store on its own thread; what it finds decides the first screen."""
        self.desk.ask(self._open, self._opened, self.show_trouble)

    def _open(self) -> Any:
        try:
            # Imported here: SQLAlchemy costs 0.2 s, which the first frame does not wait for.
            from app.services.household import Household

            if self._household is None:
                given = self.given
                self._household = Household(given.places, given.moment.now_ms, given.new_id)
            return self._household.open()
        finally:
            if not gc.isenabled():  # app.open switched it off for the start
                gc.freeze()  # what was imported stays: no later collection need look at it
                gc.enable()

    def _opened(self, home: Any) -> None:
        self._at_home(home)
        if self.handed is None:
            self.show_learners()
        else:
            self.enter(self.handed)
        self._ahead = Clock.schedule_once(lambda _dt: self.desk.ask(self._plans), AHEAD_S)
        self.keep_up_soon()
        self.look_for_arrivals()

    def _plans(self) -> Any:
        """The lessons' service, made when it is first needed. Runs on the database's thread."""
        # Not before the first screen stands: it imports FSRS and the drills, 35 ms that nobody needs there.
        from app.services.lessons import Lessons

        if self._lessons is None:
            self._lessons = Lessons(self._household, self.given.rng)
        return self._lessons

    def on_stop(self) -> None:
        self._rest()
        if self._ahead is not None:
            self._ahead.cancel()
        self._end_keeping_up()
        self.desk.close(self._household.close if self._household is not None else None)
        self.bench.close()
        self.pictures.close()
        self._end_mastering()
        if self._recorder is not None:
            self._recorder.close()
        if self._player is not None:
            self._player.close()
            self._player = None

    def on_pause(self) -> bool:
        self._rest()
        return True

    def on_resume(self) -> None:
        self._keep_off_bars()
        wake = getattr(self.stage.screen, "wake", None)
        if wake is not None:
            wake()

    def _rest(self) -> None:
        """Whatever the screen still holds is kept: the app may not come back."""
        rest = getattr(self.stage.screen, "rest", None)
        if rest is not None:
            rest()

    # -- how it looks and feels

    def _keep_off_bars(self) -> None:
        """Nothing to read or tap lies under the system's bars or a notch, whichever way the phone is held."""
        if self._ask_insets is not None:
            self._ask_insets()

    def _came_insets(self, found: insets.Insets) -> None:
        Clock.schedule_once(lambda _dt: self.stage.keep_off(found), 0)  # Android calls on its own thread

    @property
    def ticks(self) -> bool:
        """Whether this device can be felt."""
        return self._tick is not None

    def feel_right(self) -> None:
        """A right answer is felt, unless a grown-up or the system has switched that off."""
        if self._tick is not None and self.settings.get("haptics", "on") == "on":
            self._tick()

    def _at_home(self, home: Any) -> None:
        self.learners = home.learners
        self.settings = {**self.preset, **home.settings}
        self.clips = home.clips
        self._dress(self.settings)

    def _dress(self, settings: dict[str, str]) -> None:
        code = settings.get("language") or self.given.language or system_language.of_this_device(platform)
        language = speak(code if code in BY_CODE else "en", self.given.places.translations)
        look.direction = "rtl" if language.rtl else "ltr"
        look.palette = DARK if settings.get("appearance") == "dark" else LIGHT
        look.font_scale = float(settings.get("font_scale") or text_size.of_this_device(platform))
        look.motion = settings.get("motion", "on") == "on"
        look.uyghur, look.latin = fonts.choose(self.given.places.fonts)

    def set_device(self, key: str, value: str) -> None:
        """Keep a setting and show the settings anew in it."""

        def kept(home: Any) -> None:
            self._at_home(home)
            self.show_settings()

        self._go(lambda: self._household.set_device(key, value), kept)

    # -- screens

    def _go(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Ask the database for what the next screen needs. A second tap on the way there does nothing."""
        if self._going:
            return
        self._going = True

        def arrived(result: T) -> None:
            self._going = False
            then(result)

        def trouble(error: Exception) -> None:
            self._going = False
            self.show_trouble(error)

        self.desk.ask(work, arrived, trouble)

    def show_learners(self) -> None:
        from app.screens.learners import LearnersScreen

        self.stage.show(LearnersScreen(self, self.learners))

    def show_new_learner(self) -> None:
        from app.screens.learners import NewLearnerScreen

        self.stage.show(NewLearnerScreen(self, [learner.picture for learner in self.learners]))

    def make_learner(self, picture: str, age_band: str) -> None:
        """The third tap: the child is made and stands on its path."""
        from app.screens.learners import nickname_for

        nickname = nickname_for(picture, [learner.nickname for learner in self.learners])

        def made(learner: Learner) -> None:
            self.learners = (*self.learners, learner)
            self.enter(learner)

        self._go(lambda: self._household.make_learner(nickname, picture, age_band), made)

    def enter(self, learner: Learner) -> None:
        """A child tapped its picture: its path."""
        from app.screens.path import PathScreen

        self.keep_up_soon()  # a lesson may have ended
        self._go(lambda: self._plans().path(learner), lambda view: self.stage.show(PathScreen(self, view)))

    def start_lesson(self, learner: Learner, theme: Theme) -> None:
        """Plan five minutes around a theme and begin."""
        from app.screens.lesson.screen import LessonScreen

        self._go(
            lambda: self._plans().begin(
                learner,
                theme.id,
                spoken().catalogue,
                unapproved_sentences=self.settings.get("sentences") == "on",
                has_microphone=self.given.microphone is not None or platform in RECORDS_ON,
            ),
            lambda running: self.stage.show(LessonScreen(self, running)),
        )

    def learned(self, learner: Learner, then: Callable[[frozenset[UUID]], None]) -> None:
        """The words a child knew before this lesson; not known in time, its tree is drawn from this one's."""
        self.desk.ask(lambda: self._plans().learned(learner), then, lambda _error: None)

    def saw_example(self, learner: Learner, drill: str) -> None:
        """Remember that a drill was shown to this child."""
        # Where this cannot be kept the example is simply shown once more.
        self.desk.ask(lambda: self._plans().seen_example(learner, drill), None, lambda _error: None)

    def keep(self, review: Review, then: Callable[[], None]) -> None:
        """Keep an answer; ``then`` comes when it outlives a power cut."""
        self.insist(lambda: self._plans().keep(review), lambda _: then())

    def take_back(self, undo: Review, then: Callable[[], None]) -> None:
        """Keep that an answer is taken back; ``then`` comes when it outlives a power cut."""
        self.insist(lambda: self._plans().undo(undo), lambda _: then())

    def insist(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do work that must not be lost. Where it cannot be done the screen waits, covered by what helps,
        and goes on where it was."""

        def again() -> None:
            self.stage.uncover()
            self.insist(work, then)

        self.desk.ask(work, then, lambda error: self.stage.cover(self._trouble_screen(error, again)))

    def show_gate(self) -> None:
        self.ask_grown_up(self.show_settings, self.show_learners)

    def ask_grown_up(self, through: Callable[[], None], back: Callable[[], None]) -> None:
        """The PIN, where there is one; else a question that a small child cannot answer."""
        if self.is_locked:
            self.ask_pin(through, back)
        else:
            self.stage.show(self._gate(through, back))

    def _gate(self, through: Callable[[], None], back: Callable[[], None]) -> Widget:
        from app.screens.grown_ups import GateScreen

        return GateScreen(self, self.given.rng, through, back)

    def show_settings(self) -> None:
        from app.screens.grown_ups import SettingsScreen

        self.stage.show(SettingsScreen(self, self.settings, self.learners))

    def show_about(self) -> None:
        from app.screens.grown_ups import AboutScreen

        self.stage.show(AboutScreen(self))

    # -- trouble

    def show_trouble(self, error: Exception) -> None:
        """One plain sentence and the next step."""
        self.stage.show(self._trouble_screen(error, self.open))

    def _trouble_screen(
        self, error: Exception, again: Callable[[], None], back: Callable[[], None] | None = None
    ) -> Widget:
        """``back``: where it may be left, too; a damaged file is then none of ours to put aside."""
        from app.screens.trouble import TroubleScreen
        from app.sentences import in_words

        trouble = in_words(error)
        _log.error("%s", trouble.sentence, exc_info=error)
        ways = [(say("Try again"), again)]
        if back is not None:
            ways.append((say("Back"), back))
        elif trouble.can_set_aside:
            if any(self.given.places.snapshots.glob("*.sqlite")):
                ways.append((say("Go back to the latest whole copy"), self._go_back))
            ways.append((say("Put it aside and start anew"), self._set_aside))
        return TroubleScreen(self, trouble.sentence, trouble.step, ways)

    def _set_aside(self) -> None:
        self.desk.ask(self._household.set_aside, lambda _: self.open(), self.show_trouble)

    def _go_back(self) -> None:
        self.desk.ask(self._household.go_back, lambda _: self.open(), self.show_trouble)

    # -- sound and keys

    @property
    def player(self) -> Any:
        """The player of recorded words; the sound device is opened when the first is needed."""
        if self._player is None:
            from audio.playback import find_player

            self._player = find_player(platform)
        return self._player

    @player.setter
    def player(self, player: Any) -> None:
        self._player = player

    def voice_files(self, digests: Sequence[str]) -> tuple[Path | Portion, ...]:
        """Where a sense's voices lie, in their order: in files of their own, or in packs."""
        if not digests:
            return ()
        from lexicon.recordings import file_of

        folder = self.given.places.recordings
        return tuple(self.clips.get(digest) or file_of(folder, digest) for digest in digests)

    def _key(self, _window: Any, key: int, _scancode: int, text: str | None, _modifiers: Any) -> bool:
        screen = self.stage.screen
        take = getattr(screen, "take_key", None)
        return bool(take(key, text or "")) if take is not None else False
