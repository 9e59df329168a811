from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from digest.summariser.fitness import SAYINGS
from digest.summariser.rules import Weights

DOCUMENT = (Path(__file__).parents[2] / "docs" / "choosing.md").read_text(encoding="utf-8")


def test_the_document_lists_every_rule_with_its_weight_and_its_sentence() -> None:
    listed = re.findall(r"(?m)^\| `(\w+)` \| (\S+) \| (.+) \|$", DOCUMENT)
    rules = [(weight.name, f"{weight.default:g}", weight.metadata["doc"]) for weight in fields(Weights)]
    assert sorted(listed) == sorted(rules)


def test_the_document_names_what_keeps_a_paragraph_out() -> None:
    assert all(f"(`{name}`)" in DOCUMENT for name in [*SAYINGS, "no_room", "repeated"])
