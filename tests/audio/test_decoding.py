"""What chat apps send becomes sound; all else is refused with one of our errors, and nothing is left."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import wave
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sentences import in_words
from audio import decoding
from audio.clip import RATE, Clip
from audio.decoding import USUAL, Decoder, Limits, decode, decode_bytes, worker
from audio.decoding.containers import container_of
from audio.troubles import NotSoundError, SoundError, SoundTooLargeError
from tests.audio import made_files
from tests.audio.made_files import (
    AAC,
    AMR,
    EVERY,
    FLAC,
    HZ,
    LEVEL,
    MP3,
    OPUS,
    THREE_GP,
    WAV,
    WEBM,
    Sent,
    made,
)

NAME = "Aygül Memetniyaz"
posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of Unix")
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def strength(clip: Clip, hz: float) -> float:
    """The peak of a tone, in the middle of a clip."""
    middle = clip.samples[len(clip.samples) // 4 : -len(clip.samples) // 4]
    window = np.hanning(len(middle))
    turns = np.exp(-2j * np.pi * hz * np.arange(len(middle)) / clip.rate)
    return float(2 * abs((middle * window) @ turns) / window.sum())


# What is sound


@pytest.mark.parametrize(
    "sent", EVERY, ids=lambda sent: f"{sent.container}-{sent.codec}-{sent.rate}-{sent.layout}"
)
def test_what_chat_apps_send_comes_back_as_long_and_as_loud(decoder: Decoder, sent: Sent) -> None:
    clip = decoder.decode_bytes(made(sent))
    assert (clip.rate, clip.samples.dtype, clip.samples.ndim) == (RATE, np.float32, 1)
    # AAC's frames and what an encoder puts before the sound: at most 2,048 samples.
    assert clip.seconds == pytest.approx(sent.seconds, abs=0.05)
    # AMR makes a tone 2.5 dB quieter: it is made for voices.
    assert strength(clip, HZ) == pytest.approx(LEVEL, rel=0.3 if "amr" in sent.codec else 0.06)
    assert strength(clip, 5 * HZ) < 0.02


def test_vorbis_is_sound(decoder: Decoder) -> None:
    clip = decoder.decode_bytes(made_files.vorbis())
    assert clip.seconds == pytest.approx(1, abs=0.05)
    assert strength(clip, HZ) == pytest.approx(LEVEL, rel=0.06)


def test_of_a_video_the_sound_is_used(decoder: Decoder) -> None:
    clip = decoder.decode_bytes(made_files.video())
    assert clip.seconds == pytest.approx(1, abs=0.05)
    assert strength(clip, HZ) == pytest.approx(LEVEL, rel=0.06)


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "message.txt"  # the name says nothing
    path.write_bytes(made(OPUS))
    assert np.array_equal(decode(path).samples, decode_bytes(made(OPUS)).samples)


def test_whole_numbers_come_back_as_they_were(decoder: Decoder) -> None:
    wrote = np.random.default_rng(1).integers(-32_768, 32_768, RATE // 2).astype(np.float32) / 32_768
    for sent in (WAV, FLAC):
        read = decoder.decode_bytes(made_files.write(sent, wrote[None])).samples
        assert np.abs(read - wrote).max() <= 1 / 32_768


@pytest.mark.parametrize("sent", [Sent("wav", "pcm_s16le", layout="5.1"), Sent("ipod", "aac", layout="5.1")])
def test_six_channels_are_mixed_by_their_mean(decoder: Decoder, sent: Sent) -> None:
    channels = np.zeros((6, RATE), np.float32)
    channels[0] = made_files.tone(1)
    assert strength(decoder.decode_bytes(made_files.write(sent, channels)), HZ) == pytest.approx(
        LEVEL / 6, rel=0.1
    )
    assert strength(decoder.decode_bytes(made(sent)), HZ) == pytest.approx(LEVEL, rel=0.25)


@pytest.mark.parametrize("sent", [AMR, THREE_GP])
def test_of_a_telephone_nothing_is_above_4_khz(decoder: Decoder, sent: Sent) -> None:
    noise = np.random.default_rng(2).uniform(-0.3, 0.3, (1, 16_000)).astype(np.float32)
    clip = decoder.decode_bytes(made_files.write(sent, noise))
    assert clip.rate == RATE
    assert clip.seconds == pytest.approx(2, abs=0.05)
    power = np.abs(np.fft.rfft(clip.samples * np.hanning(len(clip.samples)))) ** 2
    above = np.fft.rfftfreq(len(clip.samples), 1 / RATE) > 4_400
    assert power[above].sum() < power.sum() / 1_000


def test_silence_is_sound(decoder: Decoder) -> None:
    for sent in (OPUS, WAV, MP3):
        clip = decoder.decode_bytes(made_files.write(sent, np.zeros((1, sent.rate), np.float32)))
        assert clip.seconds == pytest.approx(1, abs=0.05)
        assert np.abs(clip.samples).max() < 1e-4


def test_a_file_that_breaks_off_gives_what_there_is_or_is_refused(decoder: Decoder) -> None:
    longest = {}
    for sent in (OPUS, AAC, MP3, AMR, WAV, FLAC, WEBM):
        whole, lengths = made(replace(sent, seconds=3)), [0.0]
        for cut in (60, len(whole) // 3, 2 * len(whole) // 3):
            try:
                lengths.append(decoder.decode_bytes(whole[:cut]).seconds)
            except NotSoundError:
                lengths.append(0)
        assert all(before <= after for before, after in pairwise(lengths)), (sent, lengths)
        longest[sent.container] = lengths[-1]
    assert longest.pop("ipod") == 0  # an M4A has its index at its end
    # Opus comes in pages of a second.
    assert all(0.9 < seconds <= 2.05 for seconds in longest.values()), longest


def test_a_wav_that_claims_four_gigabytes_is_as_long_as_it_is(decoder: Decoder) -> None:
    content = bytearray(made(WAV))
    at = content.index(b"data") + 4
    for claim in (b"\xff\xff\xff\xff", b"\0\0\0\xf0"):
        content[4:8] = content[at : at + 4] = claim
        assert decoder.decode_bytes(bytes(content)).seconds == pytest.approx(1, abs=0.01)


# Names


TAGS = tuple((key, NAME) for key in ("title", "artist", "album", "comment", "composer", "location"))


@pytest.mark.parametrize("plain", [MP3, OPUS, AAC, FLAC, WEBM, WAV], ids=lambda sent: sent.container)
def test_tags_full_of_names_leave_nothing(plain: Sent) -> None:
    content = made(Sent(plain.container, plain.codec, plain.rate, tags=TAGS))
    assert content.count(NAME.encode()) >= 1
    container = container_of(io.BytesIO(content), len(content))
    process = decoding.start(USUAL.most_memory_bytes)
    request = worker.REQUEST.pack(container.demuxer.encode(), len(content), 60.0, 10)
    crossed, _ = process.communicate(request + content)
    assert len(crossed) > RATE
    for encoding in ("utf-8", "utf-16-le"):
        assert NAME.encode(encoding) not in crossed
        assert "Aygül".encode(encoding) not in crossed
    assert np.array_equal(decode_bytes(content).samples, decode_bytes(made(plain)).samples)


def id3(content: bytes) -> bytes:
    size = len(content)
    return b"ID3\4\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + content


def test_an_id3_tag_does_not_even_reach_the_decoder(decoder: Decoder) -> None:
    bare = made(MP3)
    bare = bare[container_of(io.BytesIO(bare), len(bare)).start :]
    assert b"ID3" not in bare
    picture = id3(b"APIC" + b"\xff\xfb\x90\x64" * 50_000)  # sync words inside it
    for tagged in (id3(NAME.encode()) + bare, picture + id3(b"x") + bare, id3(b"") + bytes(1_000) + bare):
        start = container_of(io.BytesIO(tagged), len(tagged)).start
        assert tagged[start:] == bare
        assert np.array_equal(decoder.decode_bytes(tagged).samples, decoder.decode_bytes(bare).samples)


def test_tags_in_no_encoding_are_no_obstacle(decoder: Decoder) -> None:
    content = made(replace(WAV, tags=(("title", "X" * 40),)))
    changed = content.replace(b"X" * 40, b"\xff\xfe\x80" * 13 + b"\xc3")
    assert changed != content
    assert decoder.decode_bytes(changed).seconds == 1


# What is no sound


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("message.ogg", made(OPUS))
    return out.getvalue()


NOT_SOUND = {
    "empty": b"",
    "one byte": b"\xff",
    "text": "ئانا تىل\n".encode() * 100,
    "page": b"<!DOCTYPE html><html><audio src='file:///etc/passwd'></html>",
    "picture": b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(1_000)),
    "archive": zipped(),
    "playlist": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "session": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 0\r\n",
    "manifest": b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>",
    "subtitles": b"1\n00:00:00,000 --> 00:00:02,000\nsalam\n",
    "video without sound": made_files.video(with_sound=False),
    "tag alone": id3(NAME.encode()),
    "tag before an archive": id3(b"x") + zipped(),
    "tag longer than the file": b"ID3\4\0\0\x7f\x7f\x7f\x7f" + made(MP3),
    "tag that is broken": b"ID3\4\0\0\xff\xff\xff\xff" + made(MP3),
    "heads and nothing": made(WAV)[:44],
    "marker alone": made(AMR)[:6],
}


@pytest.mark.parametrize("what", NOT_SOUND)
def test_what_is_no_sound_is_refused(decoder: Decoder, what: str) -> None:
    with pytest.raises(NotSoundError):
        decoder.decode_bytes(NOT_SOUND[what])


def test_a_wav_without_a_sample_is_no_sound(decoder: Decoder) -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
    with pytest.raises(NotSoundError):
        decoder.decode_bytes(out.getvalue())


def test_more_channels_than_a_camera_has_are_refused(decoder: Decoder) -> None:
    out = io.BytesIO()
    soundfile.write(out, np.zeros((800, 9)), 8_000, format="WAV")
    with pytest.raises(NotSoundError, match="9 channels"):
        decoder.decode_bytes(out.getvalue())


@pytest.mark.parametrize("rate", [1, 7_999, 192_001, 4_000_000])
def test_a_rate_that_no_sound_card_has_is_refused(decoder: Decoder, rate: int) -> None:
    content = bytearray(Clip(np.zeros(800, np.float32)).wav())
    content[24:28] = rate.to_bytes(4, "little")
    with pytest.raises(NotSoundError):
        decoder.decode_bytes(bytes(content))


def test_numbers_that_are_no_sound_are_refused(decoder: Decoder) -> None:
    for number in (float("nan"), float("inf"), -float("inf")):
        samples = np.zeros(800, np.float32)
        samples[400] = number
        out = io.BytesIO()
        soundfile.write(out, samples, 8_000, format="WAV", subtype="FLOAT")
        with pytest.raises(NotSoundError):
            decoder.decode_bytes(out.getvalue())


def test_a_sound_louder_than_full_scale_is_cut_there(decoder: Decoder) -> None:
    out = io.BytesIO()
    soundfile.write(out, np.full(800, 1e30), RATE, format="WAV", subtype="DOUBLE")
    with pytest.raises(NotSoundError):  # 64-bit floats are on nobody's phone
        decoder.decode_bytes(out.getvalue())
    out = io.BytesIO()
    soundfile.write(out, np.full(800, 1e30), RATE, format="WAV", subtype="FLOAT")
    assert np.array_equal(decoder.decode_bytes(out.getvalue()).samples, np.ones(800))


def test_a_codec_that_is_not_on_the_list_is_not_tried(decoder: Decoder) -> None:
    for sent in (Sent("mp4", "ac3"), Sent("matroska", "mp2"), Sent("wav", "adpcm_ima_wav")):
        content = made(sent)
        with av.open(io.BytesIO(content)) as container:
            assert next(container.decode(audio=0)).samples  # FFmpeg could
        with pytest.raises(NotSoundError):
            decoder.decode_bytes(content)


# No other file is opened


def scripts(sound: Path) -> dict[str, tuple[bytes, str]]:
    return {
        "concat": (f"ffconcat version 1.0\nfile '{sound.name}'\n".encode(), ".ffconcat"),
        "hls": (
            f"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:1,\n{sound.name}\n"
            "#EXT-X-ENDLIST\n".encode(), ".m3u8"),
    }  # fmt: skip


@pytest.mark.parametrize("demuxer", ["concat", "hls"])
def test_a_script_that_names_a_sound_opens_nothing(tmp_path: Path, decoder: Decoder, demuxer: str) -> None:
    sound = tmp_path / "other.aac"
    sound.write_bytes(made(made_files.ADTS))
    content, suffix = scripts(sound)[demuxer]
    script = tmp_path / f"script{suffix}"
    script.write_bytes(content)
    with av.open(str(script), format=demuxer) as container:
        assert next(container.decode(audio=0)).samples  # FFmpeg would open it
    with pytest.raises(NotSoundError, match="first bytes"):
        decoder.decode(script)
    with pytest.raises((av.FFmpegError, OSError)):  # nor would the worker, if it were asked to
        list(worker.frames(content.replace(b"other", str(sound.with_suffix("")).encode()), demuxer, 9))


@posix
def test_the_worker_can_open_nothing_write_nothing_and_reach_nobody(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a secret")
    tried = f"""
