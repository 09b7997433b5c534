"""Everything in a home deleted at once: quick, and safe to be killed in.

A mark is on the disk before the first file goes; whoever finds it goes on (``finish``, before every opening).
What flash memory or a phone's own backup still holds cannot be reached from here, nor what was shared.
"""

from __future__ import annotations

import shutil
from typing import Final

from lexicon.places import Places
from lexicon.whole_files import sync_file, sync_folder

MARK: Final = "erasing"


def erase(places: Places) -> None:
    """Delete everything. Nobody may have the database open. Raises OSError; ``finish`` then goes on."""
    mark = places.home / MARK
    mark.touch(0o600)
    sync_file(mark)
    sync_folder(places.home)
    finish(places)


def finish(places: Places) -> bool:
    """Go on with an erasing that was killed; False where there was none. Raises OSError."""
    mark = places.home / MARK
    if not mark.exists():
        return False
    share = places.share.resolve()
    for path in sorted(places.home.iterdir()):
        if path == mark or path.resolve() == share:
            continue  # what set-up made is nobody's
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    sync_folder(places.home)
    mark.unlink()
    sync_folder(places.home)
    places.make()
    return True
