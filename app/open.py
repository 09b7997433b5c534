"""The app's entrance: places, then Kivy, then the window."""

from __future__ import annotations

import gc

from lexicon import places


def open_app() -> None:
    """Open Ana Til in a window and stay until it is closed."""
    # Imports make next to nothing that could be thrown away, and looking for it took a seventh of their time.
    # The app switches the collector on again when the database is open.
    gc.disable()
    from app import start

    here = places.find().make()
    start.prepare(here.kivy)
    from app.kivy_app import AnaTilApp, Given

    AnaTilApp(Given(here)).run()
