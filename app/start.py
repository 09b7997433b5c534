"""Kivy made ready: no log file, our arguments unread, no home folder but ours. Import before any Kivy."""

from __future__ import annotations

import logging
import os
from pathlib import Path


def prepare(
    kivy_home: Path,
    *,
    off_screen: bool = False,
    size: tuple[int, int] | None = None,
    density: float | None = None,
) -> None:
    """Set what Kivy reads when it is first imported. ``size`` is in pixels, ``density`` in pixels to a dp.

    Kivy would otherwise write logs and settings below the user's home and parse the command line.
    """
    # Kivy makes this folder in two steps, and of two starts at once one would fail between them.
    (kivy_home / "mods").mkdir(parents=True, exist_ok=True)
    os.environ.update(
        KIVY_HOME=str(kivy_home),
        KIVY_NO_ARGS="1",
        KIVY_NO_FILELOG="1",
        KIVY_NO_CONSOLELOG="1",
        KIVY_NO_ENV_CONFIG="1",
        KIVY_LOG_MODE="PYTHON",  # otherwise Kivy takes stderr, and an error of ours is never seen
        KIVY_METRICS_FONTSCALE="1",  # the system's text size starts our own scale: not twice
        KIVY_IMAGE="sdl2",  # otherwise Kivy imports Pillow wherever it finds it, and no phone has it
    )
    if off_screen:
        # SDL's offscreen driver with Mesa's EGL draws without any screen; "dummy" does not.
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
    if density is not None:
        os.environ["KIVY_METRICS_DENSITY"] = str(density)
    kivy = logging.getLogger("kivy")  # its own remarks are not for a family's screen
    kivy.addHandler(logging.NullHandler())
    kivy.propagate = False
    from kivy.config import Config

    # The kernel's own touch devices need a library that few desktops have; SDL brings touch already.
    Config.remove_option("input", "%(name)s")
    width, height = size or (420, 700)
    for section, key, value in (
        ("graphics", "width", str(width)),
        ("graphics", "height", str(height)),
        ("graphics", "multisamples", "2"),
        ("graphics", "minimum_width", "320"),
        ("graphics", "minimum_height", "480"),
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "desktop", "1"),
        ("input", "mouse", "mouse,disable_multitouch"),
        ("kivy", "pause_on_minimize", "0"),
    ):
        Config.set(section, key, value)
