"""The readers of one mailing in their order, and whose turn it is to send."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import DeliveryError
from digest.ledger import Ledger
from digest.ledger.deliveries import READERS, Deliveries, Settlement, State
from digest.ledger.roll import Enrolled, Roll
from digest.ledger.sending_turn import sending_turn, under_way
from digest.model import Week

WEEK = Week(2024, 25)
NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
OPEN = ("", "later", "doubt")


def enrolled(*keys: str, audience: str = "free") -> list[Enrolled]:
    return [Enrolled(0, key, key, "", audience) for key in keys]


def put(ledger: Ledger, key: str, state: State) -> None:
    Deliveries(ledger).settle(WEEK, READERS, Settlement(key, "free", state), NOW)


def test_readers_who_were_put_off_before_do_not_stand_in_the_way_of_the_others(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        put(ledger, "a@test", "later")
        put(ledger, "b@test", "doubt")
        put(ledger, "c@test", "sent")
        roll = Roll(ledger, WEEK, READERS)
        roll.enrol(enrolled(*(f"{name}@test" for name in "abcde")))
        order = [(one.key[0], one.state) for one in roll.those(OPEN, roll.end())]
        limited = [one.key[0] for one in roll.those(OPEN, roll.end_of(3, OPEN))]
    assert order == [("d", ""), ("e", ""), ("a", "later"), ("b", "doubt")]
    assert limited == ["d", "e", "a"]


def test_a_pass_takes_those_up_again_whom_the_one_before_put_off(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        roll = Roll(ledger, WEEK, READERS)
        roll.enrol(enrolled("a@test", "b@test", "c@test"))
        last = roll.end_of(2, OPEN)
        put(ledger, "a@test", "later")
        put(ledger, "b@test", "sent")
        assert [(one.key, one.state) for one in roll.those(OPEN, last)] == [("a@test", "later")]


def test_readers_who_are_named_again_with_another_audience_are_counted(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        roll = Roll(ledger, WEEK, READERS)
        twice = roll.enrol([*enrolled("a@test", "b@test", "a@test"), *enrolled("a@test", audience="member")])
        assert (twice, roll.clashes()) == (2, 1)
        assert [one.audience for one in roll.those(("",), roll.end())] == ["free", "free"]


def test_two_ways_to_one_ledger_are_one_turn(tmp_path: Path) -> None:
    file, link = tmp_path / "ledger.sqlite", tmp_path / "elsewhere.sqlite"
    file.touch()
    link.symlink_to(file)
    with sending_turn(file), pytest.raises(DeliveryError, match="another digest"), sending_turn(link):
        raise AssertionError


def test_that_a_mailing_is_under_way_can_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    assert not under_way(file)
    assert list(tmp_path.iterdir()) == []
    with sending_turn(file):
        assert under_way(file)
    assert not under_way(file)
