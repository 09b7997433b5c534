"""A database with the starter's words in it, made once a process and copied for every home.

Bringing the words in takes two seconds, most of what many a test would do. That it is done at all, and right,
has tests of its own (``tests/lexicon/test_starter_update.py``).
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from sqlite3 import connect
from uuid import uuid4

from app.services.household import Household
from lexicon.places import Places


def laid(where: Places | Path) -> Places:
    """These places, or a home in this folder, with the starter in the database where there is none yet.

    Its device gets an id when it is first opened.
    """
    places = where if isinstance(where, Places) else Places(where)
    places.make()
    if not places.database.exists():
        shutil.copy(_made(), places.database)
    return places


@cache
def _made() -> Path:
    folder = tempfile.mkdtemp(prefix="anatil-starter-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    places = Places(Path(folder)).make()
    household = Household(places, lambda: 1_795_000_000_000, uuid4)
    household.open()
    household.close()
    with closing(connect(places.database)) as database:
        database.execute("DELETE FROM fact WHERE key = 'device'")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return places.database
