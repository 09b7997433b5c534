"""The page to send: everything is in it, nothing is asked for, and only voices that may be heard by all."""

from __future__ import annotations

import base64
import html.parser
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli import main
from app.services import lists, page_to_send
from app.teach import lettering
from app.teach.page import texts, writing
from app.teach.page.contents import Contents, Voice, Word
from lexicon.places import find
from lexicon.records import Scope
from tests.packs.devices import Device, mp3, template

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
        Contents({"und": text}, (Word("ئالما", {"en": text}, voices=(Voice(text, b"\xff"),)),), (text,))
        for text in ("plain", MEAN)
    )
    shapes = [[tag for tag, _ in Reader(written(one)).tags] for one in (plain, mean)]
    assert shapes[0] == shapes[1]
    assert Reader(written(mean)).data()["words"][0]["g"] == {"en": MEAN}


def test_it_says_what_no_native_reader_has_read_and_whose_the_voices_are() -> None:
    waiting = "Not every word has been read by a native reader yet."
    shown = [text for _, text in Reader(written(WORDS)).texts]
    assert waiting in shown and "Voices: Ay" in shown
    read = Contents({"ug": "مېۋە"}, (Word("ئالما", {"en": "apple"}, approved=True),))
    shown = [text for _, text in Reader(written(read)).texts if text == waiting]
    assert not shown


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
    assert contents.left_out == (not goes and years is None)


def test_a_voice_that_was_taken_back_is_on_no_page(device: Device) -> None:
    speaker = device.speaker("ئاي", Scope.PUBLIC)
    device.record(speaker, device.words()[0], 5)
    device.studio.remove_speaker(speaker.id)
    contents = page_to_send.gather(device.household, lists.chosen(device.household, "animals"))
    assert not any(word.voices for word in contents.words) and contents.left_out == 0


def test_the_command_writes_a_page_and_nothing_over_another(tmp_path: Path) -> None:
    run = CliRunner(env={"ANATIL_HOME": str(tmp_path / "home")})
    out = tmp_path / "animals.html"
    done = run.invoke(main, ["page", "animals", str(out), "--language", "de"])
    assert done.exit_code == 0 and "42 words" in done.output, done.output
    assert '<html lang="de" dir="ltr">' in out.read_text(encoding="utf-8")
    assert "already there" in run.invoke(main, ["page", "animals", str(out)]).output
