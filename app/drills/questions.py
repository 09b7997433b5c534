"""Every kind of question, one frozen record each: what a screen must draw, and what would be right.

Most ask one target: among tiles of senses or of texts, by building, typing, saying or tracing. A game of
pairs asks several. What is handed in is in ``given``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lexicon.records import Sense, Skill


class Shows(StrEnum):
    """What stands in the place of the prompt, or on a tile."""

    SOUND = "sound"
    PICTURE = "picture"
    WORD = "word"
    MEANING = "meaning"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Question:
    """One target among tiles.

    ``choices`` are in the order they are drawn, ``target`` among them. With ``prompt`` SOUND and not
    ``voiced`` the headword is shown for a grown-up to read aloud. With ``prompt`` WORD or PICTURE the
    recording belongs *after* the answer: before it, it would give the answer away. ``language`` is
    that of MEANING prompts and tiles (BCP-47); ``drills.drill.meaning`` gives the text.

    ``clue`` is the word whose picture (and sound, if ``voiced``: at once, it does not show how it is
    written) stands above, where that is not the target's own: the targets are letters then. ``form`` is
    which of a letter's shapes FORM tiles show (``letters.Letter.shapes``).
    """

    drill: str
    skill: Skill
    target: Sense
    choices: tuple[Sense, ...]
    prompt: Shows
    tiles: Shows
    voiced: bool
    language: str
    clue: Sense | None = None
    form: int = 0


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """One text among several: the word for the gap in a sentence, or the right form of a word.

    ``before`` and ``after`` stand around the gap ("" where there is no sentence). With ``prompt`` MEANING
    ``clue`` is shown above: what the sentence or the word means. With PICTURE the target's picture is,
    ``times`` times side by side; ``asks`` are the tags of the form that is wanted, whose plain name
    (``suffix.NAMES``) is shown. A recording belongs *after* the answer. Texts are in ``script``.
    """

    drill: str
    skill: Skill
    target: Sense
    choices: tuple[str, ...]
    answer: str
    prompt: Shows
    clue: str
    voiced: bool
    language: str
    script: str
    before: str = ""
    after: str = ""
    asks: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class BuildQuestion:
    """Tiles to tap in order: letters that make a word, or words that make a sentence.

    ``pieces`` are in the order drawn, from where ``script`` begins its lines; ``wanted`` of them are needed,
    and the answer is handed in when so many are laid. What is laid is drawn joined by ``between`` as one
    text, so that letters take their forms as they go; ``after`` is the sign that closes a sentence.
    ``answer`` is for after the answer. ``clue`` is the meaning shown where ``prompt`` is MEANING. The
    recording may be played *before*: it does not show how the word is written.
    """

    drill: str
    skill: Skill
    target: Sense
    pieces: tuple[str, ...]
    wanted: int
    answer: str
    prompt: Shows
    clue: str
    voiced: bool
    language: str
    script: str
    between: str = ""
    after: str = ""
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedQuestion:
    """What is heard, to be typed on our own keyboard.

    ``keys`` is the script whose letters are on it, or ``digits``. ``says`` are the senses heard one after the
    other: by their recordings if ``voiced``, else a grown-up reads their headwords, which are shown.
    ``accepted`` are other spellings of the same word (UEY). ``answer`` is for after the answer.
    """

    drill: str
    skill: Skill
    target: Sense
    says: tuple[Sense, ...]
    answer: str
    keys: str
    voiced: bool
    language: str
    accepted: tuple[str, ...] = ()
    prompt: Shows = Shows.SOUND


@dataclass(frozen=True, slots=True)
class SayQuestion:
    """Something to say aloud; a grown-up beside (or the learner, if grown) then taps right or not yet.

    ``text`` is what is to be read aloud, "" where ``prompt`` (PICTURE, or MEANING with ``clue``) is to be
    named. ``records``: the microphone takes it, and it is played beside the recording (``voiced``) or what
    the grown-up says, *after* the child has spoken. ``answer`` may be shown then.
    """

    drill: str
    skill: Skill
    target: Sense
    prompt: Shows
    text: str
    clue: str
    answer: str
    records: bool
    voiced: bool
    language: str


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """A letter to draw over with a finger. ``shown`` is the shape as text; ``template`` its strokes.

    A stroke is a line of points in a unit square, (0, 0) top left; a dot is a stroke of one point.
    """

    drill: str
    skill: Skill
    target: Sense
    shown: str
    template: tuple[tuple[tuple[float, float], ...], ...]
    voiced: bool
    language: str
    prompt: Shows = Shows.FORM


@dataclass(frozen=True, slots=True)
class PairsQuestion:
    """Find the pairs: each of ``words`` belongs to the same sense among ``partners``.

    Both hold the same senses, each in the order drawn. ``prompt`` is WORD or SOUND, ``tiles`` PICTURE
    or MEANING. ``matched`` holds the ids already found; the lesson hands out a new record as it grows.
    """

    drill: str
    skill: Skill
    words: tuple[Sense, ...]
    partners: tuple[Sense, ...]
    prompt: Shows
    tiles: Shows
    language: str
    matched: frozenset[UUID] = frozenset()


SingleQuestion = Question | ChoiceQuestion | BuildQuestion | TypedQuestion | SayQuestion | TraceQuestion
"""What asks one target."""

AnyQuestion = SingleQuestion | PairsQuestion
