"""What may be odd about a pack, each with a sentence of its own."""

from __future__ import annotations

from enum import StrEnum

from anatil import AnaTilError
from lexicon.exchange.flaws import printable


class Flaw(StrEnum):
    """Why a pack is refused; the value is a sentence about it, ``{what}`` stands for the part meant."""

    NOT_A_PACK = "This is no pack of Ana Til."
    CUT = "The end of the pack is missing."
    TOO_LARGE = "The pack is too large."
    UNSIGNED = "The pack is not signed by anybody."
    CHANGED = "The pack was damaged or changed after its maker signed it."
    ZIP = "{what}"
    LINE = "{what}"
    HEAD = "The pack does not say what it is: {what}"
    DAY = "A day in the pack is none: {what}"
    ORDER = "The pack is not in order, or has something twice: {what}"
    TOO_MANY = "There are too many entries of one kind in the pack: {what}"
    STRANGER = "Something in the pack belongs to something that is not in it: {what}"
    MARKUP = "A text in the pack has markup in it: {what}"
    NOT_UYGHUR = "A word in the pack is not written in Uyghur letters: {what}"
    SCOPE = "A voice in the pack was not allowed to travel so far: {what}"
    FILES = "The pack has other files in it than it says: {what}"
    FILE = "A file in the pack is another than the pack says: {what}"
    NOT_SOUND = "A recording in the pack is no recording: {what}"
    NOT_PICTURE = "A picture in the pack is no picture: {what}"
    METADATA = "A file in the pack carries more than sound or picture: {what}"
    COUNT = "The pack does not hold as much as it says."
    FOLLOWS = "The pack says it has a new key, and the old key does not say so."


class PackError(AnaTilError):
    """The pack is refused; ``flaw`` says why. Nothing was changed."""

    def __init__(self, flaw: Flaw, what: str = "") -> None:
        super().__init__(f"{flaw.value.format(what=printable(what))} Nothing was changed.")
        self.flaw = flaw


class NewerPackError(AnaTilError):
    """A newer Ana Til made it."""

    def __init__(self) -> None:
        super().__init__("A newer Ana Til made this pack. Please install it first. Nothing was changed.")


class PackRefusedError(AnaTilError):
    """Base: the pack is whole, and must not come in here."""


class OlderPackError(PackRefusedError):
    """A newer version of it is installed."""

    def __init__(self, here: int, there: int) -> None:
        super().__init__(
            f"Version {here} of this pack is installed, and this is version {there}, which is older. "
            "Nothing was changed."
        )


class SameVersionError(PackRefusedError):
    """Another pack with the same version is installed."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"Version {version} of this pack is installed, and it is not this one. "
            "Please ask the maker for the next version. Nothing was changed."
        )


class OtherMakerError(PackRefusedError):
    """The pack that is installed was signed with another key."""

    def __init__(self) -> None:
        super().__init__(
            "This pack is not from the maker of the one that is installed: it is signed with another key. "
            "Please ask the maker whether the key is a new one. Nothing was changed."
        )


class ReplacedKeyError(PackRefusedError):
    """The maker has a new key, and this pack is signed with the old one."""

    def __init__(self) -> None:
        super().__init__(
            "This pack is signed with a key that its maker has replaced. "
            "Please ask for a newer pack. Nothing was changed."
        )


class UnknownMakerError(PackRefusedError):
    """Nobody here has said that this maker's key is the right one."""

    def __init__(self, words: str) -> None:
        super().__init__(
            "Nobody here has compared this maker's words yet. Please ask the maker for the eight words of "
            f"the key. If they are these, say so: {words}. Nothing was changed."
        )


class TakenBackError(PackRefusedError):
    """It has a voice in it that was taken back."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} recordings in this pack were taken back by their speakers. "
            "Please ask the maker for a newer pack. Nothing was changed."
        )


class ChangedMeanwhileError(PackRefusedError):
    """The file is not the one that was looked at."""

    def __init__(self) -> None:
        super().__init__("The file has changed since you looked at it. Nothing was changed.")
