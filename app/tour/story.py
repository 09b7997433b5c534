"""The story of the tour: a child arrives, chooses its picture, has a lesson, and sees its tree grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.drills.given import right
from app.screens.child import ChildScreen
from app.screens.grown_ups import GateScreen, SettingsScreen
from app.screens.keeping.copies import CopiesScreen
from app.screens.keeping.health import HealthScreen
from app.screens.learners import AGE_BANDS, LearnersScreen
from app.screens.lesson.cards import MeetCard, QuestionCard, ReadTogetherCard
from app.screens.lesson.echo import EchoCard
from app.screens.lesson.ending import EndingCard
from app.screens.lesson.example import ExampleCard
from app.screens.lesson.pairs import PairsCard
from app.screens.lesson.screen import LessonScreen
from app.screens.lesson.single import SingleCard
from app.screens.pages import PageScreen, PagesScreen
from app.screens.passphrase import PassphraseScreen
from app.screens.path import PathScreen
from app.screens.progress import ProgressScreen
from app.screens.reading import ReaderScreen, ReadingScreen
from app.screens.sharing.bringing import FoundScreen, ProgressFilesScreen
from app.screens.sharing.taking import SaidScreen, TakeAlongScreen
from app.screens.trouble import TroubleScreen
from app.screens.week import WeekScreen
from app.screens.working import WorkingScreen
from app.tour import classroom, guarding, lists, others, packs, studio
from app.tour.finger import bring_into_view
from app.tour.going import tap as _tap
from app.tour.going import until as _until
from app.tour.going import wait_for
from app.tour.guide import Camera, LostError, Route
from lexicon.doctor import Fault, Finding
from lexicon.judgements import Kind, Said

MISSED = 3
"""The question that is answered wrong, so that one sees what a miss looks like."""
MOST_STEPS = 90


def first_lesson(app: Any, camera: Camera, route: Route) -> Iterator[None]:
    """Yields once a frame until the story is told."""
    while not isinstance(app.stage.screen, LearnersScreen):
        yield
    yield from camera.shoot("who-is-learning")
    yield from _tap(camera, app.stage.screen.new)
    yield from camera.shoot("choose-a-picture")
    yield from _tap(camera, app.stage.screen.cards[0])
    yield from camera.shoot("how-old")
    band = [name for name, _ in AGE_BANDS].index(route.age)
    yield from _tap(camera, app.stage.screen.cards[band])
    yield from _until(camera, app, PathScreen)
    yield from camera.shoot("path")
    yield from _tap(camera, app.stage.screen.start)
    yield from _until(camera, app, LessonScreen)
    yield from _lesson(app, camera)
    yield from _until(camera, app, PathScreen)
    yield from camera.shoot("path-after")
    if route.everything:
        yield from _page_to_write_on(app, camera)
        yield from _grown_ups(app, camera)


def _lesson(app: Any, camera: Camera) -> Iterator[None]:
    screen: LessonScreen = app.stage.screen
    asked = 0
    seen: set[str] = set()
    said = False
    for _ in range(MOST_STEPS):
        if app.stage.screen is not screen:
            return
        card: Any = screen.card
        if isinstance(card, ReadTogetherCard):
            yield from camera.shoot("read-together")
            yield from _tap(camera, card.next)
        elif isinstance(card, MeetCard):
            yield from camera.shoot("meet")
            if card.say_too is not None and not said:
                said = True
                yield from _say_too(camera, screen, card)
            else:
                yield from _tap(camera, card.next)
        elif isinstance(card, ExampleCard):
            while not card.done:
                yield
            yield from camera.shoot(f"example-{card.card.question.drill}")
            yield from _tap(camera, card.next)
        elif isinstance(card, PairsCard):
            yield from _pairs(camera, screen, card)
        elif isinstance(card, QuestionCard):
            asked += 1
            yield from _question(camera, screen, card, asked, seen)
        elif isinstance(card, SingleCard):
            yield from _handed_in(camera, screen, card)
        elif isinstance(card, EndingCard):
            yield from camera.shoot("ending")
            yield from _tap(camera, card.done)
        else:
            raise LostError(f"the tour does not know {type(card).__name__}")
    raise LostError("the lesson did not end")


def _say_too(camera: Camera, screen: LessonScreen, card: MeetCard) -> Iterator[None]:
    """A child says the word after somebody, and sees both voices."""
    assert card.say_too is not None
    yield from _tap(camera, card.say_too)
    yield from wait_for(lambda: isinstance(screen.card, EchoCard))
    echo: Any = screen.card
    yield from camera.shoot("say-it-too")
    yield from _tap(camera, echo.microphone)
    yield from wait_for(lambda: echo.said)
    yield from camera.shoot("both-voices")
    yield from _tap(camera, echo.done)


def _question(
    camera: Camera, screen: LessonScreen, card: QuestionCard, number: int, seen: set[str]
) -> Iterator[None]:
    drill, right = card.question.drill, card.question.target.id
    yield from camera.shoot(f"{drill}")
    if number == MISSED:
        wrong = next(sense.id for sense in card.question.choices if sense.id != right)
        yield from _tap(camera, card.cards[wrong], rest=False)
        while card.cards[right].state_shown != "right":
            yield
        yield from camera.shoot(f"{drill}-missed")
        yield from _tap(camera, card.cards[right], rest=False)
    else:
        screen.app.given.haste = 50.0 if drill not in seen else 0.02
        yield from _tap(camera, card.cards[right], rest=False)
        while card.cards[right].state_shown != "right":
            yield
        if drill not in seen:
            seen.add(drill)
            yield from camera.shoot(f"{drill}-right")
            screen.app.given.haste = 0.02
            screen.hurry()
    while screen.card is card:
        yield


def _handed_in(camera: Camera, screen: LessonScreen, card: SingleCard) -> Iterator[None]:
    """Tiles, keys or a voice: the drills' own tour shows how they are used; here they are answered."""
    yield from camera.shoot(card.question.drill)
    card.taken = True
    screen._answered(right(card.question))
    while screen.card is card:
        yield


