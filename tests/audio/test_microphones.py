"""Microphones: what comes through, and what is said when there is none, it is not allowed, or it goes."""

from __future__ import annotations

import sys
import threading
import types
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from audio.android_microphone import (
    CHANNEL_IN_MONO,
    ENCODING_PCM_16BIT,
    VOICE_RECOGNITION,
    AndroidMicrophone,
)
from audio.android_permission import RECORD_AUDIO
from audio.apart import Apart
from audio.capture import BLOCK_FRAMES, RATE, Heard, Lost, find_microphone
from audio.desktop_microphone import DesktopMicrophone
from audio.file_microphone import FileMicrophone
from audio.troubles import (
    CaptureError,
    MicrophoneLostError,
    MicrophoneNotAllowedError,
    MicrophoneRefusedError,
    NoMicrophoneError,
    SoundError,
)

BLOCK = b"\1\0" * BLOCK_FRAMES


class Ear:
    """Keeps what is heard and what is lost, and on which threads."""

    def __init__(self) -> None:
        self.heard_: list[bytes] = []
        self.lost_: list[SoundError] = []
        self.threads: set[int] = set()
        self.something = threading.Event()

    def heard(self, block: bytes) -> None:
        self.threads.add(threading.get_ident())
        self.heard_.append(block)
        self.something.set()

    def lost(self, error: SoundError) -> None:
        self.lost_.append(error)
        self.something.set()


@pytest.fixture
def ear() -> Ear:
    return Ear()


# --- from a file -----------------------------------------------------------------------------------------


def test_a_file_is_heard_whole_in_order_and_off_this_thread(ear: Ear) -> None:
    sound = bytes(range(256)) * 30
    microphone = FileMicrophone(sound)
    microphone.start(ear.heard, ear.lost)
    microphone.join()
    assert b"".join(ear.heard_) == sound
    assert threading.get_ident() not in ear.threads
    assert ear.lost_ == []
    microphone.stop()


def test_a_file_may_end_as_a_call_would(ear: Ear) -> None:
    microphone = FileMicrophone(BLOCK, then=MicrophoneLostError("a call"))
    microphone.start(ear.heard, ear.lost)
    microphone.join()
    assert [type(one) for one in ear.lost_] == [MicrophoneLostError]


# --- a laptop's ------------------------------------------------------------------------------------------


class PortAudioError(Exception):
    """Stands for the library's."""


class Stream:
    """Stands for ``RawInputStream``: gives one block at once, and ends as it is told."""

    made: ClassVar[list[Stream]] = []
    refuses: Exception | None = None

    def __init__(self, **how: Any) -> None:
        self.how = how
        self.calls: list[str] = []
        Stream.made.append(self)

    def start(self) -> None:
        if Stream.refuses is not None:
            raise Stream.refuses
        self.calls.append("start")
        self.how["callback"](bytearray(BLOCK), BLOCK_FRAMES, None, None)

    def abort(self) -> None:
        self.calls.append("abort")
        self.how["finished_callback"]()

    def close(self) -> None:
        self.calls.append("close")


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> type[Stream]:
    library = types.ModuleType("sounddevice")
    library.RawInputStream = Stream  # type: ignore[attr-defined]
    library.PortAudioError = PortAudioError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    monkeypatch.setattr(Stream, "made", [])
    monkeypatch.setattr(Stream, "refuses", None)
    return Stream


def test_a_laptops_microphone_is_asked_for_mono_at_48_khz_and_let_go(
    portaudio: type[Stream], ear: Ear
) -> None:
    microphone = DesktopMicrophone()
    microphone.start(ear.heard, ear.lost)
    microphone.stop()
    microphone.stop()
    (stream,) = portaudio.made
    wanted = {"samplerate": RATE, "channels": 1, "dtype": "int16", "blocksize": BLOCK_FRAMES}
    assert {name: stream.how[name] for name in wanted} == wanted
    assert stream.calls == ["start", "abort", "close"]
    assert (ear.heard_, ear.lost_) == ([BLOCK], [])


def test_one_that_is_pulled_out_is_lost(portaudio: type[Stream], ear: Ear) -> None:
    DesktopMicrophone().start(ear.heard, ear.lost)
    portaudio.made[0].how["finished_callback"]()
    assert [type(one) for one in ear.lost_] == [MicrophoneLostError]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PortAudioError("Invalid device", -9996), NoMicrophoneError),
        (
            PortAudioError("Unanticipated host error", -9999, (8, 13, "Permission denied")),
            MicrophoneNotAllowedError,
        ),
    ],
)
def test_why_a_laptop_does_not_hear_is_told_apart(
    portaudio: type[Stream],
    ear: Ear,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    kind: type[Exception],
) -> None:
    monkeypatch.setattr(portaudio, "refuses", error)
    with pytest.raises(kind):
        DesktopMicrophone().start(ear.heard, ear.lost)
    assert portaudio.made[0].calls == ["close"]


