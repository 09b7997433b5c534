"""The process that opens strangers' sound files; a program of its own, started by ``audio.decoding``.

``python -I -S -B worker.py FOLDER MEMORY``: FOLDER is where PyAV lies, MEMORY the most bytes of
address space. It imports the standard library and PyAV and nothing of ours.

Before PyAV is loaded it limits its memory, may write no file and leaves no core. Once PyAV is loaded it may
open nothing any more: with RLIMIT_NOFILE at 0 every ``open`` and ``socket`` fails, and 0, 1 and 2 are all
it has. It may start no process either (root excepted, whom Linux does not limit there). Before each file it
limits its processor time. Windows has no ``resource`` and macOS does not enforce RLIMIT_AS: there the
caller's patience and count of samples are what holds.

Asked, per file, on standard input: ``REQUEST`` and the file's bytes. Answered on standard output: ``REPLY``
and its payload, any number of ``SOUND``, then one ``END``; or ``NO_SOUND`` or ``TOO_LARGE`` with a reason in
our own words, and the process ends. Titles, names and pictures in a file are never looked at.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import Any, BinaryIO, Final

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

REQUEST: Final = struct.Struct("<16sQdI")
"""FFmpeg's demuxer, bytes of the file, most seconds of sound, most seconds of processor time."""
REPLY: Final = struct.Struct("<c8sBIII")
"""Kind, sample format, channels, rate (Hz), samples of one channel in a frame, bytes that follow. They are
one or more frames of the same kind; planar formats hold the channels of a frame one after the other."""
SOUND, END, NO_SOUND, TOO_LARGE = b"S", b"E", b"N", b"L"
OUT_OF_TIME: Final = int(getattr(signal, "SIGXCPU", 0))
"""The signal that ends a worker which has used its processor time; Windows has none."""

MOST_CHANNELS: Final = 8
"""7.1, the most a phone or camera writes."""
LEAST_RATE, MOST_RATE = 8_000, 192_000
"""Hz. From the telephone's (AMR) to the highest of sound cards."""
MOST_PAYLOAD: Final = 4 << 20
"""Bytes of one reply. The largest honest frame is FLAC's: 65,535 samples (RFC 9639) of 4 bytes in 8 channels,
2.1 MB; it may come on top of a batch."""
BATCH: Final = 256 << 10
"""Bytes that frames are gathered to. Five minutes of AAC a frame at a time took the caller 1.9 s."""
PATIENCE: Final = 20
"""Packets that may be broken before as many must have been whole: what a player would skip. Noise after a
good first byte does not get far."""

ROUNDING_S: Final = 0.001
"""Seconds; a hundred thousand frames' lengths do not add up exactly (half an hour came out longer)."""

CODECS: Final = (
    "opus,vorbis,aac,amrnb,amrwb,mp3,mp3float,flac,alac,"
    "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s32le,pcm_f32le,pcm_alaw,pcm_mulaw"
)
DEMUXERS: Final = "ogg,mov,mp4,m4a,3gp,3g2,mj2,amr,aac,mp3,wav,flac,matroska,webm"
FORMATS: Final = frozenset({"u8", "s16", "s32", "flt", "dbl", "u8p", "s16p", "s32p", "fltp", "dblp"})
TWO_SAMPLES: Final = struct.pack(
    "<4sI8sIHHIIHH4sI4x", b"RIFF", 40, b"WAVEfmt ", 16, 1, 1, 8_000, 16_000, 2, 16, b"data", 4
)
"""A WAV file."""


class RefusedError(Exception):
    """The file is not one that may be decoded; ``kind`` is the reply that says so."""

    def __init__(self, reason: str, kind: bytes = NO_SOUND) -> None:
        super().__init__(reason)
        self.kind = kind


def limit(name: str, soft: int, hard: int | None = None) -> None:
    """Set one limit where the system has it; an existing lower one stays."""
    number = getattr(resource, name, None)
    if number is None:
        return
    _, most = resource.getrlimit(number)
    hard = most if hard is None else hard
    if most != resource.RLIM_INFINITY:
        hard = min(hard, most) if hard != resource.RLIM_INFINITY else most
        soft = min(soft, most)
    with suppress(ValueError, OSError):  # macOS refuses some
        resource.setrlimit(number, (soft, hard))


