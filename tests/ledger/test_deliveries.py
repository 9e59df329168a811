from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import DeliveryError, LedgerError
from digest.ledger import Ledger
from digest.ledger.deliveries import READERS, Claim, Deliveries, Progress, Settlement
from digest.ledger.readers import Readers
from digest.ledger.roll import Enrolled, Roll
from digest.ledger.sending_turn import sending_turn
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


def enrolled(*keys: str, audience: str = "free") -> list[Enrolled]:
    return [Enrolled(0, key.casefold(), key, "", audience) for key in keys]


def test_nothing_is_known_of_a_week_that_nobody_was_sent(deliveries: Deliveries) -> None:
    assert deliveries.progress(WEEK) == Progress()
    assert deliveries.state(WEEK, READERS, "a@test") == ""


def test_a_message_is_in_doubt_until_it_is_settled(deliveries: Deliveries) -> None:
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    assert deliveries.state(WEEK, READERS, "a@test") == "doubt"
    deliveries.settle(WEEK, READERS, Settlement("a@test", "free", "sent", "250 ok", claimed=True), NOW)
    (one,) = deliveries.those(WEEK, "sent")
    assert (one.tries, one.doubts, one.reply, one.at) == (1, 0, "250 ok", NOW)


def test_tries_and_doubts_are_counted(deliveries: Deliveries) -> None:
    put_off = Settlement("a@test", "free", "later", "450 no")
    deliveries.settle(WEEK, READERS, put_off, NOW)
    deliveries.settle(WEEK, READERS, put_off, NOW)
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    deliveries.settle(WEEK, READERS, Settlement("a@test", "free", "sent", claimed=True), NOW)
    (one,) = deliveries.those(WEEK, "sent")
    assert (one.tries, one.doubts) == (4, 1)
    assert deliveries.progress(WEEK) == Progress(sent=1, twice=1, last=NOW)


def test_a_message_in_doubt_that_is_put_off_when_it_is_tried_again_stays_one_that_was_in_doubt(
    deliveries: Deliveries,
) -> None:
    deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    deliveries.settle(WEEK, READERS, Settlement("a@test", "free", "later"), NOW)
    assert [one.doubts for one in deliveries.those(WEEK, "later")] == [1]


def test_claims_and_settlements_of_several_connections_are_kept_together_or_not_at_all(
    ledger: Ledger, deliveries: Deliveries
) -> None:
    deliveries.keep(WEEK, READERS, [Claim("a@test", "free", b"a" * 16)], [Settlement("b@test", "free", "sent")], NOW)
    assert deliveries.progress(WEEK) == Progress(sent=1, doubt=1, last=NOW)
    assert (Readers(ledger).address(b"a" * 16), Readers(ledger).address(b"b" * 16)) == ("a@test", None)
    with ledger.writing() as connection:
        connection.execute("DROP TABLE readers")
    with pytest.raises(LedgerError):
        deliveries.keep(WEEK, READERS, [Claim("c@test", "free", b"c" * 16)], [], NOW)
    assert deliveries.state(WEEK, READERS, "c@test") == ""


def test_kinds_and_weeks_stand_apart(deliveries: Deliveries) -> None:
    deliveries.claim(WEEK, "draft", "a@test", "", NOW)
    assert deliveries.progress(WEEK).messages == 0
    assert deliveries.state(Week(2024, 26), "draft", "a@test") == ""


def test_a_message_that_was_sent_cannot_be_claimed_again(deliveries: Deliveries) -> None:
    assert deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    deliveries.settle(WEEK, READERS, Settlement("a@test", "free", "sent", claimed=True), NOW)
    assert not deliveries.claim(WEEK, READERS, "a@test", "free", NOW)
    claims = [Claim("a@test", "free"), Claim("b@test", "free")]
    assert deliveries.keep(WEEK, READERS, claims, [], NOW) == ("a@test",)
    assert deliveries.progress(WEEK) == Progress(sent=1, doubt=1, last=NOW)


def test_each_reader_is_enrolled_once(ledger: Ledger) -> None:
    roll = Roll(ledger, WEEK, READERS)
    assert roll.enrol(enrolled("a@test", "B@test", "b@test", "a@test")) == 2
    assert [(one.number, one.address) for one in roll.those({""}, roll.end())] == [(1, "a@test"), (2, "B@test")]
    assert roll.enrol(enrolled("c@test")) == 0
    assert roll.counts() == {("free", ""): 1}


def test_the_roll_knows_what_became_of_each(ledger: Ledger, deliveries: Deliveries) -> None:
    roll = Roll(ledger, WEEK, READERS)
    roll.enrol(enrolled(*(f"{name}@test" for name in "abcde")))
    for name, state in (("b", "sent"), ("c", "later"), ("d", "refused")):
        deliveries.settle(WEEK, READERS, Settlement(f"{name}@test", "free", state), NOW)  # type: ignore[arg-type]
    deliveries.settle(Week(2024, 24), READERS, Settlement("a@test", "free", "sent"), NOW)
    assert [one.key for one in roll.those(("", "later"), roll.end())] == ["a@test", "c@test", "e@test"]
    assert [one.key for one in roll.those(("", "later"), roll.end_of(2, ("", "later")))] == ["a@test", "c@test"]
    assert roll.end_of(9, ("",)) == roll.end() == 5
    assert roll.counts(3) == {("free", ""): 1, ("free", "sent"): 1, ("free", "later"): 1}


def test_more_readers_than_a_page_come_in_order_while_the_ledger_is_written(
    ledger: Ledger, deliveries: Deliveries
) -> None:
    roll = Roll(ledger, WEEK, READERS)
    roll.enrol(enrolled(*(f"{number}@test" for number in range(4500))))
    seen: list[int] = []
    for one in roll.those(("",), roll.end()):
        if not seen or one.number % 1000 == 0:
            deliveries.settle(WEEK, READERS, Settlement(one.key, "free", "sent"), NOW)
        seen.append(one.number)
    assert seen == list(range(1, 4501))


def test_a_ledger_that_is_open_for_reading_can_have_a_roll_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    Ledger(file).close()
    before = file.read_bytes()
    with Ledger.if_there(file) as ledger:
        roll = Roll(ledger, WEEK, READERS)
        roll.enrol(enrolled("a@test"))
        assert roll.end() == 1
        with pytest.raises(LedgerError):
            Deliveries(ledger).claim(WEEK, READERS, "a@test", "free", NOW)
    assert file.read_bytes() == before


def test_a_turn_ends_with_its_block(tmp_path: Path) -> None:
    file = tmp_path / "new" / "ledger.sqlite"
    with sending_turn(file), pytest.raises(DeliveryError, match="another digest"), sending_turn(file):
        raise AssertionError
    with sending_turn(file):
        pass


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="cannot write beside the ledger"), sending_turn(tmp_path / "file/ledger"):
        raise AssertionError
