"""The page of the phone's settings that is about this app: what was refused for good is allowed there."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any, Final

_DETAILS: Final = "android.settings.APPLICATION_DETAILS_SETTINGS"

_log = logging.getLogger("anatil")


def are_there(platform: str) -> bool:
    """Whether ``show`` has anything to show; a desktop's settings have no such page. ``platform`` as Kivy
    names it."""
    return platform == "android"


def show(java: Any = None) -> None:
    """Open that page, on the main thread. ``java`` stands for the module ``jnius`` (``autoclass``).

    A phone without one stays where it is: the sentence on the screen has said where to look.
    """
    try:
        java = java or import_module("jnius")
        activity = java.autoclass("org.kivy.android.PythonActivity").mActivity
        address = java.autoclass("android.net.Uri").fromParts("package", activity.getPackageName(), None)
        activity.startActivity(java.autoclass("android.content.Intent")(_DETAILS, address))
    except Exception:  # whatever Java throws
        _log.warning("the phone's settings cannot be opened", exc_info=True)
