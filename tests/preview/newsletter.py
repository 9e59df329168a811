"""A small newsletter with pictures, a story for members, and a template of its own."""

from __future__ import annotations

import shutil
import struct
import zlib
from datetime import date
from pathlib import Path

from digest.pipeline.building import build
from digest.pipeline.order import Order
from digest.settings.reading import load

DAY = date(2024, 6, 23)
WEEK = "2024-W25"

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

LAMPS = """\
---
title: How the lamps were lit
date: 2024-06-20
---

![A lamp on its post](lamp.png)

Every evening a man with a ladder walked the long street and lit its lamps, one after another, before it grew dark.

The work was paid by the lamp, so the quickest lighter had the longest street, and the longest street the best light.

When the wires came, the ladders were sold, and the street was lit at once by a switch that nobody ever saw.
"""

RIVER = """\
---
title: Where the river turns
date: 2024-06-19
---

The river turns twice before the town and once behind it, and every map maker of the country drew it differently.

The bend moved by a field's width in the spring of the great flood, and the mill that stood on it stands dry since.

Whoever owns the dry bed has been disputed ever since, and the court has changed its mind as often as the river did.
"""

BELLS = """\
---
title: What the bells said
date: 2024-06-21
---

The great bell told the hours to the fields, and the small one told the town when the market was to open its gates.

A third was hung for fires alone, and it was rung so seldom that children grew up and never learned its sound.

When the tower was mended all three were taken down, and for a year the town went by the whistle of the morning train.
"""


def make(folder: Path, settings: str = SETTINGS) -> Path:
    """The newsletter's folder, with two stories, and nothing in its outbox."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "digest.toml").write_text(settings, encoding="utf-8")
    (folder / "seeds/lamps.md").write_text(LAMPS, encoding="utf-8")
    (folder / "seeds/river.md").write_text(RIVER, encoding="utf-8")
    (folder / "seeds/lamp.png").write_bytes(png(600, 300))
    return folder


def copied(pattern: Path, folder: Path) -> Path:
    """A copy of a newsletter, its past with it."""
    return Path(shutil.copytree(pattern, folder, symlinks=True))


def built(folder: Path, day: date = DAY) -> Path:
    """Build the day's issue into the newsletter's outbox; the issue's folder."""
    made = build(load(folder / "digest.toml"), Order(day=day))
    assert made.folder is not None
    return made.folder


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below the folder with its bytes and the time of its last change."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
