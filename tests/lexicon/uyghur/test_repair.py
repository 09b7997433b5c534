"""Wrong code points are mended, doubtful ones shown, clean text left alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lexicon.uyghur.alphabet import LETTERS, well_formed
from lexicon.uyghur.repair import Doubt, Repaired, repair
from lexicon.uyghur.wrong_letters import Reason, Refusal
from tests.lexicon.uyghur.check_data import lines, table


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("کىتاب", "كىتاب"),
        ("ڪىتاب", "كىتاب"),
        ("ئەݣ", "ئەڭ"),
        ("ئەڬ", "ئەڭ"),
        ("ئو\u064fن", "ئۇن"),
        ("كو\u065aل", "كۆل"),
        ("كو\u0670ل", "كۈل"),
        ("و\u06dbاقىت", "ۋاقىت"),
        ("ى\u0654ات", "ئات"),
        ("\u06cc\u0654ات", "ئات"),
        ("ي\u0654ات", "ئات"),
        ("ئىـــت", "ئىت"),
        ("\u202bئى\u200cت\u202c\ufeff", "ئىت"),
        ("ئۇ\u00adزۇن", "ئۇزۇن"),
        ("كَبك\u0651", "كبك"),
        ("١٩٩٩-۲۰", "1999-20"),
        ("ﺋﺎﻧﺎ", "ئانا"),
        ("ﯪﻧﺎ", "ئانا"),
        ("ﺑﺎﻻ", "بالا"),
        ("ﯞﻩ", "ۋە"),
        ("ﺋﻪﺗﻪ", "ئەتە"),
        ("ﻣﻪﻛﺘﻪﭖ", "مەكتەپ"),
        ("ﻫﺎﯞﺍ", "ھاۋا"),
        ("ئه", "ئە"),
        ("ئانه", "ئانە"),
        ("هاۋا", "ھاۋا"),
        ("تىمساه", "تىمساھ"),
        ("پادىشاه، روه", "پادىشاھ، روھ"),
        ("mes’ul, mesʼul, mes`ul", "mes'ul, mes'ul, mes'ul"),
        ("o\u0308y", "öy"),
        ("øy ⱪara", "ɵy ⱪara"),
        ("мәс'ул", "мәсъул"),
        ("китaб", "китаб"),
    ],
)
def test_what_is_sure_is_mended_silently(text: str, repaired: str) -> None:
    assert repair(text) == Repaired(unicodedata.normalize("NFC", repaired).replace("ø", "ɵ"))


@pytest.mark.parametrize(
    ("text", "repaired", "doubts"),
    [
        ("مهكتەپ", "مەكتەپ", [(1, "ه", "ە", Reason.HEH)]),
        ("شەهەر", "شەھەر", [(2, "ه", "ھ", Reason.HEH)]),
        ("شهههر", "شەھەر", [(1, "ه", "ە", Reason.HEH), (2, "ه", "ھ", Reason.HEH), (3, "ه", "ە", Reason.HEH)]),
        ("ئانہ", "ئانە", [(3, "ہ", "ە", Reason.HEH)]),
        ("ئانة", "ئانە", [(3, "ة", "ە", Reason.TEH_MARBUTA)]),
        ("ئانۀ", "ئانە", [(3, "ۀ", "ە", Reason.HAMZA_ON_AE)]),
        ("یاخشی", "ياخشى", [(0, "ی", "ي", Reason.YEH), (4, "ی", "ى", Reason.YEH)]),
        ("چای", "چاي", [(2, "ی", "ي", Reason.YEH)]),
        ("دۇنیا", "دۇنيا", [(3, "ی", "ي", Reason.YEH)]),
        ("یىپ", "يىپ", [(0, "ی", "ي", Reason.YEH)]),
        ("ئیت", "ئىت", [(1, "ی", "ى", Reason.YEH)]),
        ("ئيت", "ئىت", [(1, "ي", "ى", Reason.Y_FOR_I)]),
        ("ىاخشى", "ياخشى", [(0, "ى", "ي", Reason.I_FOR_Y)]),
        ("كۉل", "كۈل", [(1, "ۉ", "ۈ", Reason.KYRGYZ)]),
        ("كۅل", "كۆل", [(1, "ۅ", "ۆ", Reason.KYRGYZ)]),
        ("ڤاقىت", "ۋاقىت", [(0, "ڤ", "ۋ", Reason.VEH)]),
        ("ٵنا", "ئانا", [(0, "ٵ", "ئا", Reason.HIGH_HAMZA)]),
        ("سۇءال", "سۇئال", [(2, "ء", "ئ", Reason.ARABIC_HAMZA)]),
        ("آنا", "ئانا", [(0, "آ", "ئا", Reason.ARABIC_HAMZA)]),
        ("ئآنا", "ئانا", [(1, "آ", "ا", Reason.ARABIC_HAMZA)]),
        ("أنا", "ئانا", [(0, "أ", "ئا", Reason.ARABIC_HAMZA)]),
        ("إت", "ئىت", [(0, "إ", "ئى", Reason.ARABIC_HAMZA)]),
        ("ؤت", "ئوت", [(0, "ؤ", "ئو", Reason.ARABIC_HAMZA)]),
        ("بۇ انا-اتا", "بۇ ئانا-ئاتا", [(3, "ا", "ئا", Reason.NO_SEAT), (8, "ا", "ئا", Reason.NO_SEAT)]),
        ("ئئىت", "ئئىت", [(0, "ئ", "ئ", Reason.NO_VOWEL)]),
        ("كىتاٹ", "كىتاٹ", [(4, "ٹ", "ٹ", Reason.FOREIGN)]),
        ("كىتا\u0670ب", "كىتاب", [(4, "\u0670", "", Reason.MARK)]),
    ],
)
def test_what_is_doubtful_is_mended_and_shown(
    text: str, repaired: str, doubts: list[tuple[int, str, str, Reason]]
) -> None:
    told = repair(text)
    assert told.text == repaired
    assert [(doubt.position, doubt.seen, doubt.suggestion, doubt.reason) for doubt in told.doubts] == doubts


def test_a_doubt_tells_its_place_in_both_texts() -> None:
    told = repair("ئى\u200cـت بۇ یول")
    assert told == Repaired("ئىت بۇ يول", (Doubt(7, 9, "ی", "ي", Reason.YEH),))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("ظاصتاص يئضةن مئؤة", Refusal.LEGACY),
        ("رەحمەت", Refusal.LEGACY),
        ("ﺣﺎﺯﯨﺮ", Refusal.LEGACY),
        ("Ø¦Ø§Ù†Ø§", Refusal.MOJIBAKE),
        ("ئانا".encode().decode("latin-1"), Refusal.MOJIBAKE),
        ("ئا\ufffdا", Refusal.LOST),
        ("\ue12a\ue12b", Refusal.LOST),
    ],
)
def test_what_cannot_be_repaired_is_refused_and_left_as_it_is(text: str, refusal: Refusal) -> None:
    assert repair(text) == Repaired(text, refused=refusal)


@pytest.mark.parametrize(
    "text",
    [
        "ئۇ «كىتاب (book) 12» دېدى…",
        "كىتاب(ى)",
        "-ىم، -ىڭ",
        "2000-يىلى",
        "جۇڭخۇا",
        "👨‍👩‍👧 ئائىلە ❤️",
        "eau, être, naïf, Straße, çay",
        "ﷲ ﴿ ﴾",
        "Ertaga maktabga boraman",
    ],
)
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair(text) == Repaired(text)


def test_a_lexicon_settles_dots_that_spelling_cannot() -> None:
    known = {"ياخشى", "ئىشىك", "شۈبھە", "تەيىي"}.__contains__
    assert repair("ياخشي", known).text == "ياخشى"
    assert repair("ئىشيك", known) == Repaired("ئىشىك", (Doubt(3, 3, "ي", "ى", Reason.Y_FOR_I),))
    assert repair("شۈبهه", known).text == "شۈبھە"
    assert repair("ياغشي", known) == Repaired("ياغشي")


def test_every_row_of_the_table_is_known() -> None:
    for row in table("wrong_codepoints.tsv"):
        for seen in _seen(row["seen"]):
            told = repair(f"ك{seen}ا")
            if row["confidence"] == "auto-reject":
                continue
            assert seen not in told.text, row
            silent = row["confidence"] == "auto" or "medial" in row["confidence"]
            assert bool(told.doubts) is not silent or "medial" in row["confidence"], row


def _seen(cell: str) -> list[str]:
    """The code points that a cell such as ``U+06A9 ک`` or ``U+0648+064F`` or ``U+0660-0669`` names."""
    if not cell.startswith("U+") or cell.startswith(("U+064A", "U+0649 ", "U+FB50")):
        return []  # right in Uyghur but for their place; or only some of the range are letters
    found = []
    for part in re.findall(r"[0-9A-F]{4,5}(?:(?:\+|-|\.\.)[0-9A-F]{4,5})?", cell):
        first, sign, last = re.fullmatch(r"([0-9A-F]+)(\+|-|\.\.)?([0-9A-F]*)", part).groups()  # type: ignore[union-attr]
        if sign == "+":
            found.append(chr(int(first, 16)) + chr(int(last, 16)))
        else:
            found += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return [seen for seen in found if unicodedata.category(seen[0]) != "Cn"]


def test_the_check_data_is_clean_but_for_eight_vowels_without_their_seat() -> None:
    assert all(repair(word) == Repaired(word) for word in lines("headwords.txt"))
    mended = [form for form in lines("accepted_forms.txt") if repair(form) != Repaired(form)]
    assert mended == [form for form in lines("accepted_forms.txt") if not well_formed(form)]
    assert len(mended) == 9
    assert [form for form in mended if repair(form).text == form] == ["ئئىشلىتىش"]


@pytest.mark.parametrize(
    ("letters", "typed", "at_most"),
    [("ەھ", "\u0647", 44), ("ىي", "\u06cc", 7), ("ك", "\u06a9", 0), ("ڭ", "\u0763", 0)],
)
def test_words_typed_on_a_neighbours_keyboard_come_out_right(letters: str, typed: str, at_most: int) -> None:
    """Where a consonant or a vowel may follow (بەرھەم, ئوقيىلان) spelling cannot tell; a person is asked."""
    wrong = str.maketrans(dict.fromkeys(letters, typed))
    words = lines("headwords.txt")
    assert sum(repair(word.translate(wrong)).text != word for word in words) <= at_most


_SIGNS = (
    LETTERS * 3
    + "ئئئئ -'’(،?12aeoøшъ"
    + "\u0647\u06c1\u06c2\u06cc\u06a9\u0629\u0621\u0622\u0623\u0625\u0624\u06c0\u0674\u0675\u0677\u0640"
    + "\u200c\u200d\u200f\u064e\u064f\u0654\u0653\u0655\u065a\u0670\u06db\u0308"
    + "\ufe8b\ufeea\ufeeb\ufbfc\ufefb\ufbdd\ufc5e😀"
)
_TEXTS = st.one_of(st.text(st.sampled_from(_SIGNS), max_size=12), st.text(max_size=12))


@given(_TEXTS)
@example("1-\u0653ۆ")
@example("\u06db\u200d")
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair(text)
    twice = repair(once.text)
    assert twice.text == once.text
    assert {doubt.reason for doubt in twice.doubts} <= {Reason.NO_VOWEL, Reason.FOREIGN}


@given(_TEXTS)
def test_what_is_repaired_is_whole_and_every_doubt_points_into_it(text: str) -> None:
    told = repair(text)
    if told.refused:
        assert told == Repaired(text, refused=told.refused)
        return
    assert unicodedata.is_normalized("NFC", told.text)
    for doubt in told.doubts:
        assert 0 <= doubt.position <= len(told.text)
        assert text[doubt.source : doubt.source + 1] == doubt.seen[:1]


@given(
    st.lists(
        st.sampled_from([*"بپتجچخدرزژسشغفقكگڭلمنھۋي", "ئا", "لە", "رو", "مۇ", "ئۆ", "كۈ", "ئې", "دى"]),
        max_size=12,
    )
)
def test_clean_words_are_left_alone(parts: list[str]) -> None:
    word = "".join(parts)
    assert repair(word) == Repaired(word)
