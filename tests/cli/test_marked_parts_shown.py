"""`digest inspect` and `digest explain` say which blocks are for whom."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run

TEXT = """\
# The lamps of the long street

Every evening a man with a ladder walked the long street and lit its lamps before it grew dark.

::: member
The man was paid twice for every lamp, once by the town and once by those who wanted it dark.
:::

When the wires came the ladder was sold, and the street was lit at once by a switch nobody saw.
"""
FORMATS = Path(__file__).parents[2] / "docs/formats"


@pytest.fixture
def document(newsletter: Path) -> str:
    (newsletter / "lamps.md").write_text(TEXT)
    return "lamps.md"


def test_inspect_says_whom_a_block_is_for(run: Run, document: str) -> None:
    (line,) = (line for line in run("inspect", document).stdout.splitlines() if "paid twice" in line)
    assert line.split()[:4] == ["6", "body", line.split()[2], "yes"]
    assert "for member alone" in line


def test_inspect_says_it_to_programs(run: Run, document: str) -> None:
    told = json.loads(run("inspect", "--json", document).stdout)
    jsonschema.validate(told, json.loads((FORMATS / "inspect.schema.json").read_text()))
    assert {block["line"]: (block["audience"], block["selected"]) for block in told["blocks"]} == {
        1: ("", False),
        3: ("", True),
        6: ("member", True),
        9: ("", True),
    }


def test_explain_says_what_an_audience_is_shown_and_why(run: Run, document: str) -> None:
    out = run("explain", document).stdout
    assert "  for member: 3 of 3 paragraphs, lines 3, 6, 9\n" in out
    first, second = out.split("for member: ")
    assert "paid twice" not in first
    assert "kept for member alone\n      The man was paid twice" in second
