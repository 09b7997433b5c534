"""Words sound one at a time, and a clip that cannot be played is silence, not an error."""

from pathlib import Path

import pytest

from audio.playback import KEPT, Player


class Clip:
    length = 0.5

    def __init__(self, log: list[str], name: str) -> None:
        self.log, self.name = log, name

    def play(self) -> None:
        self.log.append(f"play {self.name}")

    def stop(self) -> None:
        self.log.append(f"stop {self.name}")


@pytest.fixture
def log() -> list[str]:
    return []


def player(log: list[str], loads: list[str] | None = None) -> Player:
    def load(path: Path) -> Clip | None:
        if loads is not None:
            loads.append(path.name)
        if path.name == "broken":
            raise ValueError("not a sound")
        return None if path.name == "missing" else Clip(log, path.name)

    return Player(load)


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


def test_only_the_latest_clips_are_kept(log: list[str]) -> None:
    loads: list[str] = []
    voice = player(log, loads)
    voice.prepare(Path(str(number)) for number in range(KEPT + 1))
    voice.play(Path("0"))
    voice.close()
    assert loads.count("0") == 2
