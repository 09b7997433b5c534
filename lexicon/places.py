"""Where files lie: the one place that knows.

``ANATIL_HOME`` moves what a family keeps, ``ANATIL_SHARE`` what set-up made (fonts, pictures).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


def _share_of_this_python() -> Path:
    return Path(sys.prefix) / "share" / "anatil"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one home. ``home`` holds what is kept, ``share`` what set-up made once for all."""

    home: Path
    share: Path = field(default_factory=_share_of_this_python)
    documents: Path | None = None

    @property
    def database(self) -> Path:
        """The SQLite file; ``-wal`` and ``-shm`` beside it belong to it."""
        return self.home / "anatil.sqlite"

    @property
    def recordings(self) -> Path:
        """Voices, each under the first two digits of its SHA-256: ``ab/abcdef…``."""
        return self.home / "recordings"

    @property
    def packs(self) -> Path:
        """Installed packs, each under its SHA-256."""
        return self.home / "packs"

    @property
    def photos(self) -> Path:
        """Pictures that somebody here has brought, ``photo-<SHA-256>.png``."""
        return self.home / "photos"

    @property
    def keys(self) -> Path:
        """What this device signs packs with, readable by its owner only."""
        return self.home / "keys"

    @property
    def class_copies(self) -> Path:
        """What families have given a teacher: one copy a child, named by its mark. In no backup."""
        return self.home / "class"

    @property
    def snapshots(self) -> Path:
        return self.home / "snapshots"

    @property
    def stage(self) -> Path:
        """Where a backup is laid out before it takes this home's place; there only meanwhile."""
        return self.home / "restoring"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def kivy(self) -> Path:
        """Kivy's own home (``KIVY_HOME``): its settings, kept out of the person's home folder."""
        return self.home / "kivy"

    @property
    def outbox(self) -> Path:
        """What a person saved to send, letters as text or picture: beside their documents, to be found."""
        return self.documents if self.documents is not None else self.home / "outbox"

    @property
    def inbox(self) -> Path:
        """Where a person puts voice messages: beside their documents, to be found."""
        return (self.documents if self.documents is not None else self.home) / "voice messages"

    @property
    def fonts(self) -> Path:
        return self.share / "fonts"

    @property
    def icons(self) -> Path:
        """The interface's own, ``<name>.png``."""
        return self.share / "icons"

    @property
    def pictures(self) -> Path:
        """Drawings of the starter, ``<CODE>.png``."""
        return self.share / "pictures"

    @property
    def more_pictures(self) -> Path:
        """Drawings that a word may be given, ``<CODE>.png``, and what they are called; a desktop's."""
        return self.share / "more-pictures"

    @property
    def translations(self) -> Path:
        return self.share / "translations"

    def make(self) -> Places:
        """Make the folders that are missing, readable by their owner only. Raises OSError."""
        for folder in (
            self.home,
            self.recordings,
            self.packs,
            self.keys,
            self.snapshots,
            self.logs,
            self.kivy,
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self


def find(environ: Mapping[str, str] | None = None) -> Places:
    """The places of this person on this device: ``ANATIL_HOME``, else the platform's private data folder."""
    environ = os.environ if environ is None else environ
    home, documents = environ.get("ANATIL_HOME"), None
    if not home:
        from platformdirs import user_data_dir, user_documents_dir  # only where needed: it costs at the start

        home = user_data_dir("anatil", appauthor=False)
        documents = Path(user_documents_dir()) / "Ana Til"
    share = environ.get("ANATIL_SHARE")
    chosen = Path(home).expanduser().absolute()
    found = Path(share).expanduser().absolute() if share else _share_of_this_python()
    return Places(chosen, found, documents)
