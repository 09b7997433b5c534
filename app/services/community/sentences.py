"""What a server says, in one plain sentence with the next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from anatil import AnaTilError
from lexicon.community.words import UnknownSenseError
from lexicon.troubles import (
    DatabaseBusyError,
    DatabaseNewerError,
    DatabaseOlderError,
    DatabaseUnreachableError,
    DiskFullError,
    NotAllowedError,
    NotMadeYetError,
    OnlyAddedError,
    StoreError,
)


class CommunityError(AnaTilError):
    """Something that a community's server or lexicon did not do; the message says it and the next step."""


_SENTENCES: Final[tuple[tuple[type[StoreError], str], ...]] = (
    (
        NotAllowedError,
        "Your login may not do this: readers look, teachers change words and lists, keepers do the rest. "
        "Please ask a keeper. Nothing was changed.",
    ),
    (
        DatabaseUnreachableError,
        "The community's lexicon cannot be reached, or the connection was cut off. Please see that the "
        "server runs and that ANATIL_DATABASE is right, then try again. What was not acknowledged was not "
        "kept.",
    ),
    (DatabaseBusyError, "Somebody else is still writing. Please try again in a minute. Nothing was changed."),
    (
        NotMadeYetError,
        "There is no lexicon at this address yet. Please ask its keeper for anatil community set-up.",
    ),
    (
        DatabaseOlderError,
        "This lexicon was made by an older Ana Til. Please ask its keeper for anatil community set-up.",
    ),
    (
        DatabaseNewerError,
        "This lexicon was made by a newer Ana Til. Please install the newer version. Nothing was changed.",
    ),
    (DiskFullError, "There is no room left on the server. Please tell its keeper. Nothing was changed."),
    (OnlyAddedError, "What the history says stays as it is. Nothing was changed."),
    (UnknownSenseError, "This word is not here any more. Please look for it again. Nothing was changed."),
)


@contextmanager
def plainly() -> Iterator[None]:
    """Raise a ``StoreError`` as a ``CommunityError`` for people, with the cause kept."""
    try:
        yield
    except StoreError as error:
        for kind, sentence in _SENTENCES:
            if isinstance(error, kind):
                raise CommunityError(sentence) from error
        raise
