"""A short tick under the finger, for a right answer. It needs no permission.

Whether a phone ticks at all its owner decides in the system's settings ("touch feedback"): we never pass the
flag that would go over that (``View.performHapticFeedback``).

All numbers are those of Android's public API and never change.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

CONFIRM: Final = 16
"""``HapticFeedbackConstants.CONFIRM``: "the successful completion of a user interaction"."""
HAS_CONFIRM: Final = 30
"""The API level (Android 11) that brought it."""
CONTEXT_CLICK: Final = 6
"""What is nearest to it before that."""

_log = logging.getLogger("anatil")


def of_this_device(platform: str, java: Any = None, android: Any = None) -> Callable[[], None] | None:
    """A call that lets the phone tick once; None where there is no Android. On the main thread.

    ``platform`` as Kivy names it; ``java`` stands for the module ``jnius``, ``android`` for p4a's
    ``android.runnable``.
    """
    if platform != "android":
        return None
    try:
        java = java or import_module("jnius")
        activity = java.autoclass("org.kivy.android.PythonActivity").mActivity
        level: int = java.autoclass("android.os.Build$VERSION").SDK_INT
        android = android or import_module("android.runnable")
    except Exception:  # whatever Java throws
        _log.warning("this phone does not tick", exc_info=True)
        return None
    kind = CONFIRM if level >= HAS_CONFIRM else CONTEXT_CLICK

    def tick() -> None:
        try:
            activity.getWindow().getDecorView().performHapticFeedback(kind)
        except Exception:  # whatever Java throws: an answer is right without it
            _log.warning("this phone does not tick", exc_info=True)

    # A view may be spoken to on Android's own thread only.
    made: Callable[[], None] = android.run_on_ui_thread(tick)
    return made