def _pairs(camera: Camera, screen: LessonScreen, card: PairsCard) -> Iterator[None]:
    yield from camera.shoot("pairs")
    ids = list(card.words)
    for index, sense_id in enumerate(ids):
        yield from _tap(camera, card.words[sense_id], rest=False)
        yield from _tap(camera, card.partners[sense_id], rest=False)
        while card.partners[sense_id].state_shown != "right":
            yield
        if index == 0:
            yield from camera.shoot("pairs-one-found")
    while screen.card is card:
        yield


def _page_to_write_on(app: Any, camera: Camera) -> Iterator[None]:
    """A few words, the second one finished by a tap on what is offered."""
    yield from _tap(camera, app.stage.screen.pencil)
    yield from _until(camera, app, PagesScreen)
    yield from _tap(camera, app.stage.screen.new)
    yield from _until(camera, app, PageScreen)
    yield from camera.shoot("empty-page")
    screen: PageScreen = app.stage.screen
    for letter in ("س", "ا", "ل", "ا", "م", "space", "م"):
        yield from _tap(camera, screen.keyboard.cap(letter), rest=False)
    yield from camera.shoot("page-with-words-on-offer")
    if screen.offered.children:
        yield from _tap(camera, screen.offered.children[-1])
    yield from camera.shoot("page-written")
    yield from _tap(camera, screen.back)
    yield from _until(camera, app, PagesScreen)
    yield from camera.shoot("pages")
    yield from _tap(camera, app.stage.screen.back)
    yield from _until(camera, app, PathScreen)


