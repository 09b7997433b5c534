"""The tree grows with remembered words, and never shrinks."""

from __future__ import annotations

from itertools import pairwise

from app.drills.growth import STAGES, tree


def test_the_first_lesson_makes_a_seed_a_sprout_with_a_leaf_for_every_word() -> None:
    assert (tree(0).stage, tree(0).leaves, tree(0).height) == (0, 0, 0)
    assert (tree(3).stage, tree(3).leaves) == (1, 3)


def test_nothing_ever_shrinks_and_up_to_two_thousand_words_each_one_makes_it_higher() -> None:
    trees = [tree(words) for words in range(2_600)]
    for before, now in pairwise(trees):
        assert before.stage <= now.stage <= before.stage + 1
        assert before.leaves <= now.leaves
        assert before.blossoms <= now.blossoms
        assert before.fruits <= now.fruits
        assert before.height < now.height if now.words <= 2_000 else now.height == 1


def test_each_lesson_of_the_first_month_brings_something_that_can_be_counted() -> None:
    for words in range(0, 150, 5):
        before, now = tree(words), tree(words + 5)
        assert (before.leaves, before.blossoms, before.fruits) != (now.leaves, now.blossoms, now.fruits)


def test_the_first_pomegranate_comes_with_the_twentieth_word() -> None:
    assert (tree(19).fruits, tree(20).fruits) == (0, 1)
    assert tree(10).blossoms == 1


def test_a_picture_of_the_tree_never_overflows() -> None:
    full = tree(1_000_000)
    assert (full.stage, full.height) == (len(STAGES) - 1, 1)
    assert (full.leaves, full.blossoms, full.fruits) == (120, 40, 60)
    assert tree(-5) == tree(0)
