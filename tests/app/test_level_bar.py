"""The bar of how loud it is follows what the microphone tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.widgets.sound import LevelBar, share_of
from audio.levels import Level
from audio.takes import Event, Finished, Listening, Speaking, Started, TooShort
from tests.app.touching import dressed


@pytest.fixture(autouse=True)
def _window() -> Iterator[None]:
    with dressed():
        yield


def level(dbfs: float) -> Level:
    return Level(rms_dbfs=dbfs, peak_dbfs=dbfs + 6)


def test_it_fills_with_the_level_before_and_during_a_take() -> None:
    bar = LevelBar()
    bar.follow(Listening(level(-45)))
    assert bar.level == share_of(-45) == 0.25 and not bar.taking
    bar.follow(Started())
    bar.follow(Speaking(level(-15)))
    assert bar.level == 0.75 and bar.taking


@pytest.mark.parametrize("end", [Finished(b"", 0.0), TooShort()])
def test_it_is_calm_again_when_a_take_ends_or_was_too_short(end: Event) -> None:
    bar = LevelBar()
    bar.follow(Started())
    bar.follow(end)
    assert not bar.taking
