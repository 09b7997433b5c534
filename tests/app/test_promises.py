"""What the app promises on its page is in docs/promises.md, and every test named there exists."""

from __future__ import annotations

import re
from pathlib import Path

from app.screens.guarding import promises

LINK = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")


def rows(root: Path) -> list[tuple[str, str]]:
    """The promises of the page, and what stands beside each."""
    lines = (root / "docs" / "promises.md").read_text("utf-8").splitlines()
    cells = [line.strip("| ").split(" | ", 1) for line in lines if line.startswith("| ")]
    return [(promise, beside) for promise, beside in cells[1:]]


def test_the_page_and_the_app_promise_the_same(root: Path) -> None:
    assert [promise for promise, _ in rows(root)] == [sentence for _, sentence in promises.promises()]


def test_what_cannot_be_promised_stands_in_both(root: Path) -> None:
    page = (root / "docs" / "promises.md").read_text("utf-8")
    for _, sentence in promises.cannot_promise():
        assert sentence.removesuffix(".").split(":")[0].split(",")[0] in page.replace(
            "flash memory", "a phone"
        )


def test_every_test_that_is_named_exists(root: Path) -> None:
    named = [link for _, beside in rows(root) for link in LINK.findall(beside)]
    assert len(named) >= len(rows(root))
    for name, path in named:
        there = (root / "docs" / path).resolve().read_text("utf-8")
        assert f"def {name}(" in there, f"{name} is not in {path}"


def test_every_promise_has_a_test(root: Path) -> None:
    assert [promise for promise, beside in rows(root) if not LINK.search(beside)] == []
