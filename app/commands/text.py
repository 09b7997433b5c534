"""``anatil text …``: the Uyghur language for anybody's pipe. Lines in, as many lines out.

A line that cannot be done leaves as it came, with one sentence on standard error; the exit code is then 1.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

import click

from anatil import AnaTilError
from lexicon.uyghur.latin import EVowel
from lexicon.uyghur.scripts import Script

WRITTEN = [script.value for script in Script]
READ = [script.value for script in Script if script is not Script.IPA]
WORDS = click.option(
    "--words",
    "word_list",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of words, one a line, that decides where spelling alone cannot; without it, the starter's.",
)


@click.group()
def text() -> None:
    """Uyghur text: scripts, order, repair, judging, inflection, numbers. Reads lines, writes lines."""


@text.command()
@click.option("--to", "target", required=True, type=click.Choice(WRITTEN), help="The script to write.")
@click.option(
    "--from", "source", type=click.Choice(READ), help="The script to read; else found by its letters."
)
@click.option("--e", type=click.Choice(get_args(EVowel)), default="ë", help="How Latin writes ې.")
@click.option("--strict", is_flag=True, help="Refuse what is not spelled by the book.")
@WORDS
def convert(target: str, source: str | None, e: EVowel, strict: bool, word_list: Path | None) -> None:
    """From any script to any other. Cyrillic is a letter-for-letter transliteration."""
    from lexicon.uyghur import scripts

    known = None if strict else _known(word_list)
    to, come_from = Script(target), Script(source) if source else None
    _each(lambda line: scripts.convert(line, to, come_from, e=e, strict=strict, known=known))


@text.command()
@click.option("--script", type=click.Choice(READ), help="Whose alphabet's order; else found by the letters.")
def sort(script: str | None) -> None:
    """Lines in the order of the dictionary."""
    from lexicon.uyghur.order import in_order

    _write(in_order(_lines(), Script(script) if script else None))


@text.command()
@WORDS
def repair(word_list: Path | None) -> None:
    """Mend wrong code points: the repaired line, a tab, and what a teacher should look at."""
    from lexicon.uyghur import repair as mending

    known = _known(word_list) if word_list else None

    def mended(line: str) -> str:
        found = mending.repair(line, known)
        if found.refused is not None:
            raise click.ClickException(f"“{line[:40]}” was left as it is: {found.refused.value}")
        notes = "; ".join(
            f"{doubt.position + 1}: {doubt.seen} → {doubt.suggestion or '–'} ({doubt.reason.value})"
            for doubt in found.doubts
        )
        return f"{found.text}\t{notes}"

    _each(mended, otherwise=lambda line: f"{line}\t")


@text.command()
@WORDS
def judge(word_list: Path | None) -> None:
    """What a typed answer is worth. In: expected word, a tab, what was typed. Out: verdict, a tab, why."""
    from lexicon.uyghur.aligning import Kind
    from lexicon.uyghur.judging import judge as judged

    known = _known(word_list)

    def verdict(line: str) -> str:
        expected, tab, typed = line.partition("\t")
        if not tab:
            raise click.ClickException(
                f"“{line[:40]}” has no tab between the expected word and the typed one"
            )
        found = judged(expected, typed, known=known)
        letters = " ".join(
            f"{step.typed or '–'}/{step.expected or '–'}"
            for step in found.alignment
            if step.kind is not Kind.GOOD
        )
        return f"{found.verdict.value}\t{' '.join(part for part in (found.note.value, letters) if part)}"

    _each(verdict, otherwise=lambda _line: "wrong\t")


@text.command()
def inflect() -> None:
    """A form of a word. In: stem, a tab, tags joined by dots (بالا, PL.DAT; كەل-, PST.1PL). Out: the form."""
    from lexicon.uyghur.inflection import inflect_line

    _each(inflect_line)


@text.command()
def number() -> None:
    """Numbers from 0 to 9,999 in words."""
    from lexicon.uyghur.numbers import number_line

    _each(number_line)


def _lines() -> Iterator[str]:
    if isinstance(sys.stdin, io.TextIOWrapper):  # UTF-8 whatever the terminal says
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def _write(lines: Iterable[str]) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _each(work: Callable[[str], str], otherwise: Callable[[str], str] = str) -> None:
    """One line out for every line in; ``otherwise`` for a line that cannot be done."""
    failed = 0

    def done() -> Iterator[str]:
        nonlocal failed
        for number, line in enumerate(_lines(), start=1):
            try:
                yield work(line)
            except (AnaTilError, click.ClickException) as error:
                failed += 1
                said = error.format_message() if isinstance(error, click.ClickException) else str(error)
                click.echo(f"line {number}: {said}", err=True)
                yield otherwise(line)

    _write(done())
    if failed:
        sys.exit(1)


def _known(word_list: Path | None) -> Callable[[str], bool]:
    """Whether a word is in the list; in the starter where no list is given."""
    if word_list is not None:
        found = frozenset(word_list.read_text(encoding="utf-8").split("\n"))
    else:
        from lexicon.starter import reading

        found = frozenset(sense.headword for theme in reading.read().themes for sense in theme.senses)
    return found.__contains__
