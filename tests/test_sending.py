from __future__ import annotations

import json
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from digest.errors import DeliveryError, OutboxError, PreflightForbids, RecipientsError, SettingsError
from digest.ledger import Ledger
from digest.ledger.deliveries import READERS, Deliveries, Settlement
from digest.ledger.sending_turn import sending_turn
from digest.outbox.sent import read_receipts
from digest.pipeline.sending import mail_once, send_test
from digest.settings import Settings
from digest.settings.reading import load
from digest.templating.signing import Signer, signed
from tests.mail_server import CLOSE, Fault, mail_server
from tests.sending import MOMENT, WEEK, a_newsletter, at, progress, readers, sent
from tests.templating import keys


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with an issue, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "letter"
    a_newsletter(folder)
    return folder


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    import shutil

    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return load(tmp_path / "digest.toml")


def once(*stages: str, reply: str = "451 not now") -> Fault:
    """Each of these stages goes wrong once."""
    left = list(stages)

    def fault(stage: str, _who: str) -> str:
        if stage in left:
            left.remove(stage)
            return reply
        return ""

    return fault


def always(stage: str, reply: str, *who: str) -> Fault:
    return lambda at, reader: reply if at == stage and (not who or reader in who) else ""


def test_each_reader_gets_the_letter_of_their_audience_once(settings: Settings, tmp_path: Path) -> None:
    with mail_server() as server:
        told = sent(settings, readers(tmp_path, 30), at(server.port))
    assert (told.sent, told.left, told.settled) == (30, 0, True)
    assert len(server.readers()) == 30
    assert set(server.readers().values()) == {1}
    assert {one.sender for one in server.taken} == {settings.newsletter.sender.address}
    heads = {one.reader: message_from_bytes(one.message) for one in server.taken}
    assert heads["r3@example.org"]["Feedback-ID"].split(":")[1] == "member"
    assert heads["r4@example.org"]["Feedback-ID"].split(":")[1] == "free"
    assert len({one.id for one in server.taken}) == 30
    assert len({str(head["List-Unsubscribe"]) for head in heads.values()}) == 30
    assert {parsedate_to_datetime(str(head["Date"])) for head in heads.values()} == {MOMENT}
    assert progress(settings).sent == 30


def test_without_yes_nothing_is_sent_and_nothing_is_written(settings: Settings, tmp_path: Path) -> None:
    file = readers(tmp_path, 4)
    file.write_text(file.read_text() + "nobody\nR1@example.org,,\nx@example.org,,vip\ny@example.org,,\n")
    (tmp_path / "suppressed.txt").write_text("Y@example.org\n")
    with mail_server() as server:
        told = sent(settings, file, at(server.port), really=False)
    assert server.stages == {}
    assert not settings.ledger.exists()
    assert [(one.audience, one.readers, one.open) for one in told.audiences] == [("free", 2, 2), ("member", 2, 2)]
    assert (told.rows.duplicates, told.rows.suppressed, told.rows.bad_rows) == (1, 1, 2)
    assert [(bad.place, bad.found) for bad in told.rows.bad][1] == (8, "vip")


def test_what_was_done_before_is_told_and_not_done_again(settings: Settings, tmp_path: Path) -> None:
    file = readers(tmp_path, 5)
    with mail_server(always("RCPT", "550 no such reader", "r1@example.org")) as server:
        first = sent(settings, file, at(server.port))
        plan = sent(settings, file, at(server.port), really=False)
        second = sent(settings, file, at(server.port))
    assert (first.sent, first.refused, first.refusals) == (4, 1, (("r1@example.org", "550 no such reader"),))
    assert plan.before == second.before == {"sent": 4, "refused": 1}
    assert (second.sent, second.settled, server.stages["RCPT"]) == (0, True, 5)


