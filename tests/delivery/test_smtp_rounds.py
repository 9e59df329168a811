"""Rounds over several connections: what the caller is told, whatever goes wrong on their side."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import pytest

from digest.delivery.carrier import Errand, World
from digest.delivery.options import SmtpServer
from digest.delivery.refusals import PutOffs, Refusals
from digest.delivery.replies import Outcome, Stage, State
from digest.delivery.smtp import connect, deliver
from digest.errors import DeliveryError
from tests.mail_server import CLOSE, Fault, mail_server
from tests.sending import at

EML = b"Subject: A\r\n\r\nText\r\n"
ERRANDS = [Errand(f"r{n}@example.org", f"R{n}@example.org", "free") for n in range(12)]


class Record:
    """What a round had kept, in order; some claims it denies."""

    def __init__(self, fails: Callable[[], bool] = lambda: False, denied: Collection[str] = ()) -> None:
        self.claims: list[str] = []
        self.settled: dict[str, str] = {}
        self.fails, self.denied = fails, denied

    def keep(self, claims: Sequence[Errand], settled: Sequence[tuple[Errand, Outcome]]) -> Collection[str]:
        if self.fails():
            raise OSError("the disk is gone")
        self.claims += [one.key for one in claims]
        for errand, outcome in settled:
            assert errand.key in self.claims or outcome.state != "sent"
            self.settled[errand.key] = outcome.state
        return self.denied


def no_sleep(_: float) -> None:
    pass


def a_world(
    record: Record,
    cast: Callable[[Errand], bytes] = lambda _: EML,
    stop: bool = False,
    sleep: Callable[[float], None] = no_sleep,
) -> World:
    return World(cast, record.keep, stop=lambda: stop, sleep=sleep)


def delivered(errands: Sequence[Errand], server: SmtpServer, world: World) -> None:
    deliver(errands, connect(server, world), server, "post@example.org", world)


def some(number: int, domains: int = 1, known: str = "") -> list[Errand]:
    """So many readers, of so many domains in turn."""
    addresses = [f"r{n}@{n % domains}.example.org" for n in range(number)]
    return [Errand(address, address, "free", known=known) for address in addresses]


def test_every_message_is_claimed_before_and_settled_after() -> None:
    record = Record()
    with mail_server() as server:
        world = a_world(record)
        delivered(ERRANDS, at(server.port), world)
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
            delivered(ERRANDS, at(server.port), world)
    assert len(server.taken) == len(record.settled) == len(record.claims)


def test_when_the_record_cannot_be_kept_no_server_becomes_answerable() -> None:
    record = Record(lambda: True)
    with mail_server() as server:
        world = a_world(record)
        with pytest.raises(OSError, match="the disk is gone"):
            delivered(ERRANDS, at(server.port), world)
    assert server.taken == []


def test_who_wants_to_stop_at_once_sends_nothing() -> None:
    record = Record()
    with mail_server() as server:
        world = a_world(record, stop=True)
        delivered(ERRANDS, at(server.port), world)
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
            delivered(ERRANDS, at(server.port), world)
    assert record.settled == {}


def test_addresses_that_are_all_refused_are_the_sender_s_trouble() -> None:
    record = Record()
    with mail_server(lambda stage, _: "554 5.7.1 relaying denied" if stage == "RCPT" else "") as server:
        world = a_world(record)
        with pytest.raises(
            DeliveryError, match=r"refuses all readers · .* · 1\d\d times in a row: 554 5.7.1 relaying"
        ):
            delivered(some(150), at(server.port), world)
    assert set(record.settled.values()) == {"later"}


def enough_after(most: int, stage: str) -> Fault:
    """A server that says goodbye at this stage when a connection has brought so many messages."""
    brought = [0]

    def fault(at: str, _who: str) -> str:
        if at == "connect":
            brought[0] = 0
        elif at == stage:
            brought[0] += 1
            return "421 enough" if brought[0] > most else ""
        return ""

    return fault


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "dot"])
def test_a_server_that_takes_only_so_many_a_connection_gets_them_all_without_a_wait(stage: str) -> None:
    record, slept = Record(), list[float]()
    with mail_server(enough_after(2, stage)) as server:
        delivered(ERRANDS, at(server.port, connections=1, tries=2), a_world(record, sleep=slept.append))
    assert (len(server.taken), set(record.settled.values()), slept) == (12, {"sent"}, [])


@pytest.mark.parametrize(("stage", "kept"), [("RCPT", set()), ("DATA", set()), ("dot", {"later"})])
def test_a_server_that_says_goodbye_to_everybody_is_asked_less_and_less_and_left(stage: str, kept: set[str]) -> None:
    record, slept = Record(), list[float]()
    with (
        mail_server(lambda at, _: "421 not now" if at == stage else "") as server,
        pytest.raises(DeliveryError, match=r"breaks off · 127.0.0.1:\d+ · 421 not now"),
    ):
        delivered(ERRANDS, at(server.port, connections=1), a_world(record, sleep=slept.append))
    assert server.stages["connect"] == 3
    assert sum(slept) == pytest.approx(1 + 4)
    assert set(record.settled.values()) == kept


def test_one_message_to_which_a_server_says_goodbye_does_not_stand_in_the_others_way() -> None:
    record = Record()
    with mail_server(lambda at, who: "421 no" if at == "RCPT" and who == "R3@example.org" else "") as server:
        delivered(ERRANDS, at(server.port, connections=1), a_world(record))
    assert record.settled.pop("r3@example.org") == "later"
    assert set(record.settled.values()) == {"sent"}
    assert len(server.taken) == 11


def test_a_server_that_breaks_off_after_each_message_does_not_leave_all_of_them_in_doubt() -> None:
    record = Record()
    with (
        mail_server(lambda at, _: CLOSE if at == "taken" else "") as server,
        pytest.raises(DeliveryError, match="breaks off"),
    ):
        delivered(ERRANDS, at(server.port, connections=1), a_world(record))
    assert len(server.taken) == 3
    assert list(record.settled.values()) == ["doubt"] * 3


def test_a_server_that_puts_everybody_off_is_asked_slower_and_left() -> None:
    record, now = Record(), [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    world = replace(a_world(record, sleep=sleep), clock=lambda: now[0])
    with (
        mail_server(lambda at, _: "452 quota" if at == "RCPT" else "") as server,
        pytest.raises(DeliveryError, match=r"puts everybody off · 127.0.0.1:\d+ · 250 times in a row: 452 quota"),
    ):
        delivered(some(400), at(server.port, connections=1, per_connection=500), world)
    assert now[0] == pytest.approx(1 + 4 + 16 + 16)
    assert set(record.settled.values()) == {"later"}
    assert server.stages["RCPT"] <= 252


def outcomes(errands: Sequence[Errand], state: State, stage: Stage = "reader") -> list[tuple[Errand, Outcome]]:
    return [(one, Outcome(state, "said", stage)) for one in errands]


@pytest.mark.parametrize(("stage", "ends"), [("reader", False), ("message", True)])
def test_addresses_that_were_put_off_before_slow_it_but_do_not_end_it(stage: Stage, ends: bool) -> None:
    put_offs = PutOffs()
    waits = [put_offs.count(outcomes([one], "later", stage)) for one in some(300, known="later")]
    assert [wait for wait in waits if wait] == [1, 4, 16, 16, 16, 16]
    assert (put_offs.too_many("") is not None) == ends


def test_somebody_who_gets_it_ends_a_row_of_put_offs() -> None:
    put_offs = PutOffs()
    for _ in range(6):
        assert put_offs.count(outcomes(some(49), "later")) == 0
        put_offs.count(outcomes(some(1), "sent"))
    assert put_offs.too_many("") is None


@pytest.mark.parametrize(
    ("number", "domains", "ends"), [(99, 3, False), (100, 3, True), (499, 2, False), (500, 1, True)]
)
def test_dead_addresses_of_one_domain_in_a_row_are_their_own_trouble(number: int, domains: int, ends: bool) -> None:
    refusals = Refusals()
    assert refusals.count(outcomes(some(1), "sent"), "") is None
    assert (refusals.count(outcomes(some(number, domains), "refused"), "") is not None) == ends


@pytest.mark.parametrize("stage", ["reader", "message"])
def test_who_is_refused_a_second_time_while_others_get_it_is_refused(stage: Stage) -> None:
    refusals, again = Refusals(), outcomes(some(150, 9, known="later"), "refused", stage)
    assert refusals.count(outcomes(some(1), "sent"), "") is None
    assert refusals.count(again, "") is None
    assert refusals.softened(again) == again
    assert Refusals().count(again, "") is not None


def test_what_servers_answer_while_the_record_cannot_be_kept_is_kept_as_soon_as_it_can_be() -> None:
    both, at_dot, failed = threading.Event(), threading.Event(), threading.Event()

    def cast(errand: Errand) -> bytes:
        """The first message is at its dot when the second one's trouble is to be kept."""
        if errand is ERRANDS[0]:
            both.wait(5)
            return EML
        both.set()
        at_dot.wait(5)
        raise DeliveryError("no message")

    def fault(stage: str, _who: str) -> str:
        if stage == "dot":
            at_dot.set()
            failed.wait(5)
        return ""

    def fails() -> bool:
        if failed.is_set() or not at_dot.is_set():
            return False
        failed.set()
        return True

    record = Record(fails)
    with mail_server(fault) as server, pytest.raises(OSError, match="the disk is gone"):
        delivered(ERRANDS[:2], at(server.port, connections=2), a_world(record, cast))
    assert [one.reader for one in server.taken] == [ERRANDS[0].address]
    assert record.settled == {ERRANDS[0].key: "sent", ERRANDS[1].key: "refused"}


