"""Errors in words: the one place that turns an error into one plain sentence and the next step."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from anatil import AnaTilError
from app.device.arriving import UnreadableError
from app.services.doors.kinds import UnknownKindError
from app.services.own_lists import NoWordError
from app.services.squares import NoPhotoError
from app.text.language import say
from audio.troubles import (
    CaptureError,
    MicrophoneLostError,
    MicrophoneNotAllowedError,
    NotSoundError,
    SoundTooLargeError,
)
from lexicon import backup
from lexicon.backup import BackupError, NewerBackupError, ShortPassphraseError
from lexicon.corrections import CorrectionsError, NewerCorrectionsError
from lexicon.doctor import Fault, Finding
from lexicon.exchange.flaws import ArchiveError, SourceError
from lexicon.exchange.progress_flaws import (
    NewerProgressError,
    NoTeachersCopyError,
    ProgressError,
    TeachersCopyError,
)
from lexicon.packs.flaws import (
    ChangedMeanwhileError,
    Flaw,
    NewerPackError,
    OlderPackError,
    OtherMakerError,
    PackError,
    PackRefusedError,
    ReplacedKeyError,
    SameVersionError,
    TakenBackError,
    UnknownMakerError,
)
from lexicon.packs.keys import KeyDamagedError
from lexicon.sealed import (
    NewerSealError,
    NotSealedError,
    PassphraseNeededError,
    SealError,
    WrongPassphraseError,
)
from lexicon.troubles import (
    ConsentMissingError,
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseNewerError,
    DatabaseReadOnlyError,
    DatabaseUnreachableError,
    DiskFullError,
    MigrationError,
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, what helps, and whether setting the damaged file aside is offered."""

    sentence: str
    step: str
    can_set_aside: bool = False


def in_words(error: BaseException) -> Trouble:
    """The sentence and the step for an error, in the language that is on."""
    if isinstance(error, DatabaseDamagedError):
        return Trouble(
            say("The file with the words and answers is damaged."),
            say(
                "Nothing was deleted. You can put the damaged file aside and start a new one; "
                "keep it, someone may be able to repair it."
            ),
            can_set_aside=True,
        )
    if isinstance(error, DatabaseNewerError):
        return Trouble(
            say("The answers on this device were kept by a newer Ana Til."),
            say("Please install the newer version. Nothing was changed."),
        )
    if isinstance(error, DatabaseReadOnlyError) or _is(error, errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            say("Ana Til may not write to its folder."),
            say("Please allow writing there, then try again. Nothing was lost."),
        )
    if isinstance(error, DiskFullError) or _is(error, errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            say("There is no room left on this device."),
            say(
                "Please delete something you do not need, then try again. "
                "The answers before this one are kept."
            ),
        )
    if isinstance(error, DatabaseBusyError):
        return Trouble(
            say("Ana Til seems to be open a second time."),
            say("Please close the other one, then try again."),
        )
    if isinstance(error, MigrationError):
        return Trouble(
            say("The answers could not be brought into the new version’s form."),
            say("They are as they were. Please try again, and tell us if it does not help."),
        )
    if isinstance(error, DatabaseUnreachableError):
        return Trouble(
            say("Ana Til cannot reach the place where it keeps its answers."),
            say("Please check the memory card or the folder, then try again."),
        )
    if isinstance(error, MicrophoneNotAllowedError):
        return Trouble(
            say("Ana Til may not use the microphone."),
            say("Please allow it in the device’s settings. It is used only while you record."),
        )
    if isinstance(error, MicrophoneLostError):
        return Trouble(
            say("The microphone is gone: unplugged, or taken by a call."),
            say("What you said before is kept. Please try again when it is back."),
        )
    if isinstance(error, CaptureError):
        return Trouble(
            say("No microphone was found."),
            say("Please plug one in or switch it on, then try again."),
        )
    if isinstance(error, SoundTooLargeError):
        return Trouble(
            say("This sound file is too large or too long."),
            say("Please send it in parts of less than half an hour. Nothing was kept."),
        )
    if isinstance(error, NotSoundError):
        return Trouble(
            say("There is no sound in this file that Ana Til can read."),
            say("Please ask for it again as a voice message, or as MP3 or WAV. Nothing was kept."),
        )
    if isinstance(error, ConsentMissingError):
        return Trouble(
            say("This voice has not agreed, or no longer agrees."),
            say("Please read the terms again with the speaker. Nothing was kept."),
        )
    if isinstance(error, WrongPassphraseError | PassphraseNeededError):
        return Trouble(
            say("This passphrase does not open the file."),
            say("Please write it just as it was when the file was saved. Nothing was changed."),
        )
    if isinstance(error, ShortPassphraseError):
        return Trouble(
            say("This passphrase is too short."),
            say("Please take at least eight letters; four words are better."),
        )
    if isinstance(error, NotSealedError):
        return Trouble(
            say("This is no such file of Ana Til."),
            say("Please choose another one. Nothing was changed."),
        )
    if isinstance(error, TeachersCopyError):
        return Trouble(
            say("This is a copy for a teacher: it has totals and no answers."),
            say("Please save the progress anew on the other phone, for another phone. Nothing was changed."),
        )
    if isinstance(error, NoTeachersCopyError):
        return Trouble(
            say("This is a family’s whole progress and no copy for a teacher."),
            say("Please delete it and ask for the copy for a teacher."),
        )
    if isinstance(error, backup.ChangedMeanwhileError):
        return Trouble(
            say("Something changed while the copy was made."),
            say("Please make the copy again. Nothing was lost."),
        )
    if isinstance(error, PackError | PackRefusedError | KeyDamagedError):
        return _of_a_pack(error)
    if isinstance(
        error, NewerPackError | NewerCorrectionsError | NewerProgressError | NewerSealError | NewerBackupError
    ):
        return Trouble(
            say("This file was written by a newer Ana Til."),
            say("Please install the newer version. Nothing was changed."),
        )
    if isinstance(error, NoWordError):
        return Trouble(
            say("This cannot be kept as it is written."),
            say("Please check the letters: a word in Uyghur, a meaning in plain text. Nothing was changed."),
        )
    if isinstance(error, NoPhotoError):
        return Trouble(
            say("This picture is too large, or cannot be read."),
            say("Please choose another one: JPEG, PNG or WebP. Nothing was changed."),
        )
    if isinstance(error, SourceError | ArchiveError | UnknownKindError | UnreadableError):
        return Trouble(
            say("Ana Til cannot read this file."),
            say("Please choose another one. Nothing was changed."),
        )
    if isinstance(error, CorrectionsError):
        return Trouble(
            say("This is no file of corrections that Ana Til can read."),
            say("Please ask for it again. Nothing was changed."),
        )
    if isinstance(error, SealError | BackupError | ProgressError):
        return Trouble(
            say("The file is damaged, or somebody changed it."),
            say("Please ask for it again. Nothing was changed."),
        )
    return Trouble(
        say("Something went wrong that we did not expect."),
        say("Your answers are kept. Please try again, and tell us if it does not help."),
    )