def test_a_limit_sends_to_so_many_and_the_next_run_to_others(settings: Settings, tmp_path: Path) -> None:
    file = readers(tmp_path, 10)
    with mail_server() as server:
        first = sent(settings, file, at(server.port), limit=4)
        assert (first.sent, first.left, first.waiting, first.settled) == (4, 0, 6, False)
        second = sent(settings, file, at(server.port), limit=100)
    assert (second.sent, second.waiting, second.settled) == (6, 0, True)
    assert set(server.readers().values()) == {1}


@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "dot"])
@pytest.mark.parametrize("reply", ["451-not now\r\n451 come back", "421 going down", CLOSE])
def test_trouble_that_passes_costs_nobody_a_letter(
    settings: Settings, tmp_path: Path, stage: str, reply: str
) -> None:
    with mail_server(once(stage, stage, reply=reply)) as server:
        told = sent(settings, readers(tmp_path, 6), at(server.port))
    assert (told.sent, told.left, told.refused) == (6, 0, 0)
    assert set(server.readers().values()) == {1}
    assert len(server.readers()) == 6


def test_a_server_that_breaks_off_within_a_message_gets_it_again(settings: Settings, tmp_path: Path) -> None:
    with mail_server(once("body", reply=CLOSE)) as server:
        told = sent(settings, readers(tmp_path, 3), at(server.port))
    assert (told.sent, told.left) == (3, 0)
    assert set(server.readers().values()) == {1}


def test_a_message_in_doubt_is_sent_again_with_the_same_message_id(settings: Settings, tmp_path: Path) -> None:
    with mail_server(once("taken", reply=CLOSE)) as server:
        told = sent(settings, readers(tmp_path, 3), at(server.port, connections=1))
    assert (told.sent, told.twice) == (3, 1)
    twins = [one for one in server.taken if one.reader == "r0@example.org"]
    assert len(twins) == 2
    assert twins[0].message == twins[1].message


def test_a_message_in_doubt_can_be_held(settings: Settings, tmp_path: Path) -> None:
    settings.file.write_text(settings.file.read_text() + '\n[delivery]\nin_doubt = "hold"\n')
    holding = load(settings.file)
    with mail_server(once("taken", reply=CLOSE)) as server:
        told = sent(holding, readers(tmp_path, 3), at(server.port, connections=1))
        again = sent(holding, readers(tmp_path, 3), at(server.port, connections=1))
    assert (told.sent, told.held, again.sent, again.held) == (2, 1, 0, 1)
    assert set(server.readers().values()) == {1}


def test_those_who_are_put_off_too_often_are_left_and_taken_up_by_the_next_run(
    settings: Settings, tmp_path: Path
) -> None:
    slept: list[float] = []
    file = readers(tmp_path, 3)
    with mail_server(always("RCPT", "450 greylisted", "r2@example.org")) as server:
        told = sent(settings, file, at(server.port, pause=1), sleep=slept.append)
        assert server.stages["RCPT"] == 5
    assert (told.sent, told.left, told.settled) == (2, 1, False)
    assert sum(slept) == pytest.approx(1 + 4)
    with mail_server() as server:
        assert sent(settings, file, at(server.port)).sent == 1


@pytest.mark.parametrize(("days", "date"), [(1, MOMENT), (2, MOMENT + timedelta(days=2))])
def test_a_resumed_mailing_has_the_date_of_its_beginning_for_a_day(
    settings: Settings, tmp_path: Path, days: int, date: datetime
) -> None:
    file = readers(tmp_path, 2)
    with mail_server() as server:
        sent(settings, file, at(server.port), limit=1)
        sent(settings, file, at(server.port), now=lambda: MOMENT + timedelta(days=days))
    dates = [parsedate_to_datetime(str(message_from_bytes(one.message)["Date"])) for one in server.taken]
    assert dates == [MOMENT, date]


