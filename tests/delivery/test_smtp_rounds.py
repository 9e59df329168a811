"""Rounds over several connections: what the caller is told, whatever goes wrong on their side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from digest.delivery.carrier import Errand, World
from digest.delivery.replies import Outcome
from digest.delivery.smtp import connect, deliver
from digest.errors import DeliveryError
from tests.mail_server import CLOSE, mail_server
from tests.sending import at

EML = b"Subject: A\r\n\r\nText\r\n"
ERRANDS = [Errand(f"r{n}@example.org", f"R{n}@example.org", "free") for n in range(12)]


class Record:
    """What a round had kept, in order."""

    def __init__(self, fails: Callable[[], bool] = lambda: False) -> None:
        self.claims: list[str] = []
        self.settled: dict[str, str] = {}
        self.fails = fails

    def keep(self, claims: Sequence[Errand], settled: Sequence[tuple[Errand, Outcome]]) -> None:
        if self.fails():
            raise OSError("the disk is gone")
        self.claims += [one.key for one in claims]
        for errand, outcome in settled:
            assert errand.key in self.claims or outcome.state != "sent"
            self.settled[errand.key] = outcome.state


def a_world(record: Record, cast: Callable[[Errand], bytes] = lambda _: EML, stop: bool = False) -> World:
    return World(cast, record.keep, stop=lambda: stop, sleep=lambda _: None)


def test_every_message_is_claimed_before_and_settled_after() -> None:
    record = Record()
    with mail_server() as server:
        world = a_world(record)
        deliver(ERRANDS, connect(at(server.port), world), at(server.port), "post@example.org", world)
    assert sorted(record.claims) == sorted(record.settled) == sorted(one.key for one in ERRANDS)
    assert set(record.settled.values()) == {"sent"}
    assert {one.reader for one in server.taken} == {one.address for one in ERRANDS}


def test_a_mistake_of_ours_in_one_connection_comes_out_where_it_can_be_seen() -> None:
    def cast(errand: Errand) -> bytes:
        if errand.key == "r3@example.org":
            raise ValueError("a mistake")
        return EML

    record = Record()
    with mail_server() as server:
        world = a_world(record, cast)
        with pytest.raises(ValueError, match="a mistake"):
            deliver(ERRANDS, connect(at(server.port), world), at(server.port), "post@example.org", world)
    assert len(server.taken) == len(record.settled) == len(record.claims)


def test_when_the_record_cannot_be_kept_no_server_becomes_answerable() -> None:
    record = Record(lambda: True)
    with mail_server() as server:
        world = a_world(record)
        with pytest.raises(OSError, match="the disk is gone"):
            deliver(ERRANDS, connect(at(server.port), world), at(server.port), "post@example.org", world)
    assert server.taken == []


def test_who_wants_to_stop_at_once_sends_nothing() -> None:
    record = Record()
    with mail_server() as server:
        world = a_world(record, stop=True)
        deliver(ERRANDS, connect(at(server.port), world), at(server.port), "post@example.org", world)
    assert (server.taken, record.claims) == ([], [])


def test_a_first_connection_is_tried_again_while_that_can_help() -> None:
    with mail_server(lambda stage, _: CLOSE if stage == "connect" else "") as server:
        with pytest.raises(DeliveryError, match="hung up"):
            connect(at(server.port, tries=3), a_world(Record()))
        assert server.stages["connect"] == 3
        with pytest.raises(DeliveryError, match="hung up"):
            connect(at(server.port, tries=9), a_world(Record(), stop=True))
        assert server.stages["connect"] == 5


def test_the_last_connection_that_gives_up_says_why() -> None:
    with mail_server(lambda stage, _: "451 not for you" if stage == "MAIL" else "") as server:
        record = Record()
        world = a_world(record)
        with pytest.raises(DeliveryError, match=r"breaks off · 127.0.0.1:\d+ · 451 not for you"):
            deliver(ERRANDS, connect(at(server.port), world), at(server.port), "post@example.org", world)
    assert record.settled == {}


def test_addresses_that_are_all_refused_are_the_sender_s_trouble() -> None:
    many = [Errand(f"r{n}@example.org", f"r{n}@example.org", "free") for n in range(150)]
    record = Record()
    with mail_server(lambda stage, _: "554 5.7.1 relaying denied" if stage == "RCPT" else "") as server:
        world = a_world(record)
        with pytest.raises(
            DeliveryError, match=r"refuses all readers · .* · 1\d\d times in a row: 554 5.7.1 relaying"
        ):
            deliver(many, connect(at(server.port), world), at(server.port), "post@example.org", world)
    assert set(record.settled.values()) == {"later"}
