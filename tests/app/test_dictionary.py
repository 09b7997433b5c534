"""``anatil words search``: a word is found however one can write it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main


@pytest.mark.parametrize(
    "query", ["ئالما", "alma", "алма", "apple", "Apfel", "яблоко", "elma", "pomme", "alm", "aple"]
)
def test_an_apple_is_found_in_any_script_and_language(
    query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANATIL_HOME", str(tmp_path))
    done = CliRunner().invoke(main, ["words", "search", query])
    assert done.exit_code == 0, done.output
    assert "ئالما\tapple\tnoun" in done.stdout


def test_what_is_not_there_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANATIL_HOME", str(tmp_path))
    done = CliRunner().invoke(main, ["words", "search", "xyzzyxyzzy"])
    assert (done.exit_code, done.stdout) == (1, "")
