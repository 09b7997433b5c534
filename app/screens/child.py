"""What a grown-up sets for one child: minutes, new words, what is asked, the script; and how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.drills.bands import AGE_BANDS, BANDS, SCRIPTS, Wishes
from app.drills.new_words import MANY_NEW
from app.screens.learners import CardGrid
from app.screens.page import InnerPage
from app.text.language import BY_CODE, say
from app.theme import ADULT_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, WordCard
from lexicon.records import Learner, Skill

MINUTES = (3, 5, 10, 15)
"""Minutes of a lesson to choose from; five is what the plan has where nothing is set."""

NEW_WORDS = (0, 2, 4, 6)
"""Most new words of a lesson to choose from; none of them is chosen where it goes by age."""

USUAL_MINUTES = 5

WRITING = {"arabic": "ug", "latin": "ug-Latn", "cyrillic": "ug-Cyrl"}
"""The language whose own name shows each script."""


class ChildScreen(InnerPage):
    """The settings of one child. Each choice takes effect at once, from the next lesson on."""

    def __init__(self, app: Any, learner: Learner) -> None:
        super().__init__(app, learner.nickname, app.show_settings)
        self.learner = learner
        self.wishes = Wishes.of(learner.settings)
        self.options: dict[tuple[str, str], WordCard] = {}
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.progress = BigButton(say("How it goes"))
        self.progress.bind(on_release=lambda *_: app.show_progress(learner))
        body.add_widget(self.progress)
        self._minutes(body)
        self._new_words(body)
        self._skills(body)
        self._script(body)
        self.along = BigButton(say("Take along"), calm=True)
        self.along.bind(on_release=lambda *_: app.show_take_along(learner))
        body.add_widget(self.along)
        self.remove = BigButton(say("Remove this child"), calm=True)
        self.remove.bind(on_release=lambda *_: app.show_removal(learner))
        body.add_widget(self.remove)
        self.frame.add_widget(self.scrolling(body))

    def _minutes(self, body: Column) -> None:
        now = self.wishes.minutes or USUAL_MINUTES
        self._heading(body, say("Minutes of a lesson"))
        offered = [
            (str(number), str(number), number == now, replace(self.wishes, minutes=number))
            for number in MINUTES
        ]
        self._options(body, "minutes", offered)

    def _new_words(self, body: Column) -> None:
        self._heading(body, say("New words in a lesson, at most"))
        wishes = self.wishes
        by_age = (
            "",
            say("By age"),
            wishes.new_words is None,
            replace(wishes, new_words=None),
        )
        offered = [
            (
                str(number),
                str(number) if number else say("Only repeat"),
                wishes.new_words == number,
                replace(wishes, new_words=number),
            )
            for number in NEW_WORDS
            if number <= MANY_NEW[self.learner.age_band]
        ]
        self._options(body, "new_words", [by_age, *offered])

    def _skills(self, body: Column) -> None:
        """A switch for each skill of the age; the last one that is on stays on."""
        every = BANDS[self.learner.age_band].skills
        names = {
            Skill.HEAR: say("Hear"),
            Skill.READ: say("Read"),
            Skill.SAY: say("Say"),
            Skill.WRITE: say("Write"),
        }
        on = every & (self.wishes.skills or every) or every
        offered = []
        for skill in (one for one in Skill if one in every):
            wanted = on ^ {skill}
            chosen = None if wanted == every else wanted or on
            offered.append((skill.value, names[skill], skill in on, replace(self.wishes, skills=chosen)))
        self._heading(body, say("What is practised"))
        self._options(body, "skills", offered)

    def _script(self, body: Column) -> None:
        if AGE_BANDS.index(self.learner.age_band) == 0:
            return  # nothing is read yet
        self._heading(body, say("Script of the words"))
        offered = [
            (
                script,
                BY_CODE[WRITING[script]].name,
                self.wishes.script == script,
                replace(self.wishes, script=script),
            )
            for script in SCRIPTS
        ]
        self._options(body, "script", offered)

    def _heading(self, body: Column, name: str) -> None:
        words = Words(name, "body", bold=True, align="start")
        body.add_widget(words)

    def _options(self, body: Column, key: str, offered: Sequence[tuple[str, str, bool, Wishes]]) -> None:
        """Cards beside each other: value, label, whether it is on, and the wishes a tap leaves."""
        grid = CardGrid(side=124, most=4 if len(offered) == 4 else 3)
        for value, label, on, wishes in offered:
            card = WordCard(label, "body", bold=on)
            if on:
                card.state_shown = "right"
            card.bind(on_release=lambda _card, then=wishes: self.app.set_wishes(self.learner, then))
            self.options[key, value] = card
            grid.add_widget(card)
        grid._tall = ADULT_TARGET * look.font_scale * 1.25 / 124
        grid._fit()
        body.add_widget(grid)
