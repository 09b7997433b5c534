"""What a font can draw is read from the font file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.text.coverage import FontFileError, covered, missing, missing_forms, set_fallbacks
from tests.lexicon.uyghur.harfbuzz import FONTS

INTERFACE = "ABCabcçğıİöşü äöüßÄÖÜ éèêàùîôœŒ АБВабвёЁэюя əғҗқңөүһ 0123456789 «»“”‘’–—…،؟؛!?.,:;()%+-/"


def font(name: str) -> str:
    path = FONTS / name
    if not path.is_file():
        pytest.skip(f"the font {name} is not in place; set-up fetches it")
    return str(path)


@pytest.mark.parametrize(
    "name",
    [
        "UkijTuzBasma-Regular.ttf",
        "UkijTuzBasma-Bold.ttf",
        "Fallback-Regular.ttf",
        "Fallback-Bold.ttf",
        "FallbackCyrillic-Regular.ttf",
    ],
)
def test_the_code_points_are_those_that_fonttools_reads(name: str) -> None:
    assert covered(font(name)) == frozenset(TTFont(font(name)).getBestCmap())


@pytest.mark.parametrize("name", ["UkijTuzBasma-Regular.ttf", "UkijTuzBasma-Bold.ttf"])
def test_the_first_choice_draws_every_letter_of_the_interface_languages(name: str) -> None:
    assert missing(INTERFACE, font(name)) == ""
    assert missing_forms(font(name)) & set("ﺋﺎﻪﻩﯞﯗﯕﮕﮭﯩﯧ") == frozenset()


def test_a_letter_that_no_font_has_is_named_once() -> None:
    assert missing("日 ئالما 日本\u200f", font("UkijTuzBasma-Regular.ttf")) == "日本"


def test_the_fallback_font_draws_uyghur_and_hands_cyrillic_and_turkish_on() -> None:
    first = font("Fallback-Regular.ttf")
    assert missing("پ چ ژ گ ڭ ھ ۇ ۆ ۈ ۋ ې قىزىل ئالما", first) == ""
    assert missing("ышş", first) == "ышş"
    set_fallbacks(first, [font("FallbackCyrillic-Regular.ttf")])
    try:
        assert missing(INTERFACE, first) == ""
    finally:
        set_fallbacks(first, [])


def test_a_missing_or_damaged_font_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.ttf"
    damaged.write_bytes(b"\x00\x01\x00\x00\x00\x09 not a font")
    for path in (damaged, tmp_path / "absent.ttf"):
        with pytest.raises(FontFileError) as caught:
            covered(str(path))
        assert caught.value.path == str(path)
        assert caught.value.__cause__ is not None
