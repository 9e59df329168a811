"""Which changes ask for a build, and which are those of the outbox."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from digest.preview.watching import Sources, Watch

HOME = Path("/letter")
USUAL = Sources(
    folders=frozenset({HOME / "seeds", HOME / "edits"}),
    files=frozenset({HOME / "digest.toml", HOME / "deals.toml"}),
    outbox=HOME / "outbox",
    issues=frozenset({HOME / "outbox/2024-W25"}),
    ledger=HOME / "ledger.sqlite",
)


@pytest.mark.parametrize(
    "name",
    [
        "seeds",
        "seeds/lamps.md",
        "seeds/a/b/lamp.png",
        "edits/2024-W25.toml",
        "digest.toml",
        "deals.toml",
        "seeds/README",
    ],
)
def test_what_a_build_reads_asks_for_one(name: str) -> None:
    assert USUAL.rebuild(HOME / name)


@pytest.mark.parametrize(
    "name",
    ["README.md", "seeds/.git/index", "seeds/lamps.md~", "seeds/#lamps.md#", "seeds/a/.lamps.md.swp", "outbox"],
)
def test_whatever_else_does_not(name: str) -> None:
    assert not USUAL.rebuild(HOME / name)


@pytest.mark.parametrize("name", ["outbox/2024-W25/issue.json", "ledger.sqlite", "ledger.sqlite-journal"])
def test_what_builds_touch_asks_for_none_even_where_everything_is_a_source(name: str) -> None:
    everything = Sources(frozenset({HOME}), USUAL.files, USUAL.outbox, USUAL.issues, USUAL.ledger)
    assert everything.rebuild(HOME / "lamps.md")
    assert not everything.rebuild(HOME / name)


@pytest.mark.parametrize(
    ("name", "laid"), [("outbox/2024-W25/free/letter.html", True), ("outbox", True), ("a", False)]
)
def test_changes_of_the_outbox_are_known(name: str, laid: bool) -> None:
    assert USUAL.laid(HOME / name) is laid


def test_what_is_missing_is_seen_when_it_comes(tmp_path: Path) -> None:
    edits = tmp_path / "far/below/edits"
    what = Sources(
        frozenset({edits}),
        frozenset({tmp_path / "digest.toml"}),
        tmp_path / "outbox",
        frozenset({tmp_path / "outbox/2024-W25"}),
        tmp_path / "ledger.sqlite",
    )
    told, changes = threading.Event(), list[str]()

    def tell(paths: frozenset[str]) -> None:
        changes.extend(paths)
        told.set()

    watch = Watch(tell)
    try:
        for folder in (tmp_path / "far", tmp_path / "far/below", edits):
            assert watch.follow(what)
            assert not watch.follow(what)
            told.clear()
            folder.mkdir()
            assert told.wait(10)
        assert watch.follow(what)
        told.clear()
        (edits / "2024-W25.toml").touch()
        assert told.wait(10)
    finally:
        watch.close()
    assert str(edits / "2024-W25.toml") in changes
