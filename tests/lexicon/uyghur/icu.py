"""ICU as a third opinion on levels, for brackets inside embeddings and isolates, where FriBidi 1.0.8 errs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import pytest


def icu_levels(text: str, base: int) -> list[int]:
    """Levels of the characters of ``text`` (none above U+FFFF), rule L1 applied as for a single line."""
    call = _icu()
    status = ctypes.c_int(0)
    paragraph = ctypes.c_void_p(call("ubidi_open", ctypes.c_void_p))
    try:
        units = (ctypes.c_uint16 * len(text))(*map(ord, text))
        call("ubidi_setPara", None, paragraph, units, len(text), base, None, ctypes.byref(status))
        found = call("ubidi_getLevels", ctypes.POINTER(ctypes.c_uint8), paragraph, ctypes.byref(status))
        assert status.value <= 0, f"ICU status {status.value}"
        return list(found[: len(text)])
    finally:
        call("ubidi_close", None, paragraph)


def _call(library: ctypes.CDLL, version: int, name: str, result: Any, *arguments: Any) -> Any:
    function = library[f"{name}_{version}"]  # ICU puts its version into every name
    function.restype = result
    return function(*arguments)


@cache
def _icu() -> Callable[..., Any]:
    for version in range(60, 90):
        try:
            library = ctypes.CDLL(f"libicuuc.so.{version}")
        except OSError:
            continue

        return partial(_call, library, version)
    pytest.skip("ICU (libicuuc) is not installed, so there is no third opinion on levels")
