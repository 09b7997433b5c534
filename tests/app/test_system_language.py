"""The app begins in the phone's language where it speaks it, and mirrored only where that language is."""

import types
from typing import Any

import pytest

from app.device.system_language import of_this_device
from app.text.language import BY_CODE


class Phone:
    """What pyjnius would give of ``java.util.Locale``."""

    def __init__(self, code: str) -> None:
        self.asked: list[str] = []
        self._code = code

    def autoclass(self, name: str) -> Any:
        self.asked.append(name)
        return types.SimpleNamespace(getDefault=lambda: types.SimpleNamespace(getLanguage=lambda: self._code))


@pytest.mark.parametrize("code", ["ug", "tr", "de", "fr", "ru", "en"])
def test_a_language_we_speak_is_spoken_at_once(code: str) -> None:
    phone = Phone(code)
    assert of_this_device("android", phone) == code
    assert phone.asked == ["java.util.Locale"]


@pytest.mark.parametrize("code", ["ar", "fa", "iw", "zh", ""])
def test_a_phone_in_another_language_even_one_from_right_to_left_is_spoken_to_in_english(code: str) -> None:
    assert of_this_device("android", Phone(code)) == "en"
    assert not BY_CODE["en"].rtl


def test_a_phone_that_does_not_tell_is_spoken_to_in_english() -> None:
    assert of_this_device("android", types.SimpleNamespace()) == "en"


def test_a_desktop_is_asked_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: ("tr_TR", "UTF-8"))
    phone = Phone("ug")
    assert of_this_device("linux", phone) == "tr"
    assert phone.asked == []
