"""GNU FriBidi as a second opinion on the order of text, called through its C interface."""

from __future__ import annotations

import ctypes
import ctypes.util

import pytest

_LTR, _RTL = 0x110, 0x111
_REORDER_MARKS = 2
_Points = ctypes.c_uint32


class FriBidi:
    """FriBidi's answer for one paragraph of a given base level (0 or 1)."""

    def __init__(self, text: str, base: int) -> None:
        library = _library()
        size = len(text)
        self._types = (_Points * size)()
        self._levels = (ctypes.c_int8 * size)()
        self._text = (_Points * size)(*map(ord, text))
        self._base = _Points(_RTL if base else _LTR)
        brackets = (_Points * size)()
        library.fribidi_get_bidi_types(self._text, size, self._types)
        library.fribidi_get_bracket_types(self._text, size, self._types, brackets)
        assert library.fribidi_get_par_embedding_levels_ex(
            self._types, brackets, size, ctypes.byref(self._base), self._levels
        )
        library.fribidi_shape_mirroring(self._levels, size, self._text)

    def line(self, start: int, end: int) -> tuple[list[int], str]:
        """Indices of ``text[start:end]`` from left to right, and the characters in that order, mirrored."""
        places = (ctypes.c_int * len(self._text))(*range(len(self._text)))
        levels = (ctypes.c_int8 * len(self._text))(*self._levels)
        drawn = (_Points * len(self._text))(*self._text)
        _library().fribidi_reorder_line(
            _REORDER_MARKS, self._types, end - start, start, self._base, levels, drawn, places
        )
        return list(places)[start:end], "".join(map(chr, list(drawn)[start:end]))


def _library() -> ctypes.CDLL:
    for name in ("libfribidi.so.0", ctypes.util.find_library("fribidi")):
        if name:
            try:
                return ctypes.CDLL(name)
            except OSError:
                continue
    pytest.skip("FriBidi (libfribidi.so.0) is not installed: no second opinion on the order of text")