import errno, os, resource, runpy, socket, sys
worker = runpy.run_path({worker.__file__!r})
worker["shut_in"]({str(Path(av.__file__).parents[1])!r}, {USUAL.most_memory_bytes})
def said(call):
    try:
        call()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"
there = {str(tmp_path / "there")!r}
print(said(lambda: open(there)), said(lambda: open(there + "2", "w")), said(socket.socket), said(os.pipe),
      resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_FSIZE),
      resource.getrlimit(resource.RLIMIT_CORE))
"""
    done = subprocess.run([sys.executable, "-I", "-c", tried], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["EMFILE"] * 4 + ["(0,", "0)"] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@linux
def test_the_worker_has_no_secret_of_ours_and_no_file_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANATIL_PASSPHRASE", "anar")
    monkeypatch.setenv("PYTHONPATH", "/tmp/elsewhere")
    with tempfile.TemporaryFile() as ours, Decoder() as one:
        os.set_inheritable(ours.fileno(), True)
        one.decode_bytes(made(WAV))
        process = Path(f"/proc/{one.process_id}")
        assert b"anar" not in (process / "environ").read_bytes()
        assert b"PYTHONPATH" not in (process / "environ").read_bytes()
        assert sorted(int(path.name) for path in (process / "fd").iterdir()) == [0, 1, 2]
        assert (process / "cwd").readlink() == Path("/")
        allowed = (process / "limits").read_text().splitlines()
        assert any(line.split()[:5] == ["Max", "open", "files", "0", "0"] for line in allowed)
        assert any(f" {USUAL.most_memory_bytes} " in line for line in allowed if "address space" in line)


# Too large, too long, too slow


def test_hours_in_a_small_file_are_refused() -> None:
    content = made_files.endless(20)
    assert len(content) < 500_000
    with pytest.raises(SoundTooLargeError):
        decode_bytes(content)
    assert decode_bytes(made_files.endless(0.01)).seconds == pytest.approx(36, abs=2)  # it is sound


def test_a_sound_may_be_as_long_as_the_limit_and_no_longer() -> None:
    for sent in (replace(WAV, seconds=2), replace(FLAC, seconds=30)):
        content = made(sent)
        assert decode_bytes(content, Limits(most_seconds=sent.seconds)).seconds == sent.seconds
        with pytest.raises(SoundTooLargeError):
            decode_bytes(content, Limits(most_seconds=sent.seconds - 0.01))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    path.write_bytes(made(WAV))
    os.truncate(path, USUAL.most_bytes + 1)
    with Decoder() as one, pytest.raises(SoundTooLargeError):
        one.decode(path)
    assert one.process_id is None
    with pytest.raises(SoundTooLargeError):
        decode_bytes(made(WAV), Limits(most_bytes=1_000))


@linux
def test_a_file_that_asks_for_more_memory_than_is_allowed_is_refused() -> None:
    content = made(WAV) + bytes(60_000_000)
    with pytest.raises(SoundTooLargeError, match="memory"):
        decode_bytes(content, Limits(most_memory_bytes=150_000_000))


@posix
def test_a_worker_that_hangs_is_ended_when_patience_is() -> None:
    with Decoder(Limits(patience_s=0.2)) as one:
        one._started()
        stopped = one.process_id
        assert stopped is not None
        os.kill(stopped, signal.SIGSTOP)
        with pytest.raises(SoundTooLargeError, match=r"0\.2 s") as caught:
            one.decode_bytes(made(WAV) * 2)
        assert caught.value.__cause__ is not None
        assert one.process_id is None
        with pytest.raises(ProcessLookupError):
            os.kill(stopped, 0)


def stand_in(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program in the worker's place; it says ``reply(...)``."""
    whole = f"""
import os, signal, struct, sys
def take():
    sys.stdin.buffer.read({len(made(WAV))})
def reply(kind, name=b"s16", channels=1, rate=48_000, count=8, length=16, payload=bytes(16)):
    os.write(1, struct.pack("<c8sBIII", kind, name, channels, rate, count, length) + payload)
{program}
"""

    def start(_most_memory_bytes: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-S", "-c", whole]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    monkeypatch.setattr(decoding, "start", start)


def test_what_stands_in_for_the_worker_speaks_as_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "take()\nreply(b'S')\nreply(b'E', length=0, payload=b'')")
    assert len(decode_bytes(made(WAV)).samples) == 8