def test_a_message_that_its_reader_has_already_is_not_sent_and_the_others_are() -> None:
    record = Record(denied={"r3@example.org", "r4@example.org"})
    slept = list[float]()
    with mail_server() as server:
        delivered(ERRANDS, at(server.port, connections=1, tries=1), a_world(record, sleep=slept.append))
    assert sorted(record.settled) == sorted({one.key for one in ERRANDS} - {"r3@example.org", "r4@example.org"})
    assert (len(server.taken), slept) == (10, [])


def test_a_message_that_cannot_be_made_costs_its_reader_only() -> None:
    def cast(errand: Errand) -> bytes:
        if errand.key == "r3@example.org":
            raise DeliveryError("a name that no header can say", found="\x07")
        return EML

    record = Record()
    with mail_server() as server:
        delivered(ERRANDS, at(server.port), a_world(record, cast))
    assert record.settled.pop("r3@example.org") == "refused"
    assert (len(server.taken), set(record.settled.values())) == (11, {"sent"})


def test_a_server_that_was_there_before_is_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        away = at(listening.getsockname()[1])
    slept = list[float]()
    for again, waited in ((False, 0), (True, 1 + 4)):
        with pytest.raises(DeliveryError, match="does not answer"):
            connect(away, a_world(Record(), sleep=slept.append), again=again)
        assert sum(slept) == pytest.approx(waited)
