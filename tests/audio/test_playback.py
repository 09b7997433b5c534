"""Words sound one at a time, slowly if one likes; what cannot be played is silence, not an error."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audio.mixer import BUFFER, RATE
from audio.playback import KEPT, KEPT_SLOW, SLOW_SPEED, Player, find_player


class Clip:
    def __init__(self, log: list[str], name: str) -> None:
        self.log, self.name = log, name

    def play(self) -> None:
        if "refused" in self.name:
            raise RuntimeError("not at this speed")
        self.log.append(f"play {self.name}")

    def stop(self) -> None:
        self.log.append(f"stop {self.name}")

    def unload(self) -> None:
        self.log.append(f"unload {self.name}")


@pytest.fixture
def log() -> list[str]:
    return []


def player(log: list[str], loads: list[str] | None = None) -> Player:
    def make(name: str) -> Clip | None:
        if loads is not None:
            loads.append(name)
        if "broken" in name:
            raise ValueError("not a sound")
        return None if "missing" in name else Clip(log, name)

    def load_slow(path: Path, speed: float) -> Clip | None:
        assert speed == SLOW_SPEED
        return make(f"slow {path.name}")

    return Player(lambda path: make(path.name), load_slow, lambda wav: make(wav.decode()))


def test_a_new_word_silences_the_one_before(log: list[str]) -> None:
    voice = player(log)
    voice.play(Path("alma"))
    voice.play(Path("uzum"))
    voice.close()
    assert log == ["play alma", "stop alma", "play uzum", "stop uzum"]


def test_a_prepared_clip_is_loaded_once(log: list[str]) -> None:
    loads: list[str] = []
    voice = player(log, loads)
    voice.prepare([Path("alma"), Path("alma")])
    voice.play(Path("alma"))
    voice.play(Path("alma"))
    voice.close()
    assert loads == ["alma"]


@pytest.mark.parametrize("name", ["missing", "broken"])
def test_a_clip_that_cannot_be_played_is_silence(log: list[str], name: str) -> None:
    voice = player(log)
    voice.play(Path(name))
    voice.play(Path("alma"))
    voice.close()
    assert log == ["play alma", "stop alma"]
    assert (voice.can_play(Path(name)), voice.can_play(Path("alma"))) == (False, True)


def test_only_the_latest_clips_are_kept(log: list[str]) -> None:
    loads: list[str] = []
    voice = player(log, loads)
    voice.prepare(Path(str(number)) for number in range(KEPT + 1))
    voice.play(Path("0"))
    voice.close()
    assert loads.count("0") == 2
    assert log[:2] == ["unload 0", "unload 1"]  # 1 for the second 0


def test_a_slow_word_is_made_when_first_asked_for_and_then_kept(log: list[str]) -> None:
    loads: list[str] = []
    voice = player(log, loads)
    voice.prepare([Path("alma")])
    voice.play(Path("alma"))
    voice.play(Path("alma"), slow=True)
    voice.play(Path("alma"), slow=True)
    voice.close()
    assert loads == ["alma", "slow alma"]
    assert log == ["play alma", "stop alma", *["play slow alma", "stop slow alma"] * 2]


def test_only_the_latest_slow_words_are_kept_and_the_usual_ones_stay(log: list[str]) -> None:
    loads: list[str] = []
    voice = player(log, loads)
    voice.play(Path("0"))
    for number in range(KEPT_SLOW + 1):
        voice.play(Path(str(number)), slow=True)
    voice.play(Path("0"))
    voice.close()
    assert loads.count("0") == 1
    assert [line for line in log if line.startswith("unload")] == ["unload slow 0"]


def test_where_slow_cannot_be_made_or_is_refused_the_usual_speed_is_heard(log: list[str]) -> None:
    def only_usual(path: Path, _speed: float) -> Clip:
        if path.name == "old phone":
            raise RuntimeError("no PlaybackParams")
        return Clip(log, f"refused {path.name}")

    voice = Player(lambda path: Clip(log, path.name), only_usual)
    voice.play(Path("old phone"), slow=True)
    voice.play(Path("odd phone"), slow=True)
    voice.close()
    assert log == ["play old phone", "stop old phone", "play odd phone", "stop odd phone"]


def test_what_only_memory_holds_is_heard_alone_and_let_go(log: list[str]) -> None:
    voice = player(log)
    voice.play(Path("alma"))
    voice.play_bytes(b"my alma")
    voice.play_bytes(b"my alma again")
    voice.stop()
    voice.play_bytes(b"broken")
    voice.close()
    assert log == [
        "play alma", "stop alma",
        "play my alma", "stop my alma", "unload my alma",
        "play my alma again", "stop my alma again", "unload my alma again",
    ]  # fmt: skip


def test_a_changed_file_is_loaded_anew_at_both_speeds(log: list[str]) -> None:
    loads: list[str] = []
    voice = player(log, loads)
    for _ in range(2):
        voice.play(Path("take"), slow=True)
        voice.play(Path("take"))
        voice.forget(Path("take"))
    voice.close()
    assert loads == ["slow take", "take"] * 2
    once = ["play slow take", "stop slow take", "play take", "stop take", "unload take", "unload slow take"]
    assert log == once * 2


def test_each_kind_of_machine_has_its_player() -> None:
    for platform in ("linux", "win", "macosx", "android"):
        voice = find_player(platform)
        assert isinstance(voice, Player)
        voice.close()
    assert "jnius" not in sys.modules  # nothing is opened before the first word


# --- the desktop's mixer, with SDL's own device that nobody hears

SOUND_IN_MEMORY = """
import json, math, os, resource, signal, struct, sys, threading
from pathlib import Path
from audio.clip import of_pcm16
wav = of_pcm16(struct.pack("<9600h", *(int(9000 * math.sin(n / 9) + 1) for n in range(9600)))).wav()
from audio.playback import Player
from tests.benchmarks.play_to_sound import Ear
player, written = Player(), []

