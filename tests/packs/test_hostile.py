"""Packs that are not what they should be are refused, each with a message of its own, and nothing changes."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from anatil import AnaTilError
from app.cli import main
from app.sentences import in_words
from app.services import packs
from lexicon.packs import envelope
from lexicon.packs.contents import VOICES_FILE
from lexicon.packs.flaws import Flaw, NewerPackError, PackError
from lexicon.records import Scope
from tests.lexicon.exchange.test_archives import heads, patched
from tests.packs.devices import Device, mp3, png, template, wav
from tests.packs.forging import Forge, place, signed, with_a_link

Make = Callable[[Forge], bytes]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pack with a word, a voice, a picture and a correction in it."""
    folder = tmp_path_factory.mktemp("honest")
    teacher = Device(folder / "teacher", 1, template(folder))
    (teacher.places.pictures / "1F431.png").write_bytes(png())
    cat = teacher.words()[0]
    teacher.record(teacher.speaker(scope=Scope.PUBLIC), cat, 3)
    teacher.record(teacher.speaker("يۇلتۇز"), teacher.words()[1], clip=wav(4))
    teacher.edit(cat, "gloss.de", "Mieze")
    teacher.edit(cat, "picture", "1F431")
    (folder / "two.txt").write_text(f"{cat.headword}\n{teacher.words()[1].headword}\n", encoding="utf-8")
    teacher.build(folder / "two.anatil", str(folder / "two.txt"))
    teacher.close()
    return folder / "two.anatil"


def zip_changed(change: Callable[[bytes], bytes]) -> Make:
    return lambda forge: signed(change(forge.body()))


def second_at_first(body: bytes) -> bytes:
    """Two entries of the directory that stand for one place."""
    both = bytearray(body)
    first, second = heads(body, b"PK\1\2")[:2]
    both[second + 42 : second + 46] = both[first + 42 : first + 46]
    return bytes(both)


def named(forge: Forge, name: str) -> bytes:
    forge.more = [(name, b"x")]
    return forge.pack()


def line(kind: str, at: int, value: object) -> Make:
    """A part of the first line of a kind has another value."""

    def make(forge: Forge) -> bytes:
        where = VOICES_FILE if kind in ("take", "consent", "speaker") else "words.jsonl"
        forge.change(kind, lambda told: told.__setitem__(at, value), where)
        return forge.listed().pack()

    return make


def head(**changes: object) -> Make:
    return lambda forge: forge.change("head", lambda told: told.update(changes)).pack()  # type: ignore[attr-defined]


def raw(old: bytes, new: bytes) -> Make:
    return lambda forge: forge.raw(old, new).pack()


def clip(content: bytes) -> Make:
    return lambda forge: forge.swap(forge.first("clips/", "mp3"), content).listed().pack()


def picture(content: bytes) -> Make:
    return lambda forge: forge.swap(forge.first("pictures/"), content).listed().pack()


def twice(kind: str) -> Make:
    def make(forge: Forge) -> bytes:
        lines = forge.lines()
        at = place(lines, kind)
        return forge.put([*lines[: at + 1], *lines[at:]]).pack()

    return make


