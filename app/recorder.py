"""From the microphone to takes: what is heard comes on a thread of its own, what it means where one draws."""

from __future__ import annotations

import io
import logging
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from audio.capture import Microphone
from audio.levels import waveform
from audio.takes import BYTES, RATE, USUAL, Event, Finished, Settings, TakeCutter
from audio.troubles import CaptureError

_log = logging.getLogger("anatil")


@dataclass(frozen=True, slots=True)
class Take:
    """One take: the WAV, how long it is, its figures, what is wrong with it, and how it looks."""

    wav: bytes
    duration_ms: int
    figures: dict[str, float]
    faults: tuple[str, ...]
    columns: tuple[float, ...]

    @property
    def worth_repeating(self) -> bool:
        """Whether to say it again is advised: some noise well below the voice is only worth knowing."""
        only_some_noise = self.faults == ("noisy",) and self.figures.get("snr_db", 0.0) >= LEAST_SNR_DB
        return bool(self.faults) and not only_some_noise


COLUMNS = 64
LEAST_SNR_DB = 20.0
"""As in ``audio.quality``, which brings numpy along."""


class Recorder:
    """Listens, cuts takes, and judges them. ``hand_back`` runs a call where the screen lives."""

    def __init__(self, microphone: Microphone, hand_back: Callable[[Callable[[], None]], None]) -> None:
        self._microphone = microphone
        self._hand_back = hand_back
        self._judge = ThreadPoolExecutor(max_workers=1, thread_name_prefix="takes")
        self._cutter: TakeCutter | None = None

    @property
    def listening(self) -> bool:
        return self._cutter is not None

    def start(
        self,
        event: Callable[[Event], None],
        taken: Callable[[Take], None],
        lost: Callable[[CaptureError], None],
        judge: Callable[[bytes], Take] | None = None,
        settings: Settings = USUAL,
    ) -> None:
        """Listen. ``event`` comes for every level and change, ``taken`` for a take as ``judge`` made it
        (``judged``, unless another is given), ``lost`` when the microphone is gone. Raises ``CaptureError``
        where there is none."""
        cutter = TakeCutter(settings)
        self._cutter = cutter

        def heard(block: bytes) -> None:
            if self._cutter is not cutter:
                return
            for one in cutter.feed(block):
                if isinstance(one, Finished):
                    self._judge.submit(self._judged, one.pcm, judge or judged, taken)
                self._hand_back(partial(self._told, cutter, event, one))

        try:
            self._microphone.start(heard, lambda error: self._hand_back(lambda: lost(error)))
        except CaptureError:
            self._cutter = None
            raise

    def _told(self, cutter: TakeCutter, event: Callable[[Event], None], one: Event) -> None:
        if self._cutter is cutter:
            event(one)

    def stop(self) -> None:
        """Stop listening; what was taken is still judged and handed back."""
        if self._cutter is not None:
            self._cutter = None
            self._microphone.stop()

    def close(self) -> None:
        """Stop, and let the thread end."""
        self.stop()
        self._judge.shutdown(wait=True)

    def _judged(self, pcm: bytes, judge: Callable[[bytes], Take], taken: Callable[[Take], None]) -> None:
        try:
            take = judge(pcm)
        except Exception:  # an elder's take is never lost to a figure that could not be made
            _log.exception("a take could not be judged")
            take = unjudged(pcm)
        self._hand_back(lambda: taken(take))


def unjudged(pcm: bytes) -> Take:
    """A take as it was heard, without figures and without numpy."""
    return Take(_wav(pcm), round(len(pcm) / BYTES / RATE * 1000), {}, (), tuple(waveform([pcm], COLUMNS)))


def judged(pcm: bytes) -> Take:
    """Measure a take and say what is wrong with it. numpy is imported here, with the first take."""
    from audio import quality
    from audio.clip import of_pcm16

    clip = of_pcm16(pcm)
    figures = quality.measure(clip)
    return Take(
        clip.wav(), round(1000 * clip.seconds), figures.as_dict(),
        tuple(str(fault) for fault in quality.judge(figures)), tuple(waveform([pcm], COLUMNS)),
    )  # fmt: skip


def _wav(pcm: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(BYTES)
        file.setframerate(RATE)
        file.writeframes(pcm)
    return out.getvalue()
