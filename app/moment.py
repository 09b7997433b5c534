"""What time it is: the one clock of the app, so that tests can bring their own."""

from __future__ import annotations

import time
from datetime import datetime


class Moment:
    """The device's clock: UTC milliseconds since 1970, and the local offset from UTC in minutes."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def offset_min(self) -> int:
        offset = datetime.now().astimezone().utcoffset()
        return int(offset.total_seconds() // 60) if offset is not None else 0

    def ticks_ms(self) -> int:
        """For how long something took: runs evenly, whatever is done to the clock."""
        return time.monotonic_ns() // 1_000_000
