"""What changes between the runs of a mailing, and while one lasts."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from digest.errors import DeliveryError, RecipientsError
from digest.ledger import Ledger
from digest.ledger.deliveries import READERS, Deliveries, Settlement
from digest.outbox.lock import held
from digest.outbox.sent import read_receipts
from digest.pipeline.building import Order, build
from digest.pipeline.history import mark_sent
from digest.settings import Settings
from digest.settings.reading import load
from tests.mail_server import CLOSE, Fault, mail_server
from tests.sending import MOMENT, WEEK, a_newsletter, at, progress, readers, sent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with an issue, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "letter"
    a_newsletter(folder)
    return folder


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return load(tmp_path / "digest.toml")


def built_anew(settings: Settings) -> None:
    """Another letter of the same week."""
    settings.file.write_text(settings.file.read_text().replace("1 Any Street", "2 Other Street"))
    build(load(settings.file), Order(date(2024, 6, 23)))


def when(stage: str, who: str, then: Callable[[], object], reply: str = "") -> Fault:
    """At this stage for this reader something happens, once."""
    left = [then]

    def fault(at: str, reader: str) -> str:
        if (at, reader) == (stage, who) and left:
            left.pop()()
            return reply
        return ""

    return fault


def test_a_week_that_is_built_anew_half_way_goes_on_with_the_letter_that_was_begun(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 9)
    with mail_server() as server:
        sent(settings, file, at(server.port), limit=2)
        built_anew(settings)
        plan = sent(settings, file, at(server.port), really=False)
        told = sent(settings, file, at(server.port))
    assert (told.sent, told.settled) == (7, True)
    assert {b"Other Street" in one.message for one in server.taken} == {False}
    assert len({one.subject for one in server.taken}) == 1
    note = "free: the outbox has another letter now; the others get the one that its first readers got"
    assert note in plan.notes
    assert note in told.notes


def test_a_letter_that_all_refused_may_become_another_and_they_are_asked_again(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 2)
    with mail_server(lambda stage, _: "550 no" if stage == "RCPT" else "") as server:
        assert sent(settings, file, at(server.port)).refused == 2
    built_anew(settings)
    plan = sent(settings, file, at(1), really=False)
    assert (sum(share.open for share in plan.audiences), plan.before) == (2, {"": 2})
    with mail_server() as server:
        told = sent(settings, file, at(server.port))
    assert told.sent == 2
    assert all(b"Other Street" in one.message for one in server.taken)


def test_a_reader_in_doubt_who_becomes_a_member_gets_the_letter_that_is_in_doubt(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 2)
    with mail_server(lambda stage, who: CLOSE if (stage, who) == ("taken", "r1@example.org") else "") as server:
        sent(settings, file, at(server.port, tries=1, connections=1))
    assert progress(settings).doubt == 1
    file.write_text(file.read_text().replace("Reader 1,", "Reader 1,member"))
    with mail_server() as again:
        sent(settings, file, at(again.port))
    ids = {one.id for one in (*server.taken, *again.taken) if one.reader == "r1@example.org"}
    assert len(ids) == 1


def test_an_issue_that_was_sent_is_not_sent_again_because_the_ledger_is_lost(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 3)
    with mail_server() as server:
        sent(settings, file, at(server.port))
        settings.ledger.unlink()
        for really in (True, False):
            with pytest.raises(DeliveryError, match=r"the issue is marked as sent · 2024-W25 · .* --again"):
                sent(settings, file, at(server.port), really=really)
        assert len(server.taken) == 3
        assert sent(settings, file, at(server.port), again=True, limit=1).sent == 1
        assert sent(settings, file, at(server.port)).sent == 2


def test_an_issue_that_went_out_by_a_service_is_not_sent_to_everybody(settings: Settings, tmp_path: Path) -> None:
    mark_sent(settings, WEEK, at=MOMENT)
    with pytest.raises(DeliveryError, match="the issue is marked as sent"):
        sent(settings, readers(tmp_path, 3), at(1))


def test_who_unsubscribes_while_it_is_sent_gets_nothing(settings: Settings, tmp_path: Path) -> None:
    unwanted = tmp_path / "suppressed.txt"
    note = when("RCPT", "r0@example.org", lambda: unwanted.write_text("R40@example.org\n"))
    with mail_server(note) as server:
        told = sent(settings, readers(tmp_path, 41), at(server.port, connections=1))
    assert (told.sent, told.rows.suppressed, told.left, told.settled) == (40, 1, 0, True)
    assert "r40@example.org" not in server.readers()


def test_who_is_put_off_and_unsubscribes_is_not_tried_again(settings: Settings, tmp_path: Path) -> None:
    unwanted = tmp_path / "suppressed.txt"
    note = when("RCPT", "r1@example.org", lambda: unwanted.write_text("r1@example.org\n"), "450 later")
    with mail_server(note) as server:
        told = sent(settings, readers(tmp_path, 3), at(server.port, connections=1))
    assert (told.sent, told.left, server.stages["RCPT"]) == (2, 0, 3)


def test_a_file_of_those_who_get_nothing_that_is_spoiled_meanwhile_ends_it(
    settings: Settings, tmp_path: Path
) -> None:
    unwanted = tmp_path / "suppressed.txt"
    note = when("RCPT", "r0@example.org", lambda: unwanted.write_text("nobody\n"))
    with mail_server(note) as server, pytest.raises(RecipientsError, match=r"suppressed.txt:1 .* are? sent; go on"):
        sent(settings, readers(tmp_path, 40), at(server.port, connections=1))
    assert 0 < len(server.taken) < 40
    assert (progress(settings).sent, progress(settings).doubt) == (len(server.taken), 0)


@pytest.mark.parametrize(("lines", "number"), [(None, None), ("", 0), ("a@example.org\nb@example.org\n", 2)])
def test_how_many_get_nothing_is_told(
    settings: Settings, tmp_path: Path, lines: str | None, number: int | None
) -> None:
    if lines is not None:
        (tmp_path / "suppressed.txt").write_text(lines)
    plan = sent(settings, readers(tmp_path, 3), at(1), really=False)
    assert (plan.unwanted, plan.rows.unwanted) == ("suppressed.txt", number)


def test_a_reader_who_was_sent_it_by_another_process_meanwhile_gets_no_second_one(
    settings: Settings, tmp_path: Path
) -> None:
    def elsewhere() -> None:
        with Ledger(settings.ledger) as ledger:
            Deliveries(ledger).settle(WEEK, READERS, Settlement("r1@example.org", "free", "sent"), MOMENT)

    with mail_server(when("RCPT", "r1@example.org", elsewhere)) as server:
        told = sent(settings, readers(tmp_path, 3), at(server.port))
    assert set(server.readers()) == {"r0@example.org", "r2@example.org"}
    assert (told.sent, told.left) == (2, 0)


def test_nobody_waits_while_the_outbox_is_busy_and_the_issue_is_marked_then(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 12)
    with mail_server() as server, ThreadPoolExecutor(1) as beside:
        with held(settings.outbox, patience=1):
            told = beside.submit(sent, settings, file, at(server.port))
            end = time.monotonic() + 10
            while len(server.taken) < 12 and time.monotonic() < end and not told.done():
                time.sleep(0.01)
            assert len(server.taken) == 12
        assert told.result(30).problems == ()
    assert [issue.week for issue in read_receipts(settings.outbox)[0]] == [WEEK]


def test_who_may_have_a_letter_gets_it_again_though_its_audience_has_none_any_more(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 4)
    with mail_server(lambda stage, who: CLOSE if (stage, who) == ("taken", "r3@example.org") else "") as server:
        sent(settings, file, at(server.port, tries=1, connections=1))
    shutil.rmtree(settings.outbox / str(WEEK) / "member")
    with mail_server() as again:
        told = sent(settings, file, at(again.port))
    assert (told.sent, told.settled) == (1, True)
    assert {one.message for one in again.taken} <= {one.message for one in server.taken}


def test_a_server_that_is_away_when_those_who_were_put_off_are_tried_again_is_waited_for(
    settings: Settings, tmp_path: Path
) -> None:
    slept: list[float] = []
    file = readers(tmp_path, 3)
    with ExitStack() as stack:
        put_off = when("RCPT", "r1@example.org", lambda: None, "450 later")
        server = stack.enter_context(mail_server(put_off))

        def sleep(seconds: float) -> None:
            stack.close()  # the server goes away with the first pause
            slept.append(seconds)

        with pytest.raises(DeliveryError, match="2 are sent; go on with the same command"):
            sent(settings, file, at(server.port, pause=1), sleep=sleep)
    assert sum(slept) > 1 + 1  # the pause, and then some for the server