def _of_a_pack(error: AnaTilError) -> Trouble:
    """What is wrong with a pack, or with its coming in here."""
    match error:
        case OlderPackError():
            sentence = say("A newer version of this pack is installed.")
            step = say("You need not do anything. Nothing was changed.")
        case SameVersionError():
            sentence = say("This version of the pack is installed already, and it is not the same one.")
            step = say("Please ask its maker for the next version. Nothing was changed.")
        case OtherMakerError():
            sentence = say("Somebody else made this pack, and gave it the name of one that you have.")
            step = say("Please ask the maker of yours about it. Nothing was changed.")
        case ReplacedKeyError():
            sentence = say("The maker signs with a new key now, and this pack has the old one.")
            step = say("Please ask the maker for a newer pack. Nothing was changed.")
        case TakenBackError():
            sentence = say("There is a voice in this pack that was taken back.")
            step = say("Please ask the maker for a newer pack. Nothing was changed.")
        case UnknownMakerError():
            sentence = say("You do not know the maker of this pack yet.")
            step = say("Please compare the eight words with the maker’s first. Nothing was changed.")
        case ChangedMeanwhileError():
            sentence = say("The file has changed since you looked at it.")
            step = say("Please look at it again. Nothing was changed.")
        case KeyDamagedError():
            sentence = say("The key with which you sign packs is damaged.")
            step = say("Please bring back a copy of everything that has it. Nothing was changed.")
        case PackError(flaw=Flaw.NOT_A_PACK):
            sentence = say("This is no pack of Ana Til.")
            step = say("Please choose another one. Nothing was changed.")
        case _:
            sentence = say("The pack is damaged, or somebody changed it.")
            step = say("Please ask its maker for it again. Nothing was changed.")
    return Trouble(sentence, step)


def _is(error: BaseException, *numbers: int) -> bool:
    return isinstance(error, OSError) and error.errno in numbers


def found(finding: Finding) -> str:
    """What was found when looking at what is kept, and what became of it."""
    damaged = say("The file with the words and answers is damaged.")
    disorder = say("The search for words was in disorder.")
    voices = say("Some recordings are missing or damaged.")
    pack = say("A pack is missing or damaged.")
    left = say("Something unfinished was left over.")
    told = {
        Fault.FILE: damaged,
        Fault.INDEX: disorder,
        Fault.ORPHAN: damaged,
        Fault.ANSWER: say("Some answers are damaged."),
        Fault.MEMORY: say("What a child remembers did not fit its answers."),
        Fault.SEARCH: disorder,
        Fault.VOICE_MISSING: voices,
        Fault.VOICE_CHANGED: voices,
        Fault.VOICE_UNNAMED: left,
        Fault.PACK_MISSING: pack,
        Fault.PACK_CHANGED: pack,
        Fault.PICTURE: say("A picture that was brought here is missing or damaged."),
        Fault.SNAPSHOT: say("An older copy on this device cannot be read."),
        Fault.LEFTOVER: left,
    }[finding.fault]
    if finding.mended:
        became = say("It is in order again.")
    elif finding.can_mend:
        became = say("It can be put in order.")
    else:
        became = say("It stays as it is. A copy that you kept may have it whole.")
    return f"{told} {became}"
