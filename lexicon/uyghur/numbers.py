"""Numbers in words, 0 to 9,999, and the ordinals.

Every word of it is in the dictionary or among the accepted spellings; a space stands between them (ئون بىر).

بىر before يۈز and مىڭ: written numbers say it (بىر مىڭ توققۇز يۈز), speech often leaves it out
(ccapprox.info, *Paj-Puj*, 29.1.3). So it is said inside a number and can be left out by an argument; 100 and
1,000 alone are يۈز and مىڭ, as they are counted and as the dictionary names them.
"""

from __future__ import annotations

import re
from typing import Final

from anatil import AnaTilError
from lexicon.uyghur.inflection.phonology import RAISING, VOWELS, raisable, vowel_count

HIGHEST: Final = 9_999

_ONES: Final = ("", "بىر", "ئىككى", "ئۈچ", "تۆت", "بەش", "ئالتە", "يەتتە", "سەككىز", "توققۇز")
_TENS: Final = ("", "ئون", "يىگىرمە", "ئوتتۇز", "قىرىق", "ئەللىك", "ئاتمىش", "يەتمىش", "سەكسەن", "توقسان")
_ZERO: Final = "نۆل"
_HUNDRED: Final = "يۈز"
_THOUSAND: Final = "مىڭ"

# Digits of any script, the thousands perhaps set apart: 1999, 1 999, 1,999. 3,5 is no whole number.
_WHOLE: Final = re.compile(r"\d+|\d[ ,٬\u00a0\u202f]\d{3}")


class NumberError(AnaTilError):
    """What was given is no whole number from 0 to 9,999."""


def in_words(number: int, *, one: bool = True) -> str:
    """``number`` (0 to 9,999) in words, UEY: 1999 gives ``بىر مىڭ توققۇز يۈز توقسان توققۇز``.

    ``one`` False leaves بىر out before يۈز and مىڭ, as is often said. Raises ``NumberError`` outside it.
    """
    if not 0 <= number <= HIGHEST:
        raise NumberError(f"{number} is not between 0 and {HIGHEST}")
    if number == 0:
        return _ZERO
    if number in (100, 1_000):
        one = False
    words = []
    for digit, unit in ((number // 1_000, _THOUSAND), (number // 100 % 10, _HUNDRED)):
        if digit:
            words += [_ONES[digit], unit] if one or digit > 1 else [unit]
    words += [_TENS[number // 10 % 10], _ONES[number % 10]]
    return " ".join(word for word in words if word)


def ordinal(number: int, *, one: bool = True) -> str:
    """The ordinal of ``number`` (0 to 9,999) in words: 1 gives ``بىرىنچى``, 26 ``يىگىرمە ئالتىنچى``.

    Only the last word takes the ending -ىنچى, which takes in a last vowel (ئىككىنچى, ئالتىنچى). In a word of
    two syllables ا and ە are raised (سەكسىنىنچى), in بەش not (بەشىنچى): *Paj-Puj*, 29.2.1, and the accepted
    spellings for 0 to 9, 10, 100 and 1,000. Raises ``NumberError`` outside the range.
    """
    before, space, last = in_words(number, one=one).rpartition(" ")
    place = raisable(last)
    if last[-1] in VOWELS:
        last = last[:-1]
    elif place is not None and last[place] in RAISING and vowel_count(last) > 1:
        last = last[:place] + "ى" + last[place + 1 :]
    return before + space + last + "ىنچى"


def number_line(line: str) -> str:
    """The words for one line of ``anatil text number``: digits of any script, perhaps grouped (``9,999``).

    Raises ``NumberError`` if the line is no whole number from 0 to 9,999.
    """
    if not _WHOLE.fullmatch(line.strip()):
        raise NumberError(f"{line.strip()!r} is not a whole number from 0 to {HIGHEST}")
    return in_words(int("".join(sign for sign in line if sign.isdecimal())))
