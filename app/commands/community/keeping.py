"""``anatil community set-up``, ``admit`` and ``dismiss``: what a keeper does."""

from __future__ import annotations

import os

import click

from app.commands.community.telling import shared
from app.services.community.address import needed

_ROLES = ("reader", "teacher", "keeper")


@click.command("set-up")
def set_up() -> None:
    """Make the lexicon at ANATIL_DATABASE: roles, tables, rights and the starter; or bring it up to date.

    Needs a login that may make roles, such as the database's owner with CREATEROLE. May be done again.
    """
    from app.services.community import keeping
    from app.services.community.sentences import plainly

    with plainly():
        report = keeping.set_up(needed(os.environ))
    if report is None:
        click.echo("The lexicon is as it should be; its roles have their rights.")
    else:
        click.echo(f"The lexicon is ready: {report.added} new words, {report.changed} corrected.")
    click.echo("Let people in with anatil community admit NAME --as teacher.")


@click.command()
@click.argument("name")
@click.option("--as", "role", type=click.Choice(_ROLES), required=True, help="What they may do.")
@click.option("--password", "asked", is_flag=True, help="Ask for a password; it leaves this computer sealed.")
def admit(name: str, role: str, asked: bool) -> None:
    """Let NAME in: a reader looks, a teacher changes words and lists, a keeper changes tables and roles."""
    from app.services.community import keeping
    from lexicon.community.rights import Role

    password = ""
    if asked:
        password = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    with shared() as opened:
        keeping.admit(opened, name, Role(f"anatil_{role}"), password)
    click.echo(f"{name} may come in, as a {role}.")


@click.command()
@click.argument("name")
def dismiss(name: str) -> None:
    """Let NAME in no longer. What they changed stays, and the history says that it was they."""
    from app.services.community import keeping

    with shared() as opened:
        keeping.dismiss(opened, name)
    click.echo(f"{name} can no longer come in.")
