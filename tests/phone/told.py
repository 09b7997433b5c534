"""Asked of the packagers' own code, in a process of its own: what they make of our spec, as JSON.

    python -m tests.phone.told PHONE     (PHONE: a copy of ``phone/`` with the app staged in it)

Buildozer reads the spec and says with what it would call python-for-android; that resolves the requirements
by its own recipes and ours. Nothing is fetched and nothing is built.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tarfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


class _ToldError(Exception):
    """What was to be known is known."""


def call(phone: Path) -> list[str]:
    """The arguments with which buildozer would have the APK made, and no SDK is asked for."""
    from buildozer import Buildozer

    os.chdir(phone)
    made = Buildozer("buildozer.spec", target="android")
    target = made.target
    target.build_mode, target.artifact_format = "debug", "apk"
    found: list[str] = []

    def asked(arguments: list[str], **_: Any) -> None:
        found.extend(arguments)
        raise _ToldError

    target._p4a = asked
    target._update_libraries_references = target._generate_whitelist = lambda _folder: None
    with contextlib.suppress(_ToldError):
        target.build_package()
    return found


def requirements(phone: Path) -> list[str]:
    """The names that the spec requires, with their versions."""
    from buildozer import Buildozer

    os.chdir(phone)
    found: list[str] = Buildozer("buildozer.spec").config.getlist("app", "requirements")
    return found


def resolved(phone: Path) -> tuple[list[str], list[str]]:
    """What python-for-android builds by recipes, in order, and what it leaves to pip."""
    from pythonforandroid.bootstrap import Bootstrap
    from pythonforandroid.build import Context
    from pythonforandroid.graph import get_recipe_order_and_bootstrap

    names = [one.partition("==")[0] for one in requirements(phone)]
    context = Context()
    context.local_recipes = str(phone / "recipes")
    bootstrap = Bootstrap.get_bootstrap("sdl2", context)
    recipes, others, _ = get_recipe_order_and_bootstrap(context, names, bootstrap)
    return list(recipes), sorted(others)


def recipe(phone: Path, name: str) -> dict[str, Any]:
    """What python-for-android knows of a recipe: its version, where its sources are, what it brings."""
    from pythonforandroid.build import Context
    from pythonforandroid.recipe import Recipe

    context = Context()
    context.local_recipes = str(phone / "recipes")
    found = Recipe.get_recipe(name, context)
    folder = Path(found.get_recipe_dir())
    return {
        "version": found.version,
        "url": found.versioned_url,
        "python_depends": list(found.python_depends),
        "patches": [str(folder / one) for one in found.patches if isinstance(one, str)],
    }


def packed(phone: Path, arguments: list[str]) -> dict[str, Any]:
    """What python-for-android's packaging makes of these arguments: the manifest, the resources, the names of
    what is packed. The SDK beside it is empty but for a folder's name, as nothing of it is read here."""
    import pythonforandroid

    made, sdk = phone / "build" / "dist", phone / "build" / "sdk"
    bootstraps = Path(pythonforandroid.__file__).parent / "bootstraps"
    for name in ("common", "_sdl_common", "sdl2"):
        shutil.copytree(bootstraps / name / "build", made, dirs_exist_ok=True)
    (sdk / "build-tools" / "36.0.0").mkdir(parents=True)
    (made / "_python_bundle__arm64-v8a").mkdir()
    (made / "libs" / "arm64-v8a").mkdir(parents=True)
    (made / "project.properties").write_text("target=android-36\n")
    (made / "local.properties").write_text(f"sdk.dir={sdk}\n")
    told = {"bootstrap": "sdl2", "archs": ["arm64-v8a"], "ndk_api": 24, "use_setup_py": False}
    (made / "dist_info.json").write_text(json.dumps(told))
    os.chdir(made)
    os.environ["P4A_BUILD_IS_RUNNING_UNITTESTS"] = "1"
    spec = spec_from_file_location("packaging_of_p4a", made / "build.py")
    assert spec is not None and spec.loader is not None
    build: Any = module_from_spec(spec)
    spec.loader.exec_module(build)
    build.parse_args_and_make_package(_for_packaging(arguments, phone))
    with tarfile.open(made / "src" / "main" / "assets" / "private.tar") as tar:
        names = sorted(tar.getnames())
    resources = made / "src" / "main" / "res"
    return {
        "manifest": (made / "src" / "main" / "AndroidManifest.xml").read_text(encoding="utf-8"),
        "gradle": (made / "build.gradle").read_text(encoding="utf-8"),
        "resources": sorted(str(path.relative_to(resources)) for path in resources.rglob("*.*")),
        "packed": names,
        "left_out": build.BLACKLIST_PATTERNS,
    }


def _for_packaging(arguments: list[str], phone: Path) -> list[str]:
    """Buildozer's arguments without those that python-for-android's toolchain keeps to itself."""
    alone = {"apk", "--copy-libs"}
    with_value = {"--bootstrap", "--dist_name", "--ndk-api", "--arch", "--local-recipes"}
    found, skip = ["--no-byte-compile-python"], False  # else a Python would be started for every file
    for one in arguments:
        if skip or one in alone:
            skip = False
        elif one in with_value:
            skip = True
        else:
            found.append(one)
    found[found.index("--private") + 1] = str(phone / "build" / "app")
    return found


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    with contextlib.redirect_stdout(sys.stderr):
        arguments = call(where)
        told = {
            "call": arguments, "requirements": requirements(where), "resolved": resolved(where),
            "kivy": recipe(where, "kivy"), "sqlalchemy": recipe(where, "sqlalchemy"),
            "packed": packed(where, arguments),
        }  # fmt: skip
    print(json.dumps(told))
