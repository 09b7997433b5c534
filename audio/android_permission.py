"""Whether a person lets the app use a phone's microphone: asked by Android itself, in its own words.

After two refusals (one, with a cross at "never again", before Android 11) Android shows its question no more
and says no at once; then only the phone's settings help. It does not say so, but there is then no rationale
to show either (``shouldShowRequestPermissionRationale``). The same is true of a question that was tapped away
the very first time: whoever hears FOR_GOOD offers to ask once more, too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from enum import Enum, auto
from importlib import import_module
from typing import Any, Final

RECORD_AUDIO: Final = "android.permission.RECORD_AUDIO"

_log = logging.getLogger("anatil")


class Answer(Enum):
    """GRANTED; DENIED, it may be asked again; FOR_GOOD, Android asks no more."""

    GRANTED = auto()
    DENIED = auto()
    FOR_GOOD = auto()


class MicrophonePermission:
    """``java`` stands for the module ``jnius`` (``autoclass``), ``permissions`` for p4a's
    ``android.permissions``. Raises ImportError where there is no Android."""

    def __init__(self, java: Any = None, permissions: Any = None) -> None:
        self._java = java or import_module("jnius")
        self._permissions = permissions or import_module("android.permissions")

    @property
    def granted(self) -> bool:
        return bool(self._permissions.check_permission(RECORD_AUDIO))

    def ask(self, answered: Callable[[Answer], None]) -> None:
        """Ask the person, on the main thread; ``answered`` is called on Android's own."""
        # Only here does Java find p4a's own classes.
        activity = self._java.autoclass("org.kivy.android.PythonActivity").mActivity

        def told(_names: Sequence[str], grants: Sequence[bool]) -> None:
            if grants and all(grants):
                answered(Answer.GRANTED)
            elif not grants or _explains(activity):  # an interrupted question gives an empty list
                answered(Answer.DENIED)
            else:
                answered(Answer.FOR_GOOD)

        self._permissions.request_permissions([RECORD_AUDIO], told)


def _explains(activity: Any) -> bool:
    """Whether Android would ask again."""
    try:
        return bool(activity.shouldShowRequestPermissionRationale(RECORD_AUDIO))
    except Exception:  # whatever Java throws
        _log.warning("whether the microphone may be asked for again cannot be read", exc_info=True)
        return True
