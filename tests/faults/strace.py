"""A process seen, or made to fail, at the edge of the kernel: what it wrote, and what a bad disk answers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Everything that can change a file or a name. What a process does to our files otherwise fails the test.
CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,pwritev2,sendfile,"
    "copy_file_range,splice,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
    "mkdir,mkdirat,ftruncate,truncate,fallocate,link,linkat,symlink,symlinkat"
)
_BEGUN = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)(?:<((?:\\x[0-9a-f]{2})*)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_FD = re.compile(r"^(?:AT_FDCWD|-?\d+)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that came back: its name, arguments as strace writes them, what came back, and where
    that is an open file, its path."""

    name: str
    arguments: str
    result: int
    opened: str = ""

    def texts(self) -> list[bytes]:
        """The byte strings among the arguments. Raises AssertionError where strace cut one short."""
        found = _TEXT.findall(self.arguments)
        assert not any(cut for _, cut in found), "strace cut a text short"
        return [_bytes(text) for text, _ in found]

    def numbers(self) -> list[int]:
        """The plain numbers among the arguments, in order, without file descriptors."""
        bare = _TEXT.sub("", self.arguments)
        return [int(one) for one in re.findall(r"(?:^|, )(-?\d+)(?=,|$)", bare)]

    @property
    def fd(self) -> int:
        """The first argument, a file descriptor."""
        return int(self.arguments.split("<", 1)[0].split(",", 1)[0])

    @property
    def folder(self) -> str:
        """The path that belongs to the first argument, a file descriptor or the working folder."""
        found = _FD.match(self.arguments)
        return _bytes(found[1]).decode() if found else ""


def _bytes(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def find() -> str:
    """strace, where it is here and may trace; skips the test elsewhere."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on this machine")
    works = subprocess.run([strace, "-qq", "-e", "trace=none", sys.executable, "-c", ""], capture_output=True)
    if works.returncode != 0:
        pytest.skip("strace may not trace on this machine")
    return strace


def command(operation: str, home: Path) -> list[str]:
    """What runs an operation in a process of its own."""
    return [sys.executable, "-m", "tests.faults.operations", operation, str(home)]


def traced(operation: str, home: Path, log: Path) -> list[Call]:
    """Run an operation to its end; every call it made that may change a file, in order."""
    options = ["-f", "-qq", "-y", "-xx", "-s", "16777216", "-e", f"trace={CALLS}", "-o", str(log)]
    subprocess.run([find(), *options, *command(operation, home)], cwd=ROOT, check=True, capture_output=True)
    return list(_calls(log.read_text(encoding="ascii").splitlines()))


def failing(
    operation: str, home: Path, names: Sequence[str], calls: str, answer: str
) -> tuple[list[str], str]:
    """Run an operation where ``calls`` (names with commas) on files of the home with these ``names`` get
    ``answer``, as strace's ``inject`` has it (``error=EIO:when=3``). What it acknowledged, and what it said
    of its end."""
    files = [path for one in names for path in ("-P", str(home / one))]  # what Python writes goes well
    inject = ["-e", f"trace={calls}", "-e", f"inject={calls}:{answer}", "-o", "/dev/null"]
    done = subprocess.run(
        [find(), "-f", "-qq", *files, *inject, *command(operation, home)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.splitlines(), done.stderr


def _calls(lines: Sequence[str]) -> Iterator[Call]:
    begun: dict[str, str] = {}
    for line in lines:
        if found := _BEGUN.match(line):
            begun[found[1]] = found[2]
            continue
        if found := _RESUMED.match(line):
            line = f"{found[1]} {begun.pop(found[1])}{found[2]}"
        call = _CALL.match(line)
        if call is not None and call[3] != "?" and int(call[3]) >= 0:
            yield Call(call[1], call[2], int(call[3]), _bytes(call[4]).decode() if call[4] else "")