@posix
@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("sys.stdin.buffer.read(9)\nos.kill(os.getpid(), signal.SIGKILL)", NotSoundError),
        ("take()\nos.kill(os.getpid(), signal.SIGXCPU)", SoundTooLargeError),
        ("os._exit(3)", NotSoundError),
        ("take()\nreply(b'S')", NotSoundError),
        ("take()\nreply(b'S', length=1 << 31)", NotSoundError),
        ("take()\nos.write(1, b'no idea what you mean, no idea')", NotSoundError),
    ],
)
def test_a_worker_that_dies_or_raves_is_one_of_our_errors_with_its_cause(
    monkeypatch: pytest.MonkeyPatch, program: str, error: type[SoundError]
) -> None:
    stand_in(monkeypatch, program)
    with pytest.raises(error) as caught:
        decode_bytes(made(WAV))
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize(
    "claim",
    ["b'S', rate=1", "b'S', channels=0", "b'S', channels=3", "b'S', count=0", "b'S', b's99'",
     "b'S', bytes([255] * 8)", "b'S', b'fltp', 2, count=3", "b'X'", "b'S', length=0, payload=b''"],
)  # fmt: skip
def test_what_the_worker_claims_is_not_believed(monkeypatch: pytest.MonkeyPatch, claim: str) -> None:
    stand_in(monkeypatch, f"take()\nreply({claim})\nreply(b'E', length=0, payload=b'')")
    with pytest.raises(NotSoundError):
        decode_bytes(made(WAV))


