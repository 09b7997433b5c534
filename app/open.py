"""The app's entrance: places, then Kivy, then the window."""

from __future__ import annotations

from lexicon import places


def open_app() -> None:
    """Open Ana Til in a window and stay until it is closed."""
    from app import start

    here = places.find().make()
    start.prepare(here.kivy)
    from app.kivy_app import AnaTilApp, Given

    AnaTilApp(Given(here)).run()
