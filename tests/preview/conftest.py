from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.newsletter import built, make
from tests.preview.previewed import Preview, previewing


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """A newsletter's folder with an issue in its outbox."""
    folder = make(tmp_path / "letter")
    built(folder)
    return folder


@pytest.fixture
def preview(newsletter: Path) -> Iterator[Preview]:
    with previewing(newsletter / "digest.toml") as found:
        yield found


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One for all tests of a module that only ask."""
    folder = make(tmp_path_factory.mktemp("lasting") / "letter")
    built(folder)
    with previewing(folder / "digest.toml") as found:
        yield found