def test_a_worker_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    second = "reply(b'S', count=48_000, length=96_000, payload=bytes(96_000))"
    stand_in(monkeypatch, f"take()\nwhile True:\n    {second}")
    with pytest.raises(SoundTooLargeError, match="60 s"):
        decode_bytes(made(WAV), Limits(most_seconds=60))


def test_what_a_worker_says_is_a_line_of_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "take()\nreply(b'N', length=506, payload=b'\\x1b[31m\\n' + b'A' * 500)")
    with pytest.raises(NotSoundError, match="AAA") as caught:
        decode_bytes(made(WAV))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) <= 200


# Files that are no files


def test_a_file_that_is_not_there_or_may_not_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        decode(tmp_path / "none.ogg")


@posix
def test_pipes_and_devices_and_folders_are_no_sound(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises((NotSoundError, OSError)):
            decode(path)


class Shrinking(io.BytesIO):
    """A file that another program cuts while it is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size) if self.tell() < 1_000 else b""


def test_a_file_that_changes_while_it_is_read_is_an_os_error() -> None:
    with Decoder() as one, pytest.raises(OSError, match="changed"):
        one._decode(Shrinking(made(WAV)[:900]), 5_000)


# One worker for many


def test_one_worker_serves_many_files_and_a_refusal_ends_it() -> None:
    with Decoder() as one:
        one.decode_bytes(made(OPUS))
        first = one.process_id
        assert first is not None
        for sent in (WAV, MP3, AMR):
            one.decode_bytes(made(sent))
            assert one.process_id == first
        with pytest.raises(NotSoundError):
            one.decode_bytes(made(OPUS)[:60])
        assert one.process_id is None
        one.decode_bytes(made(OPUS))
        second = one.process_id
        assert second not in (None, first)
    assert one.process_id is None
    if os.name == "posix":
        for process in (first, second):
            assert process is not None
            with pytest.raises(ProcessLookupError):  # ended, and no zombie
                os.kill(process, 0)


@posix
def test_a_worker_that_died_while_it_waited_is_replaced() -> None:
    with Decoder() as one:
        one.decode_bytes(made(WAV))
        first = one.process_id
        assert first is not None
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert one.decode_bytes(made(WAV)).seconds == 1
        assert one.process_id != first


def test_a_worker_is_replaced_after_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_FILES", 2)
    with Decoder() as one:
        one.decode_bytes(made(WAV))
        assert one.process_id is not None
        one.decode_bytes(made(WAV))
        assert one.process_id is None


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for content in (made(OPUS), made(AAC)[:5_000], made_files.video()):
        try:
            decode_bytes(content)
        except NotSoundError:
            continue
    assert list(tmp_path.iterdir()) == []


# Whatever comes


WHOLE = [made(Sent(sent.container, sent.codec, sent.rate, seconds=0.2, bit_rate=sent.bit_rate))
         for sent in (OPUS, AAC, MP3, AMR, WAV, FLAC, THREE_GP, WEBM)]  # fmt: skip
HEADS = [content[:count] for content in WHOLE for count in (4, 12, 64)]


def ends_well(decoder: Decoder, content: bytes) -> None:
    try:
        clip = decoder.decode_bytes(content)
    except SoundError:
        return
    assert len(clip.samples)
    assert np.abs(clip.samples).max() <= 1


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["", *HEADS]), st.binary(max_size=3_000))
def test_random_bytes_end_in_sound_or_in_our_errors(decoder: Decoder, head: bytes, rest: bytes) -> None:
    ends_well(decoder, (head or b"") + rest)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WHOLE), st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_bit_that_was_flipped_ends_in_sound_or_in_our_errors(
    decoder: Decoder, content: bytes, place: float, bit: int
) -> None:
    # Half of the flips hit the first 300 bytes, where the heads are.
    at = int(place * 2 * 300) if place < 0.5 else int((place - 0.5) * 2 * len(content))
    changed = bytearray(content)
    changed[min(at, len(content) - 1)] ^= 1 << bit
    ends_well(decoder, bytes(changed))


@pytest.mark.long
@settings(max_examples=2_000, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), min_size=1))
def test_many_bytes_that_were_changed_end_in_sound_or_in_our_errors(
    decoder: Decoder, content: bytes, changes: list[tuple[int, int]]
) -> None:
    changed = bytearray(content)
    for at, byte in changes:
        changed[at % len(changed)] = byte
    ends_well(decoder, bytes(changed))


def test_each_refusal_has_a_sentence_of_its_own() -> None:
    said = {
        in_words(error).sentence for error in (NotSoundError("x"), SoundTooLargeError("x"), ValueError("x"))
    }
    assert len(said) == 3
