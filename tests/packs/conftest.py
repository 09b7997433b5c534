"""Devices to exchange packs between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packs.devices import Device, template


@pytest.fixture(scope="session")
def starter_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("starter"))


@pytest.fixture
def device(tmp_path: Path, starter_database: Path) -> Iterator[Callable[[str], Device]]:
    """Makes devices by name; all are closed in the end."""
    made: list[Device] = []

    def make(name: str) -> Device:
        made.append(Device(tmp_path / name, len(made) + 1, starter_database))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def teacher(device: Callable[[str], Device]) -> Device:
    return device("teacher")


@pytest.fixture
def family(device: Callable[[str], Device]) -> Device:
    return device("family")
