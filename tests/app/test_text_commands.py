"""``anatil text …`` in a pipe: one line out for every line in, and one sentence for what cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main


def run(lines: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["text", *words], input=lines)


@pytest.mark.parametrize(
    ("to", "lines"),
    [
        ("latin", "mektep\nkün'ge\nmes'ul\n"),
        ("cyrillic", "мәктәп\nкүнгә\nмәсъул\n"),
        ("arabic", "مەكتەپ\nكۈنگە\nمەسئۇل\n"),
    ],
)
def test_a_word_goes_from_any_script_to_any_other(to: str, lines: str) -> None:
    done = run("مەكتەپ\nكۈنگە\nمەسئۇل\n", "convert", "--to", to)
    assert (done.exit_code, done.stdout) == (0, lines)
    if to != "cyrillic":
        assert run(lines, "convert", "--to", "arabic").stdout == "مەكتەپ\nكۈنگە\nمەسئۇل\n"


def test_latin_is_written_with_the_e_one_likes() -> None:
    assert run("بېلىق\n", "convert", "--to", "latin", "--e", "é").stdout == "béliq\n"
    assert run("bêliq\n", "convert", "--to", "arabic").stdout == "بېلىق\n"


def test_what_spelling_cannot_decide_a_list_of_words_decides(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("ژۇرنال\nباشلانغۇچ\nجۇڭخۇا\n", encoding="utf-8")
    done = run("jurnal\nbashlanghuch\njungxua\n", "convert", "--to", "arabic", "--words", str(words))
    assert done.stdout == "ژۇرنال\nباشلانغۇچ\nجۇڭخۇا\n"


def test_lines_are_sorted_as_the_dictionary_sorts_them() -> None:
    assert run("ئۈزۈم\nپىل\nئەتىر\nئالما\nبالا\n", "sort").stdout == "ئالما\nئەتىر\nبالا\nپىل\nئۈزۈم\n"


def test_a_repaired_line_says_what_a_teacher_should_look_at() -> None:
    done = run("ئالما\nکىتاب\n", "repair")
    assert done.stdout.splitlines()[0] == "ئالما\t"
    assert done.stdout.splitlines()[1].startswith("كىتاب\t")


def test_an_answer_is_judged_with_its_reason() -> None:
    done = run("مەكتەپ\tмәктәп\nئۆردەك\tordek\nكىتاب\tkitap\nئات\tئىت\n", "judge")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["same", "slip", "slip", "wrong"]
    assert "p/b" in done.stdout.splitlines()[2]


def test_forms_and_numbers_come_in_words() -> None:
    assert run("بالا\tPL.PX3.DAT\nكەل-\tPST.1PL\n", "inflect").stdout == "بالىلىرىغا\nكەلدۇق\n"
    assert run("7\n1999\n", "number").stdout == "يەتتە\nبىر مىڭ توققۇز يۈز توقسان توققۇز\n"


@pytest.mark.parametrize(
    ("command", "line"), [("inflect", "بالا"), ("number", "ten"), ("judge", "ئالما"), ("number", "10000")]
)
def test_a_line_that_cannot_be_done_is_named_and_the_others_are_done(command: str, line: str) -> None:
    good = {"inflect": "بالا\tPL", "number": "3", "judge": "ئالما\tئالما"}[command]
    done = run(f"{line}\n{good}\n", command)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.startswith("line 1: ") and len(done.stderr.splitlines()) == 1


def test_an_unknown_script_is_refused_before_anything_is_read() -> None:
    done = run("ئالما\n", "convert", "--to", "runes")
    assert done.exit_code == 2
