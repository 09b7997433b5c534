"""A phone's microphone: ``android.media.AudioRecord`` through pyjnius.

All numbers are those of Android's public API; they are part of its binary interface and never change.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from audio.android_permission import Answer, MicrophonePermission
from audio.capture import BLOCK_FRAMES, RATE, SAMPLE_BYTES, Heard, Lost
from audio.troubles import (
    CaptureError,
    MicrophoneLostError,
    MicrophoneNotAllowedError,
    MicrophoneRefusedError,
    NoMicrophoneError,
)

VOICE_RECOGNITION: Final = 6
"""``MediaRecorder.AudioSource.VOICE_RECOGNITION``. Android's Compatibility Definition (5.4.2) asks every
phone for a flat response here, with noise reduction and automatic gain off and 48,000 or 44,100 Hz: what
our own single gain needs. UNPROCESSED (9) promises as much only where a phone declares it and is 14 dB
quieter (5.11: RMS 520 at 94 dB SPL, against 2,500 at 90 dB); MIC (1) may have gain control and noise
suppression."""

CHANNEL_IN_MONO: Final = 16
ENCODING_PCM_16BIT: Final = 2
STATE_INITIALIZED: Final = 1
RECORDSTATE_RECORDING: Final = 3

BUFFER_BYTES: Final = RATE * SAMPLE_BYTES // 2
"""Half a second: what the system keeps for us while a block is being made safe on a slow card."""

TELLS_SILENCED: Final = 29
"""The Android API level (10) from which a silenced recording can be asked about. Since then a call or
another app that takes the microphone is no error for the one that loses it: it goes on and reads zeros."""

LONGEST_ZEROS_S: Final = 2.0
"""Seconds of nothing but zeros after which the microphone counts as lost, on phones that cannot be asked.
With noise reduction off no real microphone gives that; 0.1 to 0.3 s at the start are common."""

_BLOCK: Final = BLOCK_FRAMES * SAMPLE_BYTES
_ERRORS: Final = {
    0: "nothing more comes",
    -1: "ERROR",
    -2: "ERROR_BAD_VALUE",
    -3: "ERROR_INVALID_OPERATION",
    -6: "ERROR_DEAD_OBJECT: the sound service or the route is gone",
}


class AndroidMicrophone:
    """The phone's own microphone; a ``Microphone``.

    The first ``start`` asks the person; recording begins with a yes, a no comes through ``lost``.
    Everything that goes wrong comes through ``lost``, since the device is opened on the reading thread;
    only a missing bridge to Java is raised at once, as ``NoMicrophoneError``.

    ``java`` stands for the module ``jnius`` (``autoclass``), ``permissions`` for ``android.permissions``
    (``check_permission``, ``request_permissions``); both are imported when first needed.
    """

    def __init__(self, java: Any = None, permissions: Any = None) -> None:
        self._java = java
        self._permissions = permissions
        self._recording: _Recording | None = None

    def start(self, heard: Heard, lost: Lost) -> None:
        if self._recording is not None:
            raise RuntimeError("the microphone is started already")
        try:
            self._java = self._java or import_module("jnius")
            permission = MicrophonePermission(self._java, self._permissions)
        except ImportError as error:
            raise NoMicrophoneError(f"no bridge to Android: {error}") from error
        self._recording = recording = _Recording(self._java, heard, lost)
        if permission.granted:
            recording.begin()
        else:
            permission.ask(recording.answered)

    def stop(self) -> None:
        recording, self._recording = self._recording, None
        if recording is not None:
            recording.end()


class _Recording:
    """One recording, from the person's yes to the release of the device.

    The recorder is made, read, stopped and released on one thread: releasing it while another thread reads
    crashes the process, and pyjnius binds a method to its object anew for each call, which two threads
    could cross.
    """

    def __init__(self, java: Any, heard: Heard, lost: Lost) -> None:
        self._java, self._heard, self._lost = java, heard, lost
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def answered(self, answer: Answer) -> None:
        """The person's answer, on Android's own thread."""
        if self._ended.is_set():
            return  # they left the page while they were asked: the microphone stays closed
        if answer is Answer.GRANTED:
            self.begin()
        elif answer is Answer.FOR_GOOD:
            self._lost(MicrophoneRefusedError("the person said no for good"))
        else:
            self._lost(MicrophoneNotAllowedError("the person said no"))

    def begin(self) -> None:
        # Not a subclass of Thread: pyjnius detaches a thread from Java at its end by wrapping ``Thread.run``.
        self._thread = threading.Thread(target=self._run, name="microphone", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()  # a block of 20 ms at most

    def _run(self) -> None:
        trouble: CaptureError | None = None
        if self._ended.is_set():
            return
        try:
            self._record()
        except CaptureError as error:
            trouble = error
        except Exception as error:  # whatever Java throws comes as one class we cannot import here
            trouble = MicrophoneLostError(str(error))
            trouble.__cause__ = error
        if trouble is not None and not self._ended.is_set():
            self._lost(trouble)

    def _record(self) -> None:
        kind = self._java.autoclass("android.media.AudioRecord")
        level: int = self._java.autoclass("android.os.Build$VERSION").SDK_INT
        least = kind.getMinBufferSize(RATE, CHANNEL_IN_MONO, ENCODING_PCM_16BIT)
        if least <= 0:
            raise NoMicrophoneError(f"no 48 kHz mono recording: {_ERRORS.get(least, least)}")
        recorder = kind(
            VOICE_RECOGNITION, RATE, CHANNEL_IN_MONO, ENCODING_PCM_16BIT, max(least, BUFFER_BYTES)
        )
        try:
            if recorder.getState() != STATE_INITIALIZED:
                raise NoMicrophoneError("the recorder cannot be made")
            recorder.startRecording()
            try:
                if recorder.getRecordingState() != RECORDSTATE_RECORDING:
                    raise MicrophoneLostError("another app holds the microphone")
                self._read(recorder, level)
            finally:
                with suppress(Exception):  # a dead recorder has stopped already
                    recorder.stop()
        finally:
            recorder.release()

    def _read(self, recorder: Any, level: int) -> None:
        buffer = bytearray(_BLOCK)  # the one type pyjnius copies back from a Java byte[]
        zeros = 0
        while not self._ended.is_set():
            count: int = recorder.read(buffer, 0, _BLOCK)  # waits; pyjnius lets other threads run meanwhile
            if self._ended.is_set():
                return
            if count <= 0:
                raise MicrophoneLostError(_ERRORS.get(count, f"error {count}"))
            block = bytes(buffer[:count])
            zeros = 0 if any(block) else zeros + count
            if zeros:
                if level >= TELLS_SILENCED and _silenced(recorder):
                    raise MicrophoneLostError("silenced: a call or another app has the microphone")
                if zeros >= LONGEST_ZEROS_S * RATE * SAMPLE_BYTES:
                    raise MicrophoneLostError("nothing but zeros comes")
            self._heard(block)


def _silenced(recorder: Any) -> bool:
    """Whether Android hands us zeros because somebody else listens."""
    configuration = recorder.getActiveRecordingConfiguration()
    return configuration is not None and bool(configuration.isClientSilenced())
