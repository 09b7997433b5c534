"""Somebody who reads large everywhere reads large here, before any setting is found."""

import types
from typing import Any

import pytest

from app.device.text_size import SIZES, nearest, of_this_device


class Phone:
    """What pyjnius would give of ``android.content.res.Configuration``."""

    def __init__(self, scale: float) -> None:
        self.asked: list[str] = []
        self._scale = scale

    def autoclass(self, name: str) -> Any:
        self.asked.append(name)
        configuration = types.SimpleNamespace(fontScale=self._scale)
        resources = types.SimpleNamespace(getConfiguration=lambda: configuration)
        return types.SimpleNamespace(mActivity=types.SimpleNamespace(getResources=lambda: resources))


class SilentPhone:
    def autoclass(self, name: str) -> Any:
        raise RuntimeError(f"JVM exception: {name}")


@pytest.mark.parametrize(
    ("system", "ours"), [(0.85, 1.0), (1.0, 1.0), (1.15, 1.2), (1.3, 1.4), (1.5, 1.6), (2.0, 1.6)]
)
def test_the_text_starts_in_the_size_nearest_to_the_systems(system: float, ours: float) -> None:
    phone = Phone(system)
    assert of_this_device("android", phone) == ours
    assert phone.asked == ["org.kivy.android.PythonActivity"]


@pytest.mark.parametrize("size", SIZES)
def test_a_size_that_we_have_stays_what_it_is(size: float) -> None:
    assert nearest(size) == size


def test_a_phone_that_does_not_tell_still_starts() -> None:
    assert of_this_device("android", SilentPhone()) == 1.0


def test_a_desktop_is_not_asked() -> None:
    phone = Phone(2.0)
    assert of_this_device("linux", phone) == 1.0
    assert phone.asked == []
