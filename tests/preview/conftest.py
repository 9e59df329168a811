from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.newsletter import built, copied, make
from tests.preview.previewed import Preview, previewing


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter's folder with an issue in its outbox, built once; for copies alone."""
    folder = make(tmp_path_factory.mktemp("pattern") / "letter")
    built(folder)
    return folder


@pytest.fixture
def newsletter(tmp_path: Path, pattern: Path) -> Path:
    """A newsletter's folder with an issue in its outbox."""
    return copied(pattern, tmp_path / "letter")


@pytest.fixture
def preview(newsletter: Path) -> Iterator[Preview]:
    with previewing(newsletter / "digest.toml") as found:
        yield found


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, pattern: Path) -> Iterator[Preview]:
    """One for all tests of a module that only ask."""
    folder = copied(pattern, tmp_path_factory.mktemp("lasting") / "letter")
    with previewing(folder / "digest.toml") as found:
        yield found
