"""Which language this device speaks: where the interface starts, before anybody has chosen one here.

On a phone Python's own ``locale`` knows of no language: Android keeps it in ``java.util.Locale``.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from app.text import language

_log = logging.getLogger("anatil")


def of_this_device(platform: str, java: Any = None) -> str:
    """The device's language if the interface speaks it, else English, as a code of ``language.BY_CODE``.

    ``platform`` as Kivy names it; ``java`` stands for the module ``jnius`` (``autoclass``), which is imported
    on a phone only. A phone that does not tell is spoken to in English.
    """
    if platform != "android":
        return language.of_this_device()
    try:
        java = java or import_module("jnius")
        code = str(java.autoclass("java.util.Locale").getDefault().getLanguage())
    except Exception:  # whatever Java throws
        _log.warning("the system's language cannot be read", exc_info=True)
        return "en"
    return code if code in language.BY_CODE else "en"
