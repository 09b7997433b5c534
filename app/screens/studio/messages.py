"""Voice messages: a word, how it was said, play; mend what was heard wrong, then keep them all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.message_reader import MessageReader, Sight
from app.screens.page import InnerPage
from app.screens.studio.inbox import short_name
from app.screens.studio.message_pair import PairScreen
from app.screens.studio.message_rows import PairRow, Rows
from app.sentences import in_words
from app.services.message_keeping import Word
from app.services.message_reading import MessageError
from app.services.messages import Pair, Review, Span
from app.text.language import say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.beads import Beads
from app.widgets.pressable import BigButton, RoundButton
from lexicon.records import Sense, Speaker


class MessagesScreen(InnerPage):
    """First it listens, then it shows what it found, then it keeps what it shows."""

    def __init__(self, app: Any, speaker: Speaker, senses: Sequence[Sense], paths: Sequence[Path]) -> None:
        super().__init__(app, speaker.pseudonym, self._leave, across=880)
        self.speaker, self._senses, self._paths = speaker, tuple(senses), tuple(paths)
        self.reader = MessageReader(app.bench, lambda call: Clock.schedule_once(lambda _dt: call(), 0))
        self.review: Review | None = None
        self._sights: dict[Span, Sight] = {}
        self._pairs: tuple[Pair, ...] = ()
        self._keeping = False
        self._played = False
        self.main: Widget | None = None
        """What Enter taps: the one thing to do now."""
        self.rows: Rows | None = None
        self.beads: Beads | None = None
        self.undo = RoundButton("undo", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.undo.bind(on_release=lambda *_: self.change(lambda review: review.undo()))
        self.header.add_widget(self.undo)
        self.place = BoxLayout()
        self.frame.add_widget(self.place)
        self._show_undo()

    def arrive(self) -> None:
        self._listen()

    def way_on(self) -> Widget | None:
        return self.main

    # -- listening

    def _listen(self) -> None:
        self._progress(say("Listening to the messages"), self.app.show_studio)
        self.reader.read(self._paths, self._senses, self._told, self._heard, self._failed)

    def _progress(self, text: str, stop: Callable[[], None]) -> None:
        """How far it is, and how to stop it."""
        self.rows = None
        body = Column(spacing=look.gap("wide"))
        body.add_widget(Widget())
        self.words = Words(text, "title", bold=True)
        body.add_widget(self.words)
        self.beads = Beads(size_hint_y=None, height=look.gap("wide"))
        body.add_widget(self.beads)
        body.add_widget(Widget())
        button = BigButton(say("Stop"), calm=True)
        button.bind(on_release=lambda *_: stop())
        body.add_widget(button)
        self._put(body, button)

    def _told(self, done: int, every: int) -> None:
        if self.beads is not None:
            self.beads.done = done / every

    def _heard(self, review: Review) -> None:
        self.review = review
        if review.kept:
            self._show()
        else:
            self._end(
                say("No word was heard in it."), say("Please listen to the message, and try another list.")
            )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, MessageError):
            self.app.show_trouble(error)
        else:
            trouble = in_words(error.__cause__ or error)
            self._end(trouble.sentence, f"{trouble.step}\n{short_name(error.name)}")

    # -- what was found

    def _show(self) -> None:
        """The list, and one thing to do."""
        found = Column(spacing=look.gap("step"))
        self.told = Words("", "body", colour=look.palette.soft_ink, align="start")
        found.add_widget(self.told)
        self.rows = Rows(self._row, self._key)
        found.add_widget(self.rows)
        scroll = self.scrolling(found)
        self.rows.watch(scroll)
        body = Column(spacing=look.gap("step"))
        body.add_widget(scroll)
        self.keep = BigButton("", "check")
        self.keep.bind(on_release=lambda *_: self._keep_all())
        body.add_widget(self.keep)
        self._put(body, self.keep)
        self._refresh()

    def change(self, how: Callable[[Review], Review]) -> None:
        """Mend the review, and show it so."""
        if self.review is not None and not self._keeping:
            self.review = how(self.review)
            self._refresh()

    def _refresh(self) -> None:
        review, rows = self.review, self.rows
        if review is None or rows is None:
            return
        pairs = review.pairs
        # A message may hold a part of the list: what lies before and after it was not said, in one line.
        heard = [number for number, pair in enumerate(pairs) if pair.span is not None] or [0]
        self._pairs = pairs[heard[0] : heard[-1] + 1]
        missing = len(pairs) - len(self._pairs)
        doubtful = sum(pair.is_doubtful for pair in pairs)
        told = [
            say("Please listen to those with a question mark.")
            if doubtful
            else say("Listen to some of them.")
        ]
        if missing:
            told.append(say_many("{n} word was not said.", "{n} words were not said.", missing))
        self.told.text = " ".join(told)
        count = len(review.kept)
        self.keep.words.text = say_many("Keep {n} word", "Keep {n} words", count)
        self.keep.disabled, self.keep.opacity = not count, 1.0 if count else 0.35
        self._show_undo()
        rows.show(len(self._pairs))
        new = [pair.span for pair in self._pairs if pair.span is not None and pair.span not in self._sights]
        if new:
            self.reader.look(new, self._seen)

    def _seen(self, sights: dict[Span, Sight]) -> None:
        self._sights |= sights
        for row in self.rows.built.values() if self.rows is not None else ():
            if isinstance(row, PairRow) and row.pair.span in sights:
                row.wave.show(sights[row.pair.span].columns)

    def _key(self, number: int) -> Hashable:
        pair = self._pairs[number]
        return pair.word, pair.sound, pair.span, pair.room, pair.doubt, pair.own

    def _row(self, number: int) -> Widget:
        pair = self._pairs[number]
        sight = None if pair.span is None else self._sights.get(pair.span)
        return PairRow(
            pair, sight.columns if sight else (), partial(self.hear, pair), partial(self.open, pair)
        )

    def hear(self, pair: Pair) -> None:
        """Play a sound."""
        if pair.span is not None:
            self._played = True
            self.reader.sound(pair.span, pair.room, self.app.player.play_bytes)

    def open(self, pair: Pair) -> None:
        """What can be said of one pair, over the list."""
        if self.review is None or self._keeping or (pair.span is not None and pair.span not in self._sights):
            return
        sight = None if pair.span is None else self._sights[pair.span]
        self.app.stage.cover(
            PairScreen(self.app, self.review, pair, sight, self._said, partial(self.hear, pair))
        )

    def _said(self, review: Review) -> None:
        self.app.stage.uncover()
        self.change(lambda _before: review)

    def _show_undo(self) -> None:
        shown = self.review is not None and self.review.before is not None and not self._keeping
        self.undo.opacity, self.undo.disabled = (1.0, False) if shown else (0.0, True)

    # -- keeping

    def _keep_all(self) -> None:
        if self.review is None or self._keeping or not self.review.kept:
            return
        self._keeping = True
        self._show_undo()
        self._progress(say("Keeping the words"), self._stop_keeping)
        self._next(self.review.kept, 0)

    def _next(self, pairs: Sequence[Pair], at: int) -> None:
        if not self._keeping:
            return
        self._told(at, len(pairs))
        if at == len(pairs):
            self._keeping = False
            self._end(
                say_many("{n} word is kept. Thank you!", "{n} words are kept. Thank you!", at),
                say("Somebody else may listen to them now. The messages are still where they were."),
            )
            return
        pair = pairs[at]
        sense, span = pair.sense, pair.span
        assert sense is not None and span is not None  # that is what kept means

        def ready(word: Word) -> None:
            self.app.keep_message_word(self.speaker, sense, word, pair.own, lambda: self._next(pairs, at + 1))

        self.reader.word(span, pair.room, ready)

    def _stop_keeping(self) -> None:
        """Stop after the word that is under way; what was kept stays, and is not kept twice."""
        self._keeping = False
        self.reader.stop()
        self._show()

    # -- the end, and the way out

    def _leave(self) -> None:
        """Back; asked first where something was mended, since nothing of that is kept."""
        if self.rows is None or self.review is None or self.review.before is None:
            self.app.show_studio()
        else:
            self.app.stage.cover(LeavingScreen(self.app))

    def _end(self, title: str, text: str) -> None:
        self.rows = None
        body = Column(spacing=look.gap("room"))
        body.add_widget(Widget())
        body.add_widget(Words(title, "title", bold=True))
        body.add_widget(Words(text, "body", colour=look.palette.soft_ink))
        body.add_widget(Widget())
        done = BigButton(say("Done"), "check")
        done.bind(on_release=lambda *_: self.app.show_studio())
        body.add_widget(done)
        self._put(body, done)

    def _put(self, body: Widget, main: Widget) -> None:
        self.place.clear_widgets()
        self.place.add_widget(body)
        self.main = main

    def rest(self) -> None:
        if self._played:
            self._played = False
            self.app.player.stop()

    def leave(self) -> None:
        self._keeping = False
        self.reader.stop()
        self.rest()


class LeavingScreen(InnerPage):
    """Whether to leave what was mended. Going on with it is the easy way."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, say("Leave it like this?"), app.stage.uncover, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("wide")))
        body.add_widget(Words(say("What you mended would be lost."), "body", align="start"))
        self.stay = BigButton(say("Go on with it"))
        self.stay.bind(on_release=lambda *_: app.stage.uncover())
        self.go = BigButton(say("Leave"), calm=True)
        self.go.bind(on_release=lambda *_: app.show_studio())
        body.add_widget(self.stay)
        body.add_widget(self.go)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.stay