def test_without_the_sound_library_there_is_no_microphone(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(NoMicrophoneError):
        DesktopMicrophone().start(ear.heard, ear.lost)


# --- a phone's -------------------------------------------------------------------------------------------


class Android:
    """Stands for pyjnius and Android: ``AudioRecord`` as documented, with every call written down."""

    def __init__(self, reads: list[int], granted: bool = True, state: int = 1) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.threads: set[int] = set()
        self.asked: Callable[[list[str], list[bool]], None] | None = None
        self.explains: bool | Exception = True
        self._reads, self._granted, self._state = list(reads), granted, state
        self._more = threading.Event()

    def autoclass(self, name: str) -> Any:
        if name == "android.os.Build$VERSION":
            return types.SimpleNamespace(SDK_INT=28)
        if name == "org.kivy.android.PythonActivity":
            assert threading.current_thread() is threading.main_thread()  # elsewhere it is not found
            return types.SimpleNamespace(mActivity=self)
        assert name == "android.media.AudioRecord"
        android = self

        class AudioRecord:
            def __init__(self, *arguments: int) -> None:
                android._note("AudioRecord", *arguments)

            @staticmethod
            def getMinBufferSize(*arguments: int) -> int:  # noqa: N802 (Android's name)
                android._note("getMinBufferSize", *arguments)
                return 3_840

            def read(self, buffer: bytearray, offset: int, size: int) -> int:
                android.threads.add(threading.get_ident())
                if not android._reads:
                    android._more.wait(5)
                    return 0
                count = android._reads.pop(0)
                if count > 0:
                    buffer[offset : offset + count] = BLOCK[:count]
                assert size == len(buffer)
                return count

            def __getattr__(self, name: str) -> Callable[[], int]:
                def call() -> int:
                    android._note(name)
                    if name == "stop":
                        android._more.set()
                    return {"getState": android._state, "getRecordingState": 3}.get(name, 0)

                return call

        return AudioRecord

    def shouldShowRequestPermissionRationale(self, name: str) -> bool:  # noqa: N802
        assert name == RECORD_AUDIO
        if isinstance(self.explains, Exception):
            raise self.explains
        return self.explains

    def check_permission(self, name: str) -> bool:
        assert name == RECORD_AUDIO
        return self._granted

    def request_permissions(
        self, names: list[str], answered: Callable[[list[str], list[bool]], None]
    ) -> None:
        assert names == [RECORD_AUDIO]
        self.asked = answered

    def _note(self, *call: Any) -> None:
        self.threads.add(threading.get_ident())
        self.calls.append(call)


def wait(ear: Ear) -> None:
    assert ear.something.wait(5)


def test_a_phones_microphone_is_made_read_and_released_on_one_thread_of_its_own(ear: Ear) -> None:
    android = Android([len(BLOCK), len(BLOCK), -6])
    microphone = AndroidMicrophone(android, android)
    microphone.start(ear.heard, ear.lost)
    recording = microphone._recording
    assert recording is not None and recording._thread is not None
    recording._thread.join(5)
    assert ear.heard_ == [BLOCK, BLOCK]
    assert [type(one) for one in ear.lost_] == [MicrophoneLostError]  # -6: ERROR_DEAD_OBJECT
    assert [call[0] for call in android.calls] == [
        "getMinBufferSize", "AudioRecord", "getState", "startRecording", "getRecordingState", "stop",
        "release",
    ]  # fmt: skip
    assert android.calls[0] == ("getMinBufferSize", RATE, CHANNEL_IN_MONO, ENCODING_PCM_16BIT)
    source, *how = android.calls[1][1:]
    assert (source, how[:3]) == (VOICE_RECOGNITION, [RATE, CHANNEL_IN_MONO, ENCODING_PCM_16BIT])
    assert len(android.threads) == 1
    assert threading.get_ident() not in android.threads


def test_a_phone_asks_first_and_hears_only_after_a_yes(ear: Ear) -> None:
    android = Android([len(BLOCK), -6], granted=False)
    AndroidMicrophone(android, android).start(ear.heard, ear.lost)
    assert android.calls == []
    assert android.asked is not None
    android.asked([RECORD_AUDIO], [True])
    wait(ear)
    assert ear.heard_ == [BLOCK]


@pytest.mark.parametrize(
    ("grants", "explains", "error"),
    [([False], True, MicrophoneNotAllowedError), ([False], False, MicrophoneRefusedError),
     ([], False, MicrophoneNotAllowedError), ([False], RuntimeError("JVM"), MicrophoneNotAllowedError)],
)  # fmt: skip
def test_a_no_on_a_phone_is_said_and_nothing_is_opened(
    ear: Ear, grants: list[bool], explains: bool | Exception, error: type[CaptureError]
) -> None:
    android = Android([], granted=False)
    android.explains = explains
    AndroidMicrophone(android, android).start(ear.heard, ear.lost)
    assert android.asked is not None
    answering = threading.Thread(target=android.asked, args=([RECORD_AUDIO], grants))  # Android's own
    answering.start()
    answering.join()
    assert [type(one) for one in ear.lost_] == [error]
    assert android.calls == []


def test_whoever_refused_for_good_and_allowed_it_in_the_settings_is_heard_without_a_question(
    ear: Ear,
) -> None:
    android = Android([len(BLOCK), -6], granted=False)
    android.explains = False
    microphone = AndroidMicrophone(android, android)
    microphone.start(ear.heard, ear.lost)
    assert android.asked is not None
    android.asked([RECORD_AUDIO], [False])
    microphone.stop()
    android.asked, android._granted = None, True
    ear.something.clear()
    microphone.start(ear.heard, ear.lost)
    wait(ear)
    assert android.asked is None and ear.heard_ == [BLOCK]
    microphone.stop()


def test_who_leaves_the_page_while_being_asked_is_not_listened_to(ear: Ear) -> None:
    android = Android([len(BLOCK)], granted=False)
    microphone = AndroidMicrophone(android, android)
    microphone.start(ear.heard, ear.lost)
    microphone.stop()
    assert android.asked is not None
    android.asked([RECORD_AUDIO], [True])
    assert (android.calls, ear.heard_, ear.lost_) == ([], [], [])


def test_a_recorder_that_cannot_be_made_is_released_and_said(ear: Ear) -> None:
    android = Android([], state=0)
    AndroidMicrophone(android, android).start(ear.heard, ear.lost)
    wait(ear)
    assert [type(one) for one in ear.lost_] == [NoMicrophoneError]
    assert android.calls[-1] == ("release",)


def test_each_kind_of_machine_has_its_microphone() -> None:
    assert isinstance(find_microphone("linux"), Apart)
    assert isinstance(find_microphone("android"), AndroidMicrophone)
    with pytest.raises(NoMicrophoneError):
        find_microphone("toaster")


# --- on a thread of its own


class Slow:
    """A microphone whose device takes as long to open as the test likes."""

    def __init__(self, refuses: CaptureError | None = None) -> None:
        self.may_open, self.is_open, self.done = threading.Event(), threading.Event(), threading.Event()
        self.calls: list[str] = []
        self.heard: Heard | None = None
        self._refuses = refuses

    def start(self, heard: Heard, _lost: Lost) -> None:
        self.may_open.wait(10)
        self.calls.append("start")
        if self._refuses is not None:
            raise self._refuses
        self.heard = heard
        self.is_open.set()

    def stop(self) -> None:
        self.calls.append("stop")
        self.done.set()


def test_nobody_waits_for_a_device_to_open_and_order_is_kept(ear: Ear) -> None:
    slow = Slow()
    microphone = Apart(slow)
    microphone.start(ear.heard, ear.lost)
    assert slow.calls == []  # we are here, and it is not open yet
    slow.may_open.set()
    assert slow.is_open.wait(10)
    assert slow.heard is not None
    slow.heard(BLOCK)
    microphone.stop()
    slow.heard(BLOCK)  # a late one is nobody's
    assert slow.done.wait(10)
    assert (slow.calls, ear.heard_, ear.lost_) == (["start", "stop"], [BLOCK], [])


def test_one_that_is_stopped_before_it_opened_stays_shut(ear: Ear) -> None:
    slow = Slow()
    microphone = Apart(slow)
    microphone.start(ear.heard, ear.lost)
    microphone.stop()
    microphone.start(ear.heard, ear.lost)
    microphone.stop()
    slow.may_open.set()
    assert slow.done.wait(10)
    assert slow.calls.count("start") <= 1  # the first may have been on its way
    assert ear.lost_ == []


def test_what_is_wrong_with_it_comes_later(ear: Ear) -> None:
    slow = Slow(NoMicrophoneError("none"))
    slow.may_open.set()
    microphone = Apart(slow)
    microphone.start(ear.heard, ear.lost)
    assert ear.something.wait(10)
    assert [type(one) for one in ear.lost_] == [NoMicrophoneError]
