"""Files that leave the device: what was written comes back, and anything else is refused with its reason."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon import sealed
from lexicon.sealed import (
    PIECE,
    Cost,
    Kind,
    NewerSealError,
    NotSealedError,
    PassphraseNeededError,
    SealDamagedError,
    SealError,
    WrongPassphraseError,
)

CHEAP = Cost(log_n=4, r=1, p=1)
WORDS = "ئالما نان سۇ"


def written(content: bytes, passphrase: str | None = WORDS) -> bytes:
    file = io.BytesIO()
    sealed.write(file, Kind.PROGRESS, [content], passphrase=passphrase, cost=CHEAP)
    return file.getvalue()


def read(file: bytes, passphrase: str | None = WORDS, kind: Kind = Kind.PROGRESS) -> bytes:
    return b"".join(sealed.read(io.BytesIO(file), kind, passphrase=passphrase))


@given(st.lists(st.binary(max_size=3 * PIECE // 2), max_size=5), st.sampled_from([None, "x", WORDS]))
@settings(max_examples=60, deadline=None)
def test_what_was_written_comes_back_whatever_pieces_it_came_in(
    parts: list[bytes], passphrase: str | None
) -> None:
    file = io.BytesIO()
    sealed.write(file, Kind.BACKUP, parts, passphrase=passphrase, cost=CHEAP)
    assert read(file.getvalue(), passphrase, Kind.BACKUP) == b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
@pytest.mark.parametrize("passphrase", [None, WORDS])
def test_the_edges_of_a_piece_are_no_edges_of_the_content(size: int, passphrase: str | None) -> None:
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    assert read(written(content, passphrase), passphrase) == content


@pytest.mark.parametrize("passphrase", [None, WORDS])
@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_changed_bit_and_no_cut_is_believed(passphrase: str | None, data: st.DataObject) -> None:
    whole = written(b"ana til" * 20_000, passphrase)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    for file in (bytes(changed), whole[:at], whole + b"\0"):
        with pytest.raises(SealError):
            read(file, passphrase)


def test_pieces_cannot_change_places() -> None:
    whole = written(bytes(PIECE) + b"\1" * PIECE + b"end", None)
    size, head = PIECE + 32, len(whole) - (2 * PIECE + 3 + 3 * 32)
    one, two = whole[head : head + size], whole[head + size : head + 2 * size]
    with pytest.raises(SealDamagedError):
        read(whole[:head] + two + one + whole[head + 2 * size :], None)


def test_the_wrong_passphrase_is_told_from_damage_and_from_none() -> None:
    whole = written(b"content")
    with pytest.raises(WrongPassphraseError):
        read(whole, "another")
    with pytest.raises(PassphraseNeededError):
        read(whole, None)
    with pytest.raises(SealDamagedError):
        read(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert b"content" not in whole


def test_one_passphrase_typed_in_two_ways_is_one() -> None:
    assert read(written(b"content", "caf\u00e9 "), "cafe\u0301") == b"content"


def test_another_kind_a_newer_version_and_a_greedy_header_are_refused() -> None:
    whole = written(b"content")
    with pytest.raises(NotSealedError):
        read(whole, kind=Kind.BACKUP)
    with pytest.raises(NotSealedError):
        read(b"")
    with pytest.raises(NewerSealError):
        read(whole[:8] + b"\2" + whole[9:])
    greedy = io.BytesIO(sealed.Header(Kind.PROGRESS, True, Cost(63, 8, 1), bytes(16), bytes(7)).packed())
    with pytest.raises(SealDamagedError):
        list(sealed.read(greedy, Kind.PROGRESS, passphrase=WORDS))


def test_two_files_of_one_content_share_nothing_but_their_kind() -> None:
    one, two = written(b"the same"), written(b"the same")
    assert one[13:] != two[13:]


def test_an_empty_passphrase_is_no_passphrase() -> None:
    with pytest.raises(ValueError, match="empty"):
        written(b"content", "  ")
