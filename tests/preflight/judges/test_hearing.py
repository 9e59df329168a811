"""All judges together: those that are installed here, and what is said of those that are not."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from digest.model import Severity
from digest.preflight.judges import NAMES, Bench, Judged, heard, installed, judged
from digest.preflight.judges.hearing import JUDGES
from tests.needs import missing
from tests.preflight.judges.letters import EML, HTML, a_letter, an_issue

NOBODY = Bench(Path("/nowhere/node_modules"))
SEAT = installed()


@contextmanager
def an_rspamd(answer: bytes) -> Iterator[str]:
    """A server on loopback that gives the same answer to every message."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


VARIANTS = {
    "clean": HTML,
    "twice": HTML.replace("<main>", '<main><p align="left" align="right">two</p>'),
    "outlook": HTML.replace("<main>", "<main><!--[if mso]></table></td><![endif]-->"),
    "dark": HTML.replace("color: #eeeeee", "color: #222222"),
    "wide": HTML.replace("quiet", "q" * 200),
    "flex": HTML.replace("<main>", '<main style="display:flex">'),
    "hostile": HTML.replace(
        "</main>",
        "<script>document.body.textContent = ''; fetch('https://hostile.example.org/ran')</script>"
        '<img src="file:///etc/passwd" alt="a picture"><link rel="stylesheet" href="https://hostile.example.org/x.css">'
        "</main>",
    ),
    "spam": HTML,
}
SHOUTED = b"!!!! MAKE MONEY FAST !!!! VIAGRA $$$"


@pytest.fixture(scope="module")
def told() -> Judged:
    """What all judges that are installed here say of all variants, each judge asked once."""
    letters = {name: a_letter(html=html) for name, html in VARIANTS.items()}
    letters["spam"] = a_letter(eml=EML.replace(b"A quiet week", SHOUTED))
    return heard(letters, seat=replace(SEAT, rspamd=""))


def said(told: Judged, name: str, judge: str) -> list[tuple[Severity, str]]:
    if lack := next(one for one in JUDGES if one.name == judge).lacks(SEAT):
        missing(f"not installed: {lack}")
    return [(finding.severity, finding.what) for finding in told.findings[name] if finding.check == judge]


def test_a_judge_that_is_not_installed_is_a_note_and_never_a_crash() -> None:
    found = judged(an_issue(), seat=NOBODY)
    assert {finding.check for finding in found} == set(NAMES)
    assert {finding.severity for finding in found} == {Severity.NOTE}
    assert all("not installed" in finding.what and finding.hint for finding in found)


def test_an_issue_without_letters_is_not_judged() -> None:
    assert heard({}).measures == {}


def test_an_rspamd_is_asked_over_http() -> None:
    told = {"score": 1.0, "symbols": {"URI_COUNT_ODD": {"score": 1.0}}}
    with an_rspamd(json.dumps(told).encode()) as place:
        (finding, *_) = judged(an_issue(), seat=Bench(Path("/nowhere"), rspamd=place))
    assert (finding.check, finding.audience) == ("rspamd", "free")
    assert "URI_COUNT_ODD" in finding.what


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"{}"])
def test_an_rspamd_that_answers_nonsense_is_a_note(answer: bytes) -> None:
    with an_rspamd(answer) as place:
        found = judged(an_issue(), seat=Bench(Path("/nowhere"), rspamd=place))
    (finding,) = [one for one in found if "not installed" not in one.what]
    assert (finding.check, finding.severity) == ("rspamd", Severity.NOTE)


def test_an_rspamd_that_is_gone_is_a_note() -> None:
    found = judged(an_issue(), seat=Bench(Path("/nowhere"), rspamd="127.0.0.1:9"))
    assert any("a judge gives no answer · rspamd at 127.0.0.1:9" in finding.what for finding in found)


