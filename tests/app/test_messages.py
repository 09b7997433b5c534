"""Voice messages: the laws of the review, and words kept once, with a consent, however it is interrupted."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import message_keeping, message_reading, messages
from app.services.dialects import dialect_forms
from app.services.household import Household
from app.services.message_reading import MessageError
from app.services.messages import Review, Sound, Span
from app.services.studio import Studio
from audio import decoding
from audio.clip import RATE, Clip
from audio.decoding import android
from audio.troubles import NotSoundError
from lexicon import recordings, voices
from lexicon.places import Places
from lexicon.records import Scope, Sense, Speaker, TakeStatus
from lexicon.troubles import ConsentMissingError
from tests.audio.recipes import room_noise, word
from tests.starter import laid

NAMES = ("ئالما", "ئانار", "ئۈزۈم", "قوغۇن", "نەشپۈت", "شاپتۇل", "ئۆرۈك", "ئەنجۈر", "جىگدە", "گىلاس")
WORDS = tuple(
    Sense(UUID(int=number + 1), name, "noun", {"en": str(number)}, UUID(int=0), number)
    for number, name in enumerate(NAMES)
)


@dataclass(frozen=True)
class Place:
    pieces: tuple[int, ...]
    doubt: float = 0.0


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Sounds in up to three files, some of them words, in order."""
    count = draw(st.integers(0, 12))
    parts = sorted(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    sounds, at = [], 0.0
    for file in parts:
        at += draw(st.floats(0.0, 2.0))
        end = at + draw(st.floats(0.1, 2.0))
        sounds.append(Sound(Span(file, at, end), draw(st.sampled_from([0.0, 0.25, 0.75]))))
        at = end
    said = sorted(draw(st.sets(st.integers(0, count - 1), max_size=len(WORDS)))) if count else []
    which = sorted(draw(st.sets(st.integers(0, len(WORDS) - 1), min_size=len(said), max_size=len(said))))
    for number, place in zip(said, which, strict=True):
        sounds[number] = Sound(sounds[number].span, sounds[number].doubt, place)
    return Review(WORDS, tuple(sounds))


CHANGES = ("merge", "split", "drop", "take", "skip", "later", "earlier", "undo")


def change(review: Review, what: str, number: int, share: float = 0.5) -> Review:
    if what == "undo":
        return review.undo()
    if what in ("skip", "later", "earlier"):
        return getattr(review, what)(number % len(WORDS))
    if not review.sounds:
        return review
    sound = number % len(review.sounds)
    if what == "split":
        span = review.sounds[sound].span
        return review.split(sound, span.begin_s + share * (span.end_s - span.begin_s))
    return getattr(review, what)(sound)


def is_in_order(review: Review) -> bool:
    spans = [one.span for one in review.sounds]
    apart = all(one.file < two.file or one.end_s <= two.begin_s for one, two in pairwise(spans))
    words = [one.word for one in review.sounds if one.word is not None]
    return apart and all(one < two for one, two in pairwise(words))


@given(reviews(), st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 20), st.floats(0.01, 0.99))))
def test_whatever_is_changed_order_is_kept_and_no_voice_is_in_two_pairs(
    review: Review, changes: Sequence[tuple[str, int, float]]
) -> None:
    for what, number, share in changes:
        review = change(review, what, number, share)
        assert is_in_order(review)
        pairs = review.pairs
        assert [pair.sound for pair in pairs if pair.sound is not None] == list(range(len(review.sounds)))
        assert [pair.sense for pair in pairs if pair.sense is not None] == list(WORDS)


@given(reviews(), st.sampled_from(CHANGES), st.integers(0, 20), st.floats(0.01, 0.99))
def test_undo_gives_back_what_was_there(review: Review, what: str, number: int, share: float) -> None:
    changed = change(review, what, number, share)
    assert changed is review or changed.undo() is review


@given(reviews(), st.integers(0, 20), st.floats(0.01, 0.99))
def test_a_sound_that_is_split_and_merged_is_as_it_was(review: Review, number: int, share: float) -> None:
    if review.sounds:
        assert change(review, "split", number, share).merge(number % len(review.sounds)) == review


@given(reviews(), st.integers(0, len(WORDS) - 1))
def test_later_and_then_earlier_is_as_it_was(review: Review, word: int) -> None:
    assert review.later(word).earlier(word) == review


@given(reviews(), st.integers(0, len(WORDS) - 1))
def test_earlier_and_then_later_is_as_it_was_where_the_word_had_no_sound(review: Review, word: int) -> None:
    if all(sound.word != word for sound in review.sounds):
        assert review.earlier(word).later(word) == review


