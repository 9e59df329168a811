"""The hardest issues: what digest itself finds in them, and what arrives."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
import sys
import tomllib
import unicodedata
from email.message import EmailMessage
from pathlib import Path

import pytest

from digest.model import Severity
from digest.pipeline.building import Built
from tests.torture import built, issues
from tests.torture.issues import HERE, ROOT

MATERIAL = ROOT.parent / "shared" / "seeds"
CHECKER = ROOT.parent / "shared" / "letter-judges" / "check_email.py"
MOST_BYTES = 80 * 1024
NAMES = issues(MATERIAL)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("torture")


_MADE: dict[str, Built] = {}


@pytest.fixture
def made(request: pytest.FixtureRequest, scratch: Path) -> Built:
    """The issue of this name, built once by each process of the tests."""
    name = str(request.param)
    if name not in _MADE:
        _MADE[name] = _built(name, scratch)
    return _MADE[name]


def _built(name: str, folder: Path) -> Built:
    return built(name, folder, material=MATERIAL)


def letters(made: Built) -> list[Path]:
    assert made.folder
    return sorted(file.parent for file in made.folder.glob("*/letter.html"))


def message(folder: Path) -> EmailMessage:
    found = email.message_from_bytes((folder / "letter.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def every(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("made", names or NAMES, indirect=True)


@every()
def test_preflight_forbids_nothing(made: Built) -> None:
    assert [str(finding) for finding in made.findings if finding.severity is Severity.MUST] == []


@every()
def test_no_letter_is_longer_than_services_and_gmail_allow(made: Built) -> None:
    assert [place.name for place in letters(made) if (place / "letter.html").stat().st_size >= MOST_BYTES] == []


@every()
def test_the_same_newsletter_gives_the_same_bytes(
    made: Built, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    again = _built(request.node.callspec.params["made"], tmp_path)
    assert made.folder
    assert again.folder
    assert contents(again.folder) == contents(made.folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@every()
def test_the_message_s_parts_are_the_files_beside_it(made: Built) -> None:
    for place in letters(made):
        html, text = message(place).get_body(("html",)), message(place).get_body(("plain",))
        assert html
        assert text
        assert lines(html.get_content()) == lines((place / "letter.html").read_text(encoding="utf-8"))
        assert lines(text.get_content()) == lines((place / "letter.txt").read_text(encoding="utf-8"))


def lines(text: str) -> list[str]:
    return text.rstrip().replace("\r\n", "\n").split("\n")


@pytest.mark.skipif(not CHECKER.is_file(), reason="no outside checker beside the checkout")
@every()
def test_an_outside_checker_finds_no_must_broken(made: Built) -> None:
    for place in letters(made):
        command = [sys.executable, str(CHECKER), "--fast", str(place)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        failed = [line for line in run.stdout.splitlines() if line.startswith("FAIL  MUST")]
        assert failed == [], place.name


def subject(name: str) -> str:
    """As the editor wrote it."""
    return composed(tomllib.loads((HERE / name / "edits/2024-W25.toml").read_text(encoding="utf-8"))["subject"])


def composed(text: str) -> str:
    """With accents joined to their letters where Unicode takes the two for one (UAX 15, NFC), as texts are read."""
    return unicodedata.normalize("NFC", text)


@every("unicode")
def test_the_subject_arrives_as_the_editor_wrote_it(made: Built) -> None:
    for place in letters(made):
        assert str(message(place)["Subject"]) == subject("unicode")
        assert json.loads((place / "manifest.json").read_bytes())["subject"] == subject("unicode")


@every("unicode")
def test_titles_captions_and_alternatives_arrive_sign_by_sign(made: Built) -> None:
    from selectolax.lexbor import LexborHTMLParser

    header = (HERE / "unicode/seeds/family.md").read_text(encoding="utf-8").split("+++")[1]
    told = tomllib.loads(header)
    for place in letters(made):
        html = message(place).get_body(("html",))
        text = message(place).get_body(("plain",))
        assert html
        assert text
        tree = LexborHTMLParser(html.get_content())
        assert composed(told["title"]) in [(heading.text() or "").strip() for heading in tree.css("h1, h2, h3")]
        assert composed(told["alt"]) in [image.attributes.get("alt") for image in tree.css("img")]
        flowed = "".join(line if line.endswith(" ") else line + "\n" for line in lines(text.get_content()))
        assert composed(told["title"]) in flowed
        for sign in ("👩‍👩‍👧", "❤️", "1️⃣", "👨🏽‍🚀", "क्ष", "กำ", "é", "«Fotó»"):
            assert tree.body
            assert sign in tree.body.text()
            assert sign in flowed


@every("unicode")
def test_what_only_looks_like_markup_arrives_as_it_was_written(made: Built) -> None:
    from selectolax.lexbor import LexborHTMLParser

    for place in letters(made):
        body = LexborHTMLParser((place / "letter.html").read_text(encoding="utf-8")).body
        assert body
        shown = body.text()
        for words in (
            "writes &nbsp;, </td> and <p>, \\u{1F469} and =E2=80=8D in",
            "&shy;, &nbsp; and &zwnj;",
            "</td> ends no",
            "\\u{200B} is",
        ):
            assert words in shown


@every("hostile-feed")
def test_nothing_of_a_hostile_feed_becomes_markup_or_a_header(made: Built) -> None:
    for place in letters(made):
        page = (place / "letter.html").read_text(encoding="utf-8").lower()
        assert not any(
            tag in page for tag in ("<script", "<iframe", "<form", "<svg", "<link rel", 'http-equiv="refresh')
        )
        assert "javascript:" not in attributes(page)
        assert "data:" not in attributes(page)
        names = {name.lower() for name in message(place)}
        assert not names & {"bcc", "x-injected", "cc"}


def attributes(page: str) -> str:
    """What stands in tags."""
    return " ".join(piece.split(">", 1)[0] for piece in page.split("<")[1:])


def test_every_newsletter_here_is_among_the_issues() -> None:
    folders = {folder.name for folder in HERE.iterdir() if (folder / "digest.toml").is_file()}
    assert folders <= set(NAMES)