BAD: dict[str, tuple[Make, str]] = {
    # the envelope
    "another kind of file": (lambda _: b"PK\3\4 some zip" + bytes(200), "This is no pack of Ana Til."),
    "cut in its header": (lambda forge: forge.pack()[:60], "The end of the pack is missing."),
    "no signature": (
        lambda forge: forge.pack()[:48] + bytes(64) + forge.pack()[112:],
        "The pack is not signed by anybody.",
    ),
    "wrong signature": (
        lambda forge: forge.pack()[:48] + b"\1" * 64 + forge.pack()[112:],
        "The pack was damaged or changed after its maker signed it.",
    ),
    "future version": (
        lambda forge: forge.pack()[:8] + b"\2" + forge.pack()[9:],
        "A newer Ana Til made this pack.",
    ),
    # the zip
    "a name twice": (lambda forge: named(forge, "voices.jsonl"), "Two files in the zip file have the same"),
    "a name equal but for capitals": (lambda forge: named(forge, "Voices.JSONL"), "have the same name: Voi"),
    "../": (lambda forge: named(forge, "../../evil"), "has a name that is not allowed: ../../evil"),
    "an absolute name": (lambda forge: named(forge, "/etc/passwd"), "not allowed: /etc/passwd"),
    "NUL in a name": (
        zip_changed(lambda body: body.replace(b"voices.jsonl", b"voices\0jsonl")),
        "not allowed: voices�jsonl",
    ),
    "a link": (with_a_link, "Something in the zip file is no plain file"),
    "entries one in another": (zip_changed(second_at_first), "Files in the zip file lie one in another"),
    "junk before": (zip_changed(lambda body: b"MZ" + body), "something in the zip file that does not belong"),
    "junk behind": (zip_changed(lambda body: body + b"%PDF-1.4"), "something in the zip file that does not"),
    "no zip at all": (lambda _: signed(b"x" * 900), "This is no zip file that can be read"),
    "cut in the zip": (zip_changed(lambda body: body[:-30]), "This is no zip file that can be read"),
    "a bomb": (
        lambda forge: signed(
            Forge({**forge.files, "words.jsonl": forge.files["words.jsonl"] + b" " * 40_000_000}).body(
                zipfile.ZIP_DEFLATED
            )
        ),
        "would grow beyond measure",
    ),
    "4 GB by its own word": (
        zip_changed(lambda body: patched(body, {24: b"\xff\xff\xff\xff"})),
        "A file in the zip file is too large",
    ),
    "packed": (
        lambda forge: signed(forge.body(zipfile.ZIP_DEFLATED)),
        "The pack has other files in it than it says: words.jsonl",
    ),
    "a wrong checksum": (
        zip_changed(lambda body: patched(body, {16: b"\1\2\3\4"})),
        "A file in the zip file is damaged",
    ),
    "two sizes": (
        zip_changed(
            lambda body: (
                body[: heads(body, b"PK\1\2")[0] + 24]
                + struct.pack("<L", 7)
                + body[heads(body, b"PK\1\2")[0] + 28 :]
            )
        ),
        "The zip file says two different things about a file",
    ),
    "locked": (zip_changed(lambda body: patched(body, {8: b"\1\0"})), "locked with a password"),
    "a way of packing that is not known": (
        zip_changed(lambda body: patched(body, {10: struct.pack("<H", 14)})),
        "packed in a way that is not read here",
    ),
    # the list of files
    "a file that is not listed": (
        lambda forge: named(forge, "readme.txt"),
        "The pack has other files in it than it says: readme.txt",
    ),
    "a listed file that nothing names": (
        lambda forge: Forge({**forge.files, "clips/x.mp3": mp3(9)}).listed().pack(),
        "other files in it than it says: clips/x.mp3",
    ),
    "a file that is missing": (
        lambda forge: Forge({n: c for n, c in forge.files.items() if n[:5] != "clips"}).pack(),
        "other files in it than it says: clips/",
    ),
    "another file than listed": (
        lambda forge: forge.swap(forge.first("clips/", "mp3"), mp3(8), rename=False).pack(),
        "A file in the pack is another than the pack says: clips/",
    ),
    # the head
    "another format": (head(format="anatil-lexicon"), "The pack does not say what it is: format"),
    "a version of words from the future": (head(version=3), "A newer Ana Til made this pack."),
    "a week without its version": (head(week="11" * 16), "The pack does not say what it is: version"),
    "a version without its week": (head(version=2), "The pack does not say what it is: version"),
    "a week that is no list of it": (
        lambda forge: forge.change("head", lambda told: told.update(version=2, week="11" * 16)).pack(),
        "Something in the pack belongs to something that is not in it: week",
    ),
    "a version that is none": (head(version=True), "The pack does not say what it is: version"),
    "no title": (head(titles={}), "The pack does not say what it is: titles"),
    "a huge version number": (head(number=10**15), "A number in the file is none that belongs there: number"),
    "a key that no old key signed": (
        head(follows=["11" * 32, "22" * 64]),
        "it has a new key, and the old key does not say so",
    ),
    "a month far off": (head(month="9999-01"), "A day in the pack is none: month"),
    # the lines
    "NaN": (raw(b',"noun",', b",NaN,"), "A number in the file is none that belongs there: NaN"),
    "1e999": (raw(b',"noun",', b",1e999,"), "none that belongs there: 1e999"),
    "a huge integer": (raw(b',"noun",', b"," + b"9" * 400 + b","), "none that belongs there: 9999999"),
    "a key twice": (
        raw(b'{"attribution"', b'{"number":1,"attribution"'),
        "A line of the file says one",
    ),
    "half a letter": (raw(b'"noun"', b'"\\ud800"'), "A text in the file ends within a letter."),
    "a line that is no JSON": (raw(b'["word"', b'["word'), "A line of the file is not what Ana Til writes."),
    "letters that are none": (raw(b'"noun"', b'"\xff\xfe"'), "written in letters that cannot be read"),
    "nested without end": (raw(b'"noun"', b"[" * 30_000), "A line of the file is not what Ana Til writes."),
    "a kind that is not known": (raw(b'["word"', b'["wurd"'), "not in order, or has something twice: wurd"),
    "an id twice": (twice("sense"), "The pack is not in order, or has something twice: sense"),
    "too few parts": (raw(b'"noun",', b""), "A line of the file has other parts than it should: sense"),
    "an id that is none": (line("sense", 1, "zz" * 16), "An id in the file is not one."),
    "a word of nowhere": (
        line("sense", 2, "00" * 16),
        "something that is not in it: sense word_id",
    ),
    "a voice of a word that is not there": (line("take", 2, "00" * 16), "is not in it: take sense_id"),
    "a level that is none": (line("sense", 5, 1.5), "none that belongs there: 1.5"),
    "a sense of True": (line("sense", 5, True), "none that belongs there: sense level"),
    "marks that turn a word around": (
        line("word", 2, "ئالما\u202e"),
        "A name in the file has invisible signs in it: word headword",
    ),
    "marks in a meaning": (line("gloss", 4, "cat\u2066"), "invisible signs in it: gloss text"),
    "markup in a word": (line("word", 2, "[b]ئالما[/b]"), "has markup in it: word headword"),
    "markup in a meaning": (line("gloss", 4, "<script>"), "has markup in it: gloss text"),
    "letters in pieces": (line("gloss", 4, "a\u0308pfel"), "are stored in pieces: gloss text"),
    "no Uyghur word": (line("word", 2, "alma"), "A word in the pack is not written in Uyghur letters: alma"),
    "an endless word": (line("word", 2, "ئ" * 300), "missing or too long: word headword"),
    "a picture from elsewhere": (line("sense", 6, "../../x"), "not known: sense picture"),
    "a correction of something else": (line("edit", 2, "00" * 16), "is not in it: edit"),
    "a correction of what cannot be corrected": (
        line("edit", 3, "approved_by"),
        "Something in the pack belongs to something that is not in it: edit approved_by",
    ),
    "a voice for one device": (
        line("consent", 3, "device"),
        "has a value that is not known: consent",
    ),
    "a class's voice in a public pack": (
        head(**{"for": "public"}),
        "A voice in the pack was not allowed to travel so far",
    ),
    "a day that is none": (line("consent", 6, "2026-02-30"), "A day in the pack is none: consent given_ms"),
    "fewer lines than it says": (
        lambda forge: forge.put(
            [one for one in forge.lines() if isinstance(one, dict) or one[0] != "edit"]
        ).pack(),
        "The pack does not hold as much as it says.",
    ),
    "no end": (lambda forge: forge.put(forge.lines()[:-1]).pack(), "The end of the pack is missing."),
    # what is to be heard and seen
    "sound that is none": (
        clip(b"\xff\xf3\x44\xc0" + b"not sound" * 90),
        "A recording in the pack is no",
    ),
    "a program for a sound": (clip(b"MZ\x90" + bytes(900)), "is no recording: clips/"),
    "a sound with a name in it": (clip(b"ID3" + bytes(100) + mp3(1)), "carries more than sound or picture"),
    "a sound with a name behind it": (
        clip(mp3(1) + b"TAG" + bytes(125)),
        "than sound or picture: clips/",
    ),
    "a sound of a class that is cut": (clip(mp3(1)[:-5]), "is no recording: clips/"),
    "a picture that is none": (picture(b"GIF89a" + bytes(90)), "A picture in the pack is no picture"),
    "a picture with a place in it": (
        picture(png(extra=struct.pack(">L", 4) + b"eXIf" + b"1234" + struct.pack(">L", 0xD4B6C0E7))),
        "no picture: pictures/|more than sound or picture: pictures/",
    ),
    "a picture with something behind it": (picture(png() + b"PK\3\4" + bytes(30)), "pictures/1F431.png"),
    "a picture that grows": (picture(png(side=1_025)), "A picture in the pack is no picture"),
}


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Device:
    folder = tmp_path_factory.mktemp("family")
    found = Device(folder / "family", 2, template(folder))
    found.household.make_learner("Ayim", "1F98A", "6-8")
    return found