def _grown_ups(app: Any, camera: Camera) -> Iterator[None]:
    yield from _tap(camera, app.stage.screen.face)
    yield from _until(camera, app, LearnersScreen)
    yield from camera.shoot("who-is-learning-now")
    yield from _tap(camera, app.stage.screen.grown_ups)
    yield from _until(camera, app, GateScreen)
    yield from camera.shoot("gate")
    yield from _tap(camera, app.stage.screen.right_card)
    yield from _until(camera, app, SettingsScreen)
    yield from camera.shoot("settings")
    yield from _tap(camera, app.stage.screen.children_cards[0])
    yield from camera.shoot("a-child")
    yield from _tap(camera, app.stage.screen.progress)
    yield from _until(camera, app, ProgressScreen)
    yield from camera.shoot("how-it-goes")
    yield from _tap(camera, app.stage.screen.back)
    yield from _until(camera, app, ChildScreen)
    yield from _taken_along(app, camera)
    yield from _tap(camera, app.stage.screen.remove)
    yield from camera.shoot("remove-a-child")
    yield from _tap(camera, app.stage.screen.keep)
    yield from _until(camera, app, ChildScreen)
    yield from _tap(camera, app.stage.screen.back)
    yield from _until(camera, app, SettingsScreen)
    yield from _brought_in(app, camera)
    yield from _this_week(app, camera)
    yield from classroom.story(app, camera)
    yield from lists.story(app, camera)
    yield from _reader(app, camera)
    yield from studio.story(app, camera)
    yield from _copies(app, camera)
    yield from packs.story(app, camera)
    yield from _until(camera, app, SettingsScreen)
    yield from guarding.story(app, camera)
    about = app.stage.screen.about
    bring_into_view(about)
    yield from camera.shoot("settings-below")
    yield from _tap(camera, about)
    yield from camera.shoot("about")
    from lexicon.troubles import DatabaseDamagedError

    app.show_trouble(DatabaseDamagedError("shown by the tour"))
    yield from camera.shoot("trouble")


def _taken_along(app: Any, camera: Camera) -> Iterator[None]:
    """A child's progress is saved, with a passphrase written twice."""
    bring_into_view(app.stage.screen.along)
    yield from camera.shoot("a-child-below")
    yield from _tap(camera, app.stage.screen.along)
    yield from _until(camera, app, TakeAlongScreen)
    yield from _tap(camera, app.stage.screen.kinds[1])
    yield from camera.shoot("for-a-teacher")
    yield from _tap(camera, app.stage.screen.kinds[0])
    yield from camera.shoot("take-along")
    yield from _tap(camera, app.stage.screen.sealed)
    yield from _until(camera, app, PassphraseScreen)
    app.stage.screen.name.text = "نان"
    yield from _tap(camera, app.stage.screen.done)
    yield from camera.shoot("a-passphrase-too-short")
    for _ in range(2):
        yield from _passphrase(app, camera)
    yield from _until(camera, app, SaidScreen)
    yield from camera.shoot("taken-along")
    yield from _tap(camera, app.stage.screen.done)
    yield from _until(camera, app, ChildScreen)


def _passphrase(app: Any, camera: Camera) -> Iterator[None]:
    app.stage.screen.name.text = "ئالما نان سۇ"
    yield from _tap(camera, app.stage.screen.done)
    yield from camera.settle()


def _this_week(app: Any, camera: Camera) -> Iterator[None]:
    """A list for this week is chosen, and none again."""
    yield from _tap(camera, app.stage.screen.week)
    yield from _until(camera, app, WeekScreen)
    yield from _tap(camera, app.stage.screen.themes[1])
    yield from _until(camera, app, SettingsScreen)
    yield from _tap(camera, app.stage.screen.week)
    yield from _until(camera, app, WeekScreen)
    yield from camera.shoot("this-week")
    yield from _tap(camera, app.stage.screen.none)
    yield from _until(camera, app, SettingsScreen)


def _brought_in(app: Any, camera: Camera) -> Iterator[None]:
    """The file that was saved is looked into; then one of a child that is not here is brought in."""
    others.a_file(app.given.places.outbox)
    bring_into_view(app.stage.screen.bring)
    yield from camera.shoot("settings-children")
    yield from _tap(camera, app.stage.screen.bring)
    yield from _until(camera, app, ProgressFilesScreen)
    yield from camera.shoot("progress-files")
    for number in range(len(app.stage.screen.cards)):
        yield from _tap(camera, app.stage.screen.cards[number])
        yield from _until(camera, app, PassphraseScreen)
        if number == 0:
            app.stage.screen.name.text = "سۇ"
            yield from _tap(camera, app.stage.screen.done)
            yield from camera.shoot("another-passphrase")
        yield from _passphrase(app, camera)
        yield from _until(camera, app, FoundScreen)
        yield from camera.shoot(f"progress-found-{number + 1}")
        yield from _tap(camera, app.stage.screen.later)
        yield from _until(camera, app, ProgressFilesScreen)
    app.stage.show(WorkingScreen(app, lambda told: told(3, 5), lambda _: None, app.show_trouble))
    working: Any = app.stage.screen
    yield from wait_for(lambda: working.beads.done > 0)
    yield from camera.shoot("one-moment")
    app.show_progress_files()
    yield from _until(camera, app, ProgressFilesScreen)
    yield from _tap(camera, app.stage.screen.cards[0])
    yield from _passphrase(app, camera)
    yield from _tap(camera, app.stage.screen.bring)
    yield from _until(camera, app, SaidScreen)
    yield from camera.shoot("brought-in")
    yield from _tap(camera, app.stage.screen.done)


