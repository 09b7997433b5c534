"""The page to send, opened in a browser as its reader would: seen, tapped, searched; it asks for nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.teach import lettering
from app.teach.page import texts, writing
from app.teach.page.contents import Contents, Voice, Word
from lexicon.places import find
from tests.packs.devices import mp3

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
sync_api = pytest.importorskip("playwright.sync_api")

SIZES = [(360, 800), (320, 568), (800, 1280), (1280, 800)]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    places = find()
    picture = (places.pictures / "1F34E.png").read_bytes()
    words = (
        Word("ئالما", {"en": "apple", "de": "Apfel"}, picture, (Voice("Ay", mp3(3)), Voice("Gül", mp3(4)))),
        Word("ئۈزۈم", {"en": "grapes", "de": "Weintrauben"}, picture),
        Word("كومپيۇتېر", {"en": "computer", "de": "Computer"}),
        Word("رەھمەت ئېيتماق", {"en": "to say thank you", "de": "sich bedanken"}),
        Word("شاپتۇل", {"kk": "шабдалы"}),
        *(Word("نان", {"en": f"bread {n}", "de": f"Brot {n}"}, picture) for n in range(30)),
    )
    contents = Contents({"ug": "مېۋە", "en": "Fruit", "de": "Obst"}, words, ("Words: CC BY-SA 4.0",))
    said = texts.every(("en", "de", "ug"), places.translations)
    path = tmp_path_factory.mktemp("page") / "fruit.html"
    path.write_bytes(writing.html(contents, said, "en", lettering.faces(places.fonts)[0].path))
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield opened
        opened.close()


class Opened:
    """The page in a window of one size; ``asked`` are its requests, ``said`` is what its console says."""

    def __init__(
        self, browser: Any, path: Path, size: tuple[int, int] = SIZES[0], scheme: str = "light"
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, has_touch=True
        )
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda line: self.said.append(line.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.file = path.as_uri()
        self.page.goto(self.file)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *_: object) -> None:
        asked = [one for one in self.asked if one != self.file and not one.startswith("data:")]
        self.context.close()
        assert not asked and not self.said, (asked, self.said)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["en", "ug"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_or_too_small_to_tap_at_any_size(
    browser: Any, page_file: Path, size: tuple[int, int], language: str, scheme: str
) -> None:
    with Opened(browser, page_file, size, scheme) as page:
        page.select_option("#language", language)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ug" else "ltr")
        for target in page.query_selector_all("button, input[type=search], select, .scripts label"):
            box = target.bounding_box()
            assert box["width"] >= 44 and box["height"] >= 44
        for text in page.query_selector_all(".word, .gloss"):
            assert text.evaluate("one => one.scrollWidth <= one.clientWidth + 1 || one.scrollWidth === 0")
        seen = Image.open(BytesIO(page.screenshot()))
        assert len(seen.convert("RGB").resize((64, 64)).getcolors(4096) or ()) > 20


def test_the_font_that_came_along_is_the_one_that_is_used(browser: Any, page_file: Path) -> None:
    with Opened(browser, page_file) as page:
        assert page.evaluate(
            "document.fonts.ready.then(() => document.fonts.check('20px \"Ana Til\"', 'ئالما'))"
        )
        assert page.evaluate("[...document.fonts].map(one => one.status).join()") == "loaded,loaded"


def drawn_in(page: Any, place: str) -> set[bool]:
    """Whether what stands at ``place`` is drawn in letters that came with the page, in others, or in both.

    Asked between a change and the next frame, a busy browser names no font at all: two frames are waited for.
    """
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": place})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["isCustomFont"] for font in fonts}


def test_words_in_every_script_and_the_uyghur_foot_are_drawn_in_it(browser: Any, page_file: Path) -> None:
    with Opened(browser, page_file) as page:
        for script in range(3):
            page.locator("input[name=script]").nth(script).check()
            assert drawn_in(page, "li .word") == {True}
        assert drawn_in(page, "li .gloss") == {False}
        assert drawn_in(page, "footer p:first-child") == {False}
        page.select_option("#language", "ug")
        assert True in drawn_in(page, "footer p:first-child [data-text]")
        letters = page.locator("footer p:first-child [data-text]").inner_text()
        page.evaluate("text => document.querySelector('#nothing').textContent = text", letters.split()[0])
        page.evaluate("document.querySelector('#nothing').hidden = false")
        assert drawn_in(page, "#nothing") == {True}


def test_a_tap_plays_the_word_and_the_next_tap_the_next_speaker(browser: Any, page_file: Path) -> None:
    with Opened(browser, page_file) as page:
        page.evaluate(
            "() => { window.heard = []; window.Audio = class extends window.Audio {"
            " constructor(from) { super(from); window.heard.push(this);"
            " this.over = new Promise(over => { this.onerror = over;"
            " this.addEventListener('ended', over); }); } }; }"
        )
        card = page.locator("button.card").first
        for _ in range(2):
            card.click()
            page.evaluate("() => heard.at(-1).over.then(() => null)")
        assert page.evaluate("heard.length === 2 && heard[0].src !== heard[1].src")
        assert page.evaluate("heard.every(one => one.error === null)")


@pytest.mark.parametrize("typed", ["ئالما", "الما", "alma", "АЛМА", "Apfel", "apple"])
def test_a_word_is_found_in_any_script_and_language(browser: Any, page_file: Path, typed: str) -> None:
    with Opened(browser, page_file) as page:
        page.fill("#search", typed)
        assert page.locator("li:visible .word").all_text_contents() == ["ئالما"]


def test_accents_need_not_be_typed_and_nothing_found_is_said(browser: Any, page_file: Path) -> None:
    with Opened(browser, page_file) as page:
        page.fill("#search", "uzum")
        assert page.locator("li:visible").count() == 1
        page.fill("#search", "qqqq")
        assert page.locator("#nothing").inner_text() == "Nothing was found."


def test_the_script_and_the_language_change_every_card_by_key_too(browser: Any, page_file: Path) -> None:
    with Opened(browser, page_file) as page:
        page.locator("input[name=script]").first.focus()
        page.keyboard.press("ArrowRight")
        assert page.locator(".word").first.inner_text() == "alma"
        page.keyboard.press("ArrowRight")
        assert page.locator(".word").first.inner_text() == "алма"
        page.select_option("#language", "de")
        assert page.locator(".gloss").first.inner_text() == "Apfel"
        assert page.locator("#search").get_attribute("placeholder") == "Suchen"


def test_which_script_is_on_is_seen_also_where_a_browser_knows_no_has(browser: Any, page_file: Path) -> None:
    assert ":has(" not in page_file.read_text(encoding="utf-8")
    with Opened(browser, page_file) as page:
        colours = "[...document.querySelectorAll('.scripts bdi')].map(one => getComputedStyle(one).color)"
        for place in range(3):
            page.locator("input[name=script]").nth(place).check()
            found = page.evaluate(colours)
            assert [one == found[place] for one in found] == [at == place for at in range(3)]


def test_a_word_without_a_meaning_in_this_language_shows_the_one_it_has(
    browser: Any, page_file: Path
) -> None:
    with Opened(browser, page_file) as page:
        gloss = page.locator("li", has=page.get_by_text("شاپتۇل")).locator(".gloss")
        assert (gloss.inner_text(), gloss.get_attribute("lang")) == ("шабдалы", "kk")


def test_the_hint_in_the_empty_field_begins_where_reading_does(browser: Any, page_file: Path) -> None:
    with Opened(browser, page_file) as page:
        for language, way in (("ug", "rtl"), ("en", "ltr")):
            page.select_option("#language", language)
            assert page.locator("#search").evaluate("one => getComputedStyle(one).direction") == way
        page.select_option("#language", "ug")
        page.fill("#search", "alma")
        assert page.locator("#search").evaluate("one => getComputedStyle(one).direction") == "ltr"


@pytest.mark.parametrize("language", ["en", "ug"])
def test_on_paper_every_picture_is_there_in_rows_and_dark_on_light(
    browser: Any, page_file: Path, tmp_path: Path, language: str
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    with Opened(browser, page_file, scheme="dark") as page:
        page.select_option("#language", language)
        page.pdf(path=tmp_path / "printed.pdf", format="A4")
        page.emulate_media(media="print", color_scheme="dark")
        page.set_viewport_size({"width": 703, "height": 1000})  # A4 without its margins, in CSS pixels
        colours = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
        assert page.locator(".card").first.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        first = [page.locator("li").nth(at).bounding_box() for at in range(5)]
        assert len({round(box["y"]) for box in first[:4]}) == 1 and first[4]["y"] > first[0]["y"]
        assert (first[0]["x"] > first[1]["x"]) == (language == "ug")
        shown = page.locator(".card img").count()
    printed = pdfium.PdfDocument(tmp_path / "printed.pdf")
    kinds = [one.type for sheet in printed for one in sheet.get_objects()]
    assert shown == 32 and kinds.count(pdfium.raw.FPDF_PAGEOBJ_IMAGE) == shown


def test_without_script_the_words_are_there_all_the_same(browser: Any, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.locator(".word").first.inner_text() == "ئالما"
    assert not page.locator("#controls").is_visible()
    context.close()


@pytest.mark.parametrize("language", ["en", "ug"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(
    browser: Any, page_file: Path, language: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # so that the checker may come in
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.select_option("#language", language)
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()
