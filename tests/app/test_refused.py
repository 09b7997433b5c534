"""A microphone that was refused: one plain sentence, and where Android asks no more, its settings at hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app import voices
from app.device import own_settings
from app.screens.trouble import TroubleScreen
from app.voices import Voices
from app.widgets.stage import Stage
from audio.troubles import CaptureError, MicrophoneNotAllowedError, MicrophoneRefusedError
from tests.app.touching import dressed
from tests.bridge import URI, Bridge

ACTIVITY = "org.kivy.android.PythonActivity"


class App(Voices):
    """As much of the app as its trouble with a microphone asks for."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.studio_shown = 0
        self.show_studio = self._shown  # type: ignore[method-assign]

    def _shown(self) -> None:
        self.studio_shown += 1


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        yield


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Bridge:
    bridge = Bridge(getPackageName="org.anatil.anatil")
    bridge.statics[ACTIVITY] = {"mActivity": bridge.made(ACTIVITY)}
    bridge.answers["fromParts"] = bridge.made(URI)
    monkeypatch.setattr(own_settings, "import_module", {"jnius": bridge}.__getitem__)
    monkeypatch.setattr(voices, "platform", "android")
    return bridge


def shown(error: CaptureError) -> tuple[App, Any]:
    app = App()
    app.show_sound_trouble(error)
    screen = app.stage.screen
    assert isinstance(screen, TroubleScreen) and screen.sentence == "Ana Til may not use the microphone."
    return app, screen


def test_refused_for_good_the_phones_settings_come_first_and_trying_again_is_there_too(phone: Bridge) -> None:
    app, screen = shown(MicrophoneRefusedError("for good"))
    assert len(screen.buttons) == 2
    screen.buttons[0].dispatch("on_release")
    assert phone.calls[0] == ("getPackageName",)
    assert phone.calls[1] == ("fromParts", "package", "org.anatil.anatil", None)
    assert phone.calls[2][:2] == ("new Intent", "android.settings.APPLICATION_DETAILS_SETTINGS")
    assert phone.names()[3:] == ["startActivity"] and set(phone.threads) == {threading.get_ident()}
    assert app.studio_shown == 0
    screen.buttons[1].dispatch("on_release")
    assert app.studio_shown == 1


def test_a_first_no_may_be_asked_again(phone: Bridge) -> None:
    app, screen = shown(MicrophoneNotAllowedError("no"))
    (again,) = screen.buttons
    again.dispatch("on_release")
    assert app.studio_shown == 1 and phone.calls == []


def test_a_desktop_has_no_such_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "platform", "linux")
    _app, screen = shown(MicrophoneRefusedError("for good"))
    assert len(screen.buttons) == 1 and not own_settings.are_there("linux")


def test_a_phone_without_such_a_page_stays_where_it_is(phone: Bridge) -> None:
    def refuse(*_: Any) -> None:
        raise RuntimeError("android.content.ActivityNotFoundException")

    phone.answers["startActivity"] = refuse
    own_settings.show(phone)
    assert phone.names()[-1] == "startActivity"
