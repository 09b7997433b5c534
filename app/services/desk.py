"""A thread that others ask for work: the one that owns the database, and one for what takes a while.
The answer comes back where they want it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Desk:
    """Runs work in order on a thread of its own.

    ``hand_back`` takes a call without arguments and runs it where the asker lives (on the drawing thread
    in the app, at once in a test). Work and its answer are plain functions and frozen records.
    """

    def __init__(self, hand_back: Callable[[Callable[[], None]], None], name: str = "database") -> None:
        self._hand_back = hand_back
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._open = 0
        self._closed = False

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[Exception], None] | None = None,
    ) -> Future[T]:
        """Do ``work`` on the thread; hand its result to ``then``, or its error to ``trouble``."""
        self._open += 1
        future = self._thread.submit(work)

        def done(finished: Future[T]) -> None:
            def deliver() -> None:
                self._open -= 1
                error = finished.exception()
                if error is None:
                    if then is not None:
                        then(finished.result())
                elif trouble is not None and isinstance(error, Exception):
                    trouble(error)
                else:
                    raise error

            if not finished.cancelled():
                self._hand_back(deliver)

        future.add_done_callback(done)
        return future

    @property
    def idle(self) -> bool:
        """True when every answer has been handed back."""
        return self._open == 0

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Finish what was asked, do ``last``, and end the thread. Waits: nothing asked for is lost."""
        if self._closed:
            return
        self._closed = True
        if last is not None:
            self._thread.submit(last)
        self._thread.shutdown(wait=True)
