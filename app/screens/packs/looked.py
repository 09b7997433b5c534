"""A pack that came: what is in it, who made it, and what it changes, before anybody says yes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.uix.widget import Widget

from app.screens.packs.facts import facts_of, key_words
from app.screens.page import InnerPage
from app.text.language import isolated, say, say_many, spoken
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton
from lexicon.records import Scope

if TYPE_CHECKING:
    from app.services.packs import Looked
    from lexicon.packs.installing import Change
    from lexicon.packs.reading import Pack


class LookedScreen(InnerPage):
    """What is in it and what it changes; then installing it, or first the maker's words."""

    def __init__(self, app: Any, path: Path, looked: Looked) -> None:
        super().__init__(app, looked.pack.head.title(spoken().code), app.show_packs, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(facts_of(list(_of_pack(looked.pack))))
        self.install: BigButton | None = None
        self.theirs: BigButton | None = None
        if looked.refused is not None:
            from app.sentences import in_words

            trouble = in_words(looked.refused)
            body.add_widget(Words(trouble.sentence, "body", bold=True, align="start"))
            body.add_widget(Words(trouble.step, "body", align="start"))
        elif looked.change is None:
            body.add_widget(Words(say("All of it is here already."), "body", bold=True, align="start"))
        else:
            body.add_widget(Words(say("What changes here"), "body", bold=True, align="start"))
            body.add_widget(facts_of(list(_of_change(looked.change)) or [say("Nothing is new in it.")]))
            self.install = BigButton(say("Install"), "check")
            self.install.bind(on_release=lambda *_: app.want_pack(path, looked, False))
            body.add_widget(self.install)
            if looked.change.kept:
                self.theirs = BigButton(say("Install, with the maker’s corrections"), calm=True)
                self.theirs.bind(on_release=lambda *_: app.want_pack(path, looked, True))
                body.add_widget(self.theirs)
        self.later = BigButton(say("Not now") if self.install else say("Done"), calm=bool(self.install))
        self.later.bind(on_release=lambda *_: app.show_packs())
        body.add_widget(self.later)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.install or self.later


class KeyScreen(InnerPage):
    """The eight words of a maker who is new here: compared once, believed from then on."""

    def __init__(self, app: Any, path: Path, looked: Looked, theirs: bool) -> None:
        super().__init__(app, say("Who made it?"), lambda: app.show_looked(path, looked))
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        name = isolated(looked.pack.head.maker)
        told = say("Call {name}, and read these eight words to each other.", name=name)
        body.add_widget(Words(told, "body", align="start"))
        body.add_widget(key_words(looked.words))
        warning = say("If one word is another, somebody else made this pack: do not install it.")
        body.add_widget(Words(warning, "body", align="start"))
        self.same = BigButton(say("They are the same"), "check")
        self.same.bind(on_release=lambda *_: app.install_pack(path, looked, theirs))
        body.add_widget(self.same)
        self.other = BigButton(say("Not now"), calm=True)
        self.other.bind(on_release=lambda *_: app.show_packs())
        body.add_widget(self.other)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.other


def _of_pack(pack: Pack) -> Iterator[str]:
    head, contents = pack.head, pack.contents
    yield say("Made by {name}", name=isolated(head.maker))
    size = max(0.1, pack.envelope.size / 1_000_000)
    yield say("Version {n}, {size} MB", n=head.number, size=f"{size:.1f}")
    yield say_many("{n} word", "{n} words", len(contents.of("sense")))
    if takes := len(contents.of("take")):
        yield say_many("{n} recording", "{n} recordings", takes)
        names = ", ".join(sorted(isolated(row["pseudonym"]) for row in contents.of("speaker")))
        yield say("Voices: {names}", names=names)
        if head.scope is Scope.CLASS:
            yield say("Its voices are for your class alone: please do not pass it on.")
    if head.week is not None:
        yield say("This week’s words: {title}", title=isolated(contents.title(head.week, spoken().code)))
    if any(row["status"] != "approved" for row in contents.of("sense")):
        yield say("Not every word has been read by a native reader yet.")


def _of_change(change: Change) -> Iterator[str]:
    if change.added:
        yield say_many("{n} new word", "{n} new words", change.added)
    if change.changed:
        yield say_many("{n} word changes", "{n} words change", change.changed)
    if change.voices:
        yield say_many("{n} new recording", "{n} new recordings", change.voices)
    if change.edits:
        yield say_many("{n} correction by the maker", "{n} corrections by the maker", change.edits)
    if change.dropped:
        yield say_many("{n} word goes", "{n} words go", change.dropped)
    if change.taken_back:
        yield say_many("{n} recording was taken back", "{n} recordings were taken back", change.taken_back)
    if change.kept:
        yield say_many("{n} correction of your own stays", "{n} corrections of your own stay", change.kept)
