"""Mail to the editor, taken by a real mail server."""

from __future__ import annotations

import shutil
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from digest.errors import DeliveryError
from digest.ledger import Ledger
from digest.ledger.deliveries import Deliveries, Settlement
from digest.pipeline.building import Order, build
from digest.pipeline.drafting import mail_draft, mail_notice
from digest.pipeline.sending import mail_once
from digest.settings import Settings
from digest.settings.reading import load
from tests.mail_server import CLOSE, mail_server
from tests.sending import MOMENT, WEEK, a_newsletter, at, progress

DESK = '\n[schedule]\neditor = "desk@example.org"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with an issue, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "letter"
    a_newsletter(folder, DESK)
    return folder


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return load(tmp_path / "digest.toml")


def drafted(settings: Settings, port: int) -> dict[str, str]:
    return mail_draft(settings, WEEK, server=at(port), now=MOMENT)


def test_each_letter_goes_to_the_editor_with_what_was_found_in_it(settings: Settings) -> None:
    with mail_server() as server:
        assert drafted(settings, server.port) == {"free": "sent", "member": "sent"}
    assert server.readers() == {"desk@example.org": 2}
    assert {one.sender for one in server.taken} == {settings.newsletter.sender.address}
    heads = [message_from_bytes(one.message, policy=default) for one in server.taken]
    assert {str(head["To"]) for head in heads} == {"desk@example.org"}
    assert all("Lamps" in str(head["Subject"]) for head in heads)
    assert progress(settings).messages == 0


def test_the_same_letter_is_drafted_once(settings: Settings) -> None:
    with mail_server() as server:
        drafted(settings, server.port)
        build(settings, Order(date(2024, 6, 23)))
        assert drafted(settings, server.port) == {"free": "sent before", "member": "sent before"}
    assert len(server.taken) == 2


def test_a_letter_that_was_changed_is_drafted_anew(settings: Settings) -> None:
    with mail_server() as server:
        drafted(settings, server.port)
        settings.file.write_text(settings.file.read_text().replace("1 Any Street", "2 Other Street"))
        build(load(settings.file), Order(date(2024, 6, 23)))
        assert drafted(settings, server.port) == {"free": "sent", "member": "sent"}
    assert [b"2 Other Street" in one.message for one in server.taken] == [False, False, True, True]


def test_a_draft_of_which_nobody_knows_whether_it_came_is_mailed_again(settings: Settings) -> None:
    with mail_server(lambda stage, _: CLOSE if stage == "taken" else "") as server:
        with pytest.raises(DeliveryError, match="the mail server does not take the message"):
            drafted(settings, server.port)
        assert len(server.taken) == 1
    with mail_server() as server:
        assert drafted(settings, server.port) == {"free": "sent", "member": "sent"}


def test_a_message_that_another_process_mails_meanwhile_is_not_mailed_twice(settings: Settings) -> None:
    def elsewhere(stage: str, _who: str) -> str:
        if stage == "DATA":
            with Ledger(settings.ledger) as ledger:
                Deliveries(ledger).settle(WEEK, "draft", Settlement("desk@example.org", "", "sent"), MOMENT)
        return ""

    eml = b"Subject: A draft\r\n\r\nIt.\r\n"
    with mail_server(elsewhere) as server:
        told = mail_once(settings, WEEK, "draft", "desk@example.org", eml, server=at(server.port), now=MOMENT)
    assert (told, server.taken) == ("sent before", [])


def test_word_of_one_subject_goes_once_a_week(settings: Settings) -> None:
    with mail_server() as server:
        said = [
            mail_notice(settings, WEEK, subject, ["It could not be built."], server=at(server.port), now=MOMENT)
            for subject in ("no issue", "no issue", "no server")
        ]
    assert said == ["sent", "sent before", "sent"]
    assert [one.subject for one in server.taken] == [
        "The Letter 2024-W25: no issue",
        "The Letter 2024-W25: no server",
    ]
    assert b"It could not be built." in server.taken[0].message
    assert server.readers() == {"desk@example.org": 2}


def test_a_notice_that_is_refused_says_why(settings: Settings) -> None:
    with (
        mail_server(lambda stage, _: "550 who?" if stage == "RCPT" else "") as server,
        pytest.raises(DeliveryError, match=r"desk@example.org · 550 who\? · check the address"),
    ):
        mail_notice(settings, WEEK, "no issue", ["It."], server=at(server.port), now=MOMENT)
