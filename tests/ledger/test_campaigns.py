"""Which campaign is whose letter."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import LedgerError
from digest.ledger.campaigns import Campaigns, Kept
from digest.ledger.ledger import Ledger
from digest.model import Week

WEEK, NOW = Week(2024, 25), datetime(2024, 6, 23, 7, tzinfo=UTC)


def test_a_campaign_is_kept_for_its_service_week_and_audience_alone(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        known = Campaigns(ledger)
        known.keep("a", WEEK, "free", Kept("7", "x"), NOW)
        known.keep("a", WEEK, "free", Kept("8", "y"), NOW)
        assert known.find("a", WEEK, "free") == Kept("8", "y")
        assert [
            known.find(*one) for one in (("b", WEEK, "free"), ("a", WEEK, "member"), ("a", Week(2024, 26), "free"))
        ] == [None] * 3
    with Ledger(tmp_path / "ledger") as again:
        assert Campaigns(again).find("a", WEEK, "free") == Kept("8", "y")


def test_a_ledger_that_is_only_read_keeps_nothing(tmp_path: Path) -> None:
    with Ledger.if_there(tmp_path / "ledger") as ledger:
        assert Campaigns(ledger).find("a", WEEK, "free") is None
        with pytest.raises(LedgerError):
            Campaigns(ledger).keep("a", WEEK, "free", Kept("7", "x"), NOW)
    assert not (tmp_path / "ledger").exists()
