"""The command line: ``anatil`` opens the app; its commands are thin over services."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Final

import click

from anatil import AnaTilError, __version__


class _Plain(click.Group):
    """Errors of ours leave as one sentence and exit code 1, never as a traceback.

    Those of ``LATER`` are imported when asked for: whoever opens the app does not wait.
    """

    LATER: Final = (
        "backup", "class", "community", "doctor", "erase", "export", "import", "learners", "pack", "page",
        "paper", "progress", "text", "voices", "words",
    )  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.LATER])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.LATER:
            module = f"{name}_" if iskeyword(name) else name
            command: click.Command = getattr(import_module(f"app.commands.{module}"), module)
            return command
        return super().get_command(ctx, name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AnaTilError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Plain, invoke_without_command=True)
@click.version_option(__version__, prog_name="anatil")
@click.pass_context
def main(context: click.Context) -> None:
    """Ana Til (ئانا تىل): Uyghur for families and weekend schools. Without a command it opens the app."""
    if context.invoked_subcommand is None:
        from app.open import open_app

        open_app()


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--size", default="360x800", show_default=True, help="The window, WIDTHxHEIGHT in dp.")
@click.option(
    "--language", default="en", show_default=True, help="The interface's language: en tr de fr ru ug."
)
@click.option("--font-scale", default=1.0, show_default=True, help="The reader's own text size, 1.0 to 1.6.")
@click.option("--dark", is_flag=True, help="The dark colours.")
@click.option("--voices", is_flag=True, help="With made-up tones as recordings, to see how heard words look.")
@click.option("--age", default="6-8", show_default=True, type=click.Choice(["3-5", "6-8", "9-12", "grown"]))
@click.option("--density", default=1.0, show_default=True, help="Pixels to a dp.")
@click.option("--all", "everything", is_flag=True, help="The grown-ups' part and a bad day too.")
@click.option("--words", is_flag=True, help="Instead, every word beside its picture, a picture a theme.")
@click.option("--drills", is_flag=True, help="Instead, every drill that this age has, once.")
@click.option(
    "--script",
    default="arabic",
    show_default=True,
    type=click.Choice(["arabic", "latin", "cyrillic"]),
    help="With --drills: the script that the learner reads and writes.",
)
def tour(
    folder: Path,
    size: str,
    language: str,
    font_scale: float,
    dark: bool,
    voices: bool,
    age: str,
    density: float,
    everything: bool,
    words: bool,
    drills: bool,
    script: str,
) -> None:
    """A child's first lesson off-screen: a picture of every step goes into FOLDER.

    Exits with 1, and says what it saw, where a text is cut off or things overlap.
    """
    from app.tour.guide import Route, walk

    try:
        width, height = (int(part) for part in size.lower().split("x"))
    except ValueError as error:
        raise click.BadParameter(
            "two numbers with an x between them, as in 360x800", param_hint="--size"
        ) from error
    route = Route(
        width, height, language, font_scale, dark, voices, age, density, everything, words, drills, script
    )
    seen, wrong = walk(folder, route)
    for sentence in wrong:
        click.echo(sentence, err=True)
    click.echo(
        f"{seen} pictures are in {folder}" if drills else f"{seen} pictures of a first lesson are in {folder}"
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
