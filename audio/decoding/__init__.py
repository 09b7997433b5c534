"""Sound files from strangers, opened safely: any container a chat app sends in, one mono clip at 48 kHz out.

A stranger's file is hostile until it is samples (facts page, "Libraries"). So this process only looks at the
first bytes (``containers``) and hands the rest to another one (``worker``), which has little memory and
time, none of our environment, and can open neither files nor sockets. FFmpeg there may use the one demuxer
that the first bytes ask for and the worker's list of codecs, and nothing that a file names. Back come
numbers: how many channels, which rate, the samples. They are counted as they arrive, so an endless file is
cut off. No title, name, place or picture ever crosses, and no file is written.

Channels are mixed by their mean, and other rates brought to 48 kHz as mastering does it. That adds nothing:
of an AMR file at 8 kHz there is nothing above 4 kHz, and an s stays dull. Silence is sound here; it is judged
later. A file that breaks off gives what there is of it.

On Linux memory is held to ``Limits.most_memory_bytes`` by the kernel; macOS does not enforce that, and
Windows has no such limits: there the process, the patience and the count of samples are left.
"""

from __future__ import annotations

import importlib.util
import io
import os
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, Self

from audio.clip import Clip
from audio.decoding import worker
from audio.decoding.answer import GoneError, clip_of, received
from audio.decoding.containers import container_of
from audio.troubles import NotSoundError, SoundTooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Limits:
    """What a stranger's file may cost.

    ``most_seconds`` of sound: half an hour is a list of 300 words at six seconds each, in one recording; the
    clip is then 346 MB, twice that while it is put together. Above 48 kHz the length is counted in samples,
    so that at 96 kHz it is a quarter of an hour. ``most_bytes`` of file: half an hour of WAV, 48 kHz, 16 bit,
    stereo, and its head. ``most_memory_bytes`` of the worker's address space: 125 MB once PyAV is loaded, 140
    while it decodes (measured), the file, and as much again. ``most_cpu_s`` of processor time: ten times what
    half an hour of AAC in six channels took (4 s; Opus 2.5 s). ``patience_s`` of real time: three times that,
    for a machine that is busy.
    """

    most_bytes: int = 350_000_000
    most_seconds: float = 1_800.0
    most_memory_bytes: int = 850_000_000
    most_cpu_s: int = 40
    patience_s: float = 120.0


USUAL: Final = Limits()

MOST_FILES: Final = 1_000
"""Files a worker is kept for: its start is then nothing beside them, and what a file may have broken in it
does not last."""
BLOCK: Final = 1 << 20
"""Bytes that are handed over at a time."""
KEPT_VARIABLES: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""What Python itself may need to start; everything else in the environment may be a secret."""


def decode(path: Path, limits: Limits = USUAL) -> Clip:
    """The sound of one file: mono, 48 kHz, full scale ±1.

    Raises ``NotSoundError`` (no sound, no known kind, broken, not an ordinary file), ``SoundTooLargeError``
    (too large, too long, takes too much memory or time), OSError if the file cannot be read. For many files
    keep a ``Decoder``.
    """
    with Decoder(limits) as decoder:
        return decoder.decode(path)


def decode_bytes(content: bytes, limits: Limits = USUAL) -> Clip:
    """As ``decode``, of a file's bytes."""
    with Decoder(limits) as decoder:
        return decoder.decode_bytes(content)


class Decoder:
    """A worker process kept for many files, one after the other; for one thread.

    It starts with the first file, and is replaced after a file that was refused and after MOST_FILES. Files
    that share one are not kept apart from each other: one that takes the worker over could change the sound
    of those after it. Such a worker can open no file and no socket, but it could still delete or rename this
    person's files by name. ``close`` (or ``with``) ends it.
    """

    def __init__(self, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """Of the worker that waits for the next file."""
        return None if self._process is None else self._process.pid

    def decode(self, path: Path) -> Clip:
        """See ``decode``."""
        # A pipe without a writer would keep us waiting; a device has no end.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise NotSoundError("not an ordinary file")
            return self._decode(file, about.st_size)

    def decode_bytes(self, content: bytes) -> Clip:
        """See ``decode_bytes``."""
        return self._decode(io.BytesIO(content), len(content))

    def close(self) -> None:
        """End the worker, whatever it does, and wait until it is gone."""
        process, self._process, self._files = self._process, None, 0
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not handed over yet
                _there(pipe).close()
        process.wait()

    def _decode(self, file: BinaryIO, size: int) -> Clip:
        if size > self._limits.most_bytes:
            raise SoundTooLargeError(f"{size:,} bytes are more than {self._limits.most_bytes:,}")
        container = container_of(file, size)
        file.seek(container.start)
        try:
            process = self._started()
            with self._patience(process):
                self._hand_over(process, file, size - container.start, container.demuxer)
                pieces = received(_there(process.stdout), self._limits.most_seconds)
        except BaseException:
            self.close()
            raise
        self._files += 1
        if self._files >= MOST_FILES:
            self.close()
        return clip_of(pieces)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = start(self._limits.most_memory_bytes)
        return self._process

    @contextmanager
    def _patience(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """The worker is ended after ``patience_s``; its end, for whatever reason, becomes one of our
        errors."""
        ended = threading.Event()

        def end() -> None:
            ended.set()
            process.kill()

        timer = threading.Timer(self._limits.patience_s, end)
        timer.start()
        try:
            yield
        except GoneError as error:
            process.kill()
            status = process.wait()
            if ended.is_set():
                raise SoundTooLargeError(f"not read within {self._limits.patience_s:g} s") from error
            if status == -worker.OUT_OF_TIME:
                raise SoundTooLargeError(f"not read with {self._limits.most_cpu_s} s of work") from error
            raise NotSoundError(f"its reader ended with {status}") from error
        finally:
            timer.cancel()
            timer.join()

    def _hand_over(self, process: subprocess.Popen[bytes], file: BinaryIO, size: int, demuxer: str) -> None:
        limits, pipe = self._limits, _there(process.stdin)
        request = worker.REQUEST.pack(demuxer.encode(), size, limits.most_seconds, limits.most_cpu_s)
        block, left = request, size
        while True:
            try:
                pipe.write(block)
                if not left:
                    pipe.flush()
                    return
            except OSError:
                return  # it takes no more of it; its answer says why, if there is one
            block = file.read(min(left, BLOCK))
            left -= len(block)
            if not block:
                raise OSError("the file changed while it was read")


def start(most_memory_bytes: int) -> subprocess.Popen[bytes]:
    """A worker that waits for a file. Raises OSError where no process can be started."""
    package = importlib.util.find_spec("av")
    if package is None or package.origin is None:
        raise NotSoundError("PyAV, which reads sound files, is not installed")
    command = [sys.executable, "-I", "-S", "-B", worker.__file__, str(Path(package.origin).parents[1])]
    return subprocess.Popen(
        [*command, str(most_memory_bytes)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, close_fds=True,
        cwd=Path(sys.executable).anchor, start_new_session=True,
        env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # both were asked for
    return pipe
