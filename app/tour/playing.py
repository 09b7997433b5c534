"""Running the app with somebody at it: a story that yields once a frame, until it is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def play(app: Any, story: Iterator[None]) -> None:
    """Run the app until the story ends; what went wrong in the story, or in the app, is raised."""
    from kivy.clock import Clock

    trouble: list[BaseException] = []

    def frame(_dt: float) -> bool:
        try:
            next(story)
        except StopIteration:
            app.stop()
            return False
        except BaseException as error:
            trouble.append(error)
            app.stop()
            return False
        return True

    Clock.schedule_interval(frame, 0)
    app.run()
    if trouble:
        raise trouble[0]