def _copies(app: Any, camera: Camera) -> Iterator[None]:
    """A copy is kept, found again with the wrong passphrase, brought back; then everything is checked."""
    bring_into_view(app.stage.screen.health)
    yield from camera.shoot("settings-copies")
    yield from _tap(camera, app.stage.screen.copies)
    yield from _until(camera, app, CopiesScreen)
    yield from camera.shoot("copies")
    yield from _tap(camera, app.stage.screen.make)
    for _ in range(2):
        yield from _until(camera, app, PassphraseScreen)
        app.stage.screen.name.text = "ئالما نان سۇ"
        yield from _tap(camera, app.stage.screen.done, rest=False)
    yield from wait_for(lambda: isinstance(app.stage.screen, CopiesScreen))
    yield from camera.settle()
    yield from camera.shoot("copy-kept")
    for passphrase in ("another one", "ئالما نان سۇ"):
        yield from _tap(camera, app.stage.screen.cards[0])
        yield from _until(camera, app, PassphraseScreen)
        app.stage.screen.name.text = passphrase
        yield from camera.shoot("passphrase")
        yield from _tap(camera, app.stage.screen.done, rest=False)
        yield from wait_for(lambda: not isinstance(app.stage.screen, PassphraseScreen | WorkingScreen))
        yield from camera.settle()
        if isinstance(app.stage.screen, TroubleScreen):
            yield from camera.shoot("wrong-passphrase")
            yield from _tap(camera, app.stage.screen.buttons[-1])
            yield from _until(camera, app, CopiesScreen)
    yield from camera.shoot("copy-back")
    yield from _tap(camera, app.stage.screen.back)
    yield from _until(camera, app, SettingsScreen)
    yield from _tap(camera, app.stage.screen.health, rest=False)
    yield from wait_for(lambda: isinstance(app.stage.screen, HealthScreen))
    yield from camera.settle()
    yield from camera.shoot("in-order")
    findings = [Finding(fault, ("x",), can_mend=fault is Fault.SEARCH) for fault in Fault]
    app.stage.show(HealthScreen(app, findings))
    yield from camera.shoot("in-disorder")
    yield from _tap(camera, app.stage.screen.back)
    yield from _until(camera, app, SettingsScreen)
    yield from _until(camera, app, SettingsScreen)


def _reader(app: Any, camera: Camera) -> Iterator[None]:
    """A native reader says right, corrects, and saves."""
    bring_into_view(app.stage.screen.reader)
    yield from camera.shoot("settings-reader")
    yield from _tap(camera, app.stage.screen.reader)
    yield from _until(camera, app, ReaderScreen)
    yield from camera.shoot("reader")
    for kind in Kind:
        yield from _tap(camera, app.stage.screen.heaps[kind])
        yield from _until(camera, app, ReadingScreen)
        yield from camera.shoot(f"reading-{kind}")
        yield from _tap(camera, app.stage.screen.card.ways[Said.APPROVE])
        if kind is Kind.SENTENCE:
            yield from _tap(camera, app.stage.screen.card.ways[Said.CORRECT])
            yield from camera.shoot("correcting")
            yield from _tap(camera, app.stage.screen.back)
        yield from _tap(camera, app.stage.screen.back)
        yield from _until(camera, app, ReaderScreen)
    yield from _tap(camera, app.stage.screen.save)
    bring_into_view(app.stage.screen.said)
    yield from camera.shoot("reader-saved")
    yield from _tap(camera, app.stage.screen.back)
    yield from _until(camera, app, SettingsScreen)
