"""The app laid out for a phone, and what the packagers' own code says of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def phone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of ``phone/`` with the app staged in it."""
    copy = tmp_path_factory.mktemp("android") / "phone"
    shutil.copytree(root / "phone", copy, ignore=shutil.ignore_patterns("build"))
    ran(root, "setup/staging.py", str(copy / "build"))
    return copy


@pytest.fixture(scope="session")
def told(root: Path, phone: Path) -> dict[str, Any]:
    """What buildozer and python-for-android make of it (``tests.phone.told``)."""
    found: dict[str, Any] = json.loads(ran(root, "-W", "ignore", "-m", "tests.phone.told", str(phone)))
    return found


def ran(where: Path, *arguments: str) -> str:
    """What a Python of its own prints."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=where, capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
