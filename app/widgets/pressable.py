"""What one can tap: cards with a picture or a word, the one big button, and small round ones."""

from __future__ import annotations

from typing import Any

from kivy.animation import Animation
from kivy.graphics import Color, Ellipse, SmoothLine, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.properties import NumericProperty, OptionProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from app.theme import ADULT_TARGET, CHILD_TARGET, CORNER, Colour, look
from app.widgets.base import Picture, Words

BADGE = 30


class Sheet(FloatLayout):
    """A rounded ground with a thin edge: what a picture or a word lies on."""

    rim = NumericProperty(1.5)
    """Width of the edge in dp."""

    def __init__(self, *, face: Colour | None = None, **kwargs: Any) -> None:
        self._face = face or look.palette.surface
        super().__init__(**kwargs)
        with self.canvas.before:
            self._fill_colour = Color(*self._face)
            self._fill = SmoothRoundedRectangle(radius=[dp(CORNER)])
            self._edge_colour = Color(*look.palette.line)
            # A line around, not a larger shape below: filling costs most where a phone draws.
            self._edge = SmoothLine(width=1)
        self.bind(pos=self._draw, size=self._draw, rim=self._draw)
        self._draw()

    def _draw(self, *_: Any) -> None:
        rim = dp(self.rim)
        corner = max(1.0, min(dp(CORNER), self.height / 2, self.width / 2))
        self._fill.pos, self._fill.size, self._fill.radius = self.pos, self.size, [corner]
        # Half of a line's width lies on each side of its path.
        self._edge.width = rim / 2
        self._edge.rounded_rectangle = (
            self.x + rim / 2, self.y + rim / 2, max(1, self.width - rim), max(1, self.height - rim),
            max(1.0, corner - rim / 2),
        )  # fmt: skip


def lay_picture(
    sheet: Sheet, code: str, caption: str = "", role: str = "body"
) -> tuple[Picture, Words | None]:
    """Put a picture on a sheet, with a word under it if one is given."""
    share = 0.30 if caption else 0.0
    picture = Picture(
        code, size_hint=(0.84, 0.84 - share), pos_hint={"center_x": 0.5, "top": 0.95 if caption else 0.92}
    )
    sheet.add_widget(picture)
    if not caption:
        return picture, None
    words = Words(
        caption,
        role,
        colour=look.palette.on_paper,
        fit=True,
        size_hint=(0.88, share),
        pos_hint={"center_x": 0.5, "y": 0.05},
    )
    sheet.add_widget(words)
    return picture, words


def lay_word(sheet: Sheet, text: str, role: str = "word", bold: bool = False) -> Words:
    """Put a word on a sheet."""
    words = Words(
        text, role, bold=bold, fit=True, size_hint=(0.86, 0.86), pos_hint={"center_x": 0.5, "center_y": 0.5}
    )
    sheet.add_widget(words)
    return words


class PictureSheet(Sheet):
    """A picture on paper. Shown, not tapped."""

    def __init__(self, code: str, caption: str = "", *, role: str = "body", **kwargs: Any) -> None:
        super().__init__(face=look.palette.paper, **kwargs)
        self.picture, self.caption = lay_picture(self, code, caption, role)


def framed(code: str | None, **kwargs: Any) -> FloatLayout:
    """A picture on paper, square, as large as its room; empty room where there is none."""
    frame = FloatLayout(**kwargs)
    if code is not None:
        paper = PictureSheet(code, size_hint=(None, None), pos_hint={"center_x": 0.5, "center_y": 0.5})
        frame.bind(size=lambda _frame, size: setattr(paper, "size", (min(size), min(size))))
        frame.add_widget(paper)
    return frame


class Chip(PictureSheet):
    """A small picture on paper: its black outlines are seen on dark ground too."""

    def __init__(self, code: str, side: float, **kwargs: Any) -> None:
        super().__init__(code, size_hint=(None, None), size=(dp(side), dp(side)), **kwargs)


