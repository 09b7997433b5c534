"""The tour's part about a shared phone: the lock, one child alone, everything removed, the promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.screens.grown_ups import SettingsScreen
from app.screens.guarding.erasing import ErasingScreen
from app.screens.guarding.handing import HandOverScreen
from app.screens.guarding.lock import LockScreen
from app.screens.guarding.pin import PinScreen
from app.screens.guarding.promises import CannotScreen, PromisesScreen, RealOneScreen
from app.screens.learners import LearnersScreen
from app.screens.path import PathScreen
from app.tour.finger import bring_into_view
from app.tour.going import tap, until
from app.tour.guide import Camera

PIN = "2580"


def story(app: Any, camera: Camera) -> Iterator[None]:
    """A PIN is set, the phone is handed to a child and taken back with it, and the lock comes off."""
    yield from _promises(app, camera)
    yield from tap(camera, app.stage.screen.lock)
    yield from until(camera, app, LockScreen)
    yield from camera.shoot("lock")
    yield from tap(camera, app.stage.screen.set)
    yield from _type(app, camera, PIN, "lock-new-pin")
    yield from _type(app, camera, PIN)
    yield from until(camera, app, LockScreen)
    yield from camera.shoot("locked")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, SettingsScreen)
    yield from tap(camera, app.stage.screen.hand)
    yield from until(camera, app, HandOverScreen)
    yield from camera.shoot("hand-over")
    yield from tap(camera, app.stage.screen.cards[0])
    yield from until(camera, app, PathScreen)
    yield from camera.shoot("handed-over")
    yield from tap(camera, app.stage.screen.face)
    yield from _type(app, camera, "1111")
    yield from until(camera, app, PinScreen)
    yield from camera.shoot("another-pin")
    yield from _type(app, camera, PIN)
    yield from until(camera, app, LearnersScreen)
    yield from tap(camera, app.stage.screen.grown_ups)
    yield from _type(app, camera, PIN)
    yield from until(camera, app, SettingsScreen)
    yield from tap(camera, app.stage.screen.lock)
    yield from until(camera, app, LockScreen)
    yield from tap(camera, app.stage.screen.off)
    yield from until(camera, app, LockScreen)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, SettingsScreen)
    yield from tap(camera, app.stage.screen.erase)
    yield from until(camera, app, ErasingScreen)
    yield from camera.shoot("remove-everything")
    yield from tap(camera, app.stage.screen.keep)
    yield from until(camera, app, SettingsScreen)


def _promises(app: Any, camera: Camera) -> Iterator[None]:
    bring_into_view(app.stage.screen.promises)
    yield from camera.shoot("settings-guarding")
    yield from tap(camera, app.stage.screen.promises)
    yield from until(camera, app, PromisesScreen)
    yield from camera.shoot("promises")
    bring_into_view(app.stage.screen.real)
    yield from camera.shoot("promises-below")
    yield from tap(camera, app.stage.screen.cannot)
    yield from until(camera, app, CannotScreen)
    yield from camera.shoot("cannot-promise")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, PromisesScreen)
    yield from tap(camera, app.stage.screen.real)
    yield from until(camera, app, RealOneScreen)
    yield from camera.shoot("is-this-the-real-one")
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, PromisesScreen)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, SettingsScreen)


def _type(app: Any, camera: Camera, pin: str, picture: str = "") -> Iterator[None]:
    yield from until(camera, app, PinScreen)
    for digit in pin:
        yield from tap(camera, app.stage.screen.keys[digit], rest=False)
    if picture:
        yield from camera.shoot(picture)
    yield from tap(camera, app.stage.screen.done)
