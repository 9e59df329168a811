from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SETTINGS = """\
[newsletter]
name = "The Letter"
tagline = "What the week brought"
postal_address = "The Letter, 1 Any Street, Anytown AB1 2CD"
web_url = "https://letter.test/issues"

[sender]
address = "post@letter.test"

[links]
unsubscribe = "https://letter.test/unsubscribe"
join = "https://letter.test/join"
"""

STORY = """\
---
title: How the lamps were lit
date: 2024-06-20
---

Every evening a man with a ladder walked the long street and lit its lamps, one after another, before it grew dark.

The work was paid by the lamp, so the quickest lighter had the longest street, and the longest street the best light.

When the wires came, the ladders were sold, and the street was lit at once by a switch that nobody ever saw.
"""

SECOND = """\
Video: Where the river turns
A short film about the bend that gave the town its name.
The river turns twice before the town and once behind it, and every map maker of the country drew it differently.
The bend moved by a field's width in the spring of the great flood, and the mill that stood on it stands dry since.
Whoever owns the dry bed has been disputed ever since, and the court has changed its mind as often as the river did.
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """A newsletter's folder with two documents."""
    folder = tmp_path / "letter"
    (folder / "seeds").mkdir(parents=True)
    (folder / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "seeds/lamps.md").write_text(STORY, encoding="utf-8")
    (folder / "seeds/river.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def run(newsletter: Path) -> Run:
    """Runs the program in the newsletter's folder, without a terminal."""

    def run(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "XDG_CACHE_HOME": str(newsletter.parent / "cache"), **environment}
        command = [sys.executable, "-m", "digest", *map(str, args)]
        return subprocess.run(
            command, cwd=newsletter, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False
        )

    return run
