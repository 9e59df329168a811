"""What later issues would feel is never written, and what is built is what `digest build` would lay."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.model import Week
from digest.pipeline.history import mark_sent
from digest.settings.reading import load
from tests.preview.newsletter import BELLS, DAY, LAMPS, SETTINGS, WEEK, built, copied, make, snapshot
from tests.preview.previewed import previewing

BEFORE = "2024-W24"
FEED = '\n[[feeds]]\nurl = "feed.xml"\n'
SENT = datetime(2024, 6, 16, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter that sent an issue last week, and has this week's in its outbox; for copies alone."""
    folder = make(tmp_path_factory.mktemp("past") / "letter")
    (folder / "seeds/river.md").rename(folder / "river.md")
    built(folder, DAY - timedelta(days=7))
    week = Week.parse(BEFORE)
    assert week is not None
    mark_sent(load(folder / "digest.toml"), week, at=SENT)
    (folder / "river.md").rename(folder / "seeds/river.md")
    (folder / "seeds/bells.md").write_text(BELLS, encoding="utf-8")
    built(folder)
    return folder


def test_nothing_that_is_there_changes_by_many_rebuilds(tmp_path: Path, past: Path) -> None:
    folder = copied(past, tmp_path / "letter")
    before = snapshot(folder)
    assert {"ledger.sqlite", f"outbox/{BEFORE}.sent.json", f"outbox/archive/{BEFORE}/index.html"} <= before.keys()
    with previewing(folder / "digest.toml") as preview, preview.listening() as page:
        for turn in range(3):
            (folder / "seeds/bells.md").write_text(BELLS.replace("said", f"said {turn} times"), encoding="utf-8")
            page.wait_for("issue", where="scratch")
            preview.get(f"/api/issues/{WEEK}")
            preview.get("/api/issues")
    after = snapshot(folder)
    assert after.keys() == before.keys()
    assert [name for name in after if after[name] != before[name]] == ["seeds/bells.md"]


def test_no_ledger_and_no_outbox_are_made(tmp_path: Path) -> None:
    folder = make(tmp_path / "letter", SETTINGS + FEED)
    before = snapshot(folder)
    with previewing(folder / "digest.toml") as preview, preview.listening() as page:
        page.wait_for("issue", where="scratch")
        assert preview.get("/api/issues").status == 200
        (folder / "seeds/bells.md").write_text(BELLS, encoding="utf-8")
        page.wait_for("issue", where="scratch")
    assert snapshot(folder).keys() - before.keys() == {"seeds/bells.md"}


def test_an_issue_is_built_as_a_build_would_lay_it(tmp_path: Path, past: Path) -> None:
    folder = copied(past, tmp_path / "letter")
    with previewing(folder / "digest.toml") as preview, preview.listening() as page:
        for text in (BELLS.replace("said", "were told"), BELLS.replace("said", "told the town")):
            (folder / "seeds/bells.md").write_text(text, encoding="utf-8")
            page.wait_for("issue", where="scratch")
        scratch = preview.session.place(Week(2024, 25))
        assert scratch is not None
        seen = {name: content for name, (content, _) in snapshot(scratch.folder).items()}
        digest(folder, "build", "--date", str(DAY), "--offline")
    laid = {name: content for name, (content, _) in snapshot(folder / "outbox" / WEEK).items()}
    assert seen.keys() == laid.keys()
    assert [name for name in laid if laid[name] != seen[name]] == []


def test_coming_to_an_issue_that_was_sent_is_no_reason_to_build_it(tmp_path: Path, past: Path) -> None:
    folder = copied(past, tmp_path / "letter")
    with previewing(folder / "digest.toml") as preview:
        with preview.listening() as page:
            (folder / "seeds/lamps.md").write_text(LAMPS.replace("were lit", "were put out"), encoding="utf-8")
            page.wait_for("issue", where="scratch", week=WEEK)
        with preview.listening(BEFORE) as page:
            page.wait_for("issue", where="outbox", week=BEFORE)
            (folder / "outbox/2024-W26").mkdir()
            built(folder, DAY + timedelta(days=7))
            page.wait_for("issue", week=BEFORE)  # passes troubles over for none


def test_an_issue_that_was_sent_is_not_shown_otherwise_than_it_was(tmp_path: Path, past: Path) -> None:
    folder = copied(past, tmp_path / "letter")
    with previewing(folder / "digest.toml", BEFORE) as preview, preview.listening() as page:
        (folder / "seeds/lamps.md").write_text(LAMPS.replace("were lit", "were put out"), encoding="utf-8")
        (line,) = page.wait_for("trouble").data["lines"]
        assert "was sent and would come out differently" in line
        assert "How the lamps were lit" in preview.get(f"/letters/{BEFORE}/free/letter.html").text
        assert [issue["sent"] for issue in preview.get("/api/issues").json()["issues"]] == [False, True]


def test_that_an_issue_is_marked_as_sent_is_seen(newsletter: Path) -> None:
    with previewing(newsletter / "digest.toml") as preview, preview.listening() as page:
        page.next()
        mark_sent(load(newsletter / "digest.toml"), Week(2024, 25), at=SENT)
        page.wait_for("issue", where="outbox")
        assert preview.get(f"/api/issues/{WEEK}").json()["sent"] is True


def digest(folder: Path, *arguments: str) -> None:
    env = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache")}
    command = [sys.executable, "-m", "digest", *arguments]
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
