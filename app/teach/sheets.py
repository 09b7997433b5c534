"""The numbered sheet that goes to a speaker: number, picture, word, meaning, one row a word.

Somebody old reads it on a phone and says the words one after another into a voice message. So there is one
column, in which no order can be doubted, and everything is large; each row stands whole on one page. The
sheet names nobody and nothing: not the app, not who made it, not when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.services.lists import Chosen
from app.teach import lettering, paper
from app.teach.lettering import Faces, Line
from app.teach.paper import Colour, Page, Picture, Rule, Words
from app.text.language import in_its_script, say, spoken
from lexicon.pictures import asks_for_credit
from lexicon.portions import Portion
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script, from_arabic

MARGIN: Final = 42.0
INK: Final[Colour] = (0x2B, 0x28, 0x33)
SOFT: Final[Colour] = (0x66, 0x5F, 0x6E)
ACCENT: Final[Colour] = (0xAF, 0x2F, 0x45)
FINE: Final[Colour] = (0xE4, 0xD9, 0xC4)
"""The app's light colours (``app/theme.py``)."""

WORD_SIZES: Final = (38.0, 34.0, 30.0, 26.0, 22.0)
"""Points; the first in which a word fits its row. A phone's screen is a third as wide as the paper, so the
first is 13 points there, a little more than a book's print."""
ARABIC: Final = 1.15
"""How much larger the Arabic script is set, whose letters are lower in UKIJ Tuz Basma than Latin ones."""
NUMBER_SIZE: Final = 26.0
MEANING_SIZE: Final = 17.0
TITLE_SIZE: Final = 28.0
SENTENCE_SIZE: Final = 16.0
FOOT_SIZE: Final = 13.0
CREDIT_SIZE: Final = 9.0
LEADING: Final = 1.2
"""Of the size, from one baseline to the next: letters of UKIJ Tuz Basma take up 1.14 of it."""
LOOSE: Final = 1.35
"""The same for sentences."""
TOP: Final = 0.88
"""Of the size, from the top of a row's line to its baseline: the room is wanted below, for ۋ and ق."""

NUMBER_WIDTH: Final = 54.0
PICTURE: Final = 68.0
GAP: Final = 18.0
NAME: Final = 220.0
ROW: Final = 80.0
FOOT: Final = 30.0
"""Points."""
BOTTOM: Final = paper.HEIGHT - MARGIN - FOOT
INNER: Final = paper.WIDTH - 2 * MARGIN

CREDIT: Final = "OpenMoji, CC BY-SA 4.0"
"""What the licence of the pictures asks for."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is to look; its sentences are in the language that the interface is in.

    ``script`` is the words', ``meanings`` the language of the small meanings (BCP 47, "" for none),
    ``pictures`` finds a picture by its code, ``fonts`` is the folder of these.
    """

    script: Script
    meanings: str
    pictures: Callable[[str], Path | Portion | None]
    fonts: Path


def pages(chosen: Chosen, look: Look) -> tuple[Page, ...]:
    """The sheet of these words, numbered from 1 in their order."""
    regular, bold = lettering.faces(look.fonts), lettering.faces(look.fonts, "Bold")
    marks, y = _head(chosen, regular, bold)
    with_pictures = any(_picture(sense, look) for sense in chosen.senses)
    found = [marks]
    credited = [False]
    for number, sense in enumerate(chosen.senses, start=1):
        row = _Row(number, sense, look, regular, bold, with_pictures)
        if y + row.height > BOTTOM:
            found.append([])
            credited.append(False)
            y = MARGIN
        found[-1] += row.marks(y)
        credited[-1] |= bool(sense.picture and asks_for_credit(sense.picture) and row.picture)
        y += row.height
    return tuple(
        (*marks, *_foot(number, len(found), credit, regular))
        for number, (marks, credit) in enumerate(zip(found, credited, strict=True), start=1)
    )


def _sentences() -> tuple[str, ...]:
    return (
        say("Please lend us your voice, so that the children hear these words from you."),
        say("Start a voice message and say the words in the order of their numbers."),
        say("Say each word once, and wait a breath between words."),
        say("If you call it something else, say your own word. Not sure? Leave it out."),
        say("You may stop at any time and send it in pieces. Thank you!"),
    )


