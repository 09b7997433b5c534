"""The page to send: everything is in it, nothing is asked for, and only voices that may be heard by all."""

from __future__ import annotations

import base64
import html.parser
import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont

from app.cli import main
from app.services import lists, page_to_send
from app.teach import lettering
from app.teach.page import font, texts, writing
from app.teach.page.contents import Contents, Voice, Word
from lexicon import recordings
from lexicon.places import find
from lexicon.records import Scope
from tests.lexicon.uyghur.harfbuzz import Face
from tests.packs.devices import Device, mp3, template, wav

PLACES = find()


def written(contents: Contents, first: str = "en") -> str:
    said = texts.every(texts.CODES, PLACES.translations)
    face = lettering.faces(PLACES.fonts)[0].path
    content = writing.html(contents, said, first, face)
    assert content == writing.html(contents, said, first, face)
    return content.decode()


class Reader(html.parser.HTMLParser):
    """What a browser finds in a page: tags with their attributes, and the texts of style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append((self.inside[-1] if self.inside else "", data))

    def data(self) -> Any:
        start = next(place for place, (tag, attrs) in enumerate(self.tags) if attrs.get("id") == "data")
        assert self.tags[start][0] == "script"
        return json.loads(next(text for tag, text in self.texts if tag == "script"))


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    (tmp_path / "blank").mkdir()
    made = Device(tmp_path / "teacher", 7, template(tmp_path / "blank"))
    yield made
    made.close()


WORDS = Contents(
    {"ug": "مېۋە", "en": "Fruit"},
    (
        Word("ئالما", {"en": "apple", "de": "Apfel"}, b"\x89PNG", (Voice("Ay", b"\xff\xf3"),)),
        Word("ئۈزۈم", {"en": "grapes"}),
    ),
)


def test_a_page_holds_every_word_in_three_scripts_with_its_meanings_and_sounds() -> None:
    data = Reader(written(WORDS)).data()
    assert [one["w"] for one in data["words"]] == [
        ["ئالما", "alma", "алма"],
        ["ئۈزۈم", "üzüm", "үзүм"],
    ]
    assert data["words"][0]["g"] == {"de": "Apfel", "en": "apple"}
    assert base64.b64decode(data["words"][0]["v"][0]) == b"\xff\xf3"


def test_a_page_names_no_other_file_and_lets_nothing_in_but_what_is_in_it() -> None:
    page = written(WORDS)
    read = Reader(page)
    for tag, attrs in read.tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            assert (attrs.get(name) or "data:").startswith("data:"), (tag, attrs)
    assert not re.search(r"(?i)https?://|//www|@import|fetch\(|XMLHttp|WebSocket|sendBeacon", page)
    policy = next(attrs["content"] for tag, attrs in read.tags if "http-equiv" in attrs)
    assert policy is not None and policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    assert "connect-src" not in policy  # so it is none


def test_a_browser_of_2017_can_read_the_script() -> None:
    script = (writing.HERE / "page.js").read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", script)
    newer = (
        r"\\p\{",
        r"\(\?<",
        r"\?\.\D",
        r"\?\?",
        r"\{\s*\.\.\.",
        r"catch\s*\{",
        r"\.(at|flat|replaceAll)\(",
    )
    assert not [one for one in newer if re.search(one, code)]


MEAN = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\u2028"


def test_no_text_of_a_stranger_becomes_a_part_of_the_page() -> None:
    plain, mean = (
        Contents({"und": text}, (Word(text, {"en": text}, voices=(Voice(text, b"\xff"),)),), (text,))
        for text in ("plain", MEAN)
    )
    shapes = [[tag for tag, _ in Reader(written(one)).tags] for one in (plain, mean)]
    assert shapes[0] == shapes[1]
    word = Reader(written(mean)).data()["words"][0]
    assert (word["w"][0], word["g"]) == (MEAN, {"en": MEAN})


WAITING = "No native reader has approved this word yet."


def test_each_word_that_no_native_reader_has_approved_says_so_and_no_other() -> None:
    words = (Word("ئالما", {"en": "apple"}, approved=True), Word("نان", {"en": "bread"}))
    said = [text for _, text in Reader(written(Contents({"ug": "مېۋە"}, words))).texts]
    apple, bread = said.index("apple"), said.index("bread")
    assert [place > bread > apple for place, text in enumerate(said) if text == WAITING] == [True, True]
    read = Reader(written(Contents({"ug": "مېۋە"}, words[:1])))
    assert WAITING not in [text for _, text in read.texts]
    assert not [tag for tag, attrs in read.tags if attrs.get("class") == "ring"]


def test_it_says_whose_the_voices_and_the_letters_are() -> None:
    shown = [text for _, text in Reader(written(WORDS)).texts]
    assert "Voices: Ay" in shown
    assert font.credit(lettering.faces(PLACES.fonts)[0].path) in shown


def test_the_fonts_that_may_travel_are_named_as_in_the_licences() -> None:
    licences = Path("LICENCES.md").read_text(encoding="utf-8")
    for credit in font.CREDITS.values():
        name, _, rest = credit.removeprefix("Letters: ").partition(", ")
        row = next(line for line in licences.splitlines() if line.startswith(f"| {name} |"))
        assert rest.split(", ")[0] in row and rest.split(", ")[1] in row


def test_the_letters_that_travel_are_joined_as_in_the_whole_font(tmp_path: Path, device: Device) -> None:
    face = lettering.faces(PLACES.fonts)[0].path
    words = [part for sense in (*device.words(0), *device.words(3)) for part in sense.headword.split()]
    page = written(Contents({}, tuple(Word(word, {}) for word in words)))
    found = re.search(r'"Ana Til"; src: url\(data:font/woff;base64,([^)]+)\)', page)
    assert found is not None
    with TTFont(BytesIO(base64.b64decode(found[1]))) as cut:
        cut.flavor = None
        cut.save(tmp_path / "cut.ttf")
    whole, cut_down = Face(face.name), Face(str(tmp_path / "cut.ttf"))
    for word in (re.sub("[^\u0600-\u06ff]", "", word) for word in words):
        (names, places), (cut_names, cut_places) = whole.shape(word, "rtl"), cut_down.shape(word, "rtl")
        assert whole.outlines(names) == cut_down.outlines(cut_names) and places == cut_places, word


def test_every_uyghur_text_of_the_page_is_set_in_letters_that_travel() -> None:
    """Those of the foot and of the speakers' names too: a borrowed laptop may have no letters for them."""
    signs = {sign for text in texts.every(["ug"], PLACES.translations)["ug"].values() for sign in text}
    page = written(Contents({}, (Word("نان", {}, voices=(Voice("ژۇرنال", b"\xff"),)),)))
    found = re.search(r'"Ana Til"; src: url\(data:font/woff;base64,([^)]+)\)', page)
    assert found is not None
    with TTFont(BytesIO(base64.b64decode(found[1]))) as cut:
        have = {chr(point) for point in cut.getBestCmap()}
    assert {sign for sign in (*signs, *"ژۇرنال") if font.is_arabic(sign)} <= have
    assert all(map(font.is_arabic, have))  # so that other scripts are set in the reader's own