@given(reviews())
def test_the_room_around_sounds_belongs_to_one_of_them_only(review: Review) -> None:
    spans = [sound.span for sound in review.sounds]
    for (one, (_, after)), (two, (before, _)) in pairwise(zip(spans, messages.rooms(spans), strict=True)):
        assert one.file != two.file or one.end_s + after <= two.begin_s - before + 1e-9
        assert 0 <= after <= messages.MOST_ROOM_S


# -- what a person does with it


def review_of(*pieces: tuple[int, ...], sounds: int) -> Review:
    """A review of ``sounds`` sounds of half a second, one a second, and the pieces of the first words."""
    spans = [Span(0, float(at), at + 0.5) for at in range(sounds)]
    places = [Place(found) for found in pieces]
    return messages.begin(WORDS[: len(pieces)], spans, places)


def said(review: Review) -> dict[str, float]:
    """Where each word begins."""
    return {pair.sense.headword: pair.span.begin_s for pair in review.kept if pair.sense and pair.span}


def test_what_the_aligning_found_is_what_the_review_begins_with() -> None:
    review = review_of((0,), (), (2, 3), sounds=5)
    assert said(review) == {"ئالما": 0.0, "ئۈزۈم": 2.0}
    told = [(pair.sense and pair.sense.headword, pair.sound) for pair in review.pairs]
    assert told == [("ئالما", 0), (None, 1), ("ئانار", None), ("ئۈزۈم", 2), (None, 3)]
    assert review.sounds[2].span == Span(0, 2.0, 3.5)  # both pieces, and the pause between


def test_a_word_that_was_said_with_a_pause_is_merged_and_the_rest_moves_up() -> None:
    review = review_of((0,), (1,), (2,), sounds=3)  # the second sound is the first word's end
    assert said(review.merge(0).earlier(1)) == {"ئالما": 0.0, "ئانار": 2.0}


def test_two_words_without_a_pause_are_split_and_the_word_that_was_missing_is_there() -> None:
    review = review_of((0,), (), (1,), sounds=2)
    assert said(review.split(0, 0.2)) == {"ئالما": 0.0, "ئانار": 0.2, "ئۈزۈم": 1.0}


def test_a_cough_is_dropped_and_every_other_word_stays() -> None:
    review = review_of((0,), (1,), (2,), sounds=3)
    assert said(review.drop(1)) == {"ئالما": 0.0, "ئۈزۈم": 2.0}
    assert review.drop(1).take(1) == review


def test_a_word_that_was_not_said_gives_its_sound_on_as_far_as_one_is_missing() -> None:
    review = review_of((0,), (1,), (), (2,), sounds=3)
    assert said(review.skip(0)) == {"ئانار": 0.0, "ئۈزۈم": 1.0, "قوغۇن": 2.0}


def test_a_sound_that_is_a_word_after_all_takes_its_place_and_the_rest_moves_on() -> None:
    review = review_of((0,), (2,), (), sounds=3)
    assert said(review.take(1)) == {"ئالما": 0.0, "ئانار": 1.0, "ئۈزۈم": 2.0}


def test_nothing_is_merged_across_two_messages() -> None:
    spans = [Span(0, 0.0, 0.5), Span(1, 0.0, 0.5)]
    review = messages.begin(WORDS[:2], spans, [Place((0,)), Place((1,))])
    assert review.merge(0) is review
    whole = messages.begin(WORDS[:1], [Span(0, 9.0, 9.2), *spans[1:]], [Place((0, 1))])
    assert whole.kept[0].span == spans[1]  # the longer one


# -- the sound


GAPS = (0.7, 0.9, 0.5, 1.1, 0.8)


def message(seed: int = 1, count: int = 4) -> tuple[Clip, tuple[Span, ...]]:
    """Words of the recipe in a quiet room, and where they are."""
    rng = np.random.default_rng(seed)
    pieces, spans, at = [np.zeros(round(0.5 * RATE))], [], 0.5
    for number in range(count):
        speech = word(rng)
        speech *= 0.4 / np.abs(speech).max()
        gap = np.zeros(round(GAPS[number % len(GAPS)] * RATE))
        spans.append(Span(0, at, at + len(speech) / RATE))
        at += (len(speech) + len(gap)) / RATE
        pieces += [speech, gap]
    whole = np.concatenate(pieces)
    whole += 0.0004 * room_noise("hiss", len(whole), rng)
    return Clip(whole.astype(np.float32)), tuple(spans)


