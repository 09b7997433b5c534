"""The tour's part about a teacher's lists: one is made, words are found for it and moved; it is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.screens.doors.coming import WordFilesScreen, WordsInItScreen
from app.screens.doors.going import GoingScreen
from app.screens.grown_ups import SettingsScreen
from app.screens.lists.adding import AddingScreen, MeaningScreen
from app.screens.lists.overview import ListsScreen
from app.screens.lists.parting import JoiningScreen, SplittingScreen
from app.screens.lists.room import RoomScreen
from app.screens.lists.words import DeletingScreen, ListScreen
from app.screens.sharing.taking import SaidScreen
from app.screens.studio.naming import NamingScreen
from app.tour.finger import bring_into_view
from app.tour.going import tap, until
from app.tour.guide import Camera


def story(app: Any, camera: Camera) -> Iterator[None]:
    yield from tap(camera, app.stage.screen.lists)
    yield from until(camera, app, ListsScreen)
    yield from camera.shoot("lists")
    yield from tap(camera, app.stage.screen.new)
    yield from until(camera, app, NamingScreen)
    app.stage.screen.name.text = "كۈز 2"
    yield from camera.shoot("list-title")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, ListScreen)
    yield from camera.shoot("list-empty")
    for number, typed in enumerate(("alma", "нан", "cat")):
        yield from tap(camera, app.stage.screen.buttons["add"])
        yield from until(camera, app, AddingScreen)
        app.stage.screen.name.text = typed
        while not app.stage.screen.found:
            yield
        if number == 0:
            yield from camera.shoot("list-adding")
        yield from tap(camera, app.stage.screen.found[0])
        yield from until(camera, app, ListScreen)
    yield from tap(camera, app.stage.screen.buttons["add"])
    yield from until(camera, app, AddingScreen)
    app.stage.screen.name.text = "qulan"
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, MeaningScreen)
    app.stage.screen.name.text = "wild ass"
    yield from camera.shoot("list-meaning")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, ListScreen)
    yield from tap(camera, app.stage.screen.lines[2].up)
    yield from until(camera, app, ListScreen)
    yield from camera.shoot("list")
    yield from tap(camera, app.stage.screen.buttons["room"])
    yield from until(camera, app, RoomScreen)
    yield from tap(camera, app.stage.screen.next)
    yield from tap(camera, app.stage.screen.card)
    yield from camera.shoot("list-room")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, ListScreen)
    yield from tap(camera, app.stage.screen.undo)
    yield from until(camera, app, ListScreen)
    yield from _going(app, camera)
    yield from tap(camera, app.stage.screen.buttons["split"])
    yield from until(camera, app, SplittingScreen)
    yield from camera.shoot("list-split")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, ListScreen)
    yield from tap(camera, app.stage.screen.buttons["join"])
    yield from until(camera, app, JoiningScreen)
    yield from camera.shoot("list-join")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, ListScreen)
    bring_into_view(app.stage.screen.buttons["remove"])
    yield from camera.shoot("list-end")
    yield from tap(camera, app.stage.screen.buttons["remove"])
    yield from until(camera, app, DeletingScreen)
    yield from camera.shoot("list-delete")
    yield from tap(camera, app.stage.screen.remove)
    yield from until(camera, app, ListsScreen)
    yield from camera.shoot("lists-again")
    yield from _coming(app, camera)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, SettingsScreen)


def _going(app: Any, camera: Camera) -> Iterator[None]:
    """The list onto paper."""
    yield from tap(camera, app.stage.screen.buttons["going"])
    yield from until(camera, app, GoingScreen)
    yield from camera.shoot("list-going")
    bring_into_view(app.stage.screen.cards["lift"])
    yield from camera.shoot("list-going-end")
    yield from tap(camera, app.stage.screen.cards["words"])
    yield from until(camera, app, SaidScreen)
    yield from camera.shoot("list-gone")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, GoingScreen)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, ListScreen)


def _coming(app: Any, camera: Camera) -> Iterator[None]:
    """Words out of a table: some are here, one is new, one is a slip."""
    folder = app.given.places.outbox
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "autumn.csv"
    table.write_text(
        "Uyghur,English\nئالما,apple\nيولۋاس,tiger\nقۇلان,wild ass\nئالمو,apple\n", encoding="utf-8"
    )
    yield from tap(camera, app.stage.screen.file)
    yield from until(camera, app, WordFilesScreen)
    yield from camera.shoot("words-from-file")
    yield from tap(camera, app.stage.screen.cards[0])
    yield from until(camera, app, WordsInItScreen)
    yield from camera.shoot("words-in-it")
    yield from tap(camera, app.stage.screen.later)
    yield from until(camera, app, WordFilesScreen)
    table.unlink()
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, ListsScreen)