def _head(chosen: Chosen, regular: Faces, bold: Faces) -> tuple[list[Words | Picture | Rule], float]:
    """Title, a line for a name to be written by hand, and how it is done; and where the rows may begin."""
    language = spoken()
    marks: list[Words | Picture | Rule] = []
    y = MARGIN

    def put(text: str, size: float, fonts: Faces, colour: Colour, after: float) -> Line:
        nonlocal y
        size *= ARABIC if language.rtl else 1
        lines = lettering.set_lines(text, size, fonts, rtl=language.rtl, width=INNER)
        for line in lines:
            y += size * LOOSE
            marks.append(Words(_edge(line, MARGIN, INNER, language.rtl), y, line, colour))
        y += after
        return lines[-1]

    title = chosen.titles.get(language.catalogue, "")
    if title:
        put(in_its_script(title), TITLE_SIZE, bold, ACCENT, 10)
    greeting = put(say("With warm greetings from:"), SENTENCE_SIZE, regular, SOFT, 10)
    start = MARGIN + greeting.width + 8
    rule = paper.WIDTH - start - NAME if language.rtl else start
    marks.append(Rule(rule, y - 7, NAME, SOFT))
    for sentence in _sentences():
        put(sentence, SENTENCE_SIZE, regular, INK, 4)
    return marks, y + 12


class _Row:
    """One word: its number, its picture, and the word over its meaning, from where the script begins."""

    def __init__(
        self, number: int, sense: Sense, look: Look, regular: Faces, bold: Faces, with_pictures: bool
    ) -> None:
        self._rtl = look.script is Script.ARABIC
        self.picture = _picture(sense, look)
        self._room = NUMBER_WIDTH + (PICTURE + GAP if with_pictures else 0)
        self._number = _one(str(number), NUMBER_SIZE, bold)
        width = INNER - self._room
        word = _fitting(from_arabic(sense.headword, look.script), regular, self._rtl, width)
        meaning = sense.glosses.get(look.meanings, "") if look.meanings else ""
        self._lines = [(line, INK) for line in word]
        self._lines += [
            (line, SOFT)
            for line in lettering.set_lines(meaning, MEANING_SIZE, regular, rtl=False, width=width)
        ]
        self._high = sum(line.size * LEADING for line, _ in self._lines)
        self.height = max(ROW, self._high + 7)

    def marks(self, y: float) -> list[Words | Picture | Rule]:
        """What stands in the row whose top is at ``y``."""
        middle = y + self.height / 2
        found: list[Words | Picture | Rule] = [
            Rule(MARGIN, y, INNER, FINE),
            Words(self._at(0, self._number.width), middle + NUMBER_SIZE * 0.35, self._number, ACCENT),
        ]
        if self.picture is not None:
            found.append(
                Picture(self._at(NUMBER_WIDTH, PICTURE), middle - PICTURE / 2, PICTURE, self.picture)
            )
        baseline = middle - self._high / 2
        for line, colour in self._lines:
            found.append(Words(self._at(self._room, line.width), baseline + TOP * line.size, line, colour))
            baseline += line.size * LEADING
        return found

    def _at(self, before: float, width: float) -> float:
        """The left end of what is ``width`` wide and begins ``before`` points after the row does."""
        return paper.WIDTH - MARGIN - before - width if self._rtl else MARGIN + before


def _picture(sense: Sense, look: Look) -> Path | Portion | None:
    return look.pictures(sense.picture) if sense.picture else None


def _fitting(text: str, fonts: Faces, rtl: bool, width: float) -> Sequence[Line]:
    """One line as large as it can be; a few small ones where even that is too wide."""
    for size in WORD_SIZES:
        found = lettering.set_lines(text, size * (ARABIC if rtl else 1), fonts, rtl=rtl, width=width)
        if len(found) == 1 and found[0].width <= width:
            break
    return found


def _foot(number: int, of: int, credit: bool, fonts: Faces) -> list[Words | Picture | Rule]:
    """Which page of how many, in the middle; whose pictures, at the side where no reading begins."""
    y = paper.HEIGHT - MARGIN
    page = _one(f"{number}/{of}", FOOT_SIZE, fonts)
    found: list[Words | Picture | Rule] = [Words((paper.WIDTH - page.width) / 2, y, page, SOFT)]
    if credit:
        line = _one(CREDIT, CREDIT_SIZE, fonts)
        found.append(Words(_edge(line, MARGIN, INNER, not spoken().rtl), y, line, SOFT))
    return found


def _one(text: str, size: float, fonts: Faces) -> Line:
    return lettering.set_lines(text, size, fonts, rtl=False, width=paper.WIDTH)[0]


def _edge(line: Line, left: float, width: float, rtl: bool) -> float:
    return left + width - line.width if rtl else left
