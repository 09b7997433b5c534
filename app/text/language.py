"""The interface's own words: gettext catalogues, one per language, and which way each runs."""

from __future__ import annotations

import gettext
import locale
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Language:
    """A language the interface speaks: BCP-47 code, its own name for itself, and its direction.

    ``script`` is set where the texts are derived from Uyghur's one catalogue, which is in the Arabic script.
    """

    code: str
    name: str
    rtl: bool = False
    script: str = ""

    @property
    def catalogue(self) -> str:
        """The code whose texts are shown, and in which meanings are looked for."""
        return self.code.split("-")[0]


LANGUAGES = (
    Language("ug", "ئۇيغۇرچە", rtl=True),
    Language("ug-Latn", "Uyghurche", script="latin"),
    Language("ug-Cyrl", "Уйғурчә", script="cyrillic"),
    Language("en", "English"),
    Language("tr", "Türkçe"),
    Language("de", "Deutsch"),
    Language("fr", "Français"),
    Language("ru", "Русский"),
)
BY_CODE = {language.code: language for language in LANGUAGES}

_PLACES = re.compile(r"(\{[^}]*\})")
_BEGINNINGS = re.compile(r"^[^\w{]*\w|[.!?] +\w")
"""Letters that begin a sentence: Latin and Cyrillic write them large, the Arabic script knows no capitals."""
_spoken: gettext.NullTranslations = gettext.NullTranslations()
_now = BY_CODE["en"]


def speak(code: str, folder: Path) -> Language:
    """Switch the interface to a language; English, the source's own, where a catalogue is missing."""
    global _spoken, _now
    _now = BY_CODE.get(code, BY_CODE["en"])
    _spoken = gettext.translation("anatil", str(folder), languages=[_now.catalogue], fallback=True)
    return _now


def spoken() -> Language:
    """The language that is on."""
    return _now


def say(text: str, **values: object) -> str:
    """An interface text in the language that is on; ``{name}`` places are filled from ``values``."""
    found = in_its_script(_spoken.gettext(text))
    return found.format(**values) if values else found


def isolated(text: object) -> str:
    """A name within a sentence that may run the other way: FIRST STRONG ISOLATE around it (UAX #9)."""
    return f"\u2068{text}\u2069"


def say_many(one: str, many: str, count: int) -> str:
    """A text that depends on a number; ``{n}`` is the number."""
    return in_its_script(_spoken.ngettext(one, many, count)).format(n=count)


def in_its_script(text: str) -> str:
    """A Uyghur text in the script of the interface; any text as it is where that is no Uyghur one."""
    return _converted(text, _now.script) if _now.script else text


@lru_cache(maxsize=512)
def _converted(text: str, script: str) -> str:
    from lexicon.uyghur.scripts import Script, from_arabic

    # What stands in braces is filled in later and is no Uyghur.
    parts = _PLACES.split(text)
    written = "".join(part if part.startswith("{") else from_arabic(part, Script(script)) for part in parts)
    return _BEGINNINGS.sub(lambda letter: letter[0].upper(), written)


def every_uyghur_text(folder: Path) -> list[tuple[str, str, str]]:
    """Every text of the interface: its English, its Uyghur, and how the language that is on says it."""
    uyghur = gettext.translation("anatil", str(folder), languages=["ug"], fallback=True)
    found = []
    # gettext has no public way to list what it holds; a text with a number is a pair with the form's number.
    for key, text in getattr(uyghur, "_catalog", {}).items():
        english, form = key if isinstance(key, tuple) else (key, 0)
        if english and not form:
            found.append(
                (english, str(text), _spoken.gettext(english) if _now.catalogue != "ug" else english)
            )
    return sorted(found)


def of_this_device() -> str:
    """The device's language if the interface speaks it, else English."""
    try:
        tag = locale.getlocale()[0] or ""
    except ValueError:  # a locale name that Python cannot read
        tag = ""
    code = tag.replace("-", "_").split("_")[0].lower()
    return code if code in BY_CODE else "en"