def test_the_first_reader_marks_the_issue_as_sent(settings: Settings, tmp_path: Path) -> None:
    with mail_server(always("RCPT", "550 no")) as server:
        sent(settings, readers(tmp_path, 2), at(server.port))
    assert read_receipts(settings.outbox)[0] == ()
    with mail_server() as server:
        sent(settings, readers(tmp_path, 3), at(server.port))
    (issue,) = read_receipts(settings.outbox)[0]
    assert (issue.week, issue.sent) == (WEEK, MOMENT)


def test_a_run_that_was_killed_before_it_marked_the_issue_is_made_up_for(settings: Settings, tmp_path: Path) -> None:
    file = readers(tmp_path, 2)
    with mail_server() as server:
        sent(settings, file, at(server.port), limit=1)
        (settings.outbox / f"{WEEK}.sent.json").unlink()
        sent(settings, file, at(server.port))
    assert [issue.week for issue in read_receipts(settings.outbox)[0]] == [WEEK]


def test_a_held_issue_is_not_sent_but_can_be_tried(settings: Settings, tmp_path: Path) -> None:
    letter = settings.outbox / str(WEEK) / "free/letter.html"
    letter.write_text(letter.read_text().replace("Lamps", "Lights"))
    with mail_server() as server:
        for really in (True, False):
            with pytest.raises(PreflightForbids, match="digest check 2024-W25"):
                sent(settings, readers(tmp_path, 2), at(server.port), really=really)
        tried = send_test(settings, WEEK, ["me@example.org"], server=at(server.port), now=lambda: MOMENT)
    assert "readers must not get it as it is" in tried.notes[0]
    assert len(server.taken) == 2


def test_what_the_last_check_held_is_not_sent(settings: Settings, tmp_path: Path) -> None:
    file = settings.outbox / str(WEEK) / "preflight.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"state": "held"}))
    with pytest.raises(PreflightForbids, match="its last check held it"):
        sent(settings, readers(tmp_path, 2), at(1))


def test_a_test_is_marked_goes_to_each_address_for_each_audience_and_is_not_remembered(settings: Settings) -> None:
    with mail_server() as server:
        to = ["me@example.org", "you@example.org"]
        tried = send_test(settings, WEEK, to, server=at(server.port), now=lambda: MOMENT)
        one = send_test(settings, WEEK, to[:1], server=at(server.port), audiences=["member"], now=lambda: MOMENT)
    assert [row[:2] for row in tried.taken] == [(name, who) for name in ("free", "member") for who in to]
    assert [row[0] for row in one.taken] == ["member"]
    assert all(one.subject.startswith("[Test] ") for one in server.taken)
    assert len({one.id for one in server.taken}) == 5
    assert not settings.ledger.exists()
    assert read_receipts(settings.outbox)[0] == ()


def test_a_test_names_the_addresses_that_were_not_taken(settings: Settings) -> None:
    with mail_server(always("RCPT", "550 who?", "me@example.org")) as server:
        to = ["me@example.org", "you@example.org"]
        tried = send_test(settings, WEEK, to, server=at(server.port), audiences=["free"], now=lambda: MOMENT)
    assert (tried.not_taken, len(tried.taken)) == ((("free", "me@example.org", "550 who?"),), 1)


@pytest.mark.parametrize("to", ["", "me", "me@", "a b@example.org", "a@example.org>\r\nDATA"])
def test_a_test_to_what_is_no_address_is_refused(settings: Settings, to: str) -> None:
    with pytest.raises(SettingsError, match="not an address for mail"):
        send_test(settings, WEEK, [to], server=at(1), now=lambda: MOMENT)


def test_who_is_refused_as_sender_ends_it_with_the_server_s_words(settings: Settings, tmp_path: Path) -> None:
    with (
        mail_server(always("MAIL", "550-5.7.1 not\r\n550 5.7.1 yours")) as server,
        pytest.raises(DeliveryError, match=r"refuses the sender · 127.0.0.1:\d+ · 550 5.7.1 not 5.7.1 yours · check"),
    ):
        sent(settings, readers(tmp_path, 5), at(server.port))
    assert progress(settings).messages == 0