def test_the_quietest_moment_of_two_words_said_as_one_is_between_them() -> None:
    for seed in range(12):
        clip, spans = message(seed, 2)
        both = Span(0, spans[0].begin_s, spans[1].end_s)
        assert spans[0].end_s <= message_reading.quietest(clip, both) <= spans[1].begin_s


def test_a_very_short_sound_has_a_moment_to_split_at_too() -> None:
    clip, _ = message()
    for seconds in (0.005, 0.03, 0.1):
        span = Span(0, 1.0, 1.0 + seconds)
        assert span.begin_s < message_reading.quietest(clip, span) < span.end_s


def test_a_stretch_is_drawn_by_its_peaks() -> None:
    samples = np.zeros(RATE, np.float32)
    samples[100], samples[-100] = 0.5, -0.25
    drawn = message_reading.columns(Clip(samples), 0.0, 1.0, 4)
    assert drawn == (0.5, 0.0, 0.0, 0.25)
    assert message_reading.columns(Clip(samples), 0.0, 0.0, 4) == ()


def test_a_word_has_as_many_syllables_as_vowels_and_is_known_by_its_voiced_sounds() -> None:
    assert message_reading.shape("ئالما") == (2, 4, "VvvV")
    assert message_reading.shape("خەير-خوش") == (2, 7, "-Vvv-V-")


def test_messages_are_heard_as_one_long_take_whichever_has_how_many_words(tmp_path: Path) -> None:
    paths = [tmp_path / "2.wav", tmp_path / "1.wav"]
    sent = [message(4, 2), message(9, 3)]
    for path, (clip, _) in zip(paths, sent, strict=True):
        path.write_bytes(clip.wav())
    told: list[tuple[int, int]] = []
    heard = message_reading.read(paths, WORDS[:5], lambda *how_far: told.append(how_far) or True)
    assert heard is not None
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert [pair.sense for pair in heard.review.kept] == list(WORDS[:5])
    for file, (_, spans) in enumerate(sent):
        found = [pair.span for pair in heard.review.kept if pair.span is not None and pair.span.file == file]
        for span, true in zip(found, spans, strict=True):
            assert (span.begin_s, span.end_s) == pytest.approx((true.begin_s, true.end_s), abs=0.06)
    assert message_reading.read(paths, WORDS[:5], lambda done, _every: done < 1) is None


def test_a_message_that_is_no_sound_or_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.opus"
    path.write_bytes(b"OggS and nothing else")
    with pytest.raises(MessageError, match=r"note\.opus is no sound") as caught:
        message_reading.decoded([path])
    assert (caught.value.too_large, isinstance(caught.value.__cause__, NotSoundError)) == (False, True)
    with pytest.raises(MessageError, match=r"absent\.m4a"):
        message_reading.decoded([tmp_path / "absent.m4a"])
    long = Clip(np.zeros(1_000 * RATE, np.float32))
    monkeypatch.setattr(decoding, "decode", lambda _path: long)
    with pytest.raises(MessageError, match="half an hour") as caught:
        message_reading.decoded([path, path])  # a thousand seconds each
    assert caught.value.too_large


def test_a_phone_hears_messages_with_its_own_decoders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has = {"jnius": object()}
    monkeypatch.setattr(message_reading, "find_spec", has.get)
    heard = Clip(np.zeros(RATE, np.float32))
    monkeypatch.setattr(android, "decode", lambda path: heard if path.name == "a.opus" else None)
    assert message_reading.is_possible()
    assert message_reading.decoded([tmp_path / "a.opus"]) == (heard,)
    has.clear()
    assert not message_reading.is_possible()


