"""Which keys stand where, for each script and for each hand. Data only; no Kivy.

Uyghur in Arabic letters stands as XKB (``cn(ug)``), macOS and Android have it, and Shift on D F G H J K
gives ژ ف گ خ ج ۆ. A child's keys are large: seven columns, the same letters in the same order of rows, and
those six on a row of their own, so that no letter is hidden behind another key. Latin (ULY) and Cyrillic
have the letters of their Uyghur alphabets: in the order of the alphabet for a child, in the usual rows for a
grown-up, where the letters of other languages (ё щ ы ь э) are added.
Rows never mirror: a keyboard is learnt by place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

Script = Literal["arabic", "latin", "cyrillic"]
Hand = Literal["child", "grown_up"]
Page = Literal["letters", "signs"]
Kind = Literal["letter", "space", "erase", "enter", "shift", "script", "page"]

SCRIPTS: Final[tuple[Script, ...]] = get_args(Script)
CHILD_COLUMNS: Final = 7
COLUMNS: Final = 11
NAMES: Final[dict[Script, str]] = {"arabic": "ئا", "latin": "Aa", "cyrillic": "Әә"}
"""What stands on the key that leads to a script."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it does, what it writes, how many columns wide it is.

    ``hint`` is what it writes with Shift where that is another letter.
    """

    kind: Kind
    text: str = ""
    width: int = 1
    hint: str = ""


Rows = tuple[tuple[Key, ...], ...]

# One word a key. Capitals name the keys that do something; a number after one is its width in columns.
_CHILD: Final[dict[Script, str]] = {
    "arabic": """
        چ ۋ ې ر ت ي ۇ
        ڭ و پ ھ س د ا
        ە ى ق ك ل ز ش
        غ ۈ ب ن م ئ ERASE
        ژ ف گ خ ج ۆ ENTER
        PAGE SCRIPT ، SPACE2 . ؟""",
    "latin": """
        a b c d e ë f
        g h i j k l m
        n o ö p q r s
        t u ü v w x y
        z ’ , . ? ! ERASE
        SHIFT PAGE SCRIPT SPACE3 ENTER""",
    "cyrillic": """
        а ә б в г ғ д
        е ж җ з и й к
        қ л м н ң о ө
        п р с т у ү ф
        х һ ч ш ю я ъ
        , . ? ! - SPACE ERASE
        SHIFT PAGE SCRIPT SPACE3 ENTER""",
}
_CHILD_SIGNS: Final = """
    1 2 3 4 5 6 7
    8 9 0 + - = /
    ، ؛ ؟ ! . : …
    « » ( ) ’ " ERASE
    PAGE SCRIPT SPACE4 ENTER"""
_CHILD_WIDE: Final[dict[Script, str]] = {
    "arabic": """
        چ ۋ ې ر ت ي ۇ ڭ و پ ERASE
        ھ س د ا ە ى ق ك ل ؟ ENTER
        ز ش غ ۈ ب ن م ئ ، . !
        ژ ف گ خ ج ۆ PAGE SCRIPT SPACE3""",
    "latin": """
        a b c d e ë f g h i ERASE
        j k l m n o ö p q r ENTER
        s t u ü v w x y z ’ ?
        SHIFT PAGE SCRIPT , SPACE5 . !""",
    "cyrillic": """
        а ә б в г ғ д е ж җ ERASE
        з и й к қ л м н ң о ENTER
        ө п р с т у ү ф х һ ч
        SHIFT ш ю я ъ PAGE SCRIPT . SPACE3""",
}
_GROWN_UP: Final[dict[Script, str]] = {
    "arabic": """
        چ ۋ ې ر ت ي ۇ ڭ و پ ERASE
        ھ س د ا ە ى ق ك ل ؛ ENTER
        SHIFT ز ش غ ۈ ب ن م ئ ، .
        PAGE SCRIPT « » SPACE4 - ! ؟""",
    "latin": """
        q w e r t y u i o p ERASE
        a s d f g h j k l ë ENTER
        SHIFT z x c v b n m ö ü ’
        PAGE SCRIPT , . SPACE4 - ! ?""",
    "cyrillic": """
        ә җ қ ң ө ү ғ һ ё ъ ERASE
        й ц у к е н г ш щ з х
        ф ы в а п р о л д ж э
        SHIFT я ч с м и т ь б ю ENTER
        PAGE SCRIPT , . SPACE4 - ! ?""",
}
_GROWN_UP_SIGNS: Final = """
    1 2 3 4 5 6 7 8 9 0 ERASE
    « » ( ) / + - = % № ENTER
    ، ؛ ؟ ! . : … — ’ " *
    PAGE SCRIPT , SPACE5 ; ? @"""
_SHIFTED: Final = {"د": "ژ", "ا": "ف", "ە": "گ", "ى": "خ", "ق": "ج", "ك": "ۆ"}

_HARDWARE_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HARDWARE: Final[dict[Script, tuple[str, str, str]]] = {
    "arabic": ("چۋېرتيۇڭوپ", "ھسداەىقكل", "زشغۈبنم"),
    "latin": _HARDWARE_ROWS,
    "cyrillic": ("йцукенгшщз", "фывапролд", "ячсмить"),
}
_HARDWARE_SHIFTED: Final = dict(zip("1234567890-=;',./", '!@#$%^&*()_+:"<>?', strict=True))
_HARDWARE_ARABIC: Final = {",": "،", ";": "؛", "?": "؟", "/": "ئ", "<": "«", ">": "»"}


@lru_cache(maxsize=64)
def rows(
    script: Script, hand: Hand, page: Page = "letters", *, shift: bool = False, wide: bool = False
) -> Rows:
    """The keys from the top row down, each row from left to right.

    ``wide``: there is room for eleven columns of a child's keys (528 dp), so that fewer rows are needed.
    """
    if page == "signs":
        plan = _GROWN_UP_SIGNS if hand == "grown_up" or wide else _CHILD_SIGNS
        return tuple(tuple(_key(word, "arabic", False) for word in line.split()) for line in _lines(plan))
    plan = (_GROWN_UP if hand == "grown_up" else _CHILD_WIDE if wide else _CHILD)[script]
    shifts = script == "arabic" and hand == "grown_up"
    return tuple(
        tuple(_key(word, script, shift, hints=shifts) for word in line.split()) for line in _lines(plan)
    )


def columns(hand: Hand, wide: bool) -> int:
    """How many columns a keyboard has."""
    return COLUMNS if hand == "grown_up" or wide else CHILD_COLUMNS


def by_hardware(latin: str, shift: bool, script: Script) -> str:
    """What the key that is ``latin`` on a Latin (QWERTY) keyboard writes in a script."""
    low = latin.lower()
    for here, there in zip(_HARDWARE_ROWS, _HARDWARE[script], strict=True):
        if low in here:
            found = there[here.index(low)]
            return capital(found, script) if shift else found
    sign = _HARDWARE_SHIFTED.get(latin, latin) if shift else latin
    return _HARDWARE_ARABIC.get(sign, sign) if script == "arabic" else sign


def capital(letter: str, script: Script) -> str:
    """What a letter's key writes with Shift."""
    return _SHIFTED.get(letter, letter) if script == "arabic" else letter.upper()


def _lines(plan: str) -> list[str]:
    return [line for line in plan.splitlines() if line.strip()]


def _key(word: str, script: Script, shift: bool, hints: bool = False) -> Key:
    name = word.rstrip("0123456789").lower()
    if word[0].isascii() and word[0].isupper():
        width = int(word[len(name) :] or 1)
        kinds: dict[str, Kind] = {
            "space": "space", "erase": "erase", "enter": "enter", "shift": "shift",
            "script": "script", "page": "page",
        }  # fmt: skip
        return Key(kinds[name], " " if name == "space" else "", width)
    other = capital(word, script)
    if shift:
        return Key("letter", other)
    return Key("letter", word, hint=other if hints and other != word else "")
