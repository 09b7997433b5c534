"""Android's own dialogues for documents: which file to open, and where a new one is to lie.

They need no permission: what a person chooses there, this start of the app may read or write. The answer is
an address (``android.net.Uri``), or nothing where the person went back. If Android ends the app while a
dialogue is open, p4a's activity drops the answer (``PythonActivity.onActivityResult``: nobody has registered
yet when it comes): the app then starts as ever, and one chooses again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

OPEN, CREATE = 20_801, 20_802
"""Our numbers for the two questions; those of others are not ours to answer."""
RESULT_OK: Final = -1
"""``Activity.RESULT_OK``."""
_OPENABLE: Final = "android.intent.category.OPENABLE"
_TITLE: Final = "android.intent.extra.TITLE"
_ANY: Final = "*/*"

Chosen = Callable[[Any], None]
"""Gets the address, or None where the person went back; called on Android's own thread."""

_log = logging.getLogger("anatil")


class Chooser:
    """Asks which document. Made once, on the main thread: only there does Java find p4a's listener.

    ``unasked`` gets the address of a file to open that nobody waits for any more. ``java`` stands for the
    module ``jnius``, ``android`` for p4a's ``android.activity``.
    """

    def __init__(self, activity: Any, unasked: Chosen, java: Any = None, android: Any = None) -> None:
        self._activity, self._unasked = activity, unasked
        self._java = java or import_module("jnius")
        self._waiting: dict[int, Chosen] = {}
        (android or import_module("android.activity")).bind(on_activity_result=self._answered)

    def open(self, chosen: Chosen) -> None:
        """Any file that the phone or an app on it has. Raises whatever Java throws where there is no such
        dialogue."""
        # Android knows none of our endings, so there is no kind to ask for.
        self._ask(OPEN, "android.intent.action.OPEN_DOCUMENT", _ANY, chosen)

    def create(self, name: str, kind: str, chosen: Chosen) -> None:
        """A new, empty file of a ``kind`` (media type), called ``name`` unless the person changes that."""
        self._ask(CREATE, "android.intent.action.CREATE_DOCUMENT", kind, chosen, name)

    def _ask(self, number: int, action: str, kind: str, chosen: Chosen, name: str = "") -> None:
        intent = self._java.autoclass("android.content.Intent")(action)
        intent.addCategory(_OPENABLE)
        intent.setType(kind)
        if name:
            intent.putExtra(_TITLE, name)
        self._waiting[number] = chosen
        try:
            self._activity.startActivityForResult(intent, number)
        except BaseException:
            del self._waiting[number]
            raise

    def _answered(self, number: int, result: int, intent: Any) -> None:
        if number not in (OPEN, CREATE):
            return
        address = intent.getData() if result == RESULT_OK and intent is not None else None
        chosen = self._waiting.pop(number, None)
        if chosen is not None:
            chosen(address)
        elif address is None:
            _log.info("a dialogue that nobody waits for was left")
        elif number == OPEN:
            self._unasked(address)
        else:
            delete(self._java, self._activity, address)  # nobody knows any more what was to go there


def delete(java: Any, activity: Any, address: Any) -> None:
    """Take a document away that is empty or half written."""
    with suppress(Exception):  # whatever Java throws: its provider deletes nothing
        contract = java.autoclass("android.provider.DocumentsContract")
        contract.deleteDocument(activity.getContentResolver(), address)
