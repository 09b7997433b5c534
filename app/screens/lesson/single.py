"""What every card that asks one target is to the lesson: it is answered once, shows how it went, and can show
itself by example."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.widget import Widget

from app.drills.given import Given
from app.drills.steps import Outcome, SingleQuestion
from app.widgets.split import Split
from lexicon.records import Verdict

Answered = Callable[[Given], None]
Tap = tuple[Callable[[], Widget], Callable[[], None]]
"""One step of an example: what the finger goes to, and what happens when it is there."""


def nothing() -> None:
    """What happens where an example only points."""


class SingleCard(Split):
    """``answered`` is called once, with what was handed in; ``show_verdict`` when it is kept.

    ``second_fits``: see ``Split``; here it may change when the second half is replaced.
    """

    question: SingleQuestion
    taken = False
    after_a_miss: Widget | None = None
    """What a tap goes on from, once a miss or a slip has been shown."""
    plays_before = False
    """Whether the target's recording belongs before the answer."""

    def show_verdict(self, given: Given, outcome: Outcome, go_on: Callable[[], None]) -> None:
        """Show how it went; where there is something to look at, a tap on what is right goes on."""
        raise NotImplementedError

    def choices(self) -> Sequence[Widget]:
        """What the digits tap, from 1."""
        return ()

    def way_on(self) -> Widget | None:
        """What Enter taps."""
        return self.after_a_miss

    def take_key(self, _key: int, _text: str) -> bool | None:
        """Whether this key did something here; None where it stands for something to tap."""
        return None

    def example(self) -> list[Tap]:
        """What a finger does to answer right, one after the other."""
        raise NotImplementedError

    def leave(self) -> None:
        """Called when the card goes."""

    def replace_second(self, widget: Widget) -> None:
        """Put another half in the place of the second; it gets a share of the room."""
        self.second, self.second_fits = widget, False
        self.wide = None
        self._turn()


def looked_at(outcome: Outcome) -> bool:
    """Whether the answer is only looked at for a moment: there is nothing to put right."""
    return outcome.verdict not in (Verdict.WRONG, Verdict.SLIP)
