from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run

WEEK = "2024-W25"
SCHEMA = Path(__file__).parents[2] / "docs/formats/preflight.schema.json"


@pytest.fixture
def issue(run: Run, newsletter: Path) -> Path:
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    return newsletter / "outbox" / WEEK


def spoil(issue: Path) -> None:
    for name in ("letter.html", "letter.txt"):
        file = issue / "free" / name
        file.write_text(file.read_text().replace("Anytown", "Town"))


@pytest.mark.parametrize("args", [(), (WEEK,), (f"outbox/{WEEK}",), (WEEK, "--outbox", "outbox")])
def test_an_issue_is_checked_by_its_week_by_its_folder_and_as_the_newest(
    run: Run, issue: Path, args: tuple[str, ...]
) -> None:
    assert issue.exists()
    done = run("check", *args)
    assert done.returncode == 0, done.stderr
    assert "The Letter, No. 25 · 2024-W25" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Ready to be sent")


def test_what_must_be_mended_comes_first_with_its_hint_and_ends_with_four(run: Run, issue: Path) -> None:
    spoil(issue)
    done = run("check", WEEK)
    assert (done.returncode, done.stderr) == (4, "")
    lines = done.stdout.splitlines()
    assert "Must be mended" in lines
    assert lines.index("Must be mended") < lines.index("Should be mended")
    place = lines.index("  free: the HTML part lacks the newsletter's postal address")
    assert lines[place + 1] == "    keep the footer's postal address in your templates (postal-address)"
    assert lines[-1].startswith("Not to be sent as it is: ")
    assert run("check", WEEK, "--audience", "member").returncode == 0


def test_strict_forbids_what_should_be_mended(run: Run, newsletter: Path) -> None:
    settings = newsletter / "digest.toml"
    text = settings.read_text().replace('address = "post@', 'address = "no-reply@')
    settings.write_text(text)
    assert run("build", "--date", "2024-06-23").returncode == 0
    assert run("check").returncode == 0
    strict = run("check", "--strict")
    assert strict.returncode == 4
    assert "answers go to no-reply@letter.test" in strict.stdout


def test_json_is_one_object_that_keeps_the_schema(run: Run, issue: Path) -> None:
    spoil(issue)
    done = run("check", WEEK, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 4
    jsonschema.validate(told, json.loads(SCHEMA.read_text()))
    assert (told.pop("strict"), told.pop("forbidden"), told["state"]) == (False, True, "held")
    assert json.loads((issue / "preflight.json").read_text()) == told


def test_a_build_lays_what_was_found_by_the_same_schema(issue: Path) -> None:
    jsonschema.validate(json.loads((issue / "preflight.json").read_text()), json.loads(SCHEMA.read_text()))


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("2024-W07",), 1, "no such issue"),
        (("yesterday",), 2, "no week such as 2024-W25"),
        ((WEEK, "--audience", "membr"), 2, 'did you mean "member"?'),
        ((WEEK, "--config", "other.toml"), 2, "digest init DIR"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, issue: Path, args: tuple[str, ...], code: int, said: str) -> None:
    assert issue.exists()
    done = run("check", *args)
    assert done.returncode == code
    assert said in done.stderr


def test_a_letter_that_cannot_be_read_does_not_cost_the_others_their_check(run: Run, issue: Path) -> None:
    (issue / "free/letter.txt").unlink()
    done = run("check", WEEK)
    assert (done.returncode, done.stderr) == (4, "")
    assert "  free: letter.txt: a file of the issue is missing" in done.stdout.splitlines()
    assert [one["audience"] for one in json.loads((issue / "preflight.json").read_text())["letters"]] == ["member"]
    assert run("check", WEEK, "--audience", "member").returncode == 0
    assert run("check", WEEK, "--audience", "free").returncode == 4


def test_an_issue_of_which_no_letter_can_be_read_is_one_line(run: Run, issue: Path) -> None:
    for name in ("free", "member"):
        (issue / name / "letter.eml").unlink()
    done = run("check", WEEK)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "a file of the issue is missing" in done.stderr


@pytest.mark.parametrize("content", [None, b"caf\xe9"])
def test_what_is_never_sent_does_not_stop_the_check(run: Run, issue: Path, content: bytes | None) -> None:
    file = issue / "free/letter.mjml"
    file.unlink() if content is None else file.write_bytes(content)
    done = run("check", WEEK)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  free: not as it was built: “letter.mjml”" in done.stdout.splitlines()


def test_a_check_of_one_letter_leaves_what_was_found_in_all_of_them(run: Run, issue: Path) -> None:
    spoil(issue)
    assert run("check", WEEK).returncode == 4
    before = (issue / "preflight.json").read_bytes()
    assert run("check", WEEK, "--audience", "member").returncode == 0
    assert (issue / "preflight.json").read_bytes() == before


def test_what_is_printed_shows_signs_as_they_are_and_the_file_keeps_them_harmless(run: Run, issue: Path) -> None:
    for name in ("letter.html", "letter.txt"):
        file = issue / "free" / name
        file.write_text(file.read_text().replace("Anytown", "Anytown *|CITY|*"))
    told = json.loads(run("check", WEEK, "--json").stdout)
    assert any("“*|CITY|*”" in one["what"] for one in told["findings"])
    assert "*|" not in (issue / "preflight.json").read_text()


def test_a_picture_that_was_cut_short_is_found(run: Run, issue: Path) -> None:
    (issue / "images").mkdir(exist_ok=True)
    (issue / "images/cut.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    done = run("check", WEEK)
    assert done.returncode == 4
    assert "  the picture images/cut.png is broken" in done.stdout.splitlines()


def test_judges_that_are_not_installed_are_named_with_a_way_to_get_them(run: Run, issue: Path) -> None:
    nowhere = str(issue / "nowhere")
    done = run("check", WEEK, "--judges", PATH=nowhere, DIGEST_JUDGES=nowhere, DIGEST_CHROMIUM="", DIGEST_RSPAMD="")
    assert done.returncode == 0, done.stderr
    assert "Good to know" in done.stdout
    assert "docs/letters.md" in done.stdout
    assert json.loads((issue / "preflight.json").read_text())["judges"]
