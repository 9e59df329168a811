"""docs/letters.md: its tables between two marks, and the pictures of some letters."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.preflight.judges import Bench
    from letters.building import Shown

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "letters.md"
PICTURES = ROOT / "docs" / "images" / "letters"
PICTURED = ("sample/free", "unicode/free", "right-to-left/member", "none-but-deals/free")
_BEGIN, _END = "<!-- the table begins -->", "<!-- the table ends -->"
_SCRIPT = Path(__file__).with_name("pictures.mjs")


def write_page(table: str, shown: Sequence[Shown], seat: Bench) -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    PAGE.write_text(f"{before}{_BEGIN}\n\n{table}\n\n{_END}{after}", encoding="utf-8")
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in shown if one.name in PICTURED]
    pairs = [f"{one.folder / 'letter.html'}={PICTURES / one.issue}" for one in wanted]
    command = [seat.node, str(_SCRIPT), str(seat.modules), seat.browser, *pairs]
    subprocess.run(command, check=True, timeout=300)
