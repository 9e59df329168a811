"""A newsletter with its issue of a week, built once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

from digest.model import Week
from tests.cli.conftest import SECOND, SETTINGS, STORY
from tests.cli.issues import call

WEEK = Week(2024, 25)


def a_newsletter(folder: Path, settings: str, **documents: str | bytes) -> Path:
    """A newsletter's folder with two documents and these, by their names with an underscore for the dot."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "digest.toml").write_text(SETTINGS + settings, encoding="utf-8")
    told = {"lamps_md": STORY, "river_txt": SECOND} | documents
    for name, content in told.items():
        whole = content.encode() if isinstance(content, str) else content
        (folder / "seeds" / name.replace("_", ".")).write_bytes(whole)
    return folder


def build(folder: Path) -> Path:
    """Build the week's issue; its folder."""
    done = call(folder, "build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    return folder / "outbox" / str(WEEK)


def copied(newsletter: Path, to: Path) -> Path:
    """Another newsletter that is the same."""
    return Path(shutil.copytree(newsletter, to))
