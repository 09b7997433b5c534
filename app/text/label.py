"""The label of every screen: Kivy's, always with our text provider."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, ListProperty
from kivy.uix.label import Label

from app.text.provider import UyghurLabel


class TextLabel(Label):
    """A label that shows Uyghur, and Uyghur among Latin or Cyrillic, as it is written.

    Markup is switched off for good: whatever ``markup`` says, brackets are shown as brackets.
    """

    letter_colors = ListProperty([])
    """Letters in colours of their own: a list of (start, end, (r, g, b, a)), places in the text.

    Letters stay joined and where they are. The alpha is taken times the label's; 0 leaves a gap.
    """

    is_cut = BooleanProperty(False)
    """Whether some of the text is not shown, for want of room or lines (read only, as ``is_shortened``)."""

    breaks_word = BooleanProperty(False)
    """Whether a word was wider than ``text_size`` and had to be broken (read only)."""

    _label: Any = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("letter_colors", self._trigger_texture_update, "letter_colors")

    def _create_label(self) -> None:
        if self._label is not None:
            return
        options = {name: getattr(self, name) for name in self._font_properties}
        options["usersize"] = options["text_size"] = self.text_size
        if self.disabled:
            options["color"] = self.disabled_color
            options["outline_color"] = self.disabled_outline_color
        self._label = self._provider = UyghurLabel(letter_colors=self.letter_colors, **options)

    def texture_update(self, *args: Any) -> None:
        """Draw the text anew at once; ``texture``, ``texture_size`` and ``is_cut`` are true after it."""
        super().texture_update(*args)
        self.is_cut = bool(self.text) and self._provider.is_cut
        self.breaks_word = bool(self.text) and self._provider.breaks_word
