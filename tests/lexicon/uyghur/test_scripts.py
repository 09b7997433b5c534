"""Any script Uyghur is written in becomes any other, and comes back the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.uyghur.alphabet import CONSONANTS, SEAT, VOWELS, UnreadableTextError, well_formed
from lexicon.uyghur.scripts import (
    READERS,
    Script,
    UnreadScriptError,
    convert,
    from_arabic,
    script_of,
    to_arabic,
)
from lexicon.uyghur.ways import spellings
from lexicon.uyghur.wrong_letters import UYY_OWN
from tests.lexicon.uyghur.check_data import lines, table

READ = (Script.LATIN, Script.CYRILLIC, Script.YENGI)

MALFORMED = ("ئئىشلىتىش", "ا", "ار", "اساسىي", "و", "ىدە", "ىمىز", "ې", "ېز")
"""Accepted forms with a vowel that lacks its seat at the word's start, or a seat without a vowel."""

SEATLESS = ("ئاسترومېتىرىيەىسى", "بالنىتسىىدا", "دىيوېتىلېن", "رەنىسىىنى", "نېىنى")
"""Accepted forms with two vowels side by side that are no Chinese loans: misspelt, their ئ left out."""


@pytest.mark.parametrize(
    ("uey", "latin", "cyrillic", "yengi", "ipa"),
    [
        ("ئانا تىل", "ana til", "ана тил", "ana til", "ɑnɑ til"),
        ("شىنجاڭ", "shinjang", "шинҗаң", "xinjang", "ʃindʒɑŋ"),
        ("ئېغىز", "ëghiz", "еғиз", "eƣiz", "eʁiz"),
        ("باشلانغۇچ", "bashlan'ghuch", "башланғуч", "baxlanƣuq", "bɑʃlɑnʁutʃ"),
        ("ئالتۇنگۈل", "altun'gül", "алтунгүл", "altun'gül", "ɑltunɡyl"),
        ("قاراڭغۇ", "qarangghu", "қараңғу", "ⱪarangƣu", "qɑrɑŋʁu"),
        ("ئىسھاق", "is'haq", "исһақ", "isⱨaⱪ", "ishɑq"),
        ("مەزھەپ", "mez'hep", "мәзһәп", "məzⱨəp", "mɛzhɛp"),
        ("نۇسخا", "nusxa", "нусха", "nusha", "nusχɑ"),
        ("سۇئال", "su'al", "суъал", "su'al", "suʔɑl"),
        ("قۇرئان", "qur'an", "қуръан", "ⱪur'an", "qurʔɑn"),
        ("يۈەن", "yüen", "йүән", "yüən", "jyɛn"),
        ("دۇنيا", "dunya", "дуня", "dunya", "dunjɑ"),
        ("ئايۇ-ئۇيۇن", "ayu-uyun", "аю-уюн", "ayu-uyun", "ɑju-ujun"),
        (
            "ئۆيدە ئېيىق بارمۇ؟",
            "öyde ëyiq barmu?",
            "өйдә ейиқ барму?",
            "ɵydə eyiⱪ barmu?",
            "øjdɛ ejiq bɑrmu؟",
        ),
    ],
)
def test_a_word_is_written_in_every_script_and_read_back(
    uey: str, latin: str, cyrillic: str, yengi: str, ipa: str
) -> None:
    written = {Script.LATIN: latin, Script.CYRILLIC: cyrillic, Script.YENGI: yengi}
    for script, expected in written.items():
        assert from_arabic(uey, script) == expected
        assert to_arabic(expected, script) == uey
        assert to_arabic(expected, script, strict=True) == uey
    assert from_arabic(uey, Script.IPA) == ipa


@pytest.mark.parametrize(
    ("typed", "uey"),
    [
        *((f"mes{sign}ul", "مەسئۇل") for sign in "'’‘ʼʻ`´′‛ʹʾʿ＇"),
        ("saet", "سائەت"),
        ("radio", "رادىئو"),
        ("ijtimaiy", "ئىجتىمائىي"),
        ("asmangha", "ئاسمانغا"),
        ("jungxua", "جۇڭخۇا"),
        ("guangju", "گۇاڭجۇ"),
        ("nikaragua", "نىكاراگۇئا"),
        ("ÖY", "ئۆي"),
        ("CHAY", "چاي"),
        ("Ëyiq", "ئېيىق"),
        ("éyiq", "ئېيىق"),
        ("êyiq", "ئېيىق"),
        ("e\u0308yiq", "ئېيىق"),
        ("o\u0308y", "ئۆي"),
        ("U\u0308ZU\u0308M", "ئۈزۈم"),
        ("KİTAB", "كىتاب"),
        ("kıtab", "كىتاب"),
        ("çay", "چاي"),
        ("baş", "باش"),
        ("'ana' dédi", "'ئانا' دېدى"),
    ],
)
def test_latin_is_read_as_people_type_it(typed: str, uey: str) -> None:
    assert to_arabic(typed, Script.LATIN) == uey


