"""Fonts, pictures and translations as set-up makes them: whole, verified, honest about what is missing."""

from __future__ import annotations

import gettext
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Again"\nmsgstr "Nochmal"\n'
)


def run(script: str, *arguments: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "setup" / script), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A project with two words: one with a bread of OpenMoji's, one with a code that does not exist."""
    starter = tmp_path / "lexicon" / "starter"
    starter.mkdir(parents=True)
    (starter / "food.tsv").write_text("headword\tpicture\nنان\t1F35E\nچاي\t1F35E-9999\n", encoding="utf-8")
    return tmp_path


def test_without_debian_the_fallback_fonts_are_there_and_it_is_said(tmp_path: Path) -> None:
    fonts, nothing = tmp_path / "fonts", tmp_path / "nothing"
    done = run("fonts.py", fonts, nothing, cwd=tmp_path)
    assert "UKIJ Tuz Basma comes from Debian, out of reach here" in done.stdout
    faces = {path.name for path in fonts.glob("*.ttf")}
    assert faces == {f"Fallback-{weight}.ttf" for weight in ("Regular", "Bold")}


def test_a_font_that_is_not_the_one_that_was_tested_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "UKIJTuzB.ttf").write_bytes(b"another font of the same name")
    done = run("fonts.py", tmp_path / "fonts", tmp_path, cwd=tmp_path)
    assert done.returncode == 0
    assert not (tmp_path / "fonts" / "UkijTuzBasma-Regular.ttf").exists()


def test_a_picture_is_256_pixels_wide_and_high_and_credited(words: Path) -> None:
    run("pictures.py", words / "share", cwd=words)
    header = (words / "share" / "pictures" / "1F35E.png").read_bytes()[:26]
    width, height, _depth, colour = struct.unpack(">IIBB", header[16:])
    assert (width, height, colour) == (256, 256, 6)  # 6: red, green, blue and transparency
    assert "CC BY-SA 4.0" in (words / "share" / "pictures" / "attribution.txt").read_text(encoding="utf-8")


def test_a_picture_that_openmoji_does_not_have_is_named_by_file_and_line(words: Path) -> None:
    done = run("pictures.py", words / "share", cwd=words)
    assert done.returncode == 0
    assert "food.tsv, line 3: OpenMoji has no picture '1F35E-9999'." in done.stdout


def test_only_what_is_missing_is_drawn(words: Path) -> None:
    run("pictures.py", words / "share", cwd=words)
    drawn = words / "share" / "pictures" / "1F35E.png"
    drawn.write_bytes(b"drawn before")
    run("pictures.py", words / "share", cwd=words)
    assert drawn.read_bytes() == b"drawn before"


def test_a_new_edition_of_openmoji_has_all_drawn_anew(words: Path) -> None:
    run("pictures.py", words / "share", cwd=words)
    drawn = words / "share" / "pictures" / "1F35E.png"
    drawn.write_bytes(b"drawn from the edition before")
    (words / "share" / "pictures" / "attribution.txt").write_text("the edition before", encoding="utf-8")
    run("pictures.py", words / "share", cwd=words)
    assert drawn.read_bytes().startswith(b"\x89PNG")


def test_a_translation_is_found_by_gettext(tmp_path: Path) -> None:
    (tmp_path / "app" / "translations").mkdir(parents=True)
    (tmp_path / "app" / "translations" / "de.po").write_text(CATALOGUE, encoding="utf-8")
    run("translations.py", tmp_path / "made", cwd=tmp_path)
    assert gettext.translation("anatil", tmp_path / "made", ["de"]).gettext("Again") == "Nochmal"


def test_a_broken_translation_is_named(tmp_path: Path) -> None:
    (tmp_path / "app" / "translations").mkdir(parents=True)
    (tmp_path / "app" / "translations" / "de.po").write_text("Again: Nochmal\n", encoding="utf-8")
    done = run("translations.py", tmp_path / "made", cwd=tmp_path)
    assert done.returncode == 1
    assert "de.po is not a readable catalogue" in done.stderr
