"""A passphrase, written with our own keyboard: twice for a new file, once for one that came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.screens.studio.naming import NamingScreen
from app.text.language import say
from lexicon.sealed import LEAST_PASSPHRASE

LONGEST = 200


class PassphraseScreen(NamingScreen):
    """One line. What is too short for a new file is not taken, and it is said."""

    def __init__(
        self, app: Any, title: str, remark: str, back: Callable[[], None], done: Callable[[str], None],
        *, least: int = 1,
    ) -> None:  # fmt: skip
        self._least = least
        super().__init__(app, title, remark, "", back, done, most=LONGEST)

    def _done(self) -> None:
        if len(self.name.text.strip()) >= self._least:
            super()._done()
        else:
            self.remark.text = say("Eight letters or more, please.")
            self.sheet.scroll_y = 1


def ask_twice(app: Any, back: Callable[[], None], done: Callable[[str], None], remark: str = "") -> None:
    """Ask for a new passphrase, and once more; what was written differently is asked for anew."""

    def again(first: str) -> None:
        def compared(second: str) -> None:
            if second.strip() == first.strip():
                done(second)
            else:
                ask_twice(app, back, done, say("The two were different. Please begin again."))

        app.stage.show(
            PassphraseScreen(
                app,
                say("Once more"),
                say("Please write the same passphrase again."),
                lambda: ask_twice(app, back, done),
                compared,
            )
        )

    told = say("Several words that nobody guesses. Without them the file cannot be opened.")
    app.stage.show(
        PassphraseScreen(app, say("Passphrase"), remark or told, back, again, least=LEAST_PASSPHRASE)
    )  # fmt: skip
