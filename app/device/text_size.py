"""How large the person reads everywhere on this device: where our own text size starts.

Android keeps it as ``Configuration.fontScale``, 1.0 unless changed and up to 2.0 in the settings since
Android 14. A desktop toolkit has no such number that SDL would pass on: there it is 1.0.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any, Final

SIZES: Final = (1.0, 1.2, 1.4, 1.6)
"""What can be chosen, as multiples of ``app.theme.TYPE``; every screen is looked at in the largest, too."""

_log = logging.getLogger("anatil")


def nearest(scale: float) -> float:
    """The one of ``SIZES`` that is nearest to the system's; the larger where it lies between two."""
    return min(reversed(SIZES), key=lambda size: abs(round(size - scale, 3)))


def of_this_device(platform: str, java: Any = None) -> float:
    """The size to start with, one of ``SIZES``, before anybody has chosen one here.

    ``platform`` as Kivy names it; ``java`` stands for the module ``jnius`` (``autoclass``), which is imported
    on a phone only. Where a phone does not tell, the app starts at 1.0: letters can be read in it, and an
    app that does not start cannot.
    """
    if platform != "android":
        return 1.0
    try:
        java = java or import_module("jnius")
        activity = java.autoclass("org.kivy.android.PythonActivity").mActivity
        return nearest(float(activity.getResources().getConfiguration().fontScale))
    except Exception:  # whatever Java throws
        _log.warning("the system's text size cannot be read", exc_info=True)
        return 1.0
