"""Saying words one after the other: it starts at the voice, stops after a pause, goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.drills.drill import meaning
from app.recorder import Take
from app.screens.page import InnerPage, counted
from app.screens.studio.hearing import why_not
from app.services.studio import QueueItem
from app.text.language import say, spoken
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pictured import Pictured
from app.widgets.pressable import BigButton, RoundButton
from app.widgets.sound import LevelBar, Waveform
from app.widgets.split import Split
from audio.takes import Started
from audio.troubles import CaptureError
from lexicon.records import Recording, Speaker

ON_AFTER_S = 0.9
"""Seconds a good take is looked at before the next word: time for one tap on “Again”."""


def advice(fault: str) -> str:
    """What is wrong with a take, in one plain sentence. It is advice: a take can always be kept."""
    return {
        "silent": say("Nothing was heard."),
        "too_quiet": say("A little too quiet. Come nearer, or speak up."),
        "clipped": say("Too loud. Go a little further away."),
        "noisy": say("It is noisy here. Is there a quieter room?"),
        "hum": say("Something hums. A charger or a fridge nearby?"),
        "offset": say("The microphone is not well. Another one may be better."),
        "cut_start": say("The beginning is cut off. Wait a moment before you speak."),
        "cut_end": say("The end is cut off. Wait a moment after the word."),
        "two_words": say("That sounded like two words."),
        "too_long": say("That was long. Only the word, please."),
    }.get(fault, "")


class MicrophoneTestScreen(InnerPage):
    """Whether the microphone hears: say anything, see the bar move."""

    keeps_awake = True

    def __init__(self, app: Any, go_on: Any) -> None:
        super().__init__(app, say("Say anything"), app.show_studio)
        body = Column(spacing=look.gap("wide"))
        body.add_widget(Widget())
        self.told = Words(say("Does the bar move when you speak?"), "title")
        body.add_widget(self.told)
        self.bar = LevelBar(height=dp(40))
        body.add_widget(self.bar)
        body.add_widget(Widget())
        self.go_on = BigButton(say("Yes, let us begin"), "check")
        self.go_on.bind(on_release=lambda *_: go_on())
        body.add_widget(self.go_on)
        self.frame.add_widget(body)

    def arrive(self) -> None:
        self.app.listen(self.bar.follow, lambda _take: None, self._lost)

    wake = arrive

    def way_on(self) -> Widget | None:
        return self.go_on

    def leave(self) -> None:
        self.app.stop_listening()

    rest = leave

    def _lost(self, error: CaptureError) -> None:
        self.app.show_sound_trouble(error)


class RecordingScreen(InnerPage):
    """The queue. None of the buttons is needed when all goes well."""

    keeps_awake = True

    def __init__(self, app: Any, speaker: Speaker, queue: Sequence[QueueItem]) -> None:
        super().__init__(app, speaker.pseudonym, app.show_studio, across=880)
        self.speaker = speaker
        self._queue = list(queue)
        self._at = 0
        self._kept: dict[int, Recording] = {}
        self._waiting: Any = None
        self.take: Take | None = None
        self._saved = False
        """Whether the take on the screen is kept."""
        self._turn = 0
        """Counts what was shown, so that what comes late (a take, or that one is kept) finds its own word."""
        self.count = self.add_count()
        self.place = BoxLayout()
        self.frame.add_widget(self.place)
        self.card: WordToSay | None = None
        self.done: BigButton | None = None

    def arrive(self) -> None:
        self._show()

    def wake(self) -> None:
        """Listen again, unless a take is being looked at."""
        if self.card is not None and self.take is None:
            self._listen()

    # -- the words

    def _show(self) -> None:
        self._stop_waiting()
        self.take, self._saved = None, False
        self._turn += 1
        self.place.clear_widgets()
        self.count.text = counted(len(self._kept), len(self._queue))
        if self._at >= len(self._queue):
            self.card = None
            self.app.stop_listening()
            self.place.add_widget(self._thanks())
            return
        item = self._queue[self._at]
        self.app.pictures.want(
            [one.sense.picture for one in self._queue[self._at :][:4] if one.sense.picture]
        )
        self.card = WordToSay(item, self)
        self.place.add_widget(self.card)
        self._listen()

    def _thanks(self) -> Column:
        thanks = Column(spacing=look.gap("wide"))
        thanks.add_widget(Words(say("Every word is said. Thank you!"), "title", bold=True))
        away, name = self.app.show_studio, say("Done")
        if self.app.errand is not None:
            away, name = self.app.leave_studio, say("Back to the lesson")
        self.done = BigButton(name, "check")
        self.done.bind(on_release=lambda *_: away())
        thanks.add_widget(self.done)
        thanks.add_widget(Widget(size_hint_y=0.5))
        return thanks

    def _listen(self) -> None:
        self.app.listen(self._event, partial(self._taken, self._turn), self.app.show_sound_trouble)

    def again(self) -> None:
        """The take is thrown away and the word said once more."""
        self._stop_waiting()
        if self._saved:
            self.app.throw_away_take(self._kept.pop(self._at), self._show)
        else:
            self._show()

    def skip(self) -> None:
        self._go(self._at + 1)

    def before(self) -> None:
        """Back to the word before; what was said of it stays until it is said again."""
        self._go(max(0, self._at - 1))

    def keep(self) -> None:
        """Keep the take whatever the advice, and go on."""
        if self.take is not None and not self._saved:
            self._save(self.take, then=self.skip)
        else:
            self.skip()

    def hear(self) -> None:
        """Play the take; nothing listens meanwhile."""
        if self.take is not None:
            self.app.stop_listening()
            self.app.play_take(self.take)

    def _go(self, at: int) -> None:
        self._stop_waiting()
        self._at = at
        self._show()

    # -- what is heard

    def _event(self, event: Any) -> None:
        if self.card is None:
            return
        self.card.bar.follow(event)
        if isinstance(event, Started):
            self.card.told.text = ""

    def _taken(self, turn: int, take: Take) -> None:
        if self.card is None or self.take is not None or turn != self._turn:
            return
        self.app.stop_listening()
        self.take = take
        self.card.taken(take.columns)
        if take.worth_repeating:
            self.card.told.text = advice(take.faults[0])
            self.card.done.words.text = say("Keep it")
            return
        self.card.told.text = advice(take.faults[0]) if take.faults else say("Good.")
        self._save(take, then=lambda: self._after(ON_AFTER_S))

    def _save(self, take: Take, then: Any) -> None:
        at, item, turn = self._at, self._queue[self._at], self._turn

        def go_on() -> None:
            if turn == self._turn:
                then()

        def kept(recording: Recording) -> None:
            before = self._kept.get(at)
            self._kept[at] = recording
            self._saved |= turn == self._turn
            self.count.text = counted(len(self._kept), len(self._queue))
            if before is None:
                go_on()
            else:  # said again after going back: the new one takes its place
                self.app.throw_away_take(before, go_on)

        self.app.keep_take(self.speaker, item.sense, take, kept)

    def _after(self, seconds: float) -> None:
        self._waiting = Clock.schedule_once(lambda _dt: self.skip(), seconds * self.app.given.haste)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    # -- keys, and the way out

    def way_on(self) -> Widget | None:
        return self.card.done if self.card else self.done

    def choices(self) -> Sequence[Widget]:
        return list(self.card.ways) if self.card else ()

    def rest(self) -> None:
        self.app.stop_listening()
        self.app.player.stop()

    def leave(self) -> None:
        self._stop_waiting()
        self.rest()


class WordToSay(Split):
    """One word: picture, text and meaning; below, how loud it is and what was taken."""

    second_fits = True

    def __init__(self, item: QueueItem, screen: RecordingScreen) -> None:
        sense = item.sense
        lines = [Words(sense.headword, "hero", bold=True, fit=True)]
        gloss = meaning(sense, spoken().catalogue) if spoken().catalogue != "ug" else ""
        if gloss:
            lines.append(Words(gloss, "title", colour=look.palette.soft_ink, fit=True, size_hint_y=0.6))
        words = Pictured(sense.picture, *lines)
        sound = Column(spacing=look.gap("near"), size_hint_y=None)
        sound.bind(minimum_height=sound.setter("height"))
        self.told = Words(
            why_not(item.reason) or say("Say the word."), "body", size_hint_y=None, height=dp(44), fit=True
        )
        sound.add_widget(self.told)
        heard = FloatLayout(size_hint_y=None, height=dp(44))
        whole = {"center_x": 0.5, "center_y": 0.5}
        self.bar = LevelBar(size_hint=(1, None), height=dp(24), pos_hint=whole)
        self.waveform = Waveform(pos_hint=whole)
        for piece in (self.bar, self.waveform):
            heard.add_widget(piece)
        sound.add_widget(heard)
        self.done = BigButton(say("Next"), "check")
        self.done.bind(on_release=lambda *_: screen.keep())
        sound.add_widget(self.done)
        ways = Row(size_hint_y=None, height=dp(CHILD_TARGET), spacing=look.gap("near"))
        self.ways: list[RoundButton] = []
        for icon, flip, way in (
            ("back", look.rtl, screen.before),
            ("again", False, screen.again),
            ("speaker", False, screen.hear),
            ("back", not look.rtl, screen.skip),
        ):
            button = RoundButton(icon, side=CHILD_TARGET, flip=flip)
            button.bind(on_release=lambda _button, go=way: go())
            self.ways.append(button)
            ways.add_widget(button)
        middle = AnchorLayout(size_hint_y=None, height=dp(CHILD_TARGET))
        ways.size_hint_x, ways.width = None, 4 * dp(CHILD_TARGET) + 3 * look.gap("near")
        middle.add_widget(ways)
        sound.add_widget(middle)
        super().__init__(words, sound, 0.5)

    def taken(self, columns: Sequence[float]) -> None:
        """Show a take where the level was."""
        self.bar.opacity = 0
        self.waveform.show(columns)