class WordSheet(Sheet):
    """A word on a card. Shown, not tapped."""

    def __init__(self, text: str, role: str = "word", *, bold: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = lay_word(self, text, role, bold)


class Card(ButtonBehavior, Sheet):
    """A sheet that can be tapped and can show how an answer went.

    ``state_shown``: ``idle``, ``chosen`` (tapped, not yet kept), ``right``, ``amiss`` (not this one),
    ``quiet`` (out of the question now). A mark stands beside the colour: never colour alone.
    """

    state_shown = OptionProperty("idle", options=["idle", "chosen", "right", "amiss", "quiet"])

    def __init__(self, **kwargs: Any) -> None:
        self._badge: FloatLayout | None = None
        super().__init__(**kwargs)
        self.bind(state=self._pressed)

    def _draw(self, *args: Any) -> None:
        super()._draw(*args)
        if self._badge is not None:
            side = dp(BADGE)
            x = self.x + dp(6) if look.rtl else self.x + self.width - side - dp(6)
            self._badge.pos = (x, self.y + self.height - side - dp(6))

    def _pressed(self, *_: Any) -> None:
        shade = 0.94 if self.state == "down" else 1.0
        self._fill_colour.rgb = tuple(part * shade for part in self._face[:3])

    def on_state_shown(self, *_: Any) -> None:
        palette = look.palette
        edges = {"right": palette.good, "amiss": palette.amiss, "chosen": palette.soft_ink}
        self._edge_colour.rgba = edges.get(self.state_shown, palette.line)
        self.rim = 4 if self.state_shown in edges else 1.5
        if self._badge is not None:
            self.remove_widget(self._badge)
            self._badge = None
        marks = {
            "right": ("check", palette.good, palette.on_good),
            "amiss": ("again", palette.amiss, palette.on_amiss),
        }
        if self.state_shown in marks:
            icon, ground, ink = marks[self.state_shown]
            self._badge = _Badge(icon, ground, ink)
            self.add_widget(self._badge)
        goal = 0.35 if self.state_shown == "quiet" else 1.0
        Animation.cancel_all(self, "opacity")
        if look.motion:
            Animation(opacity=goal, d=look.seconds(0.2)).start(self)
        else:
            self.opacity = goal
        self._draw()


class _Badge(FloatLayout):
    """A small round mark in a card's corner."""

    def __init__(self, icon: str, ground: Colour, ink: Colour) -> None:
        super().__init__(size_hint=(None, None), size=(dp(BADGE), dp(BADGE)))
        with self.canvas.before:
            Color(*ground)
            self._disc = Ellipse(size=self.size)
        self.bind(pos=lambda *_: setattr(self._disc, "pos", self.pos))
        self.add_widget(
            Picture(icon, tint=ink, size_hint=(0.7, 0.7), pos_hint={"center_x": 0.5, "center_y": 0.5})
        )


class PictureCard(Card):
    """A picture to tap, with a word under it if one is given."""

    def __init__(self, code: str, caption: str = "", *, role: str = "body", **kwargs: Any) -> None:
        super().__init__(face=look.palette.paper, **kwargs)
        self.picture, self.caption = lay_picture(self, code, caption, role)


class WordCard(Card):
    """A word to tap."""

    def __init__(self, text: str, role: str = "word", *, bold: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = lay_word(self, text, role, bold)


class LineCard(WordCard):
    """One of a list of choices: a line of text across the page, as high as a child's target."""

    def __init__(self, text: str, *, bold: bool = False) -> None:
        super().__init__(text, "body", bold=bold, size_hint_y=None, height=dp(CHILD_TARGET))


class BigButton(ButtonBehavior, BoxLayout):
    """The one clear thing to do. Its height follows its text, never below a child's target."""

    def __init__(self, text: str, icon: str | None = None, *, calm: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("size_hint_y", None)
        super().__init__(spacing=look.gap("near"), padding=(look.gap("room"), look.gap("near")), **kwargs)
        palette = look.palette
        self._ground = palette.surface if calm else palette.accent
        ink = palette.ink if calm else palette.on_accent
        with self.canvas.before:
            self._colour = Color(*self._ground)
            self._shape = SmoothRoundedRectangle(radius=[dp(CORNER)])
        self.words = Words(text, "title", bold=True, colour=ink, pos_hint={"center_y": 0.5})
        pieces = [self.words]
        if icon is not None:
            pieces.insert(
                0,
                Picture(
                    icon, tint=ink, size_hint=(None, None), size=(dp(30), dp(30)), pos_hint={"center_y": 0.5}
                ),
            )
        for piece in reversed(pieces) if look.rtl else pieces:
            self.add_widget(piece)
        self.bind(pos=self._draw, size=self._draw, state=self._draw)
        self.words.bind(height=self._fit)
        self._fit()

    def _fit(self, *_: Any) -> None:
        if self.size_hint_y is None:
            self.height = max(dp(CHILD_TARGET), self.words.height + 2 * look.gap("near"))

    def _draw(self, *_: Any) -> None:
        shade = 0.9 if self.state == "down" else 1.0
        self._colour.rgb = tuple(part * shade for part in self._ground[:3])
        self._shape.pos, self._shape.size = self.pos, self.size
        self._shape.radius = [min(dp(CORNER), self.height / 2)]


class RoundButton(ButtonBehavior, FloatLayout):
    """A round button with an icon; 48 dp or more."""

    def __init__(
        self,
        icon: str,
        *,
        side: float = ADULT_TARGET,
        plain: bool = True,
        flip: bool = False,
        tint: Colour | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(size_hint=(None, None), size=(dp(side), dp(side)), **kwargs)
        palette = look.palette
        self._ground = palette.surface if plain else palette.accent
        with self.canvas.before:
            self._colour = Color(*self._ground)
            self._disc = SmoothRoundedRectangle(radius=[dp(side) / 2])
            self._rim_colour = Color(*(palette.line if plain else palette.accent))
            self._rim = SmoothLine(width=1)
        ink = tint or (palette.ink if plain else palette.on_accent)
        self.icon = Picture(
            icon, tint=ink, flip=flip, size_hint=(0.56, 0.56), pos_hint={"center_x": 0.5, "center_y": 0.5}
        )
        self.add_widget(self.icon)
        self.bind(pos=self._draw, size=self._draw, state=self._draw)
        self._draw()

    def _draw(self, *_: Any) -> None:
        shade = 0.9 if self.state == "down" else 1.0
        self._colour.rgb = tuple(part * shade for part in self._ground[:3])
        self._disc.pos, self._disc.size = self.pos, self.size
        self._disc.radius = [self.width / 2]
        self._rim.ellipse = (self.x + 1, self.y + 1, self.width - 2, self.height - 2)
