"""A typed answer is exact, the same, a slip or wrong; and each letter is told."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.records import Verdict
from lexicon.uyghur.aligning import Kind
from lexicon.uyghur.alphabet import LETTERS
from lexicon.uyghur.judging import Note, Step, judge
from lexicon.uyghur.scripts import Script, from_arabic
from tests.lexicon.uyghur.check_data import lines


@pytest.mark.parametrize("typed", ["مەكتەپ", " مەكتەپ "])
def test_the_expected_letters_are_exact(typed: str) -> None:
    assert judge("مەكتەپ", typed).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("expected", "typed"),
    [
        ("مەكتەپ", "mektep"),
        ("مەكتەپ", "MEKTEP"),
        ("مەكتەپ", "мәктәп"),
        ("مەكتەپ", "мәктəп"),
        ("مەكتەپ", "məktəp"),
        ("مەكتەپ", "مهكتهپ"),
        ("مەكتەپ", "ﻣﻪﻛﺘﻪﭖ"),
        ("مەكتەپ", "مەكتەپ!"),
        ("مەكتەپ", "«مەكتەپ»"),
        ("مەكتەپ", "\u200fمەكـتەپ\u200e"),
        ("كىتاب", "کىتاب"),
        ("يىگىت", "ییگیت"),
        ("گۈل", "گۉل"),
        ("ئىت", "ئيت"),
        ("ئائىلە", "اىلە"),
        ("ئانا", "انا"),
        ("ئانا", "آنا"),
        ("مۇئەللىم", "مۇەللىم"),
        ("مۇئەللىم", unicodedata.normalize("NFD", "مۇئەللىم")),
        ("مۇئەللىم", "muellim"),
        ("مۇئەللىم", "mu’ellim"),
        ("مۇئەللىم", "муәллим"),
        ("ئېيىق", "éyiq"),
        ("ئېيىق", "ëyiq"),
        ("ئېيىق", "êyiq."),
        ("ئۈزۈم", unicodedata.normalize("NFD", "üzüm")),
        ("باشلانغۇچ", "bashlanghuch"),
        ("باشلانغۇچ", "bashlan'ghuch"),
        ("ياڭاق", "yan'gaq"),
        ("تۆۋەنگە", "töwenge"),
        ("ئىسھاق", "ishaq"),
        ("مەشھۇر", "mesh'hur"),
        ("ژۇرنال", "jurnal"),
        ("ژۇرنال", "zhurnal"),
        ("جۇڭخۇا", "jungxua"),
        ("ياخشى", "яхши"),
        ("ياخشى", "йахши"),
        ("بۇ نېمە؟", "bu nëme"),
        ("12-سىنىپ", "١٢-سىنىپ"),
    ],
)
def test_the_same_letters_written_otherwise_are_the_same(expected: str, typed: str) -> None:
    assert judge(expected, typed).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("expected", "typed", "note"),
    [
        ("كىتاب", "كىتاپ", Note.OTHER),
        ("كىتاب", "كتاب", Note.MISSING),
        ("كىتاب", "كىتابب", Note.EXTRA),
        ("كىتاب", "kitap", Note.OTHER),
        ("كىتاب", "китап", Note.OTHER),
        ("مەشھۇر", "meshur", Note.MISSING),
        ("دائىم", "دايىم", Note.EXTRA),
        ("ئۈزۈم", "uzum", Note.DOTS),
        ("ئۈزۈم", "üzum", Note.DOTS),
        ("ئۆي", "oy", Note.DOTS),
        ("ئېيىق", "eyiq", Note.DOTS),
        ("خەير-خوش", "xeyr xosh", Note.OTHER),
        ("چوڭ ئانا", "چوڭئانا", Note.MISSING),
        ("بالا", "بالە", Note.OTHER),
        ("دۇنيا", "دونيا", Note.OTHER),
        ("دۇنيا", "دۆنيا", Note.OTHER),
        ("دۇنيا", "دۈنيا", Note.OTHER),
        ("قۇياش", "كۇياش", Note.OTHER),
        ("ئوغۇل", "ئوگۇل", Note.OTHER),
        ("ھاۋا", "خاۋا", Note.OTHER),
    ],
)
def test_one_letter_off_or_forgotten_dots_are_a_slip(expected: str, typed: str, note: Note) -> None:
    judgement = judge(expected, typed)
    assert (judgement.verdict, judgement.note) == (Verdict.SLIP, note)


@pytest.mark.parametrize(
    ("expected", "typed"),
    [
        ("ئانا", "ئاتا"),
        ("چوڭ ئانا", "چوڭ ئاتا"),
        ("قول", "كول"),
        ("غاز", "گاز"),
        ("ئۆي", "ئوي"),
        ("ئوت", "öt"),
        ("يول", "ئول"),
        ("مەكتەپ", "مەكپەت"),
        ("ئۈزۈم", "uzun"),
        ("مەكتەپ", "كىتاب"),
        ("مەكتەپ", ""),
        ("مەكتەپ", "؟"),
        ("مەكتەپ", "🙂"),
        ("مەكتەپ", "ظاصتاص"),
    ],
)
def test_anything_else_is_wrong(expected: str, typed: str) -> None:
    assert judge(expected, typed).verdict is Verdict.WRONG


@pytest.mark.parametrize("typed", ["پەمىدۇر", "pemidur", "пәмидур"])
def test_a_listed_variant_is_the_same(typed: str) -> None:
    judgement = judge("شوخلا", typed, variants=("پەمىدۇر",))
    assert (judgement.verdict, judgement.note) == (Verdict.SAME, Note.VARIANT)
    assert judge("شوخلا", typed).verdict is Verdict.WRONG


@pytest.mark.parametrize("pair", ["ئي", "ەا", "ۇو", "ۆو", "ۈو", "ۇۆ", "ۇۈ", "ۆۈ", "قك", "غگ", "ھخ"])
@pytest.mark.parametrize("script", [Script.ARABIC, Script.LATIN, Script.CYRILLIC])
def test_letters_easily_confused_are_never_the_same(pair: str, script: Script) -> None:
    one, other = (f"بال{letter}ار" if letter not in "ئي" else f"با{letter}ىل" for letter in pair)
    for expected, typed in ((one, other), (other, one)):
        assert judge(expected, from_arabic(typed, script)).verdict not in (Verdict.EXACT, Verdict.SAME)


def test_the_alignment_points_at_the_letter_in_the_script_typed() -> None:
    assert judge("ئۈزۈم", "uzüm").alignment == (
        Step(Kind.DOTS, "ü", "u", 0, 1),
        Step(Kind.GOOD, "z", "z", 1, 2),
        Step(Kind.GOOD, "ü", "ü", 2, 3),
        Step(Kind.GOOD, "m", "m", 3, 4),
    )
    assert judge("ئانار", "انر").alignment == (
        Step(Kind.GOOD, "ئا", "ا", 0, 1),
        Step(Kind.GOOD, "ن", "ن", 1, 2),
        Step(Kind.MISSING, "ا", "", 2, 2),
        Step(Kind.GOOD, "ر", "ر", 2, 3),
    )
    assert [(step.expected, step.typed) for step in judge("قاراڭغۇ", "qaranggu").alignment[4:]] == [
        ("ng", "ng"),
        ("gh", "g"),
        ("u", "u"),
    ]


def test_the_expected_form_is_shown_in_the_script_typed() -> None:
    assert judge("مېنىڭ", "mening").expected == "mëning"
    assert judge("مېنىڭ", "ména").expected == "méning"
    assert judge("مېنىڭ", "мана").expected == "мениң"
    assert judge("مېنىڭ", "منىڭ").expected == "مېنىڭ"


@pytest.mark.parametrize("script", [Script.ARABIC, Script.LATIN, Script.CYRILLIC])
def test_every_headword_in_every_script_is_the_same_or_exact(script: Script) -> None:
    wanted = Verdict.EXACT if script is Script.ARABIC else Verdict.SAME
    for word in lines("headwords.txt")[::50]:
        assert judge(word, from_arabic(word, script)).verdict is wanted


_WORD = st.text(LETTERS, min_size=1, max_size=8)


@given(_WORD, st.integers(0, 7), st.sampled_from(LETTERS))
def test_one_other_letter_is_a_slip_from_four_letters_on(word: str, place: int, letter: str) -> None:
    place %= len(word)
    typed = word[:place] + letter + word[place + 1 :]
    if typed == word:
        return
    assert judge(word, typed).verdict is (Verdict.SLIP if len(word) >= 4 else Verdict.WRONG)


@given(_WORD, st.text(max_size=12))
def test_the_alignment_covers_both_forms_in_order(expected: str, typed: str) -> None:
    judgement = judge(expected, typed)
    starts = [step.start for step in judgement.alignment]
    assert starts == sorted(starts)
    assert sum(step.kind is not Kind.EXTRA for step in judgement.alignment) == len(expected)
    for step in judgement.alignment:
        assert step.typed == judgement.typed[step.start : step.end]
