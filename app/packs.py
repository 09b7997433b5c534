"""What the app does with packs: shows what is installed, looks into what came, installs, takes out, makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.text.language import isolated, say, say_many
from lexicon.records import Scope

if TYPE_CHECKING:
    from app.services.pack_building import Built
    from app.services.packs import Installed, Looked
    from lexicon.packs.installing import Change
    from lexicon.packs.removing import Dropped

Told = Callable[[int, int], bool]


class Packs:
    """The part of the app that is about packs; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    pictures: Any
    _household: Any
    _lessons: Any
    _go: Any
    _work: Any
    _at_home: Any
    show_settings: Any

    # -- what is here

    def show_packs(self) -> None:
        """What is installed, and the files that lie where a person puts them."""
        from app.screens.packs.listing import PacksScreen

        folder = self.given.places.outbox

        def found() -> tuple[tuple[Installed, ...], tuple[Path, ...]]:
            from app.services import packs

            folder.mkdir(parents=True, exist_ok=True)
            return packs.installed(self._household), packs.found_in(self.given.places)

        def shown(both: tuple[tuple[Installed, ...], tuple[Path, ...]]) -> None:
            self.stage.show(PacksScreen(self, *both, folder.name))

        self._go(found, shown)

    def show_pack(self, pack: Installed) -> None:
        from app.screens.packs.listing import PackScreen

        self.stage.show(PackScreen(self, pack))

    def show_taking_out(self, pack: Installed) -> None:
        from app.screens.packs.listing import TakingOutScreen

        self.stage.show(TakingOutScreen(self, pack))

    def take_pack_out(self, pack: Installed) -> None:
        """A grown-up said so twice."""

        def work(_told: Told) -> tuple[Dropped, Any]:
            from app.services import packs

            return packs.remove(self._household, pack.id), self._household.at_home()

        def done(result: tuple[Dropped, Any]) -> None:
            self._changed(result[1])
            self.show_packs()

        self._work(work, done, self.show_packs)

    # -- what came

    def open_pack(self, path: Path) -> None:
        """Verify a file, and say what is in it and what it would change."""

        def work(told: Told) -> Looked:
            from app.services import packs

            return packs.look(self._household, path, told)

        self._work(work, lambda looked: self.show_looked(path, looked), self.show_packs)

    def show_looked(self, path: Path, looked: Looked) -> None:
        from app.screens.packs.looked import LookedScreen

        self.stage.show(LookedScreen(self, path, looked))

    def want_pack(self, path: Path, looked: Looked, theirs: bool) -> None:
        """Install it; a maker who is new here is compared first."""
        if looked.known:
            self.install_pack(path, looked, theirs)
            return
        from app.screens.packs.looked import KeyScreen

        self.stage.show(KeyScreen(self, path, looked, theirs))

    def install_pack(self, path: Path, looked: Looked, theirs: bool) -> None:
        """A grown-up saw what is in it, knows the maker, and said yes."""

        def work(told: Told) -> tuple[Change | None, Any]:
            from app.services import packs

            seen = looked.pack.envelope.sha256
            change = packs.install(self._household, path, trusting=True, theirs=theirs, seen=seen, told=told)
            return change, self._household.at_home()

        def done(result: tuple[Change | None, Any]) -> None:
            from app.screens.sharing.taking import SaidScreen

            change, home = result
            self._changed(home)
            told = [say("It is installed.")]
            if change is not None and change.added:
                told.append(say_many("{n} new word", "{n} new words", change.added))
            if change is not None and change.voices:
                told.append(say_many("{n} new recording", "{n} new recordings", change.voices))
            self.stage.show(SaidScreen(self, say("Packs"), told, self.show_packs))

        self._work(work, done, self.show_packs)

    def _changed(self, home: Any) -> None:
        """Words, voices and pictures are others now."""
        self._at_home(home)
        self.pictures.look_again()
        if self._lessons is not None:
            self._lessons.forget_words()

    # -- what one makes

    def show_making_a_pack(self, scope: Scope = Scope.CLASS) -> None:
        from app.screens.packs.making import MakingScreen

        self.stage.show(MakingScreen(self, scope))

    def show_maker_name(self, scope: Scope) -> None:
        """The name that others will see; it need not be one's own."""
        from app.screens.studio.naming import NamingScreen

        remark = say("Who makes it? A school’s or a family’s name for itself: others will see it.")
        self.stage.show(
            NamingScreen(
                self, say("Make a pack"), remark, "", lambda: self.show_making_a_pack(scope),
                lambda name: self.make_pack(name, scope),
            )
        )  # fmt: skip

    def make_pack(self, maker: str, scope: Scope) -> None:
        """Everything this device has, in one file beside one's documents."""

        def work(told: Told) -> Built:
            from app.services import pack_building
            from app.services.pack_building import Wish

            wish = Wish(scope.value, maker, scope)
            return pack_building.build(self._household, pack_building.new_file(self._household), wish, told)

        def made(built: Built) -> None:
            from app.screens.packs.making import MadeScreen

            place = isolated(f"{built.path.parent.name}/{built.path.name}")
            self.stage.show(MadeScreen(self, built, place, self.show_packs))

        self._work(work, made, lambda: self.show_making_a_pack(scope))
