"""The grown-ups' part: a small gate, then language, text size, appearance, motion, and about."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from anatil import __version__
from app.device.text_size import SIZES
from app.screens.learners import CardGrid
from app.screens.page import InnerPage, TakingPage
from app.text.language import LANGUAGES, say, spoken
from app.theme import ADULT_TARGET, look
from app.widgets.base import Column, Picture, Row, Words
from app.widgets.pressable import BigButton, Chip, PictureCard, WordCard
from lexicon.records import Learner


class GateScreen(InnerPage):
    """A question a small child cannot answer yet. It keeps small fingers out; it is not a lock."""

    def __init__(
        self, app: Any, rng: random.Random, through: Callable[[], None], back: Callable[[], None]
    ) -> None:
        super().__init__(app, say("For grown-ups"), back, widest=480)
        one, two = rng.randint(6, 9), rng.randint(6, 9)
        right = one * two
        wrong = rng.sample([n for n in range(30, 90) if n != right], 5)
        answers = [right, *wrong]
        rng.shuffle(answers)
        self.frame.add_widget(Words(f"{one} × {two} =", "hero", bold=True, base_direction="ltr"))
        grid = CardGrid(side=104, most=3, tall=0.8)
        self.right_card: WordCard | None = None
        for number in answers:
            card = WordCard(str(number), "title", bold=True)
            go = through if number == right else back
            card.bind(on_release=lambda _card, way=go: way())
            if number == right:
                self.right_card = card
            grid.add_widget(card)
        self.frame.add_widget(grid)
        self.frame.add_widget(Widget())


class SettingsScreen(InnerPage):
    """What a grown-up may set on this device. Each choice takes effect at once."""

    def __init__(self, app: Any, settings: dict[str, str], learners: Sequence[Learner] = ()) -> None:
        super().__init__(app, say("Settings"), app.show_learners)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.options: dict[tuple[str, str], WordCard] = {}
        self._settings = settings
        self._choice(
            body,
            "1F310",
            say("Language"),
            "language",
            [(one.code, one.name) for one in LANGUAGES],
            spoken().code,
        )
        self._choice(
            body,
            "1F524",
            say("Text size"),
            "font_scale",
            [(str(scale), f"{scale * 100:.0f} %") for scale in SIZES],
            str(look.font_scale),
        )
        self._choice(
            body,
            "1F3A8",
            say("Appearance"),
            "appearance",
            [("light", say("Light")), ("dark", say("Dark"))],
            settings.get("appearance", "light"),
        )
        self._choice(
            body,
            "1F343",
            say("Motion"),
            "motion",
            [("on", say("On")), ("off", say("Off"))],
            "on" if look.motion else "off",
        )
        if app.ticks:
            self._choice(
                body,
                "1F446",
                say("Vibration"),
                "haptics",
                [("on", say("On")), ("off", say("Off"))],
                settings.get("haptics", "on"),
            )
        self.children_cards: list[PictureCard] = []
        if learners:
            self._heading(body, learners[0].picture, say("Children on this device"))
            grid = CardGrid(side=112)
            for learner in learners:
                card = PictureCard(learner.picture, learner.nickname)
                card.bind(on_release=lambda _card, who=learner: app.show_child(who))
                self.children_cards.append(card)
                grid.add_widget(card)
            body.add_widget(grid)
        self.bring = BigButton(say("Bring progress in"), calm=True)
        self.bring.bind(on_release=lambda *_: app.show_progress_files())
        body.add_widget(self.bring)
        self.class_ = BigButton(say("My class"), calm=True)
        self.class_.bind(on_release=lambda *_: app.show_class())
        body.add_widget(self.class_)
        self.lists = BigButton(say("My lists"), calm=True)
        self.lists.bind(on_release=lambda *_: app.show_lists())
        body.add_widget(self.lists)
        self.packs = BigButton(say("Packs"), calm=True)
        self.packs.bind(on_release=lambda *_: app.show_packs())
        body.add_widget(self.packs)
        self.week = BigButton(say("This week’s words"), calm=True)
        self.week.bind(on_release=lambda *_: app.show_week())
        body.add_widget(self.week)
        self._choice(
            body,
            "1F4AC",
            say("Sentences nobody has approved yet"),
            "sentences",
            [("on", say("On")), ("off", say("Off"))],
            settings.get("sentences", "off"),
        )
        self.voices = BigButton(say("Voices"), "microphone", calm=True)
        self.voices.bind(on_release=lambda *_: app.show_studio())
        body.add_widget(self.voices)
        self.reader = BigButton(say("For native readers"), calm=True)
        self.reader.bind(on_release=lambda *_: app.show_reader())
        body.add_widget(self.reader)
        self.copies = BigButton(say("Keep a copy"), calm=True)
        self.copies.bind(on_release=lambda *_: app.show_copies())
        body.add_widget(self.copies)
        self.health = BigButton(say("Check what is kept"), calm=True)
        self.health.bind(on_release=lambda *_: app.show_health())
        body.add_widget(self.health)
        self.lock = BigButton(say("Lock"), calm=True)
        self.lock.bind(on_release=lambda *_: app.show_lock())
        body.add_widget(self.lock)
        self.hand: BigButton | None = None
        if learners:
            self.hand = BigButton(say("Hand over this phone"), calm=True)
            self.hand.bind(on_release=lambda *_: app.show_hand_over())
            body.add_widget(self.hand)
        self.erase = BigButton(say("Remove everything"), calm=True)
        self.erase.bind(on_release=lambda *_: app.show_erasing())
        body.add_widget(self.erase)
        self.promises = BigButton(say("What this app never does"), calm=True)
        self.promises.bind(on_release=lambda *_: app.show_promises())
        body.add_widget(self.promises)
        about = BigButton(say("About Ana Til"), calm=True)
        about.bind(on_release=lambda *_: app.show_about())
        self.about = about
        body.add_widget(about)
        self.frame.add_widget(self.scrolling(body))

    def _heading(self, body: Column, picture: str, name: str) -> None:
        line = Row(size_hint_y=None, height=dp(40))
        line.add_widget(Chip(picture, 40))
        line.add_widget(Words(name, "body", bold=True, align="start", fit=True))
        body.add_widget(line)

    def _choice(
        self, body: Column, picture: str, name: str, key: str, options: Sequence[tuple[str, str]], now: str
    ) -> None:
        self._heading(body, picture, name)
        grid = CardGrid(side=124, most=4 if len(options) == 4 else 3)
        for value, label in options:
            card = WordCard(label, "body", bold=value == now)
            if value == now:
                card.state_shown = "right"
            card.bind(on_release=lambda _card, chosen=value: self.app.set_device(key, chosen))
            self.options[key, value] = card
            grid.add_widget(card)
        grid._tall = ADULT_TARGET * look.font_scale * 1.25 / 124
        grid._fit()
        body.add_widget(grid)


class RemovalScreen(TakingPage):
    """Whether a child is to be removed, with every answer."""

    def __init__(self, app: Any, learner: Learner) -> None:
        asked = (
            say("Remove this child?"),
            say("All its answers will be deleted from this device. This cannot be undone."),
            say("Remove"),
        )
        chip = Chip(learner.picture, 112, pos_hint={"center_x": 0.5})
        super().__init__(
            app, learner.nickname, asked, lambda: app.show_child(learner),
            lambda: app.remove_learner(learner), chip,
        )  # fmt: skip


class AboutScreen(InnerPage):
    """Who made this, under what licence, and what it never does."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, say("About Ana Til"), app.show_settings)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(Picture("pomegranate", size_hint_y=None, height=dp(72)))
        paragraphs = [
            (say("Version {number}", number=__version__), True),
            (say("Ana Til never uses the internet. What a child does here stays on this device."), False),
            (
                say(
                    "No native reader has approved the words and the Uyghur texts yet. "
                    "If you find a mistake, please tell us."
                ),
                False,
            ),
            (say("The program: Apache License 2.0. The vocabulary: Creative Commons BY-SA 4.0."), False),
            (
                say(
                    "Pictures: OpenMoji, the open-source emoji and icon project, Creative Commons BY-SA 4.0."
                ),
                False,
            ),
            (say("Letters: UKIJ Tuz Basma, IBM Plex Sans Arabic and Roboto, free fonts."), False),
        ]
        for text, bold in paragraphs:
            body.add_widget(Words(text, "body", bold=bold, align="start"))
        self.frame.add_widget(self.scrolling(body))
