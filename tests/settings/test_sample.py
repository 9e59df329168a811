from __future__ import annotations

import re
from pathlib import Path

from digest.settings.reading import load
from digest.settings.sample import reference, starter

ROOT = Path(__file__).parents[2]


def test_a_starter_file_is_right_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(starter({"newsletter.name": "Mine"}), encoding="utf-8")
    assert load(tmp_path / "digest.toml").newsletter.name == "Mine"


def test_a_starter_file_with_every_comment_taken_off_is_right_too(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^# (?=\[|\w+ = )", "", starter({}))
    text = re.sub(r'(?m)^(\w+) = ""\n', "", text)
    (tmp_path / "digest.toml").write_text(text, encoding="utf-8")
    settings = load(tmp_path / "digest.toml")
    assert [audience.name for audience in settings.audiences] == ["member"]


def test_every_setting_of_a_starter_file_has_a_sentence() -> None:
    lines = starter({}).splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"(# )?\w+ = ", line)]
    assert len(keys) > 40
    assert all(re.match(r"# [A-Z“`].*\.$", lines[number - 1]) for number in keys)


def test_the_settings_reference_is_what_the_schema_says() -> None:
    assert reference() in (ROOT / "docs/settings.md").read_text(encoding="utf-8")


def test_the_sample_newsletter_s_settings_are_right() -> None:
    assert load(ROOT / "digest.toml").newsletter.name == "Fine Print"
