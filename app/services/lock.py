"""A lock by PIN for the grown-ups' part: it keeps others out of the app, and that is all it does.

It is no encryption: whoever can read the phone's memory can read the database. What is kept is a salted
scrypt of the PIN. After five wrong tries one waits a minute, then longer; a clock that was set back begins
the wait anew and never locks for good. Nobody can open it but by the PIN: there is no other way in.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import Any, Final

from app.services.household import Household
from lexicon import locks, registers
from lexicon.locks import LOCK, LONGEST, SHORTEST, TRIES

FREE_TRIES: Final = 5
WAIT_MS: Final = 60_000
MOST_WAIT_MS: Final = 3_600_000

_N, _R, _P = 2**14, 8, 1  # 16 MB and some 50 ms: four digits are 10,000 tries, which no cost makes many


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether a PIN was right; if not, how long to wait before the next one is looked at (ms)."""

    right: bool
    wait_ms: int = 0


class Lock:
    """Runs on the database's thread."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def set(self, pin: str) -> None:
        """Lock with a PIN of ``SHORTEST`` to ``LONGEST`` digits. Raises ValueError for anything else."""
        if not (pin.isascii() and pin.isdecimal() and SHORTEST <= len(pin) <= LONGEST):
            raise ValueError("a PIN has 4 to 8 digits")
        salt = os.urandom(16)
        self._household.set_device(LOCK, json.dumps({"salt": salt.hex(), "hash": _hash(pin, salt).hex()}))
        self._household.set_device(TRIES, "")

    def take_off(self) -> None:
        """No lock any more; every child is shown again."""
        for key in locks.ALL:
            self._household.set_device(key, "")

    def wait_ms(self) -> int:
        """How long until a PIN is looked at again."""
        count, last_ms = self._tries()
        if count < FREE_TRIES:
            return 0
        now_ms = self._household.now_ms()
        if last_ms > now_ms:  # the clock was set back
            self._remember(count, now_ms)
            last_ms = now_ms
        wait_ms = min(MOST_WAIT_MS, WAIT_MS << (count - FREE_TRIES))
        return max(0, last_ms + wait_ms - now_ms)

    def attempt(self, pin: str) -> Tried:
        """Look at a PIN. A try while one is to wait is not looked at and does not count."""
        waiting = self.wait_ms()
        if waiting:
            return Tried(False, waiting)
        kept = self._kept()
        if kept is None or hmac.compare_digest(_hash(pin, bytes.fromhex(kept["salt"])).hex(), kept["hash"]):
            self._household.set_device(TRIES, "")
            return Tried(True)
        self._remember(self._tries()[0] + 1, self._household.now_ms())
        return Tried(False, self.wait_ms())

    def _kept(self) -> dict[str, Any] | None:
        found = self._setting(LOCK)
        try:
            return {"salt": found["salt"], "hash": found["hash"]} if found else None
        except (KeyError, TypeError):
            return None

    def _tries(self) -> tuple[int, int]:
        found = self._setting(TRIES)
        try:
            return (min(40, int(found["count"])), int(found["last_ms"])) if found else (0, 0)
        except (KeyError, TypeError, ValueError):
            return 0, 0

    def _remember(self, count: int, at_ms: int) -> None:
        self._household.set_device(TRIES, json.dumps({"count": count, "last_ms": at_ms}))

    def _setting(self, key: str) -> Any:
        with self._household.kept.read() as connection:
            told = registers.get(connection, registers.DEVICE, key)
        try:
            return json.loads(told) if told else None
        except ValueError:
            return None


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P)
