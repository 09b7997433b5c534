"""A mastered voice, as it travels in a pack, is believed there and heard out of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from app.services import mastering
from app.tour.tones import noise, spoken
from audio.clip import of_pcm16
from lexicon.packs import fields, media
from tests.packs.devices import Device

PLAYED = """
import json, sys
from pathlib import Path
from audio.playback import Player
from lexicon.portions import Portion
player = Player()
player.play(Portion(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
print(json.dumps(player._thread.submit(lambda: type(player._sounding).__name__).result()))
player.close()
"""


def test_a_mastered_word_is_heard_out_of_the_installed_pack(
    teacher: Device, family: Device, root: Path, tmp_path: Path
) -> None:
    ready = mastering.mastered(of_pcm16(noise(0.3) + spoken(0.7, -9.0) + noise(0.3)).wav())
    media.check_clip(ready.copy, fields.MP3, "what mastering makes")
    cat = teacher.words()[0]
    teacher.record(teacher.speaker(), cat, clip=ready.copy)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    (portion,) = family.household.packed().clips.values()
    environ = {**os.environ, "SDL_AUDIODRIVER": "dummy"}
    command = [sys.executable, "-c", PLAYED, str(portion.path), str(portion.at), str(portion.size)]
    done = subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == "Held", done.stderr
