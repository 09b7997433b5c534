"""A disk that loses power: what a home looks like when the calls of a process stopped reaching it.

POSIX promises that what was synced is there, and nothing of the rest. Here a write that was not synced may
be there or not, each by itself (a disk has no order), whole pages of it torn; names come and go in the order
they were given, as on every journalling file system, and are certain once their folder was synced.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.strace import Call

SECTOR = 512

_ALIKE = {
    "open": "openat", "creat": "openat", "dup2": "dup", "dup3": "dup", "fdatasync": "fsync",
    "renameat": "rename", "renameat2": "rename", "unlinkat": "unlink", "mkdirat": "mkdir",
}  # fmt: skip
"""System calls that come to the same here."""


@dataclass(slots=True)
class File:
    """What surely lies on the disk, what the process sees, and writes between the two: ``(at, bytes)``, where
    None stands for a new length."""

    sure: bytearray
    seen: bytearray
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    folder: bool = False

    def write(self, at: int, content: bytes) -> None:
        _put(self.seen, at, content)
        self.waiting.append((at, content))

    def resize(self, size: int) -> None:
        _resize(self.seen, size)
        self.waiting.append((size, None))

    def sync(self) -> None:
        self.sure, self.waiting = bytearray(self.seen), []

    def after(self, survives: Callable[[], bool]) -> bytes:
        """What may be there after a power cut, sector by sector."""
        content = bytearray(self.sure)
        for at, piece in self.waiting:
            if piece is None:
                if survives():
                    _resize(content, at)
                continue
            for begin in range(0, len(piece), SECTOR):
                if survives():
                    _put(content, at + begin, piece[begin : begin + SECTOR])
        return bytes(content)


class Disk:
    """The files under ``home`` as a process changes them, call by call."""

    def __init__(self, home: Path) -> None:
        self._home = str(home)
        self._names = {str(path): _as_it_lies(path) for path in (home, *home.rglob("*"))}
        self._sure = dict(self._names)
        self._naming: list[dict[str, File | None]] = []
        self._opened: dict[int, tuple[File | str, int, bool]] = {}
        self.told: list[str] = []

    def go_on(self, call: Call) -> bool:
        """Take in one call; whether anything about a power cut would now be another."""
        known = getattr(self, f"_on_{_ALIKE.get(call.name, call.name)}", _unknown)
        return bool(known(call))

    def after_a_cut(self, rng: random.Random, share: float) -> dict[str, bytes]:
        """A home after a power cut now; ``share`` of what was not synced survives, of the names the first."""
        names = dict(self._sure)
        for step in self._naming[: round(share * len(self._naming))]:
            _name(names, step)
        return {
            path: file.after(lambda: rng.random() < share)
            for path, file in names.items()
            # SQLite's shared memory is no file, and a name in a folder that is not there is none.
            if not file.folder and not path.endswith("-shm") and self._is_reached(path, names)
        }

    def _is_reached(self, path: str, names: dict[str, File]) -> bool:
        between = PurePosixPath(path).relative_to(self._home).parents
        return all(str(PurePosixPath(self._home, folder)) in names for folder in between)

    # -- calls, by their names; each returns whether it matters

    def _on_openat(self, call: Call) -> bool:
        path = call.opened
        if not self._ours(path):
            return False
        file = self._names.get(path)
        if file is not None and file.folder:
            self._opened[call.result] = (path, 0, False)
            return False
        if file is None and "O_CREAT" in call.arguments:
            file = File(bytearray(), bytearray())
            self._name({path: file})
        if file is not None and "O_TRUNC" in call.arguments and file.seen:
            file.resize(0)
        self._opened[call.result] = (file if file is not None else path, 0, "O_APPEND" in call.arguments)
        return file is not None

    def _on_close(self, call: Call) -> bool:
        self._opened.pop(call.fd, None)
        return False

    def _on_dup(self, call: Call) -> bool:
        assert call.fd not in self._opened, "a file of the home was duplicated"
        return False

    def _on_lseek(self, call: Call) -> bool:
        if call.fd in self._opened:
            file, _, append = self._opened[call.fd]
            self._opened[call.fd] = (file, call.result, append)
        return False

    def _on_write(self, call: Call) -> bool:
        (content,) = call.texts()
        if call.fd == 1:
            self.told += content.decode().splitlines()
            return True
        return self._put(call, content[: call.result])

    def _on_writev(self, call: Call) -> bool:
        return self._put(call, b"".join(call.texts())[: call.result])

    def _put(self, call: Call, content: bytes) -> bool:
        file, at, append = self._opened.get(call.fd, (None, 0, False))
        if not isinstance(file, File):
            return False
        at = len(file.seen) if append else at
        file.write(at, content)
        self._opened[call.fd] = (file, at + len(content), append)
        return True

    def _on_pwrite64(self, call: Call) -> bool:
        file = self._opened.get(call.fd, (None,))[0]
        if not isinstance(file, File):
            return False
        file.write(call.numbers()[-1], call.texts()[0][: call.result])
        return True

    def _on_sendfile(self, call: Call) -> bool:
        source = int(call.arguments.split(", ")[1].split("<")[0])
        file, at, append = self._opened.get(source, (None, 0, False))
        assert isinstance(file, File) or call.fd not in self._opened, "copied from outside the home"
        if not isinstance(file, File):
            return False
        explicit = call.numbers()
        begin = explicit[-2] if len(explicit) > 1 else at
        self._opened[source] = (file, begin + call.result, append)
        return self._put(call, bytes(file.seen[begin : begin + call.result]))

    def _on_fsync(self, call: Call) -> bool:
        found = self._opened.get(call.fd, (None,))[0]
        if isinstance(found, File):
            found.sync()
        elif isinstance(found, str):  # a folder
            here = [step for step in self._naming if any(str(Path(path).parent) == found for path in step)]
            for step in here:
                _name(self._sure, step)
            self._naming = [step for step in self._naming if step not in here]
        return found is not None

    def _on_ftruncate(self, call: Call) -> bool:
        file = self._opened.get(call.fd, (None,))[0]
        if isinstance(file, File):
            file.resize(call.numbers()[-1])
        return isinstance(file, File)

    def _name(self, step: dict[str, File | None]) -> None:
        _name(self._names, step)
        self._naming.append(step)

    def _on_rename(self, call: Call) -> bool:
        old, new = (self._path(call, text) for text in call.texts())
        if not self._ours(new) and not self._ours(old):
            return False
        moved = {path: file for path, file in self._names.items() if f"{path}/".startswith(f"{old}/")}
        gone: dict[str, File | None] = dict.fromkeys(moved)
        # One step, all or nothing: a folder takes along all that is in it.
        self._name(gone | {new + path[len(old) :]: file for path, file in moved.items()})
        return True

    def _on_unlink(self, call: Call) -> bool:
        path = self._path(call, call.texts()[0])
        if path not in self._names:
            return False
        self._name({path: None})
        return True

    def _on_mkdir(self, call: Call) -> bool:
        path = self._path(call, call.texts()[0])
        if not self._ours(path):
            return False
        self._name({path: File(bytearray(), bytearray(), folder=True)})
        return True

    def _on_rmdir(self, call: Call) -> bool:
        path = self._path(call, call.texts()[0])
        if path in self._names:
            self._name({path: None})
        return path in self._names

    # -- paths

    def _ours(self, path: str) -> bool:
        return path.startswith(self._home + "/") or path == self._home

    def _path(self, call: Call, text: bytes) -> str:
        return str(PurePosixPath(call.folder or "/", text.decode()))


def _as_it_lies(path: Path) -> File:
    content = b"" if path.is_dir() else path.read_bytes()
    return File(bytearray(content), bytearray(content), folder=path.is_dir())


def _unknown(call: Call) -> bool:
    raise AssertionError(f"this disk does not know {call.name}({call.arguments[:200]})")


def _name(names: dict[str, File], step: dict[str, File | None]) -> None:
    for path, file in step.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _put(content: bytearray, at: int, piece: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(piece)] = piece


def _resize(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))


def moments(disk: Disk, calls: Sequence[Call]) -> Iterator[None]:
    """Stops after each call that changes what a power cut would leave."""
    for call in calls:
        if disk.go_on(call):
            yield


def laid(files: dict[str, bytes], of: Path, at: Path) -> Path:
    """Write a home that lay at ``of`` to ``at``."""
    for path, content in files.items():
        target = at / Path(path).relative_to(of)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return at