def test_a_letter_that_is_refused_by_all_ends_it_and_nobody_is_taken_for_refused(
    settings: Settings, tmp_path: Path
) -> None:
    file = readers(tmp_path, 60)
    with (
        mail_server(always("dot", "554 5.7.1 looks like spam")) as server,
        pytest.raises(
            DeliveryError, match=r"refuses the letter · .* · 2\d times in a row: 554 5.7.1 looks like spam"
        ),
    ):
        sent(settings, file, at(server.port))
    assert progress(settings).refused == 0
    with mail_server() as server:
        assert sent(settings, file, at(server.port)).sent == 60


def test_a_server_that_goes_away_for_good_ends_it_with_how_far_it_came(settings: Settings, tmp_path: Path) -> None:
    def dies(stage: str, _who: str) -> str:
        return CLOSE if len(server.taken) >= 3 and stage in {"connect", "MAIL"} else ""

    with mail_server(dies) as server, pytest.raises(DeliveryError, match="sent; go on with the same command"):
        sent(settings, readers(tmp_path, 20), at(server.port, connections=2))
    known = progress(settings)
    assert known.sent == len(server.taken)
    assert (known.refused, known.later, known.doubt) == (0, 0, 0)


def test_a_server_that_allows_one_connection_gets_one(settings: Settings, tmp_path: Path) -> None:
    with mail_server(lambda stage, _: "421 too many" if stage == "connect" and server.now > 1 else "") as server:
        told = sent(settings, readers(tmp_path, 20), at(server.port, connections=4))
    assert told.sent == 20


def test_a_connection_is_made_anew_after_so_many_letters(settings: Settings, tmp_path: Path) -> None:
    with mail_server() as server:
        sent(settings, readers(tmp_path, 9), at(server.port, connections=1, per_connection=4))
    assert (server.stages["connect"], server.stages["MAIL"]) == (3, 9)


def test_several_connections_work_at_once(settings: Settings, tmp_path: Path) -> None:
    with mail_server(delay=0.01) as server:
        sent(settings, readers(tmp_path, 40), at(server.port, connections=3))
    assert server.most == 3


def test_not_more_letters_a_second_than_wanted(settings: Settings, tmp_path: Path) -> None:
    slept: list[float] = []
    with mail_server() as server:
        sent(settings, readers(tmp_path, 5), at(server.port, connections=1, per_second=2), sleep=slept.append)
    assert sum(slept) > 1  # of two seconds, some are spent otherwise


def test_who_stops_finishes_what_is_under_way(settings: Settings, tmp_path: Path) -> None:
    with mail_server() as server:
        told = sent(settings, readers(tmp_path, 50), at(server.port), stop=lambda: len(server.taken) >= 10)
    known = progress(settings)
    assert told.stopped
    assert (known.sent, known.doubt) == (len(server.taken), 0)
    assert told.left == 50 - known.sent > 0


def test_an_issue_that_cannot_be_marked_as_sent_is_sent_all_the_same(settings: Settings, tmp_path: Path) -> None:
    (settings.outbox / f".{WEEK}.sent.json.new").mkdir()
    with mail_server() as server:
        told = sent(settings, readers(tmp_path, 2), at(server.port))
    assert told.sent == 2
    assert [problem.what for problem in told.problems] == ["the issue could not be marked as sent"]


def test_letters_that_were_signed_in_the_outbox_need_somebody_who_signs_each_message(settings: Settings) -> None:
    signer = Signer("letter.example.org", "digest", keys.PRIVATE)
    for audience in ("free", "member"):
        letter = settings.outbox / str(WEEK) / audience / "letter.eml"
        letter.write_bytes(signed(letter.read_bytes(), signer))
    with mail_server() as server:
        tried = send_test(settings, WEEK, ["me@example.org"], server=at(server.port), now=lambda: MOMENT)
        again = send_test(
            settings, WEEK, ["me@example.org"], server=at(server.port), signer=signer, now=lambda: MOMENT
        )
    assert any("the mail server has to sign" in note for note in tried.notes)
    assert not any("the mail server has to sign" in note for note in again.notes)
    assert [b"DKIM-Signature" in one.message for one in server.taken] == [False, False, True, True]


