"""What stands on a page besides its words, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from app.text.language import say, speak, spoken

CODES = ("en", "tr", "de", "fr", "ru", "ug")


def every(languages: Iterable[str], translations: Path) -> dict[str, Mapping[str, str]]:
    """The page's texts by language; the interface's own language is on again afterwards."""
    before = spoken().code
    found: dict[str, Mapping[str, str]] = {}
    try:
        for code in languages:
            language = speak(code, translations)
            found[code] = {
                "name": language.name,
                "dir": "rtl" if language.rtl else "ltr",
                "search": say("Search"),
                "listen": say("Listen"),
                "nothing": say("Nothing was found."),
                "script": say("Script of the words"),
                "language": say("Language"),
                "waiting": say("No native reader has approved this word yet."),
                "pictures": say(
                    "Pictures: OpenMoji, the open-source emoji and icon project, Creative Commons BY-SA 4.0."
                ),
                "voices": say("Voices: {names}", names="{names}"),
            }
    finally:
        speak(before, translations)
    return found
