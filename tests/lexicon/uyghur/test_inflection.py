"""A noun's and a verb's endings agree, raise, drop and round as Uyghur has it, and the account says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.uyghur.inflection import (
    FeaturesError,
    LineError,
    Phenomenon,
    Stem,
    StemError,
    inflect,
    inflect_line,
    parse,
    verb_stems,
)
from lexicon.uyghur.inflection.features import _SLOT
from tests.lexicon.uyghur.attested import lines

NOUNS = """
بالا PL بالىلار
بالا PL.PX3.DAT بالىلىرىغا
بالا PX1SG.DAT بالامغا
بالا PX1PL.GEN بالىمىزنىڭ
بالا ABL بالىدىن
ئالما PX2SG ئالماڭ
ئانا PX3 ئانىسى
ئائىلە PL ئائىلىلەر
باش PX3.LOC بېشىدا
باش PL باشلار
نان PX1SG نېنىم
چاي PX3 چېيى
يەر PX3 يېرى
خەلق PX3 خەلقى
قۇلاق PX3 قۇلىقى
سائەت PX3.DAT سائىتىگە
ئادەم PX1SG ئادىمىم
ئادەم DAT ئادەمگە
تاغ DAT تاغقا
تاغ LOC تاغدا
كىتاب LOC كىتابتا
كىتاب PX3 كىتابى
ئۈمىد ABL ئۈمىدتىن
روھ DAT روھقا
تاج DAT تاجغا
كۆز DAT كۆزگە
دېڭىز DAT دېڭىزغا
تىل DAT تىلغا
كىيىم DAT كىيىمگە
ئىشىك LOC ئىشىكتە
بىلىم DAT بىلىمگە
ئېيىق PL ئېيىقلار
ئىككى DAT ئىككىگە
ئالاھىدىلىك DAT ئالاھىدىلىككە
باغچە PL باغچىلار
دوست PX1SG دوستۇم
دوست PX3 دوستى
دوست PX1PL دوستىمىز
ئۆي PX2SG ئۆيۈڭ
ئۆي PX2PL ئۆيىڭىز
ئۆي PX2SG.FRM ئۆيىڭىز
ئۆي PX2PL.INFM.DAT ئۆيۈڭلارغا
ئۆي PL.PX1SG ئۆيلىرىم
ئىسىم PX2PL ئىسمىڭىز
ئىسىم DAT ئىسىمغا
ئوغۇل PL ئوغۇللار
ئوغۇل PX1PL ئوغلىمىز
كۆڭۈل PX1SG.DAT كۆڭلۈمگە
ئېغىز PX3 ئاغزى
ئېغىز LOC ئېغىزدا
سىڭىل PX3 سىڭلىسى
سىڭىل PX1SG سىڭلىم
رەڭ PX3.LOC رەڭگىدە
رەسىم PX3 رەسىمى
سۇ PX3.DAT سۈيىگە
سۇ DAT سۇغا
ئەزا PL ئەزالار
ئەزا PX3 ئەزاسى
ئەزا PX1PL ئەزايىمىز
دۇنيا PX1SG دۇنيايىم
ئارزۇ PX2PL.INFM ئارزۇيۇڭلار
توخۇ PX3 توخۇسى
ھاۋا LOC ھاۋادا
بازار PX3 بازىرى
چوڭ_ئانا PX1SG.DAT چوڭ_ئانامغا
ئاتا-ئانا PL.PX3 ئاتا-ئانىلىرى
مەن DAT ماڭا
سەن GEN سېنىڭ
ئۇ DAT ئۇنىڭغا
ئۇ PL.DAT ئۇلارغا
سىز DAT سىزگە
"""

VERBS = """
بار- PRS.3 بارىدۇ
بەر- PRS.3 بېرىدۇ
بار- CVB بېرىپ
ئال- PRS.1SG ئالىمەن
ئال- CVB ئېلىپ
كەل- PRS.1PL كېلىمىز
كەل- PRS.2SG كېلىسەن
كەل- PRS.2SG.FRM كېلىسىز
كەل- PRS.2PL كېلىسىلەر
كەل- PRS.3PL كېلىدۇ
كەل- NEG.PRS.1SG كەلمەيمەن
كەل- PST.3 كەلدى
كەل- PST.2SG كەلدىڭ
كەل- PST.2SG.FRM كەلدىڭىز
كەل- NEG.PST.1SG كەلمىدىم
كەت- PST.1PL كەتتۇق
ئوقۇ- PST.1SG ئوقۇدۇم
ئوقۇ- PST.1PL ئوقۇدۇق
كۆر- PST.2PL كۆردۈڭلار
كۆر- PST.2SG.FRM كۆردىڭىز
كۆر- PRS.3 كۆرىدۇ
كۆر- CVB كۆرۈپ
بول- CVB بولۇپ
بول- PTCP بولغان
ئوينا- PRS.3 ئوينايدۇ
ئوينا- NEG.PRS.3 ئوينىمايدۇ
ئوينا- CVB ئويناپ
ئوينا- PTCP ئوينىغان
ئىچ- PTCP ئىچكەن
ئاچ- PTCP ئاچقان
ياغ- PTCP ياغقان
ياغ- PST.3 ياغدى
تەگ- PTCP تەگكەن
ئىشلەت- PRS.3 ئىشلىتىدۇ
ئايلان- CVB ئايلىنىپ
ئەۋەت- PRS.3 ئەۋەتىدۇ
تارت- CVB تارتىپ
يە- PRS.3 يەيدۇ
يە- PST.3 يېدى
يە- PTCP يېگەن
يە- NEG.PRS.3 يېمەيدۇ
دە- CVB دەپ
يۇ- PRS.3 يۇيىدۇ
يۇ- PST.3 يۇدى
يۇ- CVB يۇيۇپ
كەل- NEG.CVB كەلمەي
كەل- NEG.PTCP كەلمىگەن
كەل- PTCP.LOC كەلگەندە
كەل- PTCP.PX3 كەلگىنى
كەل- IMP كەل
كەل- IMP.2SG.FRM كېلىڭ
كەل- IMP.2PL كېلىڭلار
كەل- IMP.3 كەلسۇن
كەل- IMP.1SG كېلەي
كەل- IMP.1PL كېلەيلى
كەل- NEG.IMP كەلمە
بار- IMP.1SG باراي
بار- IMP.2SG.FRM بېرىڭ
قوي- IMP.2PL قويۇڭلار
ئوقۇ- IMP.1PL ئوقۇيلى
ئوقۇ- IMP.2SG.FRM ئوقۇڭ
يۈگۈر- PROG.3 يۈگۈرۈۋاتىدۇ
ئوينا- PROG.3 ئويناۋاتىدۇ
ئوقۇ- PROG.1SG ئوقۇۋاتىمەن
كەل- PROG.PRS.3 كېلىۋاتىدۇ
ماڭ- PROG.3 مېڭىۋاتىدۇ
يە- PROG.3 يەۋاتىدۇ
يۇ- PROG.3 يۇيۇۋاتىدۇ
كەل- NEG.PROG.3 كەلمەيۋاتىدۇ
كەل- PROG.PTCP كېلىۋاتقان
كەل- PROG.PST.1SG كېلىۋاتاتتىم
ئوينا- INF ئوينىماق
يە- INF يېمەك
"""


def _rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("_", " ") for cell in row.split()) for row in text.strip().splitlines()]


@pytest.mark.parametrize(("stem", "features", "form"), _rows(NOUNS))
def test_a_noun_takes_its_endings(stem: str, features: str, form: str) -> None:
    assert inflect(stem, features).form == form


@pytest.mark.parametrize(("stem", "features", "form"), _rows(VERBS))
def test_a_verb_takes_its_endings(stem: str, features: str, form: str) -> None:
    assert inflect(stem, features).form == form


def test_every_vector_comes_out_as_it_stands_and_not_as_the_generators_get_it_wrong() -> None:
    header, *rows = (line.split("\t") for line in lines("inflection_vectors.tsv"))
    assert len(rows) >= 24
    for row in rows:
        vector = dict(zip(header, row, strict=False))
        form = inflect(vector["stem"], vector["features"]).form
        assert form == vector["form UEY"], vector
        assert form != vector["wrong form"]


@pytest.mark.parametrize(
    ("stem", "features", "phenomena"),
    [
        ("كىتاب", "GEN", []),
        ("بالا", "PX1SG", []),
        ("بالا", "PL", ["harmony", "raising"]),
        ("باش", "PX3", ["umlaut"]),
        ("مەكتەپ", "DAT", ["voicing", "harmony"]),
        ("يۇرت", "ABL", ["voicing"]),
        ("ئوغۇل", "PX1SG", ["elision", "rounding"]),
        ("كۆز", "PX1SG", ["rounding"]),
        ("سۇ", "PX3", ["irregular"]),
        ("مەن", "DAT", ["irregular"]),
        ("ئەزا", "PX3", ["long vowel"]),
        ("ئەزا", "PX1SG", ["glide"]),
        ("كەل-", "PST.1PL", ["one shape"]),
        ("كەل-", "PRS.3", ["umlaut"]),
        ("بار-", "PRS.3", []),
        ("ئىچ-", "PST.1SG", ["voicing"]),
    ],
)
def test_the_account_names_what_happened(stem: str, features: str, phenomena: list[str]) -> None:
    assert inflect(stem, features).phenomena == tuple(Phenomenon(name) for name in phenomena)


def test_the_account_shows_the_pieces_and_what_a_learner_might_have_said() -> None:
    made = inflect("بالا", "PL.PX3.DAT")
    assert made.pieces == ("بالى", "لىر", "ى", "غا")
    assert [(step.phenomenon.value, step.said, step.instead_of) for step in made.steps] == [
        ("harmony", "لار", "لەر"),
        ("raising", "بالى", "بالا"),
        ("raising", "لىر", "لار"),
        ("harmony", "غا", "گە"),
    ]


def test_two_words_of_one_spelling_differ_where_their_senses_say_so() -> None:
    """بالا 'child' is raised, بالا 'calamity' is not."""
    assert inflect(Stem("بالا"), "DAT").form == "بالىغا"
    assert inflect(Stem("بالا", raises=False), "DAT").form == "بالاغا"
    assert inflect(Stem("بالا", raises=False), "PX3").form == "بالاسى"


def test_what_no_rule_knows_can_be_told() -> None:
    assert inflect(Stem("چىۋىن"), "DAT").form == "چىۋىنغا"
    assert inflect(Stem("چىۋىن", front=True), "DAT").form == "چىۋىنگە"
    assert inflect(Stem("ئىسىم", elides=False), "PX3").form == "ئىسىمى"
    assert inflect(Stem("قوغۇن", elides=True), "PX1SG").form == "قوغنۇم"
    assert inflect(Stem("خەت", oblique="خەتت"), "PX3").form == "خەتتى"


def test_tags_may_stand_in_any_order_and_in_small_letters() -> None:
    assert inflect("بالا", "dat.px3.pl").form == "بالىلىرىغا"
    assert inflect("بالا", "dat.px3.pl").features == "PL.PX3.DAT"
    assert inflect("بالا", "SG.NOM").form == "بالا"
    assert inflect("كەل-", "3SG.PRS").features == "PRS.3"


@pytest.mark.parametrize("tags", ["PLURAL", "PX1SG.PX3", "DAT.LOC", "FRM", "PX3.FRM", "PRS.PST.3"])
def test_tags_that_make_no_sense_are_refused(tags: str) -> None:
    with pytest.raises(FeaturesError):
        parse(tags)


@pytest.mark.parametrize(
    ("stem", "tags"),
    [("بالا", "NEG"), ("بالا", "PST.3"), ("كەل-", "DAT"), ("كەل-", "PRS.PL"), ("كەل-", "PTCP.1SG"),
     ("كەل-", "NEG"), ("كەل-", "1SG"), ("كەل-", "PROG.IMP")],
)  # fmt: skip
def test_tags_that_do_not_fit_the_word_are_refused(stem: str, tags: str) -> None:
    with pytest.raises(FeaturesError):
        inflect(stem, tags)


@pytest.mark.parametrize("stem", ["", "-", "bala", "بالا!", "كتاب١", " بالا", "بالا--"])
def test_a_stem_in_other_letters_is_refused(stem: str) -> None:
    with pytest.raises(StemError):
        inflect(stem, "PL")


def test_a_line_gives_a_line() -> None:
    assert inflect_line("بالا\tPL.PX3.DAT\n") == "بالىلىرىغا"
    assert inflect_line("كەل-\tPRS.3") == "كېلىدۇ"
    with pytest.raises(LineError):
        inflect_line("بالا PL")


def test_the_stems_of_a_dictionary_verb() -> None:
    assert [stem.text for stem in verb_stems("كەلمەك")] == ["كەل"]
    assert [stem.text for stem in verb_stems("ئوينىماق")] == ["ئوينا", "ئوينى"]
    assert [stem.text for stem in verb_stems("يېمەك")] == ["يە"]
    assert [stem.front for stem in verb_stems("سەپسېلىشماق")] == [False]
    with pytest.raises(StemError):
        verb_stems("بالا")


_TAGS = sorted(tag for tag, slot in _SLOT.items() if slot in ("number", "owner", "case"))


@given(st.text("اەوۇۆۈېىبپتچخدرزسشغقكگڭلمنھيجئ", min_size=1, max_size=8), st.sets(st.sampled_from(_TAGS)))
def test_any_letters_take_any_endings_and_the_pieces_make_the_form(stem: str, tags: set[str]) -> None:
    try:
        made = inflect(stem, ".".join(tags))
    except FeaturesError:
        return
    assert "".join(made.pieces) == made.form
    assert made.form.startswith(stem[:1])
    assert inflect(stem, made.features) == made
