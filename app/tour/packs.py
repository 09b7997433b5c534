"""The tour's part about packs, and the school whose pack comes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from app.screens.packs.listing import PackScreen, PacksScreen, TakingOutScreen
from app.screens.packs.looked import KeyScreen, LookedScreen
from app.screens.packs.making import MadeScreen, MakingScreen
from app.screens.sharing.taking import SaidScreen
from app.screens.studio.naming import NamingScreen
from app.services import pack_building
from app.services.household import Household
from app.services.pack_building import Wish
from app.tour.finger import bring_into_view
from app.tour.going import tap, until
from app.tour.guide import Camera
from app.tour.tones import tone
from lexicon import recordings, senses
from lexicon.places import Places
from lexicon.records import Consent, Recording, Scope, Speaker, TakeStatus

NOW_MS = 1_795_000_000_000
VOICES = 12
LENGTH_MS = 600


def story(app: Any, camera: Camera) -> Iterator[None]:
    """A school's pack comes, its maker's words are compared; it is installed and taken out; one is made."""
    school_pack(app.given.places.outbox / "School.anatil", app.given.places.share)
    yield from tap(camera, app.stage.screen.packs)
    yield from until(camera, app, PacksScreen)
    yield from camera.shoot("packs")
    yield from tap(camera, app.stage.screen.cards[0])
    yield from until(camera, app, LookedScreen)
    yield from camera.shoot("pack-looked-at")
    yield from tap(camera, app.stage.screen.install)
    yield from until(camera, app, KeyScreen)
    yield from camera.shoot("pack-key")
    bring_into_view(app.stage.screen.same)
    yield from camera.shoot("pack-key-end")
    yield from tap(camera, app.stage.screen.same)
    yield from until(camera, app, SaidScreen)
    yield from camera.shoot("pack-installed")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, PacksScreen)
    yield from tap(camera, app.stage.screen.installed[0])
    yield from until(camera, app, PackScreen)
    yield from camera.shoot("pack")
    yield from tap(camera, app.stage.screen.take_out)
    yield from until(camera, app, TakingOutScreen)
    yield from camera.shoot("pack-take-out")
    yield from tap(camera, app.stage.screen.remove)
    yield from until(camera, app, PacksScreen)
    yield from tap(camera, app.stage.screen.make)
    yield from until(camera, app, MakingScreen)
    yield from camera.shoot("pack-making")
    yield from tap(camera, app.stage.screen.make)
    yield from until(camera, app, NamingScreen)
    app.stage.screen.name.text = "مەكتەپ"
    yield from camera.shoot("pack-maker")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, MadeScreen)
    yield from camera.shoot("pack-made")
    yield from tap(camera, app.stage.screen.done)
    yield from until(camera, app, PacksScreen)
    yield from tap(camera, app.stage.screen.back)


def school_pack(path: Path, share: Path) -> None:
    """A pack with animals and a dozen tones for voices, as a school might send it; ``share`` has pictures."""
    rng = random.Random(4)

    def new_id() -> UUID:
        return UUID(int=rng.getrandbits(128), version=4)

    with tempfile.TemporaryDirectory(prefix="anatil-school-") as folder:
        places = Places(Path(folder), share).make()
        school = Household(places, lambda: NOW_MS, new_id)
        school.open()
        with school.kept.write() as connection:
            speaker = Speaker(new_id(), "ئايگۈل")
            consent = Consent(new_id(), speaker.id, Scope.CLASS, NOW_MS)
            recordings.add_speaker(connection, speaker)
            recordings.add_consent(connection, consent)
            words = senses.senses_of(connection, senses.themes(connection)[0].id, NOW_MS)
            for number, sense in enumerate(words[:VOICES]):
                content = tone(220 * 2 ** (number / 12))
                sha256 = recordings.keep_file(places.recordings, content)
                recordings.add(connection, Recording(
                    new_id(), sense.id, speaker.id, consent.id, sha256, "audio/wav", LENGTH_MS, NOW_MS,
                    TakeStatus.READY,
                ))  # fmt: skip
        pack_building.build(school, path, Wish("School", "مەكتەپ", lists=("animals",)))
        school.close()
