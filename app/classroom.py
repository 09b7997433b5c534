"""What the app does for a teacher: the class on one page, copies of families, words to practise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.text.language import say
from lexicon.records import Theme

if TYPE_CHECKING:
    from app.services.class_report import ChildRow, Report, WordRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the class's page is about: the words of one list, None: all; which children, as in ``Who``."""

    words: Theme | None = None
    who: str = "all"


EVERYTHING: Final = Wanted()


class Classroom:
    """The part of the app that is about a class; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    _household: Any
    _go: Any
    _at_home: Any
    show_week: Any

    def show_class(self, wanted: Wanted = EVERYTHING) -> None:
        """Who practised, and which words and letters to teach next; only what is wanted."""
        from app.screens.classroom.overview import ClassScreen

        offset_min = self.given.moment.offset_min()

        def seen() -> Report:
            from app.services import class_report, lists

            within = None if wanted.words is None else lists.words_of(self._household, wanted.words.id)
            return class_report.of_household(
                self._household, offset_min, within, class_report.Who(wanted.who)
            )

        self._go(seen, lambda report: self.stage.show(ClassScreen(self, report, wanted)))

    def show_class_wanted(self, wanted: Wanted) -> None:
        """Which children and which words the class's page is about."""
        from app.screens.classroom.wanted import WantedScreen
        from app.services import weeks

        self._go(
            lambda: weeks.view(self._household),
            lambda view: self.stage.show(WantedScreen(self, view, wanted)),
        )

    def show_class_child(self, row: ChildRow) -> None:
        from app.screens.classroom.child import ClassChildScreen

        self.stage.show(ClassChildScreen(self, row))

    def remove_class_child(self, row: ChildRow) -> None:
        """Delete a child's copy; the family has what it is a copy of."""

        def remove() -> None:
            from app.services import class_copies

            class_copies.remove(self._household, row.child)

        self._go(remove, lambda _: self.show_class())

    def bring_class_copy(
        self, path: Path, passphrase: str | None, wrong: Callable[[Exception], None]
    ) -> None:
        """A copy for a teacher was opened where progress is brought in: it goes to the class."""

        def bring() -> Any:
            from app.services import class_copies

            return class_copies.bring(self._household, [path], passphrase)

        def came(result: Any) -> None:
            if result.refused:
                wrong(result.refused[0].error)
            else:
                self.show_class()

        self._go(bring, came)

    def teach_this_week(self, rows: Sequence[WordRow]) -> None:
        """These words become a list of the teacher's own, and this week's."""
        title = say("Words for the next lesson")

        def keep() -> Any:
            from app.services import own_lists, weeks

            list_id = own_lists.put(self._household, title, [row.sense.id for row in rows])
            return weeks.choose(self._household, list_id)

        def kept(home: Any) -> None:
            self._at_home(home)
            self.show_week()

        self._go(keep, kept)
