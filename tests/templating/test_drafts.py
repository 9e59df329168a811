from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, date, datetime
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.model import Finding, LaidIssue, Severity, Week
from digest.outbox.laid import read_laid
from digest.pipeline.building import Order, build
from digest.settings.reading import load
from digest.templating.drafts import draft, notice, points
from digest.templating.environment import templates
from tests.test_pipeline import SETTINGS, seed

if TYPE_CHECKING:
    from email.message import EmailMessage

WEEK = Week(2024, 25)
DATE = datetime(2024, 6, 23, 8, tzinfo=UTC)
MUST = Finding("links", Severity.MUST, "free", "a link leads nowhere", "mend it")
OTHERS = Finding("size", Severity.NOTE, "member", "rather long", "shorten it")


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> LaidIssue:
    folder: Path = tmp_path_factory.mktemp("newsletter")
    (folder / "seeds").mkdir()
    (folder / "digest.toml").write_text(SETTINGS)
    settings = load(folder / "digest.toml")
    seed(settings, "Lamps", extra="url: https://letter.test/lamps\n")
    build(settings, Order(date(2024, 6, 23)))
    return read_laid(settings.outbox, WEEK)


def a_draft(laid: LaidIssue, *findings: Finding) -> EmailMessage:
    free = next(one for one in laid.letters if one.audience == "free")
    made = draft(laid, free, findings, templates(), to="desk@letter.test", date=DATE)
    return email.message_from_bytes(made, policy=default)


def receipts(mail: EmailMessage) -> str:
    *_, last = mail.iter_parts()
    return str(last.get_content())


def test_a_draft_is_the_letter_as_readers_would_get_it(laid: LaidIssue) -> None:
    mail = a_draft(laid)
    for kind, told in (("html", laid.letters[0].html), ("plain", laid.letters[0].text)):
        part = mail.get_body((kind,))
        assert part is not None
        assert part.get_content().replace("\r\n", "\n") == told


def test_a_draft_is_marked_and_goes_to_the_editor(laid: LaidIssue) -> None:
    mail = a_draft(laid)
    assert mail["Subject"] == f"[Draft · free] {laid.letters[0].subject}"
    assert mail["To"] == "desk@letter.test"
    assert mail["Date"] == "Sun, 23 Jun 2024 08:00:00 +0000"


def test_a_draft_says_nothing_of_a_list(laid: LaidIssue) -> None:
    assert not [name for name in a_draft(laid) if name.startswith("List-") or name == "Feedback-ID"]


def test_a_draft_tells_what_was_found_in_its_letter_alone(laid: LaidIssue) -> None:
    told = receipts(a_draft(laid, MUST, OTHERS))
    assert "must: a link leads nowhere" in told
    assert "rather long" not in told


def test_a_draft_tells_what_was_odd_about_the_sources(laid: LaidIssue) -> None:
    problem = {"what": "the feed could not be read", "where": "https://news.test/", "found": "", "hint": "look"}
    odd = replace(laid, record={**laid.record, "problems": [problem]})
    told = receipts(a_draft(odd))
    assert "What was odd about its sources" in told
    assert "the feed could not be read · https://news.test/ · look" in told
    assert "What was odd" not in receipts(a_draft(laid))


def test_a_draft_that_must_not_be_sent_says_so_in_its_subject(laid: LaidIssue) -> None:
    assert a_draft(laid, MUST)["Subject"].startswith("[Draft, held · free] ")
    assert "held: must not be sent as it is" in receipts(a_draft(laid, MUST))
    assert "ready to be sent" in receipts(a_draft(laid, OTHERS))


def test_a_draft_says_why_each_paragraph_is_kept(laid: LaidIssue) -> None:
    told, story = receipts(a_draft(laid)), laid.record["stories"][0]
    kept = [one for one in story["paragraphs"] if one["selected"]]
    assert f"1. {story['title']}" in told
    assert kept
    assert all(f"Line {one['line']}: " in told for one in kept)
    rule = max(kept[0]["reasons"], key=lambda one: abs(one["points"]))["rule"]
    assert f"\n{rule}: {laid.record['rules'][rule][:20]}" in told.replace("\r\n", "\n")


def test_the_same_draft_has_the_same_identity_and_another_another(laid: LaidIssue) -> None:
    assert a_draft(laid)["Message-ID"] == a_draft(laid)["Message-ID"]
    assert a_draft(laid)["Message-ID"] != a_draft(laid, MUST)["Message-ID"]


def test_a_draft_is_ascii_in_short_lines(laid: LaidIssue) -> None:
    made = draft(laid, laid.letters[0], [MUST], templates(), to="desk@letter.test", date=DATE)
    assert made.isascii()
    assert made.count(b"\r\n") == made.count(b"\n")
    assert max(map(len, made.split(b"\r\n"))) <= 78


def test_a_notice_says_its_lines() -> None:
    made = notice("The Letter <post@letter.test>", "desk@letter.test", "Not built", ["One.", "Zwei für mich."], DATE)
    mail = email.message_from_bytes(made, policy=default)
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "The Letter <post@letter.test>",
        "desk@letter.test",
        "Not built",
    )
    assert mail.get_content().replace("\r\n", "\n") == "One.\n\nZwei für mich.\n"


def test_the_strongest_reasons_come_first_and_the_rest_is_counted() -> None:
    told = points([{"rule": f"rule{n}", "points": float(n)} for n in range(8)] + [{"rule": "low", "points": -9.0}])
    assert told.startswith("low -9, rule7 +7, rule6 +6")
    assert told.endswith("and 3 more")