def allow_seconds(seconds: int) -> None:
    """So much more processor time; then the kernel ends the process (SIGXCPU)."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + 1 + seconds)


Frame = tuple[str, int, int, int]
"""Sample format, channels, rate (Hz), samples of one channel."""


def frames(content: bytes, demuxer: str, most_seconds: float) -> Iterator[tuple[Frame, bytes]]:
    """The sound in ``content``, frame by frame.

    Broken packets are left out, as players do. Raises ``RefusedError``, or what PyAV raises.
    """
    import av

    options = {
        "codec_whitelist": CODECS,
        "format_whitelist": DEMUXERS,
        "protocol_whitelist": "none",
        # Or every demuxer there is looks at a WAV's samples for something else (2 s in six channels: 100 ms).
        "max_probe_packets": "0",
    }
    with av.open(io.BytesIO(content), "r", format=demuxer, container_options=options, io_open=_open_nothing,
                 metadata_errors="replace") as container:  # fmt: skip
        stream: Any = next((one for one in container.streams.audio if _may_be_decoded(one)), None)
        if stream is None:
            raise RefusedError("no sound in it, or of a kind that is not known here")
        stream.codec_context.thread_count = 1
        stream.codec_context.options = {"codec_whitelist": CODECS}
        packets, seconds, whole, broken = container.demux(stream), 0.0, 0, 0
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                break
            except av.FFmpegError as error:
                if not seconds or error.errno == errno.ENOMEM:
                    raise
                break  # the file breaks off: what came before is sound
            try:
                decoded = packet.decode()
                whole += 1
            except av.FFmpegError as error:
                broken += 1
                if error.errno == errno.ENOMEM:
                    raise
                if broken > PATIENCE + whole:
                    raise RefusedError("more of it is broken than whole") from error
                continue
            for frame in decoded:
                if not frame.samples:
                    continue
                piece = _piece(frame)
                seconds += frame.samples / frame.sample_rate
                if seconds > most_seconds + ROUNDING_S:
                    raise RefusedError(f"longer than {most_seconds:.0f} s", TOO_LARGE)
                yield piece
        if not seconds:
            raise RefusedError("not one sample in it")


def _open_nothing(_url: str, _flags: int, _options: object) -> None:
    """What FFmpeg asks when a file names another one."""
    raise PermissionError(errno.EACCES, "a sound file may open no other")


def _may_be_decoded(stream: Any) -> bool:
    """Without a codec context PyAV 18 would crash (its issue 2344)."""
    context = stream.codec_context
    return context is not None and context.codec.name in CODECS.split(",")


def _piece(frame: Any) -> tuple[Frame, bytes]:
    kind, channels, rate = frame.format.name, frame.layout.nb_channels, frame.sample_rate
    if kind not in FORMATS or not 1 <= channels <= MOST_CHANNELS or not LEAST_RATE <= rate <= MOST_RATE:
        raise RefusedError(f"{kind} in {channels} channels at {rate} Hz")
    planes = channels if kind.endswith("p") else 1
    length = frame.samples * frame.format.bytes * channels // planes
    if length * planes + BATCH > MOST_PAYLOAD:
        raise RefusedError("its frames are larger than any encoder makes them")
    samples = b"".join(bytes(plane)[:length] for plane in frame.planes[:planes])
    return (kind, channels, rate, frame.samples), samples


def _send(sound: Iterator[tuple[Frame, bytes]], reply: BinaryIO) -> None:
    """All frames, gathered as far as they are alike."""
    for (kind, channels, rate, samples), alike in groupby(sound, key=lambda piece: piece[0]):
        gathered = bytearray()
        for _, payload in alike:
            gathered += payload
            if len(gathered) >= BATCH:
                reply.write(REPLY.pack(SOUND, kind.encode(), channels, rate, samples, len(gathered)))
                reply.write(gathered)
                gathered.clear()
        reply.write(REPLY.pack(SOUND, kind.encode(), channels, rate, samples, len(gathered)))
        reply.write(gathered)


def answer(ask: BinaryIO, reply: BinaryIO) -> bool:
    """Decode one file; whether another may follow."""
    head = ask.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return False
    demuxer, size, most_seconds, most_cpu_s = REQUEST.unpack(head)
    try:
        allow_seconds(most_cpu_s)
        content = ask.read(size)
        _send(frames(content, demuxer.rstrip(b"\0").decode(), most_seconds), reply)
    except RefusedError as refused:
        last, reason = refused.kind, str(refused)
    except MemoryError:
        last, reason = TOO_LARGE, "it asks for more memory than is allowed"
    except Exception as error:  # whatever a decoder raises, the file is no sound
        small = getattr(error, "errno", None) == errno.ENOMEM
        last, reason = (TOO_LARGE if small else NO_SOUND), type(error).__name__
    else:
        last, reason = END, ""
    reply.write(REPLY.pack(last, b"", 0, 0, 0, len(reason.encode())) + reason.encode())
    reply.flush()
    return last == END


def shut_in(folder: str, most_memory_bytes: int) -> None:
    """Load PyAV from ``folder`` within the memory allowed, then open nothing any more.

    What PyAV would load by itself only with the first file is loaded now.
    """
    limit("RLIMIT_CORE", 0, 0)
    limit("RLIMIT_FSIZE", 0, 0)
    limit("RLIMIT_AS", most_memory_bytes, most_memory_bytes)
    sys.path.append(folder)
    import av.logging
    import av.subtitles.codeccontext
    import av.subtitles.stream
    import av.video.codeccontext
    import av.video.stream

    av.logging.set_level(None)
    for _ in frames(TWO_SAMPLES, "wav", 1.0):
        pass
    limit("RLIMIT_NPROC", 0, 0)
    limit("RLIMIT_NOFILE", 0, 0)


def main() -> None:
    folder, memory = sys.argv[1:]
    shut_in(folder, int(memory))
    with os.fdopen(0, "rb", closefd=False) as ask, os.fdopen(1, "wb", 1 << 16, closefd=False) as reply:
        while answer(ask, reply):
            pass


if __name__ == "__main__":
    main()