@pytest.mark.parametrize("case", BAD)
def test_a_bad_pack_is_refused_for_its_own_reason_and_nothing_changes(
    case: str, honest: Path, family: Device, tmp_path: Path
) -> None:
    make, said = BAD[case]
    path = tmp_path / "bad.anatil"
    path.write_bytes(make(Forge.of(honest)))
    before, files = family.rows(), family.files()
    with pytest.raises(AnaTilError) as caught:
        packs.install(family.household, path, trusting=True)
    assert any(one in str(caught.value) for one in said.split("|")), str(caught.value)
    assert str(caught.value).endswith("Nothing was changed.")
    assert family.rows() == before and family.files() == files
    assert isinstance(caught.value, PackError | NewerPackError)
    trouble = in_words(caught.value)
    assert "not expect" not in trouble.sentence and "Nothing was changed." in trouble.step


def test_the_honest_pack_is_none_of_them(honest: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.anatil"
    path.write_bytes(Forge.of(honest).listed().pack())
    pack = packs.verify(path)
    assert len(pack.contents.of("take")) == 2 and pack.contents.of("edit")
    assert CliRunner().invoke(main, ["pack", "verify", str(path)]).exit_code == 0


def test_every_flaw_has_a_case() -> None:
    """No message that nobody has seen."""
    seen = {said for _, said in BAD.values()}
    for flaw in Flaw:
        words = flaw.value.split("{")[0].rstrip(" :.")
        if flaw in (Flaw.ZIP, Flaw.LINE, Flaw.TOO_LARGE, Flaw.TOO_MANY):
            continue  # the first two are other messages' coats; the last two need hundreds of megabytes
        assert any(words[-24:] in said or said.split(":")[0] in words for said in seen), flaw


@pytest.mark.parametrize("byte", range(0, 112, 5))
def test_no_byte_of_the_header_can_be_another(byte: int, honest: Path, tmp_path: Path) -> None:
    content = bytearray(honest.read_bytes())
    content[byte] ^= 1
    (tmp_path / "x").write_bytes(content)
    with pytest.raises((PackError, NewerPackError)):
        packs.verify(tmp_path / "x")


def test_the_signature_is_checked_before_the_zip_is_looked_at(
    honest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lexicon.exchange import zip_directory

    def never(*_: object) -> None:
        raise AssertionError("parsed before it was verified")

    monkeypatch.setattr(zip_directory, "entries", never)
    content = bytearray(honest.read_bytes())
    content[-1] ^= 1
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(PackError, match="after its maker signed it"):
        packs.verify(tmp_path / "x")


def test_a_pack_larger_than_any_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.write(envelope.MAGIC)
        file.truncate(envelope.MOST + 1)
    with pytest.raises(PackError, match="too large"):
        packs.verify(tmp_path / "x")