@pytest.mark.parametrize(
    ("scope", "years", "goes"),
    [
        (Scope.DEVICE, None, False),
        (Scope.CLASS, None, False),
        (Scope.PUBLIC, None, True),
        (Scope.PUBLIC, 1, False),
    ],
)
def test_only_a_voice_lent_to_everybody_and_for_now_goes_along(
    scope: Scope, years: int | None, goes: bool, device: Device
) -> None:
    cat = device.words()[0]
    device.record(device.speaker("ئاي", scope, years), cat, 5)
    device.now_ms += 2 * 365 * 86_400_000 if years else 0
    contents = page_to_send.gather(device.household, lists.chosen(device.household, "animals"))
    assert [voice.clip for voice in contents.words[0].voices] == ([mp3(5)] if goes else [])
    assert (contents.kept_back, contents.unready) == (int(not goes and years is None), 0)


def test_a_voice_that_was_taken_back_is_on_no_page(device: Device) -> None:
    speaker = device.speaker("ئاي", Scope.PUBLIC)
    device.record(speaker, device.words()[0], 5)
    device.studio.remove_speaker(speaker.id)
    contents = page_to_send.gather(device.household, lists.chosen(device.household, "animals"))
    assert not any(word.voices for word in contents.words)
    assert (contents.kept_back, contents.unready) == (0, 0)


def test_a_raw_take_and_a_file_that_is_not_the_one_recorded_stay_and_are_counted(device: Device) -> None:
    speaker = device.speaker("ئاي", Scope.PUBLIC)
    cat, dog = device.words()[:2]
    device.record(speaker, cat, clip=wav(5))
    take = device.record(speaker, dog, 6)
    recordings.file_of(device.places.recordings, take.sha256).write_bytes(mp3(7))
    contents = page_to_send.gather(device.household, lists.chosen(device.household, "animals"))
    assert not any(word.voices for word in contents.words)
    assert (contents.kept_back, contents.unready) == (0, 2)


def test_the_command_writes_a_page_and_nothing_over_another(tmp_path: Path) -> None:
    run = CliRunner(env={"ANATIL_HOME": str(tmp_path / "home")})
    out = tmp_path / "animals.html"
    done = run.invoke(main, ["page", "animals", str(out), "--language", "de"])
    assert done.exit_code == 0 and "42 words" in done.output, done.output
    assert '<html lang="de" dir="ltr">' in out.read_text(encoding="utf-8")
    assert "already there" in run.invoke(main, ["page", "animals", str(out)]).output
