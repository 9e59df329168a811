from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import LedgerError
from digest.ledger import Ledger
from digest.ledger.deliveries import READERS, Deliveries, Settlement
from digest.ledger.mailings import Letter, Mailings
from digest.model import Week

WEEK = Week(2024, 25)
NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as made:
        yield made


@pytest.fixture
def deliveries(ledger: Ledger) -> Deliveries:
    return Deliveries(ledger)


@pytest.fixture
def mailings(ledger: Ledger) -> Mailings:
    return Mailings(ledger)


def letters(**told: str) -> list[Letter]:
    return [Letter(audience, words.encode(), f'{{"of": "{words}"}}') for audience, words in told.items()]


def test_a_mailing_keeps_its_moment_for_a_day_once_somebody_may_have_a_letter(
    deliveries: Deliveries, mailings: Mailings
) -> None:
    later = NOW + timedelta(days=1)
    assert mailings.begin(WEEK, READERS, letters(free="1"), NOW) == NOW
    assert mailings.begin(WEEK, READERS, letters(free="1"), later) == later
    deliveries.claim(WEEK, READERS, "a@test", "free", later)
    both = letters(free="1", member="2")
    assert mailings.begin(WEEK, READERS, both, later + timedelta(days=1)) == later
    assert mailings.begin(WEEK, READERS, both, later + timedelta(days=2)) == later + timedelta(days=2)
    assert deliveries.progress(WEEK).begun == later


def test_a_letter_that_somebody_may_have_stays_and_others_are_replaced(
    deliveries: Deliveries, mailings: Mailings
) -> None:
    mailings.begin(WEEK, READERS, letters(free="1", member="2"), NOW)
    assert mailings.letters(WEEK, READERS) == ()
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    mailings.begin(WEEK, READERS, letters(free="changed", member="changed"), NOW)
    deliveries.claim(WEEK, READERS, "b@test", "member", NOW)
    assert mailings.letters(WEEK, READERS) == tuple(letters(free="1", member="changed"))


def test_a_letter_that_was_in_doubt_stays_though_it_was_put_off_since(
    deliveries: Deliveries, mailings: Mailings
) -> None:
    mailings.begin(WEEK, READERS, letters(free="1"), NOW)
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    deliveries.settle(WEEK, READERS, Settlement("a@test", "free", "later"), NOW)
    assert mailings.letters(WEEK, READERS) == tuple(letters(free="1"))
    assert deliveries.bound(WEEK) == {"a@test": "free"}


def test_a_kept_letter_that_is_damaged_is_one_line(
    ledger: Ledger, deliveries: Deliveries, mailings: Mailings
) -> None:
    mailings.begin(WEEK, READERS, letters(free="1"), NOW)
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    with ledger.writing() as connection:
        connection.execute("UPDATE mailings SET eml = x'00'")
    with pytest.raises(LedgerError, match="the ledger is damaged"):
        mailings.letters(WEEK, READERS)


def test_who_was_refused_another_letter_is_forgotten(deliveries: Deliveries, mailings: Mailings) -> None:
    mailings.begin(WEEK, READERS, letters(free="1", member="2"), NOW)
    deliveries.settle(WEEK, READERS, Settlement("a@test", "free", "refused"), NOW)
    deliveries.settle(WEEK, READERS, Settlement("b@test", "member", "refused"), NOW)
    other = letters(free="other", member="2")
    assert mailings.replaced(WEEK, READERS, other) == ("free",)
    mailings.renew(WEEK, READERS, other)
    assert [one.address for one in deliveries.those(WEEK, "refused")] == ["b@test"]
