"""The tour's part about a teacher's class: copies of five families, the class, a child, words to practise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from app.screens.classroom.child import ClassChildScreen
from app.screens.classroom.overview import ClassScreen
from app.screens.classroom.wanted import WantedScreen
from app.screens.grown_ups import SettingsScreen
from app.screens.sharing.bringing import ProgressFilesScreen
from app.screens.week import WeekScreen
from app.tour.finger import bring_into_view
from app.tour.going import tap, until
from app.tour.guide import Camera
from lexicon import senses
from lexicon.exchange import teachers_copy
from lexicon.exchange.teachers_copy import ClassChild, Week, WordTotals
from lexicon.records import Sense
from lexicon.uyghur.alphabet import LETTERS

FAMILIES = (
    ("Ayim", "1F98A"),
    ("بەختىيار", "1F43C"),
    ("Gülnar", "1F42C"),
    ("Polat", "1F430"),
    ("Зөһрә", "1F438"),
)
WEEKS = 9
ASKED = 24


def story(app: Any, camera: Camera) -> Iterator[None]:
    """An empty class; copies come one after the other; then the class is looked at."""
    yield from tap(camera, app.stage.screen.class_)
    yield from until(camera, app, ClassScreen)
    yield from camera.shoot("class-empty")
    copies(app, app.given.places.outbox / "a class.anatil-progress")
    yield from tap(camera, app.stage.screen.bring)
    yield from until(camera, app, ProgressFilesScreen)
    file = next(card for card in app.stage.screen.cards if "a class" in card.words.text)
    yield from tap(camera, file)
    yield from until(camera, app, ClassScreen)
    yield from camera.shoot("class")
    bring_into_view(app.stage.screen.teach)
    yield from camera.shoot("class-words")
    bring_into_view(app.stage.screen.bring)
    yield from camera.shoot("class-end")
    yield from tap(camera, app.stage.screen.wanted)
    yield from until(camera, app, WantedScreen)
    yield from camera.shoot("class-wanted")
    yield from tap(camera, app.stage.screen.who["lately"])
    yield from until(camera, app, ClassScreen)
    yield from tap(camera, app.stage.screen.children_cards[0])
    yield from until(camera, app, ClassChildScreen)
    yield from camera.shoot("class-child")
    bring_into_view(app.stage.screen.remove)
    yield from camera.shoot("class-child-end")
    yield from tap(camera, app.stage.screen.remove)
    yield from until(camera, app, ClassScreen)
    yield from tap(camera, app.stage.screen.teach)
    yield from until(camera, app, WeekScreen)
    yield from camera.shoot("class-week")
    yield from tap(camera, app.stage.screen.none)
    yield from until(camera, app, SettingsScreen)


def copies(app: Any, path: Path) -> None:
    """A file with the copies of all families, as one of them could have sent it for her neighbours too."""
    with app._household.kept.read() as connection:
        words = senses.everything(connection, app.given.moment.now_ms())[:60]
    week = teachers_copy.week_of(
        (app.given.moment.now_ms() // 60_000 + app.given.moment.offset_min()) // 1_440
    )
    rng = random.Random(5)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        teachers_copy.write(file, [_child(*one, words, week, rng) for one in FAMILIES], passphrase=None)


def _child(name: str, picture: str, words: Sequence[Sense], week: int, rng: random.Random) -> ClassChild:
    totals = [
        WordTotals(word.id, 8, rng.randint(2, 8), 4, rng.randint(0, 2), rng.randint(1, 10))
        for word in sorted(rng.sample(words, ASKED), key=lambda word: word.id)
    ]
    weeks = [
        Week(week - at, rng.randint(1, 6), rng.randint(4, 40))
        for at in range(WEEKS, -1, -1)
        if rng.random() < 0.8
    ]
    tag = teachers_copy.tag_of(UUID(int=rng.getrandbits(128), version=4))
    known = sum(one.tenths for one in totals) // 10
    which, others = _letters(rng)
    return ClassChild(tag, name, picture, week, known, len(which), tuple(totals), tuple(weeks), which, others)


def _letters(rng: random.Random) -> tuple[str, str]:
    """Letters that a child knows, and some that it was asked and does not."""
    asked = "".join(letter for letter in LETTERS if rng.random() < 0.6)
    others = "".join(letter for letter in asked if rng.random() < 0.25)
    return "".join(letter for letter in asked if letter not in others), others
