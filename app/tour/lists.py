"""The tour's part about a teacher's lists: one is made, words are found for it and moved; it is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.screens.doors.coming import WordFilesScreen, WordsInItScreen
from app.screens.doors.going import GoingScreen
from app.screens.grown_ups import SettingsScreen
from app.screens.lists.adding import AddingScreen, MeaningScreen
from app.screens.lists.overview import ListsScreen
from app.screens.lists.parting import JoiningScreen, SplittingScreen
from app.screens.lists.pictures import PhotoScreen, PhotosScreen, PicturesScreen
from app.screens.lists.room import RoomScreen
from app.screens.lists.word import CorrectingMeaningScreen, WordScreen
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
    yield from _word(app, camera)
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


def _word(app: Any, camera: Camera) -> Iterator[None]:
    """A word gets a picture by its name, then out of a photo; its meaning is corrected; all is taken back."""
    yield from tap(camera, app.stage.screen.lines[-1].word)
    yield from until(camera, app, WordScreen)
    yield from camera.shoot("list-word")
    yield from tap(camera, app.stage.screen.buttons["picture"])
    yield from until(camera, app, PicturesScreen)
    app.stage.screen.name.text = "horse"
    while not app.stage.screen.cards:
        yield
    yield from camera.shoot("list-pictures")
    yield from tap(camera, app.stage.screen.photo)
    yield from until(camera, app, PhotosScreen)
    yield from camera.shoot("list-photos")
    photo = app.given.places.outbox / "meadow.jpg"
    photo.parent.mkdir(parents=True, exist_ok=True)
    _meadow(photo)
    app.stage.screen.opened(photo)
    yield from until(camera, app, PhotoScreen)
    yield from tap(camera, app.stage.screen.nearer)
    yield from camera.shoot("list-photo")
    yield from tap(camera, app.stage.screen.take)
    yield from until(camera, app, WordScreen)
    photo.unlink()
    yield from tap(camera, app.stage.screen.buttons["meaning"])
    yield from until(camera, app, CorrectingMeaningScreen)
    yield from camera.shoot("list-word-meaning")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, WordScreen)
    yield from camera.shoot("list-word-photo")
    yield from tap(camera, app.stage.screen.buttons["back"])
    yield from until(camera, app, WordScreen)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, ListScreen)


def _meadow(path: Path) -> None:
    """A photo without anybody in it: sky, a hill, the sun."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1200, 800), (160, 205, 235))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-200, 450, 1400, 1400), fill=(120, 170, 90))
    draw.ellipse((820, 90, 980, 250), fill=(250, 215, 110))
    picture.save(path)


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