def test_a_judge_that_breaks_off_is_a_note(tmp_path: Path) -> None:
    broken = tmp_path / "perl"
    broken.write_text('#!/bin/sh\n[ "$1" = -MMail::SpamAssassin ] && exit 0\necho no rules >&2\nexit 2\n')
    broken.chmod(0o755)
    found = judged(an_issue(), seat=Bench(tmp_path, perl=str(broken)))
    assert any(finding.what == "a judge broke off · perl · no rules" for finding in found)


def test_a_letter_s_own_name_makes_no_file_and_nothing_is_left_behind(tmp_path: Path) -> None:
    letter = a_letter(audience="../../evil; rm -rf .html")
    with an_rspamd(b'{"score": 0, "symbols": {}}') as place:
        told = heard({"/etc/passwd\0": letter}, work=tmp_path, seat=Bench(tmp_path, rspamd=place))
    assert told.measures["/etc/passwd\0"] == {"rspamd": 0.0}
    assert list(tmp_path.iterdir()) == []


def test_a_judge_s_files_are_its_user_s_alone(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    perl = tmp_path / "perl"
    perl.write_text(f'#!/bin/sh\n[ "$1" = -MMail::SpamAssassin ] && exit 0\nls -ld "$PWD" > {seen}\nexit 1\n')
    perl.chmod(0o755)
    judged(an_issue(), work=tmp_path, seat=Bench(tmp_path, perl=str(perl)))
    assert seen.read_text().startswith("drwx------")


@pytest.mark.parametrize("judge", ["nu", "axe"])
def test_a_clean_letter_has_no_findings(told: Judged, judge: str) -> None:
    assert said(told, "clean", judge) == []


def test_nu_names_the_line_of_a_fault(told: Judged) -> None:
    weight, words = said(told, "twice", "nu")[0]
    assert weight is Severity.MUST
    assert words == "line 4 of letter.html: Duplicate attribute “align”."


def test_nu_looks_into_what_is_for_outlook_alone(told: Judged) -> None:
    assert any("in Outlook’s view" in words for _, words in said(told, "outlook", "nu"))


def test_axe_looks_at_both_schemes(told: Judged) -> None:
    found = said(told, "dark", "axe")
    assert any(
        weight is Severity.MUST and "color-contrast" in words and "dark-320" in words for weight, words in found
    )


def test_a_word_that_is_wider_than_a_telephone_is_found(told: Judged) -> None:
    assert any("px too wide (light-320" in words for _, words in said(told, "wide", "axe"))


def test_a_hostile_letter_neither_runs_nor_fetches_anything(told: Judged) -> None:
    words = " ".join(words for _, words in said(told, "hostile", "axe"))
    assert "asks for https://hostile.example.org/x.css" in words
    assert "/ran" not in words


def test_clients_that_drop_a_layout_are_named(told: Judged) -> None:
    found = said(told, "flex", "clients")
    assert any(weight is Severity.MUST and "outlook.windows" in words for weight, words in found)
    assert not any(weight is Severity.MUST for weight, _ in said(told, "clean", "clients"))


def test_spamassassin_says_which_rule_costs_points(told: Judged) -> None:
    assert any("adds" in words for _, words in said(told, "spam", "spamassassin"))


def test_only_the_judges_that_are_named_are_asked() -> None:
    with an_rspamd(b'{"score": 0, "symbols": {}}') as place:
        told = heard({"a": a_letter()}, seat=Bench(Path("/nowhere"), rspamd=place), only={"rspamd"})
    assert told.problems == ()
    assert told.measures == {"a": {"rspamd": 0.0}}


def test_a_running_rspamd_gives_a_score() -> None:
    if not SEAT.rspamd:
        if not shutil.which("rspamd"):
            pytest.skip("rspamd is not installed; not every Debian has it")
        missing("no rspamd is running; name one in DIGEST_RSPAMD, as `bash .ci/judges with COMMAND` does")
    told = heard({"a": a_letter()}, seat=Bench(Path("/nowhere"), rspamd=SEAT.rspamd))
    assert "rspamd" in told.measures["a"]
