"""Which font files the interface is set in."""

from __future__ import annotations

from pathlib import Path

from kivy import kivy_data_dir

from app.text.coverage import set_fallbacks

Faces = tuple[str, str]
"""Paths of Regular and Bold."""


def choose(folder: Path) -> tuple[Faces, Faces]:
    """Fonts for Uyghur (UKIJ Tuz Basma where set-up could fetch it, else Plex) and for the other scripts.

    Roboto comes with Kivy, in both weights, with every letter of our interface's languages.
    """
    uyghur, latin = [], []
    for weight in ("Regular", "Bold"):
        files = [folder / f"{name}-{weight}.ttf" for name in ("UkijTuzBasma", "Fallback")]
        here = [str(file) for file in files if file.is_file()]
        roboto = str(Path(kivy_data_dir) / "fonts" / f"Roboto-{weight}.ttf")
        here.append(roboto)
        set_fallbacks(here[0], here[1:])
        set_fallbacks(roboto, here[:-1])
        uyghur.append(here[0])
        latin.append(roboto)
    return (uyghur[0], uyghur[1]), (latin[0], latin[1])
