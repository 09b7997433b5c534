"""What all tests share: check data beside the project, a home of their own, no window on anybody's screen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers

# Before anything imports Kivy: its settings and logs stay out of the tester's home folder. A worker has a
# folder of its own: two that make Kivy's home at the same moment stumble over each other.
_kivy = Path(os.environ.get("KIVY_HOME") or tempfile.mkdtemp(prefix="anatil-kivy-"))
_kivy = _kivy / os.environ.get("PYTEST_XDIST_WORKER", "tests")
_kivy.mkdir(parents=True, exist_ok=True)
os.environ.update(KIVY_HOME=str(_kivy), SDL_VIDEODRIVER="offscreen", KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1",
                  KIVY_NO_CONSOLELOG="1", KIVY_LOG_MODE="PYTHON", KIVY_METRICS_DENSITY="1")  # fmt: skip

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.Server]:
    """A PostgreSQL server for all tests of this process; they skip where there is none."""
    with servers.started() as server:
        yield server
