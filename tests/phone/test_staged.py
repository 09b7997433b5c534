"""What lies in the APK runs by itself: a lesson out of the staged folder, and nothing that is left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from tests.phone.conftest import ran

LESSON = """
import json, os, sys
before = set(sys.modules)
sys.path.insert(0, os.getcwd())
import main
from app import start
from lexicon import places
here = places.find().make()
start.prepare(here.kivy, off_screen=True, size=(360, 640))
from kivy.clock import Clock
from app.kivy_app import AnaTilApp, Given
app = AnaTilApp(Given(here, language="ug"))
seen = []
def look(_dt):
    screen = app.stage.screen
    name = type(screen).__name__
    if not seen or seen[-1] != name:
        seen.append(name)
        if name == "LearnersScreen":
            app.make_learner("1F98A", "6-8")
        elif name == "PathScreen":
            app.start_lesson(app.learners[0], screen.view.themes[0])
        elif name == "LessonScreen" or len(seen) > 20:
            Clock.schedule_once(lambda _dt: app.stop(), 1)
Clock.schedule_interval(look, 0)
app.run()
loaded = {name: getattr(sys.modules[name], "__file__", None) for name in set(sys.modules) - before}
print(json.dumps({"seen": seen, "loaded": loaded, "home": str(here.home), "share": str(here.share)}))
"""
NATIVE = {"kivy", "sqlalchemy", "cryptography", "cffi", "_cffi_backend", "markupsafe", "numpy"}
"""Who may bring compiled code: by a recipe, or (MarkupSafe, SQLAlchemy) where pure Python stands in."""


@pytest.fixture(scope="module")
def lesson(phone: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A child's first lesson begun in the staged app, and every module that was loaded for it."""
    private = tmp_path_factory.mktemp("private")
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("ANATIL", "COVERAGE"))}
    done = subprocess.run(
        [sys.executable, "-c", LESSON], cwd=phone / "build" / "app",
        env={**environ, "ANDROID_PRIVATE": str(private)}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_lesson_begins_in_the_phones_own_folders(lesson: dict[str, Any], phone: Path) -> None:
    assert lesson["seen"][-1] == "LessonScreen"
    assert lesson["home"].endswith("/anatil") and lesson["share"] == str(phone / "build" / "app" / "share")


def test_every_module_of_ours_comes_out_of_the_staged_folder(lesson: dict[str, Any], phone: Path) -> None:
    app = str(phone / "build" / "app")
    ours = {
        name: file
        for name, file in lesson["loaded"].items()
        if name.partition(".")[0] in ("app", "lexicon", "audio")
    }
    assert len(ours) > 150
    assert all(file is None or file.startswith(app) for file in ours.values()), ours


def test_compiled_code_comes_from_recipes_alone(lesson: dict[str, Any]) -> None:
    standard = str(Path(os.__file__).parent)
    compiled = {
        name.partition(".")[0]
        for name, file in lesson["loaded"].items()
        if file and file.endswith(".so") and (not file.startswith(standard) or "site-packages" in file)
    }
    assert compiled <= NATIVE, compiled - NATIVE


def test_nothing_that_is_loaded_is_left_out_and_nothing_asks_a_network(
    lesson: dict[str, Any], told: dict[str, Any]
) -> None:
    standard = str(Path(os.__file__).parent)
    out = told["packed"]["left_out"]
    for name, file in lesson["loaded"].items():
        if file and ("site-packages" in file or not file.startswith(standard)):
            inside = "/" + file.rpartition("site-packages/")[2]
            assert not any(fnmatch(inside, "*/" + one.lstrip("^")) for one in out), (name, file)
    assert not lesson["loaded"].keys() & {"requests", "urllib3", "kivy.network.urlrequest", "http.client"}


def test_only_what_a_phone_needs_is_packed(told: dict[str, Any]) -> None:
    names = set(told["packed"]["packed"])
    assert {
        "main.py",
        "anatil.py",
        "app/kivy_app.py",
        "lexicon/starter/01-animals.tsv",
        "share/fonts",
    } <= names
    assert "lexicon/migrations/versions/v0001_what_is_kept.py" in names and "LICENCES.md" in names
    wrong = [
        one for one in names
        if one.endswith((".po", ".svg")) or one.startswith(("tests", "app/commands", "app/tour", "app/teach"))
    ]  # fmt: skip
    assert not wrong


def test_the_staged_code_is_of_pythons_newest_grammar(root: Path, phone: Path) -> None:
    ran(root, "-m", "ruff", "check", "--isolated", "--target-version", "py314", "--select", "E9,F63,F7",
        "--no-cache", str(phone / "build" / "app"))  # fmt: skip


def test_without_the_sdk_it_is_said_how_to_get_it(root: Path, tmp_path: Path) -> None:
    script = ". setup/environment.sh; . setup/android.sh; sdk_of_this_machine"
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(
        ["sh", "-c", script], cwd=root, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1 and not done.stdout
    assert "sdkmanager" in done.stderr and "ANDROID_HOME" in done.stderr and done.stderr.count("\n") == 1
    (tmp_path / "sdk" / "build-tools").mkdir(parents=True)
    script = '. setup/environment.sh; . setup/android.sh; ndk_of_this_machine "$ANDROID_HOME"'
    environ["ANDROID_HOME"] = str(tmp_path / "sdk")
    done = subprocess.run(
        ["sh", "-c", script], cwd=root, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1 and "NDK 28c is missing" in done.stderr
