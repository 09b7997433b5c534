"""``anatil doctor``: a look at everything that is kept."""

from __future__ import annotations

import os
import sys

import click

from app.services.community.address import find

MOST_NAMES = 20
"""Names told of one finding; a lost disk would fill screens."""


@click.command()
@click.option("--repair", is_flag=True, help="Make anew what can be: memories, search, leftovers.")
def doctor(repair: bool) -> None:
    """Check database, answers, recordings, packs and snapshots; name what was lost.

    Exits with 1 where anything is not in order. With ANATIL_DATABASE it looks at the community's lexicon,
    where only a keeper's set-up mends.
    """
    address = find(os.environ)
    if address is not None:
        from app.commands.community.telling import tell_condition
        from app.commands.voices.home import community
        from app.services.community.keeping import examine as look_through

        with community(address) as shared:
            whole = tell_condition(look_through(shared))
        sys.exit(0 if whole else 1)
    from app.commands.backup import _bar, _household, _in_words
    from app.sentences import found
    from app.services.doctor import examine

    with _in_words(), _household() as household, _bar("Looking") as go_on:
        findings = examine(household, repair=repair, go_on=go_on)
    for finding in findings:
        click.echo(f"{found(finding)} [{finding.fault}: {len(finding.names)}]")
        for name in finding.names[:MOST_NAMES]:
            click.echo(f"    {name}")
        if len(finding.names) > MOST_NAMES:
            click.echo(f"    and {len(finding.names) - MOST_NAMES} more")
    if not findings:
        click.echo("Everything is in order.")
    sys.exit(1 if any(not finding.mended for finding in findings) else 0)
