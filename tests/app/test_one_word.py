"""One word corrected: its spelling, meaning and picture, by service and by touch; all of it can go back."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.doors import Doors
from app.listing import Listing
from app.screens.lists.pictures import PhotoScreen, PhotosScreen, PicturesScreen
from app.screens.lists.word import CorrectingMeaningScreen, CorrectingWordScreen, WordScreen
from app.screens.lists.words import ListScreen
from app.screens.trouble import TroubleScreen
from app.services import lists, one_word, own_lists, picture_names
from app.services.household import Household
from app.services.own_lists import NoWordError
from app.services.pack_building import Wish, build
from app.services.packs import install
from app.services.squares import LEAST, NoPhotoError, Square
from app.teach import going, photo
from app.tour.looking import findings
from app.widgets.cropping import Cropping
from app.wording import Wording
from lexicon import photos, pictures
from lexicon.packs.flaws import PackError
from lexicon.places import find
from lexicon.records import Scope, Sense
from tests.app import test_progress_screens as sharing
from tests.app.devices import Device, blank, teacher
from tests.app.touching import dressed, frames, resize, rest

PLACES = find()


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    with teacher(tmp_path) as made:
        yield made


@pytest.fixture
def household(device: Device) -> Household:
    return device.household


def word(household: Household, headword: str = "ئالما") -> Sense:
    return next(one for one in lists.everything(household).senses if one.headword == headword)


def now(household: Household, sense_id: UUID) -> Sense:
    seen = one_word.seen(household, sense_id)
    assert seen is not None
    return seen.sense


def a_photo(folder: Path, name: str = "meadow.jpg", size: tuple[int, int] = (1200, 800), **told: Any) -> Path:
    """Left half blue, right half green, with what a camera writes beside it."""
    picture = Image.new("RGB", size, (20, 40, 220))
    picture.paste((20, 200, 40), (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker of cameras", told.get("orientation", 1)
    exif.get_ifd(0x8825)[1] = "N"
    path = folder / name
    picture.save(path, exif=exif)
    return path


def a_png(colour: tuple[int, int, int] = (200, 30, 60)) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


# --- spelling and meaning -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["قىزىل ئالما", "qizil alma", "қизил алма", "  qizil   alma "])
def test_a_word_is_spelled_anew_in_any_script(household: Household, typed: str) -> None:
    apple = word(household)
    one_word.spell(household, apple.id, typed)
    assert now(household, apple.id).headword == "قىزىل ئالما"
    assert own_lists.offered(household, "qizil alma", "en").here[0].id == apple.id, "it is found so"
    one_word.take_back(household, apple.id)
    assert now(household, apple.id) == apple
    seen = one_word.seen(household, apple.id)
    assert seen is not None and not seen.corrected


@pytest.mark.parametrize("typed", ["你好", "...", "", "ئالما你"])
def test_what_is_no_uyghur_word_is_refused_and_nothing_changes(household: Household, typed: str) -> None:
    apple = word(household)
    with pytest.raises(NoWordError):
        one_word.spell(household, apple.id, typed)
    assert now(household, apple.id) == apple


def test_a_meaning_is_corrected_in_one_language_and_stays_in_the_others(household: Household) -> None:
    apple = word(household)
    one_word.mean(household, apple.id, " apple (the  fruit) ", "en")
    assert now(household, apple.id).glosses == {**apple.glosses, "en": "apple (the fruit)"}
    for wrong in ("", "  ", "[b]apple[/b]", "a" * 301, "app\u202ele"):
        with pytest.raises(NoWordError):
            one_word.mean(household, apple.id, wrong, "en")
    one_word.mean(household, apple.id, apple.glosses["en"], "en")
    seen = one_word.seen(household, apple.id)
    assert seen is not None and not seen.corrected, "what it said at first is no correction"


def test_words_that_look_alike_are_pointed_out(household: Household) -> None:
    list_id = own_lists.make(household, "a")
    ass = own_lists.add_new(household, list_id, "qulan", "wild ass", "en")
    seen = one_word.seen(household, ass.id)
    assert seen is not None and [one.headword for one in seen.alike] == ["قۇلاق"]
    assert one_word.seen(household, UUID(int=7)) is None


# --- pictures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [("teddy", "1F9F8"), ("Teddybär", "1F9F8"), ("медведь", "1F43B"), ("ئېيىق", "1F43B"), ("at", "1F434"),
     ("Trauben", "1F347"), ("citron", "1F34B"), ("ALMA", "1F34E")],
)  # fmt: skip
def test_a_picture_is_found_by_its_name_in_the_interfaces_languages(
    household: Household, text: str, code: str
) -> None:
    assert code in picture_names.found(household, text)[:3]


@pytest.mark.parametrize(
    "text", ["pistol", "dagger", "wine", "Bier", "police", "coffin", "church", "Moschee", "flag", "cigarette"]
)
def test_nothing_is_offered_that_is_not_for_children(household: Household, text: str) -> None:
    of_names = picture_names._called(PLACES.more_pictures / "names.tsv", text)
    assert of_names == [], of_names
    assert picture_names.found(household, "") == ()


def test_a_drawing_is_chosen_taken_away_and_back(household: Household) -> None:
    apple = word(household)
    one_word.show(household, apple.id, "1F9F8")
    assert now(household, apple.id).picture == "1F9F8"
    one_word.show(household, apple.id, None)
    assert now(household, apple.id).picture is None
    one_word.take_back(household, apple.id)
    assert now(household, apple.id).picture == "1F34E"


def test_a_photo_keeps_its_points_and_nothing_else(tmp_path: Path) -> None:
    path = a_photo(tmp_path)
    assert b"Maker of cameras" in path.read_bytes()
    made = photo.cut(path, Square(1200, 800))
    with Image.open(BytesIO(made)) as picture:
        assert picture.size == (photo.SIDE, photo.SIDE) and not picture.getexif() and not picture.text
        assert picture.convert("RGB").getpixel((5, 5))[2] > 200
    assert b"Maker" not in made and b"eXIf" not in made and b"tEXt" not in made


def test_a_photo_that_was_taken_upright_stands_upright(tmp_path: Path) -> None:
    seen = photo.look(a_photo(tmp_path, orientation=6))
    assert (seen.width, seen.height) == (683, 1024)
    with Image.open(BytesIO(photo.cut(seen.path, Square(683, 1024)))) as picture:
        upright = picture.convert("RGB")
    assert upright.getpixel((128, 10))[2] > 200 and upright.getpixel((128, 245))[1] > 150


def test_what_is_in_the_window_is_what_is_kept(tmp_path: Path) -> None:
    path = a_photo(tmp_path)
    west = Square(1200, 800).nearer(2).moved(-5, 0)
    east = Square(1200, 800).nearer(2).moved(5, 0)
    for square, blue in ((west, True), (east, False)):
        with Image.open(BytesIO(photo.cut(path, square))) as picture:
            colours = picture.convert("RGB").getcolors()
        assert colours is not None and len(colours) <= 4
        assert (max(colours)[1][2] > 200) is blue


@given(
    st.floats(1, 9_000), st.floats(1, 9_000),
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(0.3, 3)), max_size=8),
)  # fmt: skip
def test_the_window_never_leaves_the_photo(
    width: float, height: float, steps: list[tuple[float, float, float]]
) -> None:
    square = Square(width, height)
    for right, down, nearer in steps:
        square = square.moved(right, down).nearer(nearer)
        left, top, east, low = square.box
        assert -1e-9 <= left < east <= 1 + 1e-9 and -1e-9 <= top < low <= 1 + 1e-9
        assert LEAST <= square.side <= 1
        assert (east - left) * width == pytest.approx((low - top) * height)


def broken(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG" if kind != "gif" else "GIF")
    whole = out.getvalue()
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a", "b")
    return {
        "cut off": whole[: len(whole) // 2], "empty": b"", "text": b"<svg onload=x>", "gif": whole,
        "bomb": bomb.getvalue(), "zip": packed.getvalue(), "head": whole[:20],
    }[kind]  # fmt: skip


@pytest.mark.parametrize("kind", ["cut off", "empty", "text", "gif", "bomb", "zip", "head"])
def test_what_is_no_whole_photo_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(broken(kind))
    with pytest.raises(NoPhotoError):
        photo.look(path)
    with pytest.raises(NoPhotoError):
        photo.cut(path, Square(64, 64))
    with pytest.raises(NoPhotoError):
        photo.square_of(path.read_bytes())


def test_a_photo_goes_when_nothing_shows_it_any_more(household: Household) -> None:
    apple = word(household)
    with pytest.raises(PackError):
        one_word.show_photo(household, apple.id, b"no picture")
    one_word.show_photo(household, apple.id, a_png())
    code = now(household, apple.id).picture
    assert code is not None and code.startswith(pictures.PHOTO)
    kept = household.places.photos / f"{code}.png"
    (household.places.photos / ".half-written").write_bytes(b"x")
    household.open()
    assert [path.name for path in household.places.photos.iterdir()] == [kept.name]
    one_word.show_photo(household, apple.id, a_png((1, 2, 3)))
    household.open()
    assert not kept.exists() and len(list(household.places.photos.iterdir())) == 1
    one_word.take_back(household, apple.id)
    household.open()
    assert not list(household.places.photos.iterdir())
    assert now(household, apple.id).picture == apple.picture


def test_a_photo_goes_along_in_a_pack_and_onto_paper(device: Device, tmp_path: Path) -> None:
    household = device.household
    list_id = own_lists.make(household, "Fruit")
    apple = own_lists.add_new(household, list_id, "qulan", "wild ass", "en")
    one_word.show_photo(household, apple.id, a_png())
    code = now(household, apple.id).picture
    made = build(household, tmp_path / "f.anatil", Wish("Fruit", "Aygül", Scope.PUBLIC, ("Fruit",)))
    assert made.pack.head.attribution == ("Words and meanings: Ana Til, CC BY-SA 4.0",), "no drawing in it"
    child = Device(tmp_path / "child", 7, blank=blank(tmp_path))
    install(child.household, tmp_path / "f.anatil", trusting=True)
    assert now(child.household, apple.id).picture == code
    found = child.household.picture(str(code))
    assert found is not None and found.read_bytes() == a_png()
    child.close()
    household.places.outbox.mkdir(parents=True, exist_ok=True)
    gone = going.send(household, list_id, "words", "en", "a4")
    assert gone is not None and b"OpenMoji" not in gone.path.read_bytes()
    page = going.send(household, list_id, "page", "en", "a4")
    assert page is not None and 'data-text="pictures"' not in page.path.read_text(encoding="utf-8")


def test_every_photo_that_is_named_is_known(household: Household) -> None:
    apple, code = word(household), ""
    with household.kept.write() as connection:
        code = photos.keep(household.places.photos, a_png())
        assert photos.named(connection) == frozenset()
    one_word.show(household, apple.id, code)
    with household.kept.read() as connection:
        assert photos.named(connection) == {code}


# --- by touch -----------------------------------------------------------------------------------------------


class App(Wording, Doors, Listing, sharing.App):
    """As much of the app as the lists ask for."""

    _lessons: Any = None

    def __init__(self, device: Device) -> None:
        super().__init__(device)
        self.recorded: list[tuple[UUID, ...]] = []

        class Looking:
            def look_again(self) -> None: ...

        self.pictures = Looking()

    def record(self, words: Any, back: Any) -> None:
        self.recorded.append(tuple(words))
        back()


@pytest.fixture
def app(device: Device) -> Iterator[App]:
    with dressed():
        resize(360, 800)
        yield App(device)


def test_a_word_gets_another_picture_and_spelling_by_touch(app: App, household: Household) -> None:
    apple = word(household)
    list_id = own_lists.put(household, "Autumn", [apple.id, word(household, "نان").id])
    app.show_list(list_id)
    app.tap(app.wait(ListScreen).choices()[0])
    assert "back" not in app.wait(WordScreen).buttons and not findings(app.screen)
    app.tap(app.screen.buttons["picture"])
    screen = app.wait(PicturesScreen)
    screen.name.text = "teddy"
    for _ in range(600):
        frames(1)
        if [card.picture.code for card in screen.cards] == ["1F9F8"]:
            break
    app.tap(screen.cards[0])
    app.tap(app.wait(WordScreen).buttons["word"])
    assert now(household, apple.id).picture == "1F9F8"
    app.wait(CorrectingWordScreen).name.text = "..."
    app.tap(app.screen.done)
    assert isinstance(app.wait(TroubleScreen), TroubleScreen)
    assert now(household, apple.id).headword == "ئالما"
    app.show_correcting_word(*opened(household, list_id))
    app.wait(CorrectingWordScreen).name.text = "qizil alma"
    app.tap(app.screen.done)
    app.tap(app.wait(WordScreen).buttons["meaning"])
    app.wait(CorrectingMeaningScreen).name.text = "red apple"
    app.tap(app.screen.done)
    app.wait(WordScreen)
    assert (now(household, apple.id).headword, now(household, apple.id).glosses["en"]) == (
        "قىزىل ئالما", "red apple",
    )  # fmt: skip
    app.tap(app.screen.buttons["back"])
    rest()
    assert "back" not in app.wait(WordScreen).buttons and now(household, apple.id) == apple


def opened(household: Household, list_id: UUID) -> tuple[own_lists.Opened, Sense]:
    found = own_lists.opened(household, list_id)
    assert found is not None
    return found, found.words[0]


def test_a_photo_is_cut_with_a_finger_and_by_key(app: App, household: Household, tmp_path: Path) -> None:
    apple = word(household)
    both = opened(household, own_lists.put(household, "Autumn", [apple.id]))
    app.show_photos(*both)
    screen = app.wait(PhotosScreen)
    assert not screen.cards and not findings(screen)
    (tmp_path / "broken.jpg").write_bytes(b"x")
    screen.opened(tmp_path / "broken.jpg")
    assert isinstance(app.wait(TroubleScreen), TroubleScreen)
    app.open_photo(*both, a_photo(tmp_path))
    screen = app.wait(PhotoScreen)
    assert not findings(screen)
    before = screen.window.square
    for _ in range(40):
        assert screen.take_key(276, "")
    assert screen.window.square.x < before.x and screen.window.square.box[0] == pytest.approx(0)
    assert screen.take_key(0, "+") and screen.window.square.side < 1
    app.tap(screen.take)
    app.wait(WordScreen)
    found = household.picture(str(now(household, apple.id).picture))
    assert found is not None
    with Image.open(BytesIO(found.read_bytes())) as picture:
        assert picture.convert("RGB").getpixel((5, 250))[2] > 200, "the west of the photo is blue"


def test_the_photo_follows_the_finger(app: App, tmp_path: Path) -> None:
    assert app
    seen = photo.look(a_photo(tmp_path))
    window = Cropping(seen.png, seen.width, seen.height, size=(300, 300))

    class Touch:
        pos, dx, dy = (150.0, 150.0), 30.0, 0.0
        grab_current: Any = None

        def grab(self, widget: Any) -> None:
            self.grab_current = widget

        def ungrab(self, _widget: Any) -> None:
            self.grab_current = None

    touch = Touch()
    assert window.on_touch_down(touch) and window.on_touch_move(touch) and window.on_touch_up(touch)
    assert window.square.x < 0.5, "what is dragged to the right shows what was left of it"
    assert not window.on_touch_move(touch)


def test_words_without_a_voice_are_recorded_from_their_list(app: App, household: Household) -> None:
    apple, bread = word(household), word(household, "نان")
    list_id = own_lists.put(household, "Autumn", [apple.id, bread.id])
    app.show_list(list_id)
    app.tap(app.wait(ListScreen).buttons["record"])
    rest()
    app.wait(ListScreen)
    assert app.recorded == [(apple.id, bread.id)]
