"""The voices of a word: the first tap says it again, every later one in the next speaker's voice."""

from __future__ import annotations

from pathlib import Path

from app.screens.lesson.voices import SpokenWord, VoiceButtons

THREE = [Path("one"), Path("two"), Path("three")]


class Player:
    def __init__(self) -> None:
        self.played: list[tuple[str, bool]] = []

    def play(self, path: Path, slow: bool = False) -> None:
        self.played.append((path.name, slow))


def test_each_tap_after_the_first_brings_the_next_speaker_and_round_again() -> None:
    player = Player()
    word = SpokenWord(player, THREE)
    word()  # the lesson says it
    for _ in range(5):
        word.next()
    assert [name for name, _ in player.played] == ["one", "one", "two", "three", "one", "two"]


def test_slowly_is_the_speaker_heard_last() -> None:
    player = Player()
    word = SpokenWord(player, THREE)
    word.next()
    word.next()
    word.slowly()
    assert player.played[-1] == ("two", True)


def test_what_a_child_asks_for_is_counted_and_what_the_lesson_says_is_not() -> None:
    asked: list[int] = []
    word = SpokenWord(Player(), THREE, lambda: asked.append(1))
    word()
    word.next()
    word.slowly()
    assert len(asked) == 2


def test_there_is_a_dot_for_each_speaker_and_none_for_one_alone() -> None:
    word = SpokenWord(Player(), THREE)
    buttons = VoiceButtons(word, 72)
    assert buttons.dots is not None
    assert buttons.dots.count == 3
    for turn in (0, 1, 2, 0):
        word.next()
        assert buttons.dots.turn == turn
    assert VoiceButtons(SpokenWord(Player(), THREE[:1]), 72).dots is None
