"""The tour's part about voices: one agrees, records, is heard by another, sends a message, is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.screens.grown_ups import SettingsScreen
from app.screens.studio.consent import ConsentScreen, SpokenConsentScreen
from app.screens.studio.hearing import HearingScreen
from app.screens.studio.inbox import InboxScreen
from app.screens.studio.messages import MessagesScreen
from app.screens.studio.naming import AboutVoiceScreen
from app.screens.studio.recording import MicrophoneTestScreen, RecordingScreen
from app.screens.studio.speakers import StudioScreen
from app.tour import tones
from app.tour.finger import bring_into_view
from app.tour.going import tap, until, wait_for
from app.tour.guide import Camera
from lexicon.records import Scope


def story(app: Any, camera: Camera) -> Iterator[None]:
    """A voice agrees, says two words (one too quietly), somebody else listens, the voice is taken back."""
    yield from tap(camera, app.stage.screen.voices)
    yield from until(camera, app, StudioScreen)
    yield from camera.shoot("voices")
    yield from tap(camera, app.stage.screen.new)
    app.stage.screen.name.text = "ئەتىرگۈل"
    yield from camera.shoot("a-name-to-go-by")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, ConsentScreen)
    yield from camera.shoot("terms")
    yield from tap(camera, app.stage.screen.scopes[Scope.CLASS])
    bring_into_view(app.stage.screen.aloud)
    yield from camera.shoot("terms-below")
    yield from tap(camera, app.stage.screen.aloud)
    yield from until(camera, app, SpokenConsentScreen)
    spoken: Any = app.stage.screen
    yield from wait_for(lambda: spoken.take is not None)
    yield from camera.shoot("agreed-aloud")
    yield from tap(camera, spoken.agree)
    yield from until(camera, app, MicrophoneTestScreen)
    yield from camera.shoot("microphone-test")
    yield from tap(camera, app.stage.screen.go_on)
    yield from until(camera, app, RecordingScreen)
    screen: Any = app.stage.screen
    yield from wait_for(lambda: screen.take is not None)
    yield from camera.shoot("take-with-advice")
    app.given.haste = 50.0  # or the good take would be gone before it is seen
    yield from tap(camera, screen.card.done)
    yield from wait_for(lambda: screen.take is not None)
    yield from camera.shoot("good-take")
    app.given.haste = 0.02
    screen.skip()
    yield from tap(camera, screen.back)
    yield from until(camera, app, StudioScreen)
    yield from camera.shoot("voices-now")
    yield from tap(camera, app.stage.screen.listen)
    yield from until(camera, app, HearingScreen)
    yield from camera.shoot("hearing")
    hearing: Any = app.stage.screen
    yield from tap(camera, hearing.card.cards[hearing.card.hearing.take.sense_id])
    yield from camera.shoot("heard")
    yield from tap(camera, hearing.card.good)
    yield from tap(camera, hearing.back)
    yield from until(camera, app, StudioScreen)
    yield from tap(camera, app.stage.screen.speakers[0])
    yield from camera.shoot("a-voice")
    if app.stage.screen.messages is not None:
        yield from _messages(app, camera)
    yield from tap(camera, app.stage.screen.about)
    yield from camera.shoot("about-a-voice")
    yield from tap(camera, app.stage.screen.region)
    app.stage.screen.name.text = "شىمال"
    yield from camera.shoot("a-region")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, AboutVoiceScreen)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, StudioScreen)
    bring_into_view(app.stage.screen.regions[""])
    yield from camera.shoot("voices-below")
    yield from tap(camera, app.stage.screen.speakers[0])
    yield from tap(camera, app.stage.screen.remove)
    yield from camera.shoot("taking-back")
    yield from tap(camera, app.stage.screen.remove)
    yield from until(camera, app, StudioScreen)
    yield from tap(camera, app.stage.screen.back)
    yield from until(camera, app, SettingsScreen)


def _messages(app: Any, camera: Camera) -> Iterator[None]:
    """A voice message in the inbox is cut into the words of a theme; one pair is looked at."""
    inbox = app.given.places.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "message.wav").write_bytes(tones.message())
    yield from tap(camera, app.stage.screen.messages)
    yield from until(camera, app, InboxScreen)
    yield from tap(camera, next(iter(app.stage.screen.cards.values())))
    yield from camera.shoot("voice-messages")
    yield from tap(camera, app.stage.screen.go_on)
    yield from camera.shoot("which-words")
    yield from tap(camera, app.stage.screen.themes[0])
    yield from until(camera, app, MessagesScreen)
    screen: Any = app.stage.screen
    yield from wait_for(lambda: screen.rows is not None)
    yield from camera.shoot("words-of-a-message")
    screen.open(next(pair for pair in screen.review.pairs if pair.span is not None))
    yield from camera.shoot("a-word-of-a-message")
    page: Any = app.stage.screen
    yield from tap(camera, page.own)
    yield from camera.shoot("her-own-word")
    app.stage.uncover()
    yield from tap(camera, screen.back)
    yield from until(camera, app, StudioScreen)
    yield from tap(camera, app.stage.screen.speakers[0])
