"""``anatil community change`` and ``edit``: a word corrected, while others may do the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from app.commands.community.telling import choose, of_word, shared
from app.services.community.sentences import CommunityError

_HEAD = "# A field a line. A line that you delete leaves its field as it is; a dash takes a correction back."


@click.command()
@click.argument("word")
@click.option("--meaning", default="", help="Which one, where it has several.")
@click.option(
    "--set", "wishes", multiple=True, required=True, help="A field, =, and what it shall say: gloss.de=Apfel."
)
@click.option(
    "--seen", type=click.IntRange(0), help="The version you looked at; without it, what stands now."
)
def change(word: str, meaning: str, wishes: Sequence[str], seen: int | None) -> None:
    """Correct fields of WORD. A value of “-” takes a correction back.

    What somebody else changed in other fields stays. Where both changed one field, you are asked which
    stands.
    """
    from app.services.community import words

    wished = _read(wishes)
    with shared() as opened:
        before = words.see(opened, words.find(opened, word, meaning).id, seen)
        after = words.change(opened, before, wished, choose)
    for line in of_word(after):
        click.echo(line)


@click.command()
@click.argument("word")
@click.option("--meaning", default="", help="Which one, where it has several.")
def edit(word: str, meaning: str) -> None:
    """Open WORD in your editor, a field a line, and correct it there."""
    from app.services.community import words

    with shared() as opened:
        before = words.see(opened, words.find(opened, word, meaning).id)
        lines = [_HEAD, *(f"{field} = {value}" for field, value in sorted(before.fields.items()))]
        written = click.edit("\n".join(lines) + "\n", extension=".txt")
        if written is None:
            click.echo("Nothing was changed.")
            return
        wished = {
            field: value
            for field, value in _read(_lines(written)).items()
            if value != before.fields.get(field)
        }
        after = words.change(opened, before, wished, choose)
    for line in of_word(after):
        click.echo(line)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _read(wishes: Sequence[str]) -> Mapping[str, str | None]:
    """``level=2`` as a field and a value; “-” as None. Raises ``CommunityError``."""
    found: dict[str, str | None] = {}
    for one in wishes:
        field, mark, value = (part.strip() for part in one.partition("="))
        if not mark:
            raise CommunityError(
                f"“{one[:60]}” is no field with a value: please write it as in level=2. Nothing was changed."
            )
        found[field] = None if value == "-" else value
    return found
