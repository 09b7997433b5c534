"""Two people change one word: a three-way merge of fields, and its laws."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lexicon.community.history import Change, as_it_was
from lexicon.community.merging import Conflict, Fields, laid, merge

WAS = {"headword": "ئالما", "level": "1", "gloss.en": "apple"}

_fields = st.dictionaries(
    st.sampled_from(["level", "headword", "gloss.en", "gloss.de"]), st.sampled_from("abc")
)


def test_changes_of_different_fields_merge_by_themselves() -> None:
    merged = merge(WAS, {**WAS, "level": "2"}, {**WAS, "gloss.de": "Apfel"})
    assert (merged.changes, merged.conflicts) == ({"level": "2"}, ())


def test_one_field_that_both_changed_is_told_as_it_was_as_mine_and_as_theirs() -> None:
    merged = merge(WAS, {**WAS, "level": "2", "gloss.tr": "elma"}, {**WAS, "level": "3"})
    assert merged.conflicts == (Conflict("level", "1", "2", "3"),)
    assert merged.changes == {"gloss.tr": "elma"}


def test_what_one_took_away_and_the_other_changed_is_a_conflict() -> None:
    mine = {field: value for field, value in WAS.items() if field != "gloss.en"}
    assert merge(WAS, mine, {**WAS, "gloss.en": "an apple"}).conflicts == (
        Conflict("gloss.en", "apple", None, "an apple"),
    )


@given(_fields, _fields, _fields)
def test_nobodys_change_is_lost(was: Fields, mine: Fields, theirs: Fields) -> None:
    merged = merge(was, mine, theirs)
    found = laid(merged.changes, theirs)
    open_ = {one.field for one in merged.conflicts}
    for field in was.keys() | mine.keys() | theirs.keys():
        if field in open_:
            assert len({was.get(field), mine.get(field), theirs.get(field)}) == 3
            continue
        if mine.get(field) != was.get(field):
            assert found.get(field) == mine.get(field)
        if theirs.get(field) != was.get(field):
            assert found.get(field) == theirs.get(field)


@given(_fields, _fields, _fields)
def test_who_came_first_makes_no_difference(was: Fields, mine: Fields, theirs: Fields) -> None:
    one, other = merge(was, mine, theirs), merge(was, theirs, mine)
    assert [(each.field, each.mine, each.theirs) for each in one.conflicts] == [
        (each.field, each.theirs, each.mine) for each in other.conflicts
    ]
    if not one.conflicts:
        assert laid(one.changes, theirs) == laid(other.changes, mine)


@given(_fields, _fields)
def test_who_changed_nothing_has_no_say(was: Fields, theirs: Fields) -> None:
    assert merge(was, was, theirs).changes == {}
    assert laid(merge(was, theirs, was).changes, was) == theirs


@given(st.lists(_fields, min_size=1, max_size=6), st.data())
def test_the_history_leads_back_to_every_version(states: list[dict[str, str]], data: st.DataObject) -> None:
    changes: list[Change] = []
    versions = {0: states[0]}
    for before, after in pairwise(states):
        for field in sorted(before.keys() | after.keys()):
            old, new = before.get(field), after.get(field)
            if old != new:
                number = len(changes) + 1
                changes.append(Change("sense", UUID(int=1), number, field, old, new, None, "", "", 0))
        versions[len(changes)] = after
    number = data.draw(st.sampled_from(sorted(versions)))
    assert as_it_was(states[-1], changes, number) == versions[number]