@pytest.mark.parametrize(
    ("typed", "uey"),
    [
        ("муәллим", "مۇئەللىم"),
        ("маарип", "مائارىپ"),
        ("МӘКТӘП", "مەكتەپ"),
        ("китaб", "كىتاب"),
        ("мәс'ул", "مەسئۇل"),
        ("мәс’ул", "مەسئۇل"),
        ("җәмъийәт", "جەمئىيەت"),
        ("xop, бу pасим", "خور، بۇ راسىم"),
        ("бу y китаб", "بۇ ئۇ كىتاب"),
        ("шəhəp", "شەھەر"),
        ("конституция", "كونستىتۇتسىيا"),
        ("и\u0306ил", "يىل"),
    ],
)
def test_cyrillic_is_read_without_its_sign_and_with_latin_letters_inside(typed: str, uey: str) -> None:
    assert to_arabic(typed, Script.CYRILLIC) == uey


@pytest.mark.parametrize(
    ("typed", "uey"),
    [("ƏTIGƏN", "ئەتىگەن"), ("mǝktǝp", "مەكتەپ"), ("øy", "ئۆي"), ("chay", "چاي"), ("ⱨəⱬⱬə", "ھەژژە")],
)
def test_the_alphabet_of_1959_is_read(typed: str, uey: str) -> None:
    assert to_arabic(typed, Script.YENGI) == uey


KNOWN = frozenset(
    {"ژۇرنال", "باشلانغۇچ", "جۇڭخۇا", "ئىسھاق", "مەسئۇل", "جەمئىيەت", "باگۇا", "جىگدە"}
).__contains__


@pytest.mark.parametrize(
    ("typed", "uey"),
    [
        ("jurnal", "ژۇرنال"),
        ("jurnallar", "ژۇرناللار"),
        ("Jurnal, jigde!", "ژۇرنال، جىگدە!"),
        ("bashlanghuch", "باشلانغۇچ"),
        ("jungxua", "جۇڭخۇا"),
        ("ishaq", "ئىسھاق"),
        ("mesul", "مەسئۇل"),
        ("jemiyet", "جەمئىيەت"),
        ("җәмийәт", "جەمئىيەت"),
        ("ishik", "ئىشىك"),
    ],
)
def test_a_lexicon_decides_where_spelling_cannot(typed: str, uey: str) -> None:
    assert to_arabic(typed, known=KNOWN) == uey


def test_strict_reading_takes_vowels_and_letters_at_their_word() -> None:
    assert to_arabic("saet", Script.LATIN, strict=True) == "ساەت"
    assert to_arabic("ngh", Script.LATIN, strict=True) == "ڭھ"


@pytest.mark.parametrize(
    ("text", "script", "position", "letter"),
    [
        ("bu çay", Script.LATIN, 3, "ç"),
        ("mektep vaqit", Script.LATIN, 7, "v"),
        ("ac", Script.LATIN, 1, "c"),
        ("straße", Script.LATIN, 4, "ß"),
        ("кітаб", Script.CYRILLIC, 1, "і"),
        ("съезд", Script.CYRILLIC, None, ""),
    ],
)
def test_strict_reading_points_at_a_letter_the_script_lacks(
    text: str, script: Script, position: int | None, letter: str
) -> None:
    if position is None:
        to_arabic(text, script, strict=True)
        return
    with pytest.raises(UnreadableTextError) as told:
        to_arabic(text, script, strict=True)
    assert (told.value.position, told.value.letter) == (position, letter)


def test_a_foreign_word_and_a_picture_stay_as_they_were_typed() -> None:
    assert to_arabic("bu straße 🙂 chay?", Script.LATIN) == "بۇ straße 🙂 چاي؟"
    assert from_arabic("كىتاب (book) 12 🙂", Script.LATIN) == "kitab (book) 12 🙂"


def test_punctuation_turns_with_the_script_and_a_number_keeps_its_comma() -> None:
    assert to_arabic("kitab, depter; 3,5 kilo?", Script.LATIN) == "كىتاب، دەپتەر؛ 3,5 كىلو؟"
    assert from_arabic("كىتاب، دەپتەر؛ 50٪؟", Script.CYRILLIC) == "китаб, дәптәр; 50%?"


def test_wrong_code_points_are_read_as_repair_would_mend_them() -> None:
    assert from_arabic("كﺘاب", Script.LATIN) == "ktab"
    assert from_arabic("ئـىـت", Script.LATIN) == "it"
    assert from_arabic(unicodedata.normalize("NFD", "سائەت"), Script.LATIN) == "sa'et"
    assert from_arabic("ئۇیغۇر", Script.LATIN) == "uyghur"


