"""A microphone that is opened and closed on a thread of its own, so that whoever asks for it never waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from audio.capture import Heard, Lost, Microphone
from audio.troubles import CaptureError


class Apart:
    """Another ``Microphone``, handled on one thread, in the order in which it was asked.

    Loading a sound library, finding a device and opening it take from milliseconds to seconds. Whatever is
    wrong comes through ``lost``, nothing is raised. After ``stop`` at most a block under way is still heard.
    """

    def __init__(self, microphone: Microphone) -> None:
        self._microphone = microphone
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="microphone")
        self._turn = 0

    def start(self, heard: Heard, lost: Lost) -> None:
        self._turn += 1
        turn = self._turn

        def block(recorded: bytes) -> None:
            if turn == self._turn:
                heard(recorded)

        def over(error: CaptureError) -> None:
            if turn == self._turn:
                lost(error)

        def begin() -> None:
            if turn != self._turn:  # stopped before its turn came
                return
            try:
                self._microphone.start(block, over)
            except CaptureError as error:
                over(error)

        self._thread.submit(begin)

    def stop(self) -> None:
        self._turn += 1
        self._thread.submit(self._microphone.stop)
