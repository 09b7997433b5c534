"""Where a community's lexicon is: ``ANATIL_DATABASE``, and nothing else ever leads there."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from anatil import AnaTilError

BEGINNING: Final = "postgresql+psycopg://"


class AddressError(AnaTilError):
    """What stands in ANATIL_DATABASE leads nowhere; the message says why and the next step."""


@dataclass(frozen=True, slots=True)
class Address:
    """``url`` as SQLAlchemy takes it; ``who`` stands in the history beside the login (``ANATIL_WHO``)."""

    url: str
    who: str


def find(environ: Mapping[str, str]) -> Address | None:
    """The address that was given, None where there is none. Raises ``AddressError``."""
    url = environ.get("ANATIL_DATABASE", "").strip()
    if not url:
        return None
    if not url.startswith(BEGINNING):
        raise AddressError(
            f"ANATIL_DATABASE must begin with {BEGINNING}: please correct it, or unset it to use the words "
            "of this computer."
        )
    if find_spec("psycopg") is None:
        raise AddressError(
            "What speaks with PostgreSQL is not installed here: please run "
            ".venv/bin/python -m pip install -r setup/lock/institution.txt, then try again."
        )
    return Address(url, " ".join((environ.get("ANATIL_WHO") or _this_user()).split())[:80])


def needed(environ: Mapping[str, str]) -> Address:
    """The address that must be there. Raises ``AddressError``."""
    found = find(environ)
    if found is None:
        raise AddressError(
            f"Please say where the community's lexicon is: ANATIL_DATABASE={BEGINNING}NAME@HOST/DATABASE "
            "(docs/a-communitys-lexicon.md)."
        )
    return found


def _this_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a name for its user
        return ""
