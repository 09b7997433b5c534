"""How far the system's bars and a notch reach into our window.

Apps for Android 15 and later get the whole display, bars and notch included; before that the system keeps its
bars outside, and there is nothing to keep off. So what counts is how far they reach into the view that we
draw in, not how large they are.

All numbers are those of Android's public API and never change.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import astuple, dataclass
from importlib import import_module
from typing import Any, Final

CONTENT: Final = 0x01020002
"""``android.R.id.content``: the view that ours fills."""
HAS_TYPES: Final = 30
"""The API level (Android 11) at which insets are asked for by their type."""

_log = logging.getLogger("anatil")


@dataclass(frozen=True, slots=True)
class Insets:
    """Pixels from each edge of the window that something of the system's lies over."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def any(self) -> bool:
        return any(astuple(self))


NONE: Final = Insets()


def of_this_device(
    platform: str, then: Callable[[Insets], None], java: Any = None, android: Any = None
) -> Callable[[], None] | None:
    """A call that asks for the insets as they are then; None where there is no Android. On the main thread.

    ``then`` is called on Android's own thread; a phone that does not tell has none. ``platform`` as Kivy
    names it; ``java`` stands for the module ``jnius``, ``android`` for p4a's ``android.runnable``.
    """
    if platform != "android":
        return None
    try:
        java = java or import_module("jnius")
        activity = java.autoclass("org.kivy.android.PythonActivity").mActivity
        level: int = java.autoclass("android.os.Build$VERSION").SDK_INT
        android = android or import_module("android.runnable")
    except Exception:  # whatever Java throws
        _log.warning("the system's bars cannot be asked about", exc_info=True)
        return None

    def ask() -> None:
        try:
            found = _found(java, activity.getWindow().getDecorView(), level)
        except Exception:  # whatever Java throws
            _log.warning("the system's bars cannot be asked about", exc_info=True)
            found = NONE
        then(found)

    made: Callable[[], None] = android.run_on_ui_thread(ask)
    return made


def _found(java: Any, whole: Any, level: int) -> Insets:
    told, ours = whole.getRootWindowInsets(), whole.findViewById(CONTENT)
    if told is None or ours is None:
        return NONE  # not on the display yet
    if level >= HAS_TYPES:
        types = java.autoclass("android.view.WindowInsets$Type")
        edges = told.getInsets(types.systemBars() | types.displayCutout())
        left, top, right, bottom = edges.left, edges.top, edges.right, edges.bottom
    else:
        left, top = told.getSystemWindowInsetLeft(), told.getSystemWindowInsetTop()
        right, bottom = told.getSystemWindowInsetRight(), told.getSystemWindowInsetBottom()
    lies = java.autoclass("android.graphics.Rect")()
    ours.getGlobalVisibleRect(lies)
    return Insets(
        max(0, left - lies.left),
        max(0, top - lies.top),
        max(0, right - (whole.getWidth() - lies.right)),
        max(0, bottom - (whole.getHeight() - lies.bottom)),
    )
