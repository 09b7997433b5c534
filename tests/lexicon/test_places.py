"""Where files lie, and that two variables can move them."""

from __future__ import annotations

import sys
from pathlib import Path

from lexicon import places
from lexicon.places import Places


def test_what_a_family_keeps_lies_under_one_home(tmp_path: Path) -> None:
    found = places.find({"ANATIL_HOME": str(tmp_path / "home")})
    assert found.database == tmp_path / "home" / "anatil.sqlite"
    for folder in (found.recordings, found.snapshots, found.logs, found.kivy):
        assert folder.parent == tmp_path / "home"
    assert found.fonts == Path(sys.prefix) / "share" / "anatil" / "fonts"


def test_what_set_up_made_can_lie_elsewhere(tmp_path: Path) -> None:
    found = places.find({"ANATIL_HOME": "/h", "ANATIL_SHARE": str(tmp_path)})
    assert found.pictures == tmp_path / "pictures"
    assert found.translations == tmp_path / "translations"


def test_without_a_variable_the_platforms_private_folder_is_used() -> None:
    found = places.find({})
    assert found.home.is_absolute()
    assert found.home.name == "anatil"


def test_the_folders_are_made_for_their_owner_only_and_making_them_again_is_fine(tmp_path: Path) -> None:
    found = Places(tmp_path / "home", tmp_path / "share").make().make()
    assert found.recordings.is_dir()
    assert found.home.stat().st_mode & 0o077 == 0
    assert not found.share.exists()