def heard_of(play):
    ear.expect()
    play()
    assert ear.heard.wait(20)
    return ear.frames

player.play_bytes(b"no sound")  # Kivy is imported and the mixer opened, as in a lesson
ear = Ear()
def opened(event, arguments):
    if event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        written.append(str(arguments[0]))
sys.addaudithook(opened)
# From here on whoever writes to a file, in Python or below it, ends the process.
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
frames = heard_of(lambda: player.play_bytes(wav))
player.stop()
ear.close()
player.close()
print(json.dumps({"frames": frames, "written": written}), flush=True)
Path(sys.argv[1]).write_bytes(b"the trap was set")
"""

FROM_FILES = """
import json, sys
from pathlib import Path
from audio.playback import Player
from tests.benchmarks.play_to_sound import Ear
player = Player()
def sounding():
    return player._thread.submit(lambda: type(player._sounding).__name__).result()
path = Path(sys.argv[1])
player.play(path)
told = [sounding(), "numpy" in sys.modules]
player.play(path, slow=True)
told += [sounding(), "numpy" in sys.modules]
player.play(path.with_name("none"), slow=True)
told += [sounding()]
player.forget(path)
from lexicon.portions import Portion
pack = path.with_name("pack")
pack.write_bytes(b"before" + path.read_bytes() + b"behind")
inside = Portion(pack, 6, path.stat().st_size)
for slow in (False, True):
    player.play(inside, slow=slow)
    told += [sounding()]
player.play(Portion(pack, 6, 10**6))
told += [sounding()]
player.close()
print(json.dumps(told))
"""


PARTS_OF_A_PACK = ("Held", "Held", "NoneType")
"""A part of a file at both speeds, and one that reaches beyond its end."""


def told(code: str, root: Path, *arguments: str) -> tuple[Any, int]:
    environ = {**os.environ, "SDL_AUDIODRIVER": "dummy"}
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=root, env=environ,
                          capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.stdout, done.stderr
    return json.loads(done.stdout), done.returncode


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system cannot forbid files altogether")
def test_a_childs_voice_is_heard_and_no_file_is_written(root: Path, tmp_path: Path) -> None:
    found, ended = told(SOUND_IN_MEMORY, root, str(tmp_path / "file"))
    assert found == {"frames": BUFFER, "written": []}
    assert ended == -signal.SIGXFSZ  # writing one did end it


def test_a_file_is_heard_at_both_speeds_and_numpy_comes_with_the_slow_one(root: Path, tmp_path: Path) -> None:
    from tests.audio.slow_words import vowel

    (tmp_path / "word").write_bytes(vowel(150).wav())  # as ours, without an ending
    found, ended = told(FROM_FILES, root, str(tmp_path / "word"))
    assert found == ["SoundSDL2", False, "Held", True, "NoneType", *PARTS_OF_A_PACK]
    assert ended == 0


def test_the_mixers_buffer_is_short() -> None:
    assert BUFFER / RATE < 0.011
