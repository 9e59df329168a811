"""Whether a week without an issue may have one in a while."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.errors import NothingToPublish, WeekSkipped
from digest.ledger import Ledger
from digest.model.feeds import FeedState
from digest.pipeline.building import Order, build
from digest.settings.reading import load
from tests.cli.conftest import SETTINGS

ONE, TWO = "https://one.test/feed", "https://two.test/feed"
CHECKED = datetime(2024, 6, 22, tzinfo=UTC)
FEEDS = f'\n[[feeds]]\nurl = "{ONE}"\n[[feeds]]\nurl = "{TWO}"\n'
SKIPS = '\n[week]\nthin = "skip"\n'


def why(folder: Path, more: str, *states: FeedState, seeds: bool = True) -> NothingToPublish:
    if seeds:
        (folder / "seeds").mkdir()
    (folder / "digest.toml").write_text(SETTINGS + more, encoding="utf-8")
    settings = load(folder / "digest.toml")
    with Ledger(settings.ledger) as ledger:
        ledger.keep(states, [])
    with pytest.raises(NothingToPublish) as raised:
        build(settings, Order(date(2024, 6, 23)))
    return raised.value


def failed(url: str) -> FeedState:
    return FeedState(url, failures=1, failed=CHECKED, trouble="no answer")


def test_a_week_without_stories_is_final_when_all_sources_are_in_reach(tmp_path: Path) -> None:
    assert not why(tmp_path, FEEDS, FeedState(ONE, succeeded=CHECKED), FeedState(TWO, succeeded=CHECKED)).heals


def test_a_feed_that_failed_may_bring_stories_in_a_while(tmp_path: Path) -> None:
    assert why(tmp_path, FEEDS, failed(ONE), FeedState(TWO, succeeded=CHECKED)).heals


def test_a_feed_that_is_gone_for_good_brings_none(tmp_path: Path) -> None:
    assert not why(tmp_path, FEEDS, FeedState(ONE, failures=1, failed=CHECKED, gone=True)).heals


def test_a_folder_of_documents_that_is_missing_may_come_back(tmp_path: Path) -> None:
    assert why(tmp_path, "", seeds=False).heals


def test_a_thin_week_is_final_unless_no_feed_was_in_reach(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = why(tmp_path / "a", FEEDS + SKIPS, failed(ONE), FeedState(TWO, succeeded=CHECKED))
    all_of_them = why(tmp_path / "b", FEEDS + SKIPS, failed(ONE), failed(TWO))
    assert isinstance(one, WeekSkipped)
    assert (one.heals, all_of_them.heals) == (False, True)
