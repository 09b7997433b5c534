"""The interface's own words: gettext catalogues, one per language, and which way each runs."""

from __future__ import annotations

import gettext
import locale
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Language:
    """A language the interface speaks: BCP-47 code, its own name for itself, and its direction."""

    code: str
    name: str
    rtl: bool = False


LANGUAGES = (
    Language("ug", "ئۇيغۇرچە", rtl=True),
    Language("en", "English"),
    Language("tr", "Türkçe"),
    Language("de", "Deutsch"),
    Language("fr", "Français"),
    Language("ru", "Русский"),
)
BY_CODE = {language.code: language for language in LANGUAGES}

_spoken: gettext.NullTranslations = gettext.NullTranslations()
_now = BY_CODE["en"]


def speak(code: str, folder: Path) -> Language:
    """Switch the interface to a language; English, the source's own, where a catalogue is missing."""
    global _spoken, _now
    _now = BY_CODE.get(code, BY_CODE["en"])
    _spoken = gettext.translation("anatil", str(folder), languages=[_now.code], fallback=True)
    return _now


def spoken() -> Language:
    """The language that is on."""
    return _now


def say(text: str, **values: object) -> str:
    """An interface text in the language that is on; ``{name}`` places are filled from ``values``."""
    found = _spoken.gettext(text)
    return found.format(**values) if values else found


def say_many(one: str, many: str, count: int) -> str:
    """A text that depends on a number; ``{n}`` is the number."""
    return _spoken.ngettext(one, many, count).format(n=count)


def of_this_device() -> str:
    """The device's language if the interface speaks it, else English."""
    try:
        tag = locale.getlocale()[0] or ""
    except ValueError:  # a locale name that Python cannot read
        tag = ""
    code = tag.replace("-", "_").split("_")[0].lower()
    return code if code in BY_CODE else "en"
