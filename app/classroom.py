"""What the app does for a teacher: the class on one page, copies of families, words to practise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.text.language import say

if TYPE_CHECKING:
    from app.services.class_report import ChildRow, Report, WordRow


class Classroom:
    """The part of the app that is about a class; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    _household: Any
    _go: Any
    _at_home: Any
    show_week: Any

    def show_class(self) -> None:
        """Who practised, and which words to teach next."""
        from app.screens.classroom.overview import ClassScreen

        offset_min = self.given.moment.offset_min()

        def seen() -> Report:
            from app.services import class_report

            return class_report.of_household(self._household, offset_min)

        self._go(seen, lambda report: self.stage.show(ClassScreen(self, report)))

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
