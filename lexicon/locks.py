"""How the lock of a shared phone is kept: the names of its settings, and how long a PIN is."""

from __future__ import annotations

from typing import Final

LOCK: Final = "lock"
"""The device's setting with salt and hash of the PIN; absent or empty: no lock."""
TRIES: Final = "lock tries"
"""The device's setting with the wrong tries since the last right one, and when the last was."""
HANDED: Final = "handed over"
"""The device's setting with the one learner who is shown; absent or empty: all."""
ALL: Final = (LOCK, TRIES, HANDED)
"""What a backup leaves out: who has its passphrase is not to be locked out by a PIN."""

SHORTEST, LONGEST = 4, 8
"""Digits of a PIN."""
