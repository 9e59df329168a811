"""What is shown of an issue: the outbox's bytes, and what is told of them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.preview.newsletter import SETTINGS, WEEK, built, make, png
from tests.preview.previewed import Preview, previewing

FREE = f"/letters/{WEEK}/free"
SUBJECT = "How the lamps were lit · Where the river turns"
EXACT = {"letter.txt": "letter.txt", "source": "letter.html", "message": "letter.eml"}


@pytest.fixture
def laid(lasting: Preview) -> Path:
    return lasting.session.outbox / WEEK


@pytest.fixture
def issue(newsletter: Path) -> Path:
    return newsletter / "outbox" / WEEK


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("audience", ["free", "member"])
def test_text_source_and_message_are_the_bytes_of_the_outbox(
    lasting: Preview, laid: Path, audience: str, name: str
) -> None:
    assert lasting.get(f"/letters/{WEEK}/{audience}/{name}").body == (laid / audience / EXACT[name]).read_bytes()


def test_the_framed_letter_differs_in_its_pictures_and_its_scheme_alone(lasting: Preview, laid: Path) -> None:
    html = (laid / "free/letter.html").read_text("utf-8")
    light, dark = (lasting.get(f"{FREE}/letter.html?scheme={scheme}").text for scheme in ("light", "dark"))
    assert "https://letter.test/issues/2024-W25/images/" in html
    expected = html.replace("https://letter.test/issues/2024-W25/images/", f"/files/{WEEK}/images/")
    for found, scheme, answer in ((light, "light", "(max-width:0)"), (dark, "dark", "(min-width:0)")):
        decided = expected.replace("(prefers-color-scheme:dark)", answer)
        assert found == decided.replace('"color-scheme" content="light dark"', f'"color-scheme" content="{scheme}"')


def test_without_a_scheme_the_letter_is_light(lasting: Preview) -> None:
    assert lasting.get(f"{FREE}/letter.html").body == lasting.get(f"{FREE}/letter.html?scheme=light&images=on").body


def test_pictures_are_those_of_the_outbox(lasting: Preview) -> None:
    answer = lasting.get(f"/files/{WEEK}/images/how-the-lamps-were-lit.png")
    assert (answer.body, answer.headers["Content-Type"]) == (png(600, 300), "image/png")


def test_pictures_that_travel_in_the_message_are_shown_too(tmp_path: Path) -> None:
    folder = make(tmp_path / "letter", SETTINGS.replace('web_url = "https://letter.test/issues"', ""))
    issue = built(folder)
    assert 'src="cid:' in (issue / "free/letter.html").read_text("utf-8")
    with previewing(folder / "digest.toml") as preview:
        html = preview.get(f"{FREE}/letter.html").text
        told = preview.get(f"/api/issues/{WEEK}").json()["letters"][0]
    assert f'src="/files/{WEEK}/images/how-the-lamps-were-lit.png"' in html
    assert "cid:" not in html
    assert told["pictures_withheld"] == 0


def test_the_list_of_issues_has_the_newest_first(lasting: Preview) -> None:
    assert lasting.get("/api/issues").json() == {
        "newsletter": "The Letter",
        "language": "en",
        "current": WEEK,
        "issues": [
            {
                "week": WEEK,
                "number": 25,
                "date": "2024-06-23",
                "subject": SUBJECT,
                "state": "ready",
                "where": "outbox",
                "sent": False,
            }
        ],
    }


def test_an_issue_is_told_with_its_letters(lasting: Preview, laid: Path) -> None:
    told = lasting.get(f"/api/issues/{WEEK}").json()
    assert [letter["audience"] for letter in told["letters"]] == ["free", "member"]
    free, html = told["letters"][0], (laid / "free/letter.html").read_bytes()
    assert free["sha256"] == hashlib.sha256(html).hexdigest()
    assert free["sizes"] == {
        "html": len(html),
        "text": len((laid / "free/letter.txt").read_bytes()),
        "message": len((laid / "free/letter.eml").read_bytes()),
    }
    assert (free["subject"], free["sender"]["address"]) == (SUBJECT, "post@letter.test")
    assert ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"] in free["headers"]
    assert (free["clipped"], free["pictures_withheld"]) == (False, 0)


def test_receipts_are_those_of_the_issue(lasting: Preview, laid: Path) -> None:
    told, record = lasting.get(f"/api/issues/{WEEK}").json(), json.loads((laid / "issue.json").read_bytes())
    for part in ("stories", "headlines", "left_out", "rules", "subjects", "decisions", "number", "date"):
        assert told[part] == record[part]
    assert told["findings"] == json.loads((laid / "preflight.json").read_bytes())["findings"]


def test_a_letter_that_gmail_would_clip_is_told(preview: Preview, issue: Path) -> None:
    letter = issue / "free/letter.html"
    room = 102_400 - len(letter.read_bytes())
    letter.write_bytes(letter.read_bytes() + b" " * room)
    assert preview.get(f"/api/issues/{WEEK}").json()["letters"][0]["clipped"] is False
    letter.write_bytes(letter.read_bytes() + b" ")
    assert preview.get(f"/api/issues/{WEEK}").json()["letters"][0]["clipped"] is True


def test_pictures_from_elsewhere_are_counted(preview: Preview, issue: Path) -> None:
    letter = issue / "free/letter.html"
    letter.write_text(letter.read_text("utf-8") + '<img src="https://tracker.test/pixel.gif">', encoding="utf-8")
    assert preview.get(f"/api/issues/{WEEK}").json()["letters"][0]["pictures_withheld"] == 1


def test_headers_that_were_spoilt_by_hand_are_shown_as_they_are(preview: Preview, issue: Path) -> None:
    message = issue / "free/letter.eml"
    odd = b"X-Odd: \xff\r\nMessage-ID: <[\r\nTo: =?x?q?y?=, <<\r\n"
    message.write_bytes(odd + message.read_bytes())
    headers = preview.get(f"/api/issues/{WEEK}").json()["letters"][0]["headers"]
    assert [name for name, _ in headers[:4]] == ["X-Odd", "Message-ID", "To", "From"]


def test_letters_that_were_changed_since_the_last_check_are_looked_through_now(preview: Preview, issue: Path) -> None:
    message = issue / "free/letter.eml"
    message.write_bytes(message.read_bytes().replace(b"List-Unsubscribe", b"List-Stay"))
    found = preview.get(f"/api/issues/{WEEK}").json()["findings"]
    assert any(finding["audience"] == "free" and finding["severity"] == "must" for finding in found)


@pytest.mark.parametrize("name", ["letter.html", "letter.txt"])
def test_a_part_that_was_changed_by_hand_is_looked_through_now(preview: Preview, issue: Path, name: str) -> None:
    part = issue / "free" / name
    part.write_bytes(part.read_bytes().replace(b"https://letter.test/unsubscribe", b""))
    told = preview.get(f"/api/issues/{WEEK}").json()
    assert any(finding["audience"] == "free" and finding["severity"] == "must" for finding in told["findings"])
    assert told["state"] == "held"
    assert preview.get("/api/issues").json()["issues"][0]["state"] == ""


@pytest.mark.parametrize("spoilt", ["{", None], ids=["half-written", "gone"])
def test_an_issue_without_a_letter_that_can_be_read_is_held(
    preview: Preview, issue: Path, spoilt: str | None
) -> None:
    for manifest in issue.glob("*/manifest.json"):
        manifest.unlink()
        if spoilt:
            manifest.write_text(spoilt, encoding="utf-8")
    told = preview.get(f"/api/issues/{WEEK}").json()
    assert (told["state"], told["letters"]) == ("held", [])
    assert {finding["severity"] for finding in told["findings"]} == {"must"}
    assert told["stories"]


def test_what_was_odd_about_documents_is_told(preview: Preview, newsletter: Path) -> None:
    (newsletter / "seeds/chart.xls").write_bytes(b"nothing")
    built(newsletter)
    (line,) = preview.get(f"/api/issues/{WEEK}").json()["problems"]
    assert "chart.xls" in line


def test_a_letter_that_cannot_be_read_does_not_hide_the_others(preview: Preview, issue: Path) -> None:
    (issue / "free/letter.html").write_bytes(b"\xff")
    told = preview.get(f"/api/issues/{WEEK}").json()
    assert [letter["audience"] for letter in told["letters"]] == ["member"]
    (finding,) = [one for one in told["findings"] if one["check"] == "files"]
    assert (finding["severity"], finding["audience"]) == ("must", "free")
    answer = preview.get(f"{FREE}/letter.html")
    assert answer.status == 404
    assert "not UTF-8" in answer.json()["error"]
    assert preview.get(f"{FREE}/source").body == b"\xff"


def test_an_issue_that_cannot_be_read_is_one_line(preview: Preview, issue: Path) -> None:
    (issue / "issue.json").write_text("{", encoding="utf-8")
    answer = preview.get(f"/api/issues/{WEEK}")
    assert answer.status == 404
    assert "issue.json" in answer.json()["error"]
    assert preview.get("/api/issues").json()["issues"][0]["subject"] == ""


def test_what_there_is_not_is_one_line(lasting: Preview) -> None:
    for path in ("/api/issues/2024-W01", "/letters/2024-W01/free/source", f"/letters/{WEEK}/guest/source"):
        answer = lasting.get(path)
        assert (answer.status, answer.json()) == (404, {"error": "there is no such thing here"})


def test_the_page_and_its_files_are_served(lasting: Preview) -> None:
    page = lasting.get("/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.text.lower().startswith("<!doctype html>")
    assert lasting.get("/page/index.html").status == 404
    assert lasting.get("/page/preview.css").headers["Content-Type"] == "text/css; charset=utf-8"
    assert lasting.get("/page/preview.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