def test_the_inbox_shows_what_sounds_the_newest_first(tmp_path: Path) -> None:
    for age, name in enumerate(("b.opus", "a.M4A", "letter.pdf", "c.ogg")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    (tmp_path / "folder.mp3").mkdir()
    assert [path.name for path in message_keeping.messages_in(tmp_path)] == ["b.opus", "a.M4A", "c.ogg"]
    assert [path.name for path in message_keeping.messages_in(tmp_path, 1)] == ["b.opus"]
    assert message_keeping.messages_in(tmp_path / "absent") == ()


# -- keeping


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000_000

    def __call__(self) -> int:
        self.now += 1_000
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def with_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the starter words were brought: they are the same for every test here."""
    home = tmp_path_factory.mktemp("words")
    made = Household(laid(Places(home)), Clock(), uuid4)
    made.open()
    made.close()
    return home


@pytest.fixture
def household(tmp_path: Path, clock: Clock, with_words: Path) -> Iterator[Household]:
    rng = random.Random(5)
    shutil.copytree(with_words, tmp_path, dirs_exist_ok=True)
    made = Household(Places(tmp_path).make(), clock, lambda: UUID(int=rng.getrandbits(128), version=4))
    made.open()
    yield made
    made.close()


@pytest.fixture
def studio(household: Household) -> Studio:
    return Studio(household, random.Random(1))


@pytest.fixture
def rose(studio: Studio) -> Speaker:
    speaker = studio.make_speaker("Rose")
    studio.agree(speaker, Scope.CLASS, "en", years=1)
    return speaker


@pytest.fixture
def heard(studio: Studio, rose: Speaker) -> tuple[Review, tuple[Clip, ...]]:
    """Four words that a voice sent, each rightly found."""
    clip, spans = message()
    senses = [item.sense for item in studio.queue(rose)[:4]]
    return messages.begin(senses, spans, [Place((number,)) for number in range(4)]), (clip,)


Found = tuple[Review, tuple[Clip, ...]]


def takes(household: Household) -> tuple[voices.Recording, ...]:
    with household.kept.read() as connection:
        return voices.takes(connection)


def files(household: Household) -> set[str]:
    return {path.name for path in household.places.recordings.rglob("*") if path.is_file()}


def test_the_words_of_a_message_are_kept_cut_judged_and_mastered(
    household: Household, studio: Studio, rose: Speaker, heard: Found
) -> None:
    review, clips = heard
    kept = message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert (len(kept.new), kept.known, kept.raw) == (4, 0, ())
    found = takes(household)
    assert [take.sense_id for take in found] == [pair.sense.id for pair in review.kept if pair.sense]
    assert {(take.speaker_id, take.media_type, take.status) for take in found} == {
        (rose.id, "audio/mpeg", TakeStatus.WAITING)
    }
    for take, pair in zip(found, review.kept, strict=True):
        assert pair.span is not None
        assert take.duration_ms == pytest.approx(1000 * (pair.span.end_s - pair.span.begin_s) + 250, abs=60)
        assert take.figures["bursts"] == 1
        assert take.figures["lead_s"] > 0.08 and take.figures["tail_s"] > 0.08
    assert len(files(household)) == 8  # an archive copy and a small one each, and nothing raw


def test_a_word_of_her_own_becomes_a_form_and_its_sound_no_voice_of_the_headword(
    household: Household, studio: Studio, rose: Speaker, heard: Found
) -> None:
    review, clips = heard
    first = review.kept[0]
    assert first.sound is not None and first.sense is not None
    message_keeping.keep_all(household, studio, rose, review.kept[:1], clips)  # before somebody noticed
    review = review.call(first.sound, "مۆمۆ")
    rose = studio.describe(rose, "Qeshqer", "grown")
    kept = message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert (len(kept.new), kept.known) == (3, 1)
    (form,) = dialect_forms(household, first.sense.id)
    assert (form.form, form.region) == ("مۆمۆ", "Qeshqer")
    (own,) = [take for take in takes(household) if take.sense_id == first.sense.id]
    assert (own.status, own.reason) == (TakeStatus.RAW, "مۆمۆ")
    with household.kept.write() as connection:
        for take in voices.takes(connection, status=[TakeStatus.WAITING]):
            recordings.set_status(connection, take.id, TakeStatus.READY)
        heard_now = recordings.voices(connection, [pair.sense.id for pair in review.kept if pair.sense], 1)
    assert first.sense.id not in heard_now and len(heard_now) == 3
    assert first.sense.id not in {item.sense.id for item in studio.queue(rose)}
    assert own.id not in {one.take.id for one in studio.hearings()}


def test_what_she_says_goes_where_the_word_goes() -> None:
    review = Review(WORDS, (Sound(Span(0, 0.0, 1.0), 0.4, 0), Sound(Span(0, 2.0, 3.0), 0.0, 1)))
    own = review.call(0, "مۆمۆ")
    assert (own.pairs[0].own, own.pairs[0].doubt) == ("مۆمۆ", 0.0)
    assert own.call(0, NAMES[0]).pairs[0].own == "" and own.undo() == review
    assert all(pair.own == "" for moved in (own.later(0), own.drop(0)) for pair in moved.pairs)
    assert own.merge(0).pairs[0].own == "مۆمۆ"
    assert review.drop(0).call(0, "مۆمۆ") == review.drop(0)


def test_without_a_consent_in_force_nothing_is_kept(
    household: Household, studio: Studio, rose: Speaker, heard: Found, clock: Clock
) -> None:
    review, clips = heard
    clock.now += 366 * 86_400_000
    asked = []
    with pytest.raises(ConsentMissingError):
        message_keeping.keep_all(
            household, studio, rose, review.kept, clips, lambda done, _all: bool(asked.append(done)) or True
        )
    assert (takes(household), files(household), asked) == ((), set(), [])


def test_a_consent_that_is_withdrawn_meanwhile_ends_it(
    household: Household, studio: Studio, rose: Speaker, heard: Found
) -> None:
    review, clips = heard
    (one,) = studio.view().speakers
    assert one.consent is not None
    consent_id = one.consent.id

    def told(done: int, _all: int) -> bool:
        if done == 2:
            studio.withdraw_consent(consent_id)
        return True

    with pytest.raises(ConsentMissingError):
        message_keeping.keep_all(household, studio, rose, review.kept, clips, told)
    assert (takes(household), files(household)) == ((), set())


def test_what_was_stopped_is_gone_on_with_and_no_word_is_kept_twice(
    household: Household, studio: Studio, rose: Speaker, heard: Found
) -> None:
    review, clips = heard
    first = message_keeping.keep_all(household, studio, rose, review.kept, clips, lambda done, _all: done < 2)
    assert (len(first.new), len(takes(household))) == (2, 2)
    second = message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert (len(second.new), second.known) == (2, 2)
    assert len(takes(household)) == 4
    third = message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert (third.new, third.known, len(files(household))) == ((), 4, 8)


class PowerCutError(BaseException):
    """Nothing catches this."""


def test_a_process_killed_between_keeping_and_mastering_is_gone_on_with(
    household: Household, studio: Studio, rose: Speaker, heard: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    review, clips = heard

    def killed(*_: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(Studio, "keep_mastered", killed)
        with pytest.raises(PowerCutError):
            message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert [take.media_type for take in takes(household)] == ["audio/wav"]
    kept = message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert (len(kept.new), kept.known) == (3, 1)
    assert {take.media_type for take in takes(household)} == {"audio/mpeg"}
    assert len(files(household)) == 8


KILLED = """
import os, random, signal, sys
from pathlib import Path
from uuid import uuid4
from app.services import message_keeping, messages
from app.services.household import Household
from app.services.studio import Studio
from lexicon.places import Places
from tests.app.test_messages import Place, message

household = Household(Places(Path(sys.argv[1])), lambda: 1_795_000_000_000, uuid4)
household.open()
studio = Studio(household, random.Random(1))
rose = studio.view().speakers[0].speaker
clip, spans = message()
senses = [item.sense for item in studio.queue(rose)[:4]]
review = messages.begin(senses, spans, [Place((number,)) for number in range(4)])
told = lambda done, _all: done < 2 or os.kill(os.getpid(), signal.SIGKILL)
message_keeping.keep_all(household, studio, rose, review.kept, [clip], told)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL here")
def test_what_a_killed_process_kept_is_kept_and_the_rest_is_gone_on_with(
    household: Household, studio: Studio, rose: Speaker, heard: Found, root: Path
) -> None:
    review, clips = heard
    ended = subprocess.run([sys.executable, "-c", KILLED, household.places.home], cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert [take.media_type for take in takes(household)] == ["audio/mpeg"] * 2
    assert all(len(studio.content(take)) > 1_000 for take in takes(household))
    kept = message_keeping.keep_all(household, studio, rose, review.kept, clips)
    assert (len(kept.new), kept.known, len(files(household))) == (2, 2, 8)


def test_the_same_word_cut_otherwise_or_by_another_voice_is_another_take(
    household: Household, studio: Studio, rose: Speaker, heard: Found
) -> None:
    review, clips = heard
    message_keeping.keep_all(household, studio, rose, review.kept[:1], clips)
    span = review.sounds[0].span
    wider = messages.begin(review.senses[:1], [Span(0, span.begin_s - 0.05, span.end_s)], [Place((0,))])
    assert len(message_keeping.keep_all(household, studio, rose, wider.kept, clips).new) == 1
    reed = studio.make_speaker("Reed")
    studio.agree(reed, Scope.DEVICE, "en")
    assert len(message_keeping.keep_all(household, studio, reed, review.kept[:1], clips).new) == 1


def test_a_sound_without_a_voice_is_kept_as_it_is_since_somebody_looked_at_it(
    household: Household, studio: Studio, rose: Speaker, heard: Found
) -> None:
    review, clips = heard
    hush = messages.begin(review.senses[:1], [Span(0, 0.0, 0.2)], [Place((0,))])
    kept = message_keeping.keep_all(household, studio, rose, hush.kept, clips)
    assert [take.media_type for take in kept.raw] == ["audio/wav"]
    assert message_keeping.keep_all(household, studio, rose, hush.kept, clips).known == 1
