"""The rules of an outside checker for finished letters, where one lies beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.templating.issues import FREE, MEMBER, a_bare_issue, a_full_issue, a_hostile_issue
from tests.templating.languages import a_german_issue, an_arabic_issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Audience, Issue

CHECKER = Path(__file__).parents[3] / "shared" / "letter-judges" / "check_email.py"


@pytest.mark.skipif(not CHECKER.is_file(), reason="no outside checker beside the checkout")
@pytest.mark.parametrize("audience", [FREE, MEMBER], ids=["free", "member"])
@pytest.mark.parametrize("make", [a_full_issue, a_bare_issue, a_hostile_issue, a_german_issue, an_arabic_issue])
def test_an_outside_checker_finds_no_must_broken(
    tmp_path: Path, make: Callable[[], Issue], audience: Audience
) -> None:
    issue = make()
    made = letter(issue, audience, templates())
    (tmp_path / "letter.html").write_text(made.html)
    (tmp_path / "letter.txt").write_text(made.text)
    (tmp_path / "letter.mjml").write_text(made.mjml)
    (tmp_path / "letter.eml").write_bytes(made.eml)
    manifest = {"subject": made.subject, "postal_address": issue.newsletter.postal_address}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    run = subprocess.run(
        [sys.executable, str(CHECKER), "--fast", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, "\n".join(line for line in run.stdout.splitlines() if line.startswith("FAIL"))