def test_both_ways_to_write_e_are_offered() -> None:
    assert convert("مېنىڭ", Script.LATIN) == "mëning"
    assert convert("мениң", Script.LATIN, e="é") == "méning"
    assert convert("mëning", Script.LATIN, e="é") == "méning"


def test_the_script_is_found_by_the_letters() -> None:
    assert script_of("كىتاب (book)") is Script.ARABIC
    assert script_of("китaб") is Script.CYRILLIC
    assert script_of("mektep") is Script.LATIN
    assert script_of("Əⱪil") is Script.YENGI
    assert script_of("12!") is Script.ARABIC


def test_ipa_is_not_read() -> None:
    with pytest.raises(UnreadScriptError):
        convert("ɑnɑ", Script.ARABIC, Script.IPA)


def test_every_conversion_vector_holds() -> None:
    for row in table("conversion_vectors.tsv"):
        uey, latin = row["UEY"], row["ULY(ë)"]
        assert from_arabic(uey, Script.LATIN) == latin
        assert from_arabic(uey, Script.LATIN, e="é") == row["ULY(é)"]
        assert from_arabic(uey, Script.CYRILLIC) == row["UKY"]
        assert from_arabic(uey, Script.YENGI) == row["UYY"]
        assert from_arabic(uey, Script.IPA) == row["IPA"]
        for written, script in ((latin, Script.LATIN), (row["ULY(é)"], Script.LATIN),
                                (row["UKY"], Script.CYRILLIC), (row["UYY"], Script.YENGI)):  # fmt: skip
            assert to_arabic(written, script, strict=True) == uey
            assert to_arabic(written, script) == uey


def test_every_typed_latin_row_holds_with_the_words_known() -> None:
    known = frozenset(lines("headwords.txt") + lines("accepted_forms.txt")).__contains__
    for row in table("typed_latin.tsv"):
        expected, _, remark = row["expected UEY"].partition(" (")
        assert to_arabic(row["typed"], Script.LATIN, known=known) == expected
        if not remark:
            assert to_arabic(row["typed"], Script.LATIN) == expected


@pytest.mark.parametrize("script", READ)
def test_every_headword_comes_back_the_same(script: Script) -> None:
    for word in lines("headwords.txt"):
        assert well_formed(word)
        written = from_arabic(word, script)
        assert to_arabic(written, script, strict=True) == word
        assert to_arabic(written, script) == word


@pytest.mark.parametrize("script", READ)
def test_only_malformed_accepted_forms_come_back_otherwise(script: Script) -> None:
    forms = lines("accepted_forms.txt")
    assert tuple(form for form in forms if not well_formed(form)) == MALFORMED

    def changed(strict: bool) -> set[str]:
        return {form for form in forms if to_arabic(from_arabic(form, script), script, strict=strict) != form}

    assert changed(strict=True) == {*MALFORMED}
    assert changed(strict=False) == {*MALFORMED, *SEATLESS}


def _words(syllable_start: str = CONSONANTS + SEAT) -> st.SearchStrategy[str]:
    """Well-formed words, most of which nobody ever said: every vowel has a consonant or a seat before it."""
    parts = st.one_of(
        st.sampled_from(CONSONANTS),
        st.builds(str.__add__, st.sampled_from(syllable_start), st.sampled_from(VOWELS)),
    )
    return st.lists(parts, min_size=1, max_size=8).map("".join)


@given(st.lists(_words(), min_size=1, max_size=4).map(" ".join), st.sampled_from(READ), st.booleans())
def test_any_well_formed_text_comes_back_the_same(text: str, script: Script, strict: bool) -> None:
    assert to_arabic(from_arabic(text, script), script, strict=strict) == text


@given(
    _words(), st.sampled_from((Script.LATIN, Script.CYRILLIC)), st.sampled_from([str.upper, str.title, str])
)
def test_capitals_and_nfd_read_alike(word: str, script: Script, case: Callable[[str], str]) -> None:
    typed = unicodedata.normalize("NFD", case(from_arabic(word, script)))
    assert to_arabic(typed, script) == word


@given(st.text(max_size=40), st.sampled_from(READ))
def test_lenient_reading_and_writing_take_any_text(text: str, script: Script) -> None:
    assert isinstance(to_arabic(text, script), str)
    assert isinstance(from_arabic(text, script), str)


@given(_words(), st.sampled_from(READ), st.booleans())
def test_the_plain_reading_comes_first_among_all_ways_to_read(word: str, script: Script, signs: bool) -> None:
    typed = from_arabic(word, script)
    if not signs:
        typed = typed.replace("'", "").replace("ъ", "")
    assert next(spellings(typed, READERS[script])) == to_arabic(typed, script)


def test_the_letters_that_tell_the_alphabet_of_1959_are_not_latin() -> None:
    assert not UYY_OWN & {*"abcdefghijklmnopqrstuwxyzöüëé"}
