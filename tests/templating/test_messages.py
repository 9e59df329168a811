"""The script that gathers phrases, on a copy of the checkout."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in (".ci", "templates", "src/digest/templating"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def gathered(checkout: Path) -> str:
    run = subprocess.run(
        [sys.executable, str(checkout / ".ci" / "messages")], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def locales(checkout: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((checkout / "templates" / "locales").iterdir())}


def test_where_nothing_has_changed_nothing_changes(checkout: Path) -> None:
    before = locales(checkout)
    assert gathered(checkout).count(" 0 to translate") == len(before) - 1
    assert locales(checkout) == before


def test_new_phrases_stand_empty_until_somebody_translates_them(checkout: Path) -> None:
    section = checkout / "templates" / "sections" / "join.txt.j2"
    counted = '{{ ngettext("%(count)s pear", "%(count)s pears", 2, count=2) }}'
    section.write_text(section.read_text(encoding="utf-8") + '{{ _("Good bye") }}' + counted, encoding="utf-8")
    assert re.search(r"/de\.po: \d+ phrases, 2 to translate", gathered(checkout))
    files = locales(checkout)
    assert b'msgid "Good bye"\nmsgstr ""\n' in files["de.po"]
    assert b'msgid_plural "%(count)s pears"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n' in files["ru.po"]
    assert b'msgid "Good bye"' in files["messages.pot"]


def test_what_no_template_says_any_more_goes(checkout: Path) -> None:
    (checkout / "templates" / "sections" / "headlines.txt.j2").write_text("")
    (checkout / "templates" / "sections" / "headlines.mjml.j2").write_text("")
    gathered(checkout)
    assert b"More headlines" not in b"".join(locales(checkout).values())


@pytest.mark.parametrize("name", ["de-AT.po", "de_AT.po"])
def test_the_file_of_a_region_is_brought_up_to_date_too(checkout: Path, name: str) -> None:
    file = checkout / "templates" / "locales" / name
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "For members"\nmsgstr "X"\n'
    )
    assert re.search(rf"{re.escape(name)}: 1 phrases, [1-9]\d+ to translate", gathered(checkout))
    assert b'msgstr "X"' in file.read_bytes()
