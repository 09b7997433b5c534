"""The numbered sheet for a speaker: joined letters in reading order, everything in its place, no trace."""

from __future__ import annotations

import io
import re
import shutil
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.commands.voices.ask import WARNING
from app.services import lists
from app.services.household import Household
from app.services.lists import Chosen
from app.teach import lettering, paper, plates, sheets
from app.text.language import speak, spoken
from lexicon.pictures import outside_packs
from lexicon.places import find
from lexicon.uyghur.scripts import Script, from_arabic
from tests.app import homes
from tests.lexicon.uyghur.fribidi import FriBidi
from tests.lexicon.uyghur.harfbuzz import FONTS, Face

PLACES = find()
SHARE = Path(sys.prefix) / "share" / "anatil"
FONT = "UkijTuzBasma-Regular.ttf"
SCRIPTS = (Script.ARABIC, Script.LATIN, Script.CYRILLIC)
MIXED = (
    "ئانا تىل — 25 ئالما (apple) ۋە 3,5 نان!",
    "1/3",
    "بىر (ئىككى [3]) «تۆت» 5%",
    "The word ئالما means apple; (ئۈزۈم) 12.",
    "WhatsApp دا 2 ئاۋاز — voice message (5 MB) — ئەۋەتىڭ.",
)


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    with homes.opened(tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def fonts() -> lettering.Faces:
    if not (FONTS / FONT).is_file():
        pytest.skip(f"the font {FONT} is not in place; set-up fetches it")
    return lettering.faces(FONTS)


@pytest.fixture
def animals(household: Household) -> Chosen:
    return lists.chosen(household, "animals")


def look(script: Script = Script.ARABIC, meanings: str = "") -> sheets.Look:
    return sheets.Look(script, meanings, outside_packs(PLACES), FONTS)


def text_of(line: lettering.Line) -> str:
    """The line's letters; runs of one direction stand in reading order."""
    runs = line.runs if not any(run.rtl for run in line.runs) else line.runs[::-1]
    return "".join(run.text for run in runs)


def words_on(page: paper.Page) -> list[paper.Words]:
    return [mark for mark in page if isinstance(mark, paper.Words)]


# --- what the PDF draws ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Glyph:
    """One glyph as the PDF has it: where its string begins, its characters, and its outline."""

    x: float
    y: float
    text: str
    outline: str


def drawn(pdf: bytes) -> list[Glyph]:
    """Every glyph of a PDF in the order in which it is drawn, read back from the file itself."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    objects = {
        int(found[1]): found[2] for found in re.finditer(rb"(\d+) 0 obj\s(.*?)\sendobj", pdf, re.DOTALL)
    }
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", pdf):
        font = objects[int(number)]
        inner = objects[ref(font, b"DescendantFonts")]
        file = TTFont(io.BytesIO(stream(objects[ref(objects[ref(inner, b"FontDescriptor")], b"FontFile2")])))
        mapped = stream(objects[ref(inner, b"CIDToGIDMap")])
        meant = re.findall(rb"<(\w{4})> <(\w+)>", stream(objects[ref(font, b"ToUnicode")]))
        texts = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in meant}
        fonts[name] = (file, mapped, texts)
    found = []
    for content in (stream(objects[int(n)]) for n in re.findall(rb"/Contents (\d+) 0 R", pdf)):
        name, x, y = b"", 0.0, 0.0
        for step in re.finditer(
            rb"/(F\d+) [\d.]+ Tf|([\d.]+) ([\d.]+) (?:Td|Tm)|\(((?:\\.|[^\\)])*)\) Tj", content, re.DOTALL
        ):
            if step[1]:
                name = step[1]
            elif step[2]:
                x, y = float(step[2]), float(step[3])
            else:
                file, mapped, texts = fonts[name]
                raw = re.sub(rb"\\(.)", lambda one: b"\r" if one[1] == b"r" else one[1], step[4], flags=re.S)
                for at in range(0, len(raw), 2):
                    code = int.from_bytes(raw[at : at + 2], "big")
                    glyph = file.getGlyphName(int.from_bytes(mapped[2 * code : 2 * code + 2], "big"))
                    pen = DecomposingRecordingPen(file.getGlyphSet())
                    file.getGlyphSet()[glyph].draw(pen)
                    found.append(Glyph(x, y, texts.get(code, ""), repr(pen.value)))
    return found


def ref(content: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" \[?(\d+) 0 R", content)
    assert found is not None
    return int(found[1])


def stream(content: bytes) -> bytes:
    head, _, rest = content.partition(b"stream")
    body = rest.lstrip(b"\r\n").rpartition(b"endstream")[0]
    return zlib.decompressobj().decompress(body) if b"FlateDecode" in head else body


def one_page(lines: tuple[lettering.Line, ...]) -> bytes:
    return paper.pdf([tuple(paper.Words(40, 60 + 40 * n, line, (0, 0, 0)) for n, line in enumerate(lines))])


def test_the_letters_of_every_word_are_joined_as_harfbuzz_joins_them(
    household: Household, fonts: lettering.Faces
) -> None:
    face = Face(FONT)
    words = [one.headword for theme in ("1", "4", "27") for one in lists.chosen(household, theme).senses]
    lines = [lettering.set_lines(word, 30, fonts, rtl=True, width=500)[0] for word in words]
    found = iter(drawn(one_page(tuple(lines[:20]))) + drawn(one_page(tuple(lines[20:]))))
    for word in words:
        expected = face.outlines(face.shape(word, "rtl")[0])
        assert [next(found).outline for _ in expected] == expected, word
    assert next(found, None) is None


@pytest.mark.parametrize("text", MIXED)
@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("width", [500.0, 210.0, 130.0])
def test_mixed_text_is_drawn_in_the_order_of_fribidi_however_it_is_broken(
    fonts: lettering.Faces, text: str, rtl: bool, width: float
) -> None:
    lines = lettering.set_lines(text, 20, fonts, rtl=rtl, width=width)
    if not rtl:
        text = text.replace("-", lettering.HYPHEN)
    judge, glyphs = FriBidi(text, int(rtl)), drawn(one_page(lines))
    by_height: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        by_height.setdefault(glyph.y, []).append(glyph)
    start = 0
    assert len(by_height) == len(lines)
    for line, of_line in zip(lines, by_height.values(), strict=True):
        size = sum(len(run.text) for run in line.runs)
        start += len(text[start:]) - len(text[start:].lstrip(" "))
        order, _ = judge.line(start, start + size)
        assert [glyph.x for glyph in of_line] == sorted(glyph.x for glyph in of_line)
        assert "".join(glyph.text for glyph in of_line) == "".join(text[index] for index in order)
        start += size


def test_a_bracket_in_uyghur_opens_to_the_left(fonts: lettering.Faces) -> None:
    opened, closed = (
        drawn(one_page(lettering.set_lines(text, 20, fonts, rtl=rtl, width=500)))
        for text, rtl in (("(ئا", True), (")", False))
    )
    assert opened[-1].text == "(" and opened[-1].outline == closed[0].outline


def test_runs_are_measured_as_they_are_drawn(fonts: lettering.Faces) -> None:
    face = Face(FONT)
    line = lettering.set_lines("قوڭغۇراقلىق سائەت", 40, fonts, rtl=True, width=500)[0]
    advance = sum(place[0] for place in face.shape("قوڭغۇراقلىق سائەت", "rtl")[1])
    assert line.width == pytest.approx(advance * 40 / face.units_per_em)


def test_where_debians_font_is_out_of_reach_no_letter_is_missing(
    household: Household, tmp_path: Path
) -> None:
    for name in ("Fallback-Regular.ttf", "Fallback-Bold.ttf"):
        if not (FONTS / name).is_file():
            pytest.skip(f"the font {name} is not in place; set-up fetches it")
        shutil.copy(FONTS / name, tmp_path)
    chosen = lists.chosen(household, "2")
    for script in SCRIPTS:
        made = sheets.pages(chosen, sheets.Look(script, "ru", outside_packs(PLACES), tmp_path))
        runs = [run for page in made for words in words_on(page) for run in words.line.runs]
        assert all(run.face.points.issuperset(map(ord, run.text)) for run in runs)
        assert paper.pdf(made)[:5] == b"%PDF-"


# --- what stands on the sheet ----------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_word_stands_beside_its_number_in_the_script_asked_for(
    animals: Chosen, fonts: lettering.Faces, script: Script
) -> None:
    marks = [mark for page in sheets.pages(animals, look(script, "de")) for mark in words_on(page)]
    said = [text_of(mark.line) for mark in marks]
    at = 0
    for number, sense in enumerate(animals.senses, start=1):
        row = [str(number), from_arabic(sense.headword, script), sense.glosses["de"]]
        at = said.index(row[0], at)
        assert said[at : at + 3] == [
            one.replace("-", lettering.HYPHEN) if one.isascii() else one for one in row
        ]
        figure, word = marks[at], marks[at + 1]
        assert (figure.x > word.x + word.line.width) == (script is Script.ARABIC)
        assert figure.line.size >= 16 and word.line.size >= 20
        assert fonts[0] is word.line.runs[0].face


def boxes(page: paper.Page) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of what is read and seen; letters from the tops of ا to under ۋ."""
    found = []
    for mark in page:
        if isinstance(mark, paper.Words):
            size = mark.line.size
            found.append((mark.x, mark.y - 0.75 * size, mark.x + mark.line.width, mark.y + 0.25 * size))
        elif isinstance(mark, paper.Picture):
            found.append((mark.x, mark.y, mark.x + mark.side, mark.y + mark.side))
    return found


@pytest.mark.parametrize("language", ["en", "fr", "ug", "ug-Latn", "ug-Cyrl", "ru"])
def test_nothing_leaves_the_paper_or_lies_over_anything_else(
    household: Household, fonts: lettering.Faces, language: str
) -> None:
    assert fonts
    speak(language, SHARE / "translations")
    try:
        for number in range(1, 50, 4):
            chosen = lists.chosen(household, str(number))
            for script, meanings in zip(SCRIPTS, ("fr", "", "ru"), strict=True):
                for page in sheets.pages(chosen, look(script, meanings)):
                    found = boxes(page)
                    for left, top, right, bottom in found:
                        assert left >= sheets.MARGIN - 0.01 and right <= paper.WIDTH - sheets.MARGIN + 0.01
                        assert top >= sheets.MARGIN - 0.01 and bottom <= paper.HEIGHT - sheets.MARGIN + 4
                    for n, one in enumerate(found):
                        for other in found[n + 1 :]:
                            apart = one[2] <= other[0] or other[2] <= one[0]
                            assert apart or one[3] <= other[1] or other[3] <= one[1], (number, script)
    finally:
        speak("en", SHARE / "translations")


def test_a_row_stands_whole_on_one_page_and_pages_are_counted(
    animals: Chosen, fonts: lettering.Faces
) -> None:
    assert fonts
    made = sheets.pages(animals, look(meanings="en"))
    for number, page in enumerate(made, start=1):
        pictures = [mark for mark in page if isinstance(mark, paper.Picture)]
        rules = [mark for mark in page if isinstance(mark, paper.Rule) and mark.colour == sheets.FINE]
        figures = [one for one in map(text_of, (mark.line for mark in words_on(page))) if one.isdigit()]
        assert len(figures) == len(rules) and len(pictures) <= len(rules)
        assert [two.y - one.y >= sheets.ROW for one, two in pairwise(rules)] == [True] * (len(rules) - 1)
        assert f"{number}/{len(made)}" in map(text_of, (mark.line for mark in words_on(page)))


def test_a_long_word_is_set_smaller_and_a_saying_in_two_lines(fonts: lettering.Faces) -> None:
    long = "مۇراد-مەقسىتىگە يەتمەك قوڭغۇراقلىق سائەت ئوت ئۆچۈرۈش"
    for text, lines in (("مۇراد-مەقسىتىگە يەتمەك", 1), (long, 2)):
        found = sheets._fitting(text, fonts, True, 300)
        assert len(found) == lines and all(line.width <= 300 and line.size >= 20 for line in found)


def test_without_any_picture_there_is_no_empty_column(animals: Chosen, fonts: lettering.Faces) -> None:
    if not (SHARE / "pictures" / "1F431.png").is_file():
        pytest.skip("the pictures are not in place; set-up draws them")
    assert fonts
    bare = sheets.pages(animals, sheets.Look(Script.LATIN, "", lambda _code: None, FONTS))
    first = next(mark for mark in words_on(bare[0]) if text_of(mark.line) == "müshük")
    assert first.x == sheets.MARGIN + sheets.NUMBER_WIDTH
    for made, credited in ((bare, False), (sheets.pages(animals, look()), True)):
        said = [text_of(mark.line) for mark in words_on(made[0])]
        assert any(text.startswith("OpenMoji") for text in said) == credited


# --- what it does not say --------------------------------------------------------------------------------


def test_the_same_words_give_the_same_bytes_on_another_day(
    animals: Chosen, fonts: lettering.Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fonts
    made = sheets.pages(animals, look())
    first = paper.pdf(made), plates.png(made[0])
    now = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: now)
    assert (paper.pdf(made), plates.png(made[0])) == first


def test_the_files_say_nothing_of_who_or_what_made_them_and_when(
    animals: Chosen, fonts: lettering.Faces
) -> None:
    assert fonts
    made = sheets.pages(animals, look())
    pdf = paper.pdf(made)
    objects = [found[1] for found in re.finditer(rb"obj\s(.*?)\sendobj", pdf, re.DOTALL)]
    heads = b"\n".join(one.partition(b"stream")[0] for one in objects)
    for telltale in (b"Date", b"Producer", b"Creator", b"Author", b"Title", b"/ID", b"Metadata"):
        assert telltale not in heads + pdf[pdf.rindex(b"trailer") :], telltale
    for part in (heads, *(stream(one) for one in objects if b"stream" in one)):
        for telltale in (b"anatil", b"ana til", b"fpdf", b"share/", b".png"):
            assert telltale not in part.lower(), telltale
    png = plates.png(made[0])
    kinds, at = set(), 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        kinds.add(png[at + 4 : at + 8])
        at += length + 12
    assert kinds == {b"IHDR", b"IDAT", b"IEND"}


def test_a_sheet_of_forty_words_with_pictures_goes_through_any_chat(
    animals: Chosen, fonts: lettering.Faces
) -> None:
    if not (SHARE / "pictures" / "1F431.png").is_file():
        pytest.skip("the pictures are not in place; set-up draws them")
    assert fonts and len(animals.senses) == 42
    assert 100_000 < len(paper.pdf(sheets.pages(animals, look()))) < 1_000_000


def test_a_photo_is_made_small_and_its_own_notes_are_left_out(tmp_path: Path) -> None:
    from PIL import Image

    photo = Image.effect_noise((2000, 1500), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "at her house"
    photo.save(tmp_path / "photo.jpg", exif=exif)
    made = paper.pdf([(paper.Picture(50, 50, 60, tmp_path / "photo.jpg"),)])
    assert len(made) < 300_000 and b"at her house" not in made


# --- the command -----------------------------------------------------------------------------------------


@pytest.fixture
def at_home(tmp_path: Path, household: Household, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANATIL_HOME", str(household.places.home))
    monkeypatch.setenv("ANATIL_SHARE", str(SHARE))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sheet_is_made_from_the_shell_and_the_sender_is_warned(
    at_home: Path, fonts: lettering.Faces
) -> None:
    assert fonts
    done = CliRunner().invoke(
        main,
        ["voices", "ask", "greetings", "--script", "cyr", "--language", "ru", "--png", "--out", "two.pdf"],
    )
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[1] == WARNING
    assert "whose phone may be watched" in WARNING and "inside the region" in WARNING
    names = sorted(path.name for path in at_home.iterdir())
    assert names == ["two-1.png", "two-2.png", "two-3.png", "two-4.png", "two.pdf"]
    assert spoken().code == "en"


def test_nothing_is_written_over_and_nothing_is_half_done(at_home: Path, fonts: lettering.Faces) -> None:
    assert fonts
    (at_home / "sheet-1.png").write_bytes(b"mine")
    done = CliRunner().invoke(main, ["voices", "ask", "3", "--png"])
    assert (done.exit_code, "sheet-1.png is there already" in done.output) == (1, True)
    nowhere = CliRunner().invoke(main, ["voices", "ask", "3", "--out", "gone/sheet.pdf"])
    assert (nowhere.exit_code, "cannot be written" in nowhere.output) == (1, True)
    assert [path.name for path in at_home.iterdir()] == ["sheet-1.png"]


def test_the_themes_are_named_and_an_unknown_one_is_a_sentence(at_home: Path) -> None:
    named = CliRunner().invoke(main, ["voices", "ask"])
    assert named.stdout.splitlines()[2] == "3\tfamily\tFamily\t25"
    unknown = CliRunner().invoke(main, ["voices", "ask", "nothing"])
    assert (unknown.exit_code, "anatil voices ask names them all" in unknown.output) == (1, True)
    assert list(at_home.iterdir()) == []