def test_signed_letters_are_signed_anew_for_each_reader(settings: Settings, tmp_path: Path) -> None:
    signer = Signer("letter.example.org", "digest", keys.PRIVATE)
    with mail_server() as server:
        sent(settings, readers(tmp_path, 2), at(server.port), signer=signer)
    signatures = {str(message_from_bytes(one.message)["DKIM-Signature"]) for one in server.taken}
    assert len(signatures) == 2


def test_two_mailings_at_the_same_time_are_refused(settings: Settings, tmp_path: Path) -> None:
    with (
        sending_turn(settings.ledger),
        pytest.raises(DeliveryError, match="another digest is sending this newsletter"),
    ):
        sent(settings, readers(tmp_path, 2), at(1))


def test_no_server_and_no_readers_are_said_in_one_line(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"no mail server is named · smtp\.host"):
        sent(settings, readers(tmp_path, 2), at(1, host=""))
    with pytest.raises(RecipientsError, match="no readers are named"):
        sent(settings, None, at(1))
    with pytest.raises(SettingsError, match='did you mean "member"'):
        sent(settings, readers(tmp_path, 2), at(1), audience="membr")
    with pytest.raises(OutboxError):
        sent(settings, readers(tmp_path, 2), at(1), outbox=tmp_path / "elsewhere")


def test_those_of_whom_nobody_says_it_get_the_letter_that_is_wanted(settings: Settings, tmp_path: Path) -> None:
    with mail_server() as server:
        told = sent(settings, readers(tmp_path, 3), at(server.port), audience="member")
    assert [(one.audience, one.readers) for one in told.audiences] == [("free", 0), ("member", 3)]


def test_a_ledger_that_cannot_be_written_makes_no_server_answerable(settings: Settings, tmp_path: Path) -> None:
    def spoils(stage: str, _who: str) -> str:
        if stage == "DATA":
            with Ledger(settings.ledger) as ledger, ledger.writing() as connection:
                connection.execute("DROP TABLE deliveries")
        return ""

    with mail_server(spoils) as server, pytest.raises(Exception, match="the ledger is damaged"):
        sent(settings, readers(tmp_path, 3), at(server.port, connections=1))
    assert server.taken == []


def test_a_message_to_an_editor_is_mailed_once(settings: Settings) -> None:
    eml = b"Subject: A draft\r\nMessage-ID: <1@example.org>\r\n\r\n.Dots\r\n"
    with mail_server(once("RCPT")) as server:
        with pytest.raises(DeliveryError, match=r"does not take the message · .*, desk@example.org · 451 not now"):
            mail_once(settings, WEEK, "draft", "desk@example.org", eml, server=at(server.port), now=MOMENT)
        came = [
            mail_once(settings, WEEK, "draft", to, eml, server=at(server.port), now=MOMENT)
            for to in ("desk@example.org", "Desk@example.org", "other@example.org")
        ]
    assert came == ["sent", "sent before", "sent"]
    assert [one.message for one in server.taken] == [eml, eml]
    assert progress(settings).messages == 0


def test_a_message_to_an_editor_that_was_in_doubt_is_mailed_again(settings: Settings) -> None:
    with Ledger(settings.ledger) as ledger:
        Deliveries(ledger).claim(WEEK, "draft", "desk@example.org", "", MOMENT)
        Deliveries(ledger).settle(WEEK, READERS, Settlement("x@example.org", "free", "later"), MOMENT)
    with mail_server() as server:
        told = mail_once(
            settings, WEEK, "draft", "desk@example.org", b"A: b\r\n\r\n", server=at(server.port), now=MOMENT
        )
    assert (told, len(server.taken)) == ("sent", 1)
