"""What the app does with lists of one's own: shows and changes them, finds words for them, undoes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.text.language import say, say_many, spoken
from lexicon.records import Sense, Theme

if TYPE_CHECKING:
    from app.services.own_lists import Offered, Opened


class Listing:
    """The part of the app that is about a teacher's lists; ``AnaTilApp`` is one."""

    stage: Any
    desk: Any
    _household: Any
    _go: Any
    _say: Any
    _lessons: Any
    _at_home: Any
    show_settings: Any
    show_week: Any
    record: Any
    _lists_before: dict[UUID, list[Sequence[UUID]]] | None = None
    """By list what it was before each change since the app was opened, for undo."""

    def show_lists(self) -> None:
        from app.screens.lists.overview import ListsScreen
        from app.services import own_lists

        self._go(
            lambda: own_lists.every(self._household), lambda found: self.stage.show(ListsScreen(self, found))
        )

    def show_list(self, list_id: UUID, said: str = "") -> None:
        """A list as it is now; ``said`` is a sentence about what was just done."""
        from app.screens.lists.words import ListScreen
        from app.services import own_lists

        def shown(opened: Opened | None) -> None:
            if opened is None:
                self.show_lists()
            else:
                undo = bool(self._history().get(list_id))
                self.stage.show(ListScreen(self, opened, undo=undo, said=said))

        self._go(lambda: own_lists.opened(self._household, list_id), shown)

    # -- lists

    def show_new_list(self) -> None:
        from app.services import own_lists

        self._ask_title("", self.show_lists, lambda title: self._go(
            lambda: own_lists.make(self._household, title), self.show_list
        ))  # fmt: skip

    def show_renaming(self, opened: Opened) -> None:
        from app.services import own_lists

        def renamed(title: str) -> None:
            self._go(lambda: own_lists.rename(self._household, opened.theme.id, title),
                     lambda _: self.show_list(opened.theme.id))  # fmt: skip

        title = next(iter(opened.theme.titles.values()), "")
        self._ask_title(title, lambda: self.show_list(opened.theme.id), renamed)

    def _ask_title(self, title: str, back: Callable[[], None], done: Callable[[str], None]) -> None:
        from app.screens.studio.naming import NamingScreen

        asked = say("What shall the list be called?")
        self.stage.show(NamingScreen(self, asked, "", title, back, done, most=40))

    def copy_list(self, opened: Opened) -> None:
        """A list of a pack as one of one's own."""
        from app.services import own_lists

        title = next(iter(opened.theme.titles.values()), "")
        self._go(lambda: own_lists.copy(self._household, opened.theme.id, title), self.show_list)

    def show_deleting_list(self, opened: Opened) -> None:
        from app.screens.lists.words import DeletingScreen

        self.stage.show(DeletingScreen(self, opened))

    def delete_list(self, opened: Opened) -> None:
        from app.services import own_lists

        self._go(lambda: own_lists.remove(self._household, opened.theme.id), lambda _: self.show_lists())

    def choose_list(self, opened: Opened) -> None:
        """From now on it is this week's."""
        from app.services import weeks

        def kept(home: Any) -> None:
            self._at_home(home)
            self.show_week()

        self._go(lambda: weeks.choose(self._household, opened.theme.id), kept)

    def show_splitting_list(self, opened: Opened) -> None:
        from app.screens.lists.parting import SplittingScreen

        self.stage.show(SplittingScreen(self, opened))

    def split_list(self, opened: Opened, first: UUID) -> None:
        """The words from this one on become a list of their own."""
        from app.services import own_lists

        self._remember(opened)
        self._go(lambda: own_lists.split(self._household, opened.theme.id, first), self.show_list)

    def show_joining_lists(self, opened: Opened) -> None:
        from app.screens.lists.parting import JoiningScreen
        from app.services import own_lists

        def shown(found: Sequence[Theme]) -> None:
            others = [one for one in found if one.id != opened.theme.id and one.size]
            self.stage.show(JoiningScreen(self, opened, others))

        self._go(lambda: own_lists.every(self._household), shown)

    def join_list(self, opened: Opened, other_id: UUID) -> None:
        """Another list's words come into this one."""
        from app.services import own_lists

        self._remember(opened)
        list_id = opened.theme.id
        self._go(
            lambda: own_lists.join(self._household, list_id, other_id), lambda _: self.show_list(list_id)
        )

    def show_to_room(self, opened: Opened) -> None:
        """A word at a time on a wall."""
        from app.screens.lists.room import RoomScreen

        self.stage.show(RoomScreen(self, opened))

    def record_words(self, opened: Opened, words: Sequence[UUID]) -> None:
        """Somebody says these words; then one is here again."""
        self.record(words, lambda: self.show_list(opened.theme.id))

    def record_list(self, opened: Opened) -> None:
        """Somebody says the words of a list that have no voice yet, or where all have one, all of them."""
        silent = [one.id for one in opened.words if not one.voices]
        self.record_words(opened, silent or [one.id for one in opened.words])

    # -- their words

    def change_list(self, opened: Opened, words: Sequence[UUID]) -> None:
        """The list has these words now; what it had can be brought back."""
        self._remember(opened)
        self._put(opened.theme.id, words)

    def undo_list(self, opened: Opened) -> None:
        """Take the last change of a list back."""
        before = self._history().get(opened.theme.id)
        if before:
            self._put(opened.theme.id, before.pop())

    def _put(self, list_id: UUID, words: Sequence[UUID]) -> None:
        from app.services import own_lists

        self._go(lambda: own_lists.change(self._household, list_id, words), lambda _: self.show_list(list_id))

    def _remember(self, opened: Opened) -> None:
        """What a list has before it is changed, for undo."""
        self._history().setdefault(opened.theme.id, []).append([one.id for one in opened.words])

    def _history(self) -> dict[UUID, list[Sequence[UUID]]]:
        if self._lists_before is None:
            self._lists_before = {}
        return self._lists_before

    def show_adding_a_word(self, opened: Opened) -> None:
        from app.screens.lists.adding import AddingScreen

        self.stage.show(AddingScreen(self, opened))

    def offer_words(self, text: str, then: Callable[[Offered], None]) -> None:
        """What is here and may be meant, while somebody writes."""
        from app.services import own_lists

        language = spoken().catalogue
        self.desk.ask(lambda: own_lists.offered(self._household, text, language), then)

    def add_to_list(self, opened: Opened, sense: Sense) -> None:
        """A word that is here goes into the list, at its end."""
        words = [one.id for one in opened.words if one.id != sense.id]
        self.change_list(opened, [*words, sense.id])

    def show_new_word(self, opened: Opened, text: str) -> None:
        """A word that is not here needs its meaning."""
        from app.screens.lists.adding import MeaningScreen
        from app.services import own_lists

        def asked(offered: Offered) -> None:
            self.stage.show(MeaningScreen(self, opened, offered.headword or text))

        self._go(lambda: own_lists.offered(self._household, text, spoken().catalogue), asked)

    def add_new_word(self, opened: Opened, word: str, meaning: str) -> None:
        from app.services import own_lists

        def added(_: Sense) -> None:
            self._lessons = None  # it has read the words that were there before
            self._remember(opened)
            self.show_list(opened.theme.id)

        language = spoken().catalogue if spoken().catalogue != "ug" else "en"
        self.desk.ask(
            lambda: own_lists.add_new(self._household, opened.theme.id, word, meaning, language), added,
            lambda error: self._say(error, lambda: self.show_adding_a_word(opened)),
        )  # fmt: skip

    def paste_into_list(self, opened: Opened) -> None:
        """What was copied out of a spreadsheet."""
        from kivy.core.clipboard import Clipboard

        from app.services import own_lists

        text = str(Clipboard.paste() or "")
        title = next(iter(opened.theme.titles.values()), "")

        def came(brought: Any) -> None:
            self._lessons = None
            self._remember(opened)
            new = say_many("{n} new word", "{n} new words", brought.words + brought.meanings)
            self.show_list(opened.theme.id, new)

        self.desk.ask(
            lambda: own_lists.paste(self._household, text, title, spoken().catalogue), came,
            lambda error: self._say(error, lambda: self.show_list(opened.theme.id)),
        )  # fmt: skip
