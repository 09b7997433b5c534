"""Who lends a voice, what they allow, and what second listeners say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon import recordings, removals, senses, voices
from lexicon.records import Recording, Scope, TakeStatus
from lexicon.starter import update
from lexicon.store import Store, open_store
from lexicon.troubles import RemovedError
from lexicon.voices import Vote, standing
from tests.lexicon import made

APPLE, GRAPE = made.uid(11), made.uid(12)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "anatil.sqlite") as opened:
        update.bring_in(opened, made.starter(tmp_path / "starter"))
        with opened.write() as connection:
            recordings.add_speaker(connection, made.speaker())
            recordings.add_consent(connection, made.consent())
        yield opened


def take(number: int, sense: UUID = APPLE, status: TakeStatus = TakeStatus.WAITING) -> Recording:
    return made.take(number, sense, f"{number:064x}", status=status)


def vote(take_number: int, listener: int, approved: bool, reason: str = "") -> Vote:
    heard = APPLE if approved else GRAPE
    return Vote(
        made.uid(9_000 + listener),
        made.uid(take_number),
        made.uid(listener),
        heard,
        approved,
        reason,
        "2026-11",
    )


def test_a_consent_is_in_force_until_it_runs_out_or_is_withdrawn(store: Store) -> None:
    with store.write() as connection:
        recordings.add_consent(
            connection,
            made.consent(601, scope=Scope.CLASS, given_ms=made.NOW + 1, expires_ms=made.NOW + made.DAY),
        )
        latest = voices.in_force(connection, made.uid(500), made.NOW + 2)
        later = voices.in_force(connection, made.uid(500), made.NOW + made.DAY)
        assert (latest and latest.scope, later and later.scope) == (Scope.CLASS, Scope.DEVICE)
        removals.consent(connection, made.uid(600), made.NOW)
        assert voices.in_force(connection, made.uid(500), made.NOW + made.DAY) is None


@pytest.mark.parametrize(
    ("yes", "no", "needed", "status"),
    [
        (0, 0, 2, "waiting"), (1, 0, 2, "waiting"), (2, 0, 2, "ready"), (1, 1, 2, "waiting"),
        (2, 1, 2, "ready"), (2, 2, 2, "waiting"), (3, 2, 2, "ready"), (0, 2, 2, "rejected"),
        (1, 2, 2, "rejected"), (1, 0, 1, "ready"), (0, 1, 1, "rejected"), (1, 1, 1, "waiting"),
    ],
)  # fmt: skip
def test_where_a_take_stands_after_the_votes(yes: int, no: int, needed: int, status: str) -> None:
    assert standing(yes, no, needed) == status


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4))
def test_one_more_approval_never_makes_a_take_worse(yes: int, no: int, needed: int) -> None:
    order = [TakeStatus.REJECTED, TakeStatus.WAITING, TakeStatus.READY]
    assert order.index(standing(yes + 1, no, needed)) >= order.index(standing(yes, no, needed))


def test_two_approving_listeners_make_a_take_playable_and_one_does_not(store: Store) -> None:
    with store.write() as connection:
        recordings.add(connection, take(1))
        assert voices.cast(connection, vote(1, 800, True), 2) is TakeStatus.WAITING
        assert senses.senses(connection, [APPLE], made.NOW)[0].voices == ()
        assert voices.cast(connection, vote(1, 801, True), 2) is TakeStatus.READY
        assert senses.senses(connection, [APPLE], made.NOW)[0].voices == (f"{1:064x}",)


def test_a_listener_has_one_vote_and_may_change_it(store: Store) -> None:
    with store.write() as connection:
        recordings.add(connection, take(1))
        voices.cast(connection, vote(1, 800, True), 2)
        assert voices.cast(connection, vote(1, 800, True), 2) is TakeStatus.WAITING
        assert voices.cast(connection, vote(1, 800, False, "noise"), 1) is TakeStatus.REJECTED
        (kept,) = voices.takes(connection, status=[TakeStatus.REJECTED])
        assert kept.reason == "noise"


def test_what_a_listener_has_heard_does_not_wait_for_that_listener(store: Store) -> None:
    with store.write() as connection:
        recordings.add(connection, take(1))
        recordings.add(connection, take(2, GRAPE))
        voices.cast(connection, vote(1, 800, True), 2)
        assert [one.id for one in voices.unheard(connection, made.uid(800), made.NOW)] == [made.uid(2)]
        assert len(voices.unheard(connection, made.uid(801), made.NOW)) == 2


def test_what_was_withdrawn_waits_for_nobody(store: Store) -> None:
    with store.write() as connection:
        recordings.add(connection, take(1))
        removals.consent(connection, made.uid(600), made.NOW)
        assert voices.unheard(connection, made.uid(800), made.NOW) == ()


def test_a_removed_speaker_leaves_random_ids_and_does_not_come_back(store: Store) -> None:
    with store.write() as connection:
        recordings.add(connection, take(1))
        gone = removals.speaker(connection, made.uid(500), made.NOW)
        assert gone == {f"{1:064x}"}
        assert (voices.speakers(connection), voices.consents(connection, made.uid(500))) == ((), ())
        assert {made.uid(500), made.uid(600), made.uid(1)} <= removals.all_of(connection)
    for again in (
        lambda connection: recordings.add_speaker(connection, made.speaker()),
        lambda connection: recordings.add_consent(connection, made.consent()),
    ):
        with pytest.raises(RemovedError), store.write() as connection:
            again(connection)


def test_mastered_files_take_the_raw_ones_place_and_the_votes_stay(store: Store) -> None:
    with store.write() as connection:
        recordings.add(connection, take(1))
        voices.cast(connection, vote(1, 800, True), 2)
        mastered = made.take(1, APPLE, "a" * 64, archive_sha256="b" * 64, media_type="audio/mpeg")
        assert recordings.put_mastered(connection, mastered) == {f"{1:064x}"}
        assert recordings.named(connection) == {"a" * 64, "b" * 64}
        assert voices.cast(connection, vote(1, 801, True), 2) is TakeStatus.READY
