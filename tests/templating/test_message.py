from __future__ import annotations

import email
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from digest.model import Mailbox
from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.templating.issues import FREE, a_full_issue, a_full_newsletter, a_hostile_issue, a_png

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from digest.model import Issue, Letter

ENV = templates()


def parsed(made: Letter) -> EmailMessage:
    return email.message_from_bytes(made.eml, policy=default)


def content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.fixture(scope="module", params=[a_full_issue, a_hostile_issue], ids=["full", "hostile"])
def made(request: pytest.FixtureRequest) -> Letter:
    issue: Issue = request.param()
    return letter(issue, FREE, ENV)


def test_the_message_carries_the_letters_html_and_text_unchanged(made: Letter) -> None:
    assert content(parsed(made), "html") == made.html
    assert content(parsed(made), "plain") == made.text


def test_the_message_is_ascii_with_line_ends_as_in_the_rfc(made: Letter) -> None:
    assert made.eml.isascii()
    assert made.eml.count(b"\r\n") == made.eml.count(b"\n") == made.eml.count(b"\r")


def test_no_line_is_longer_than_78(made: Letter) -> None:
    assert max(map(len, made.eml.split(b"\r\n"))) <= 78


def test_no_part_and_no_header_has_a_defect(made: Letter) -> None:
    message = parsed(made)
    assert not [defect for part in message.walk() for defect in part.defects]
    assert not [defect for value in message.values() for defect in value.defects]


def test_every_header_reads_as_the_letter_says(made: Letter) -> None:
    message = parsed(made)
    single = ("Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID")
    assert {name: str(message[name]) for name in single} == {name: made.headers[name] for name in single}


def test_every_header_stands_once(made: Letter) -> None:
    names = [name.lower() for name in parsed(made)]
    assert sorted(names) == sorted(set(names))
    assert "bcc" not in names


def test_the_text_comes_before_the_html(made: Letter) -> None:
    message = parsed(made)
    assert message.get_content_type() == "multipart/alternative"
    parts = list(message.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert parts[0].get_param("format") == "flowed"


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert letter(a_full_issue(), FREE, templates()) == letter(a_full_issue(), FREE, templates())


def test_another_issue_has_another_message_id() -> None:
    one, two = (letter(a_full_issue(subject=subject), FREE, ENV) for subject in ("One", "Two"))
    assert one.headers["Message-ID"] != two.headers["Message-ID"]


def test_a_picture_without_an_address_travels_in_the_message(tmp_path: Path) -> None:
    file = tmp_path / "bridge.png"
    file.write_bytes(a_png(12, 8))
    made = letter(a_full_issue(file, newsletter=a_full_newsletter(web_url="")), FREE, ENV)
    message = parsed(made)
    html = message.get_body(("related", "html"))
    assert html is not None
    picture = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert picture.get_content() == file.read_bytes()
    assert picture.get_content_disposition() == "inline"
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in made.html
    assert content(message, "html") == made.html


def test_a_picture_of_the_web_edition_is_not_carried(tmp_path: Path) -> None:
    made = letter(a_full_issue(tmp_path / "bridge.png"), FREE, ENV)
    assert 'src="https://letter.test/issues/2024-W25/images/bridge.png"' in made.html
    assert b"image/png" not in made.eml


@pytest.mark.parametrize("length", [10, 24])
def test_a_long_domain_leaves_the_message_id_on_one_line(length: int) -> None:
    sender = Mailbox("The Letter", f"post@{'d' * length}.letter.test")
    message = letter(a_full_issue(newsletter=a_full_newsletter(sender=sender)), FREE, templates()).eml
    (line,) = (line for line in message.split(b"\r\n") if line.startswith(b"Message-ID:"))
    assert len(line) <= 78
    assert len(line.partition(b".")[2].partition(b"@")[0]) >= 16
