"""What may be odd about a progress file, each with a sentence of its own."""

from __future__ import annotations

from enum import StrEnum

from anatil import AnaTilError
from lexicon.exchange.flaws import printable


class Flaw(StrEnum):
    """Why a file is refused; the value is a sentence about it, ``{what}`` stands for the part meant."""

    NOT_PROGRESS = "This is no progress file of Ana Til."
    PACKING = "The file is damaged: it cannot be unpacked."
    CUT = "The end of the file is missing."
    JUNK = "There is something behind the end of the file."
    TOO_LARGE = "The file is too large once it is unpacked."
    TOO_MANY = "There are too many entries of one kind in the file: {what}"
    LONG_LINE = "A line of the file is too long."
    LETTERS = "A line of the file is written in letters that cannot be read."
    LINE = "A line of the file is not what Ana Til writes."
    TWICE = "A line of the file says one thing twice."
    SHAPE = "A line of the file has other parts than it should: {what}"
    NUMBER = "A number in the file is none that belongs there: {what}"
    ID = "An id in the file is not one."
    TEXT = "A text in the file is missing or too long: {what}"
    HALF_LETTER = "A text in the file ends within a letter."
    INVISIBLE = "A name in the file has invisible signs in it: {what}"
    PIECES = "The letters of a text in the file are stored in pieces: {what}"
    CHOICE = "The file has a value that is not known: {what}"
    RATING = "An answer in the file has a rating that is none."
    UNDO = "An answer in the file is taken back in a way that cannot be."
    ORDER = "The file is not in order, or has something twice: {what}"
    STRANGER = "The file has something of a child who is not in it."
    LATE = "The file has something from a time that is too far off: {what}"
    COUNT = "The file does not hold as much as it says."
    ANSWERS = "The answers in the file are not those that were saved."
    OTHER_ANSWER = "An answer in the file is already here and says something else."
    OTHER_CHILD = "A child in the file is already here and is another."
    OTHER_PAGE = "A page in the file is already here and is another child's."


class ProgressError(AnaTilError):
    """The file is refused; ``flaw`` says why. Nothing was changed."""

    def __init__(self, flaw: Flaw, what: str = "") -> None:
        super().__init__(f"{flaw.value.format(what=printable(what))} Nothing was changed.")
        self.flaw = flaw


class NewerProgressError(AnaTilError):
    """A newer Ana Til wrote it."""

    def __init__(self) -> None:
        super().__init__("A newer Ana Til wrote this file. Please install it first. Nothing was changed.")


class TeachersCopyError(AnaTilError):
    """It is a copy for a teacher, which has no answers to bring in."""

    def __init__(self) -> None:
        super().__init__(
            "This is a copy for a teacher: it has totals and no answers, so it cannot be brought in. "
            "Please ask the family to save the progress for another phone. Nothing was changed."
        )


class NoTeachersCopyError(AnaTilError):
    """It is a family's whole progress, and no copy for a teacher."""

    def __init__(self) -> None:
        super().__init__(
            "This is a family's whole progress and no copy for a teacher. "
            "Please give it back, delete it, and ask for the copy for a teacher."
        )
