"""What some tests need beyond Python: found here, or the test says plainly why it was skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing(what: str) -> None:
    """Skip the test; in continuous integration, where everything is installed, fail instead."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}, and in continuous integration nothing is skipped")
    pytest.skip(what)


def browser() -> str:
    """The path of an installed Chromium."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    missing("no Chromium found; install one to run the tests in a browser")
    raise AssertionError


def material(name: str) -> Path:
    """A folder of working material beside the checkout; only some machines have it."""
    folder = Path(__file__).parents[2] / "shared" / name
    if not folder.is_dir():
        pytest.skip(f"no {name} beside the checkout")
    return folder


@contextmanager
def without_privileges() -> Iterator[None]:
    """As somebody who may not read what is closed: root may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
