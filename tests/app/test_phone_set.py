"""What runs on a phone imports only what a phone has, and the first frame waits for no database."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

WHOLE_LESSON = """
import importlib, json, pathlib, sys, tempfile
before = set(sys.modules)  # an interpreter brings some of its own: what *.pth files ask for
from app import start
start.prepare(pathlib.Path(tempfile.mkdtemp()), off_screen=True)
import app.open, app.kivy_app, audio.playback
for folder in ("app/screens", "app/widgets", "app/services", "app/drills", "app/text", "lexicon"):
    for file in sorted(pathlib.Path(folder).rglob("*.py")):
        if "migrations" in file.parts or file.name == "__init__.py":
            continue
        importlib.import_module(".".join(file.with_suffix("").parts))
print(json.dumps(sorted(set(sys.modules) - before)))
"""

FIRST_FRAME = """
import json, os, sys
before = set(sys.modules)
from pathlib import Path
from app import start
start.prepare(Path(os.environ["ANATIL_HOME"]) / "kivy", off_screen=True)
from kivy.core.window import Window
seen = []
# Drawing comes just before the flip, at which the app begins to open its store.
Window.bind(on_draw=lambda *_: seen or seen.append(sorted(sys.modules)))
from kivy.clock import Clock
from lexicon.places import find
from app.kivy_app import AnaTilApp, Given
app = AnaTilApp(Given(find().make()))
screens = []
def look(_dt):
    screens.append(type(app.stage.screen).__name__)
    if type(app.stage.screen).__module__.startswith("app.screens."):
        app.stop()
Clock.schedule_interval(look, 0)
app.run()
print(json.dumps({"screen": screens[-1], "first": seen[0], "last": sorted(set(sys.modules) - before)}))
"""


def told_by(code: str, root: Path, home: Path) -> Any:
    """What a program of its own prints as JSON."""
    environ = {**os.environ, "ANATIL_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environ, capture_output=True, text=True,
                          timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def names_of(requirements: Iterable[str]) -> set[str]:
    """The distributions' names in a list of requirements, normalised."""
    return {re.split(r"[\s<>=!~;\[]", one, maxsplit=1)[0].lower().replace("_", "-") for one in requirements}


def forbidden(root: Path) -> set[str]:
    """Top-level modules of the desktop and check groups, but for what the phone set holds too."""
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    others = set().union(*(names_of(group) for group in groups["optional-dependencies"].values()))
    modules: dict[str, set[str]] = {}
    for module, distributions in metadata.packages_distributions().items():
        for one in distributions:
            modules.setdefault(one.lower().replace("_", "-"), set()).add(module)
    return set().union(*(modules.get(name, set()) for name in others - names_of(groups["dependencies"])))


@pytest.fixture(scope="module")
def imported(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every module in memory once all that a whole lesson needs is imported."""
    return set(told_by(WHOLE_LESSON, root, tmp_path_factory.mktemp("home")))


def tops(modules: Iterable[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_the_list_of_what_a_phone_lacks_is_read_from_the_project_and_is_not_empty(root: Path) -> None:
    assert {"click", "polib", "resvg_py", "pytest", "hypothesis", "PIL", "fontTools"} <= forbidden(root)


def test_the_phones_modules_import_nothing_of_the_desktop_extra_or_the_checks(
    root: Path, imported: set[str]
) -> None:
    assert "app.screens.lesson.screen" in imported and "lexicon.store" in imported
    assert tops(imported) & forbidden(root) == set()


def test_the_phones_modules_import_no_alembic_no_orm_no_network_library_no_numpy(imported: set[str]) -> None:
    assert tops(imported) & {"alembic", "mako", "requests", "urllib3", "numpy", "scipy", "pydub"} == set()
    assert "sqlalchemy" in imported and "sqlalchemy.orm" not in imported


def test_the_first_frame_is_drawn_before_the_database_is_imported(root: Path, tmp_path: Path) -> None:
    told = told_by(FIRST_FRAME, root, tmp_path)
    assert told["screen"] == "LearnersScreen"
    first, last = set(told["first"]), set(told["last"])
    late = {"sqlalchemy", "lexicon.store", "app.services.household", "fsrs"}
    assert first & late == set()
    assert {"sqlalchemy", "lexicon.store", "app.services.household"} <= last  # it did open it afterwards
    assert tops(last) & forbidden(root) == set() and "alembic" not in last
