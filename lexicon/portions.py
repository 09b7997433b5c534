"""A part of a file that is as good as a file of its own: a clip in a pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a file: ``size`` bytes from ``at`` on."""

    path: Path
    at: int
    size: int

    def read_bytes(self) -> bytes:
        """Its bytes. Raises OSError, also where the file ends before."""
        with self.path.open("rb") as file:
            file.seek(self.at)
            content = file.read(self.size)
        if len(content) != self.size:
            raise OSError(f"{self.path.name} ends before {self.at + self.size}")
        return content
