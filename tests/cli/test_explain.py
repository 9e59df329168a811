from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.cli.columns import width
from digest.model import Elsewhere, Reason, SubjectLine, Week
from tests.cli.issues import RULES, a_judged, a_told, call, lay_issue
from tests.factories import a_story

ROOT = Path(__file__).parents[2]
W25 = Week(2024, 25)


@pytest.fixture
def outbox(newsletter: Path) -> Path:
    """An outbox with an issue in which something was decided."""
    lay_issue(newsletter / "outbox", W25, a_judged(), a_told("River", feed="https://r.example.org/feed"), **DECIDED)
    return newsletter / "outbox"


DECIDED: dict[str, Any] = {
    "subject": "How the lamps were lit",
    "subjects": (
        SubjectLine("How the lamps were lit", 1.5, (Reason("good length", 1.5),)),
        SubjectLine("How the lamps were lit · River", 0.75, (Reason("long", -0.75),)),
    ),
    "decisions": ("thin week: 2 stories, 3 wanted; rolled over 1 entry of the week before",),
    "headlines": (a_told("Small"),),
    "left_out": ((a_story("Late", score=0.4), "score 0.4 is below the floor 0.5"),),
    "edited": "edits/2024-W25.toml",
}


def paragraphs(out: str, source: str) -> dict[int, str]:
    """What stands behind the place of each paragraph of a source."""
    return {int(line): rest for line, rest in re.findall(rf"(?m)^  {re.escape(source)}:(\d+)  (.*)$", out)}


@pytest.mark.usefixtures("outbox")
def test_every_paragraph_has_its_line_its_points_and_its_fate(newsletter: Path) -> None:
    done = call(newsletter, "explain", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    assert paragraphs(done.stdout, "lamps.md") == {
        6: "2.50  kept",
        8: "1.25  runner-up, 1.25 behind the last kept",
        10: "0.50",
    }


@pytest.mark.usefixtures("outbox")
def test_every_rule_that_spoke_stands_under_its_paragraph_with_its_points(newsletter: Path) -> None:
    out = call(newsletter, "explain", "2024-W25").stdout
    assert "First paragraph.\n      lead +2, title +0.5\n" in out
    assert re.search(r"Second paragraph\. It goes on.*…\n      lead \+1\.5, long -0\.25\n", out)


@pytest.mark.usefixtures("outbox")
def test_what_was_decided_about_the_issue_comes_first(newsletter: Path) -> None:
    out = call(newsletter, "explain", "2024-W25").stdout
    wanted = [
        "The Letter, No. 25 · 2024-W25 · 2024-06-23 · ready",
        "edited by edits/2024-W25.toml",
        "thin week: 2 stories, 3 wanted; rolled over 1 entry of the week before",
        "1.50  How the lamps were lit",
        "good length +1.5",
        "0.75  How the lamps were lit · River",
        "Headlines",
        "score 0.4 is below the floor 0.5",
        "First paragraph.",
        "Rules",
    ]
    places = [out.index(part) for part in wanted]
    assert places == sorted(places)


@pytest.mark.usefixtures("outbox")
def test_the_legend_says_what_the_rules_mean_that_spoke_and_no_others(newsletter: Path) -> None:
    out = call(newsletter, "explain", "2024-W25").stdout
    legend = out[out.index("\nRules\n") :]
    assert all(re.search(rf"  {name} +{re.escape(RULES[name])}", legend) for name in ("lead", "long", "title"))
    alone = call(newsletter, "explain", "2024-W25", "--story", "River.txt").stdout
    assert "lead" in alone
    assert RULES["long"] not in alone


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("name", ["lamps.md", "lamps", "how-the-lamps-were-lit"])
def test_one_story_can_be_asked_for_by_source_slug_or_file_name(newsletter: Path, name: str) -> None:
    out = call(newsletter, "explain", "2024-W25", "--story", name).stdout
    assert out.splitlines()[0] == "How the lamps were lit"
    assert "\n  score 1.00\n      text +1\n" in out
    assert "River" not in out


@pytest.mark.usefixtures("outbox")
def test_a_story_that_is_not_there_is_recognised(newsletter: Path) -> None:
    done = call(newsletter, "explain", "2024-W25", "--story", "lamp.md")
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith('did you mean "lamps.md"?')


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("name", ["Late.txt", "late"])
def test_a_story_that_is_left_out_says_why_and_how_to_see_its_paragraphs(newsletter: Path, name: str) -> None:
    done = call(newsletter, "explain", "2024-W25", "--story", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:3] == ["Late", "  Late.txt", "  left out: score 0.4 is below the floor 0.5"]
    assert "digest explain FILE" in done.stdout
    told = json.loads(call(newsletter, "explain", "2024-W25", "--json", "--story", name).stdout)
    assert ([one["title"] for one in told["left_out"]], told["stories"]) == (["Late"], [])


@pytest.mark.usefixtures("outbox")
def test_a_headline_is_explained_like_a_story(newsletter: Path) -> None:
    out = call(newsletter, "explain", "2024-W25", "--story", "small").stdout
    assert "Small.txt:3  1.00  kept" in out


def test_a_runner_up_that_had_more_points_had_no_room(newsletter: Path) -> None:
    story = a_judged()
    first, second, third = story.verdicts
    changed = replace(story, verdicts=(first, replace(second, score=2.75), third))
    lay_issue(newsletter / "outbox", W25, changed)
    out = call(newsletter, "explain", "2024-W25").stdout
    assert "2.75  runner-up, 0.25 ahead of the last kept, no room" in out


def test_an_entry_s_address_stands_once_and_its_lines_by_themselves(newsletter: Path) -> None:
    address = "https://r.example.org/a/very/long/address/of/an/entry"
    lay_issue(newsletter / "outbox", W25, a_told("River", source=address, feed="https://r.example.org/feed"))
    out = call(newsletter, "explain", "2024-W25", "--story", address).stdout
    assert "\n  line 3  1.00  kept\n" in out
    assert out.count(address) == 1


def test_the_editor_s_own_words_and_copies_are_shown(newsletter: Path) -> None:
    story = a_judged()
    also = (Elsewhere("copy.txt", "Lamps again", "https://b.test", "The Post"),)
    changed = replace(story, also=also, summary=("Lamps, in short.",))
    lay_issue(newsletter / "outbox", W25, changed)
    out = call(newsletter, "explain", "2024-W25").stdout
    assert "also in The Post: Lamps again" in out
    assert "shown instead of what the rules kept:\n      Lamps, in short.\n" in out


def test_a_subject_by_the_editor_stands_before_the_candidates(newsletter: Path, outbox: Path) -> None:
    lay_issue(outbox, W25, a_judged(), **DECIDED | {"subject": "Mine"})
    lines = call(newsletter, "explain", "2024-W25").stdout.split("\nSubject\n")[1].splitlines()
    assert lines[0].split() == ["Mine"]
    assert lines[1].endswith("How the lamps were lit")


def test_no_line_is_wider_than_a_small_terminal(newsletter: Path) -> None:
    wide = a_judged("漢字かな交じり文" * 12 + " and more words " * 8)
    reasons = tuple(Reason(f"a rule with a long name {number}", 0.123) for number in range(9))
    verdicts = tuple(replace(verdict, reasons=reasons) for verdict in wide.verdicts)
    article = replace(wide.article, source="a-long-name/" * 9 + "lamps.md")
    story = replace(wide, article=article, verdicts=verdicts, reasons=reasons, also=(Elsewhere("a", "漢字 " * 60),))
    lay_issue(newsletter / "outbox", W25, story, decisions=("words " * 60,), subject="漢字" * 60)
    out = call(newsletter, "explain", "2024-W25").stdout
    assert max(width(line) for line in out.splitlines()) <= 80
    assert "\x1b" not in out


def test_json_is_the_record_of_the_issue(newsletter: Path, outbox: Path) -> None:
    laid = json.loads((outbox / "2024-W25/issue.json").read_text())
    assert json.loads(call(newsletter, "explain", "2024-W25", "--json").stdout) == laid
    one = json.loads(call(newsletter, "explain", "2024-W25", "--json", "--story", "lamps.md").stdout)
    assert one == laid | {"stories": laid["stories"][:1], "headlines": [], "left_out": []}


@pytest.mark.parametrize("name", ["outbox/2024-W25", "outbox/2024-W25/issue.json", "2024-W25"])
def test_an_issue_needs_no_settings_when_it_is_named_by_its_path(newsletter: Path, outbox: Path, name: str) -> None:
    (newsletter / "digest.toml").unlink()
    done = call(newsletter, "explain", name, *(["--outbox", str(outbox)] if name == "2024-W25" else []))
    assert (done.returncode, "First paragraph." in done.stdout) == (0, True)


def test_an_issue_of_the_first_format_is_explained_as_far_as_it_says(newsletter: Path) -> None:
    folder = newsletter / "outbox/2024-W25"
    folder.mkdir(parents=True)
    old = Path(__file__).parents[1] / "outbox/issue-format-1.json"
    (folder / "issue.json").write_text(old.read_text())
    out = call(newsletter, "explain", "2024-W25").stdout
    assert re.search(r"penny-black.txt:9 .* kept", out)


@pytest.mark.usefixtures("outbox")
def test_an_issue_that_was_never_built_says_what_to_do(newsletter: Path) -> None:
    done = call(newsletter, "explain", "2024-W26")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: no such issue · ")


def test_a_document_is_explained_from_its_file(newsletter: Path) -> None:
    done = call(newsletter, "explain", "seeds/lamps.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "How the lamps were lit"
    text = (newsletter / "seeds/lamps.md").read_text().splitlines()
    found = re.findall(r"(?m)^  seeds/lamps\.md:(\d+)  .*\n      (.*?)…?$", done.stdout)
    assert len(found) == 3
    assert all(text[int(line) - 1].startswith(beginning) for line, beginning in found)
    assert "\nRules\n" in done.stdout


def test_a_document_s_json_is_its_story_and_the_legend(newsletter: Path) -> None:
    told = json.loads(call(newsletter, "explain", "--json", "seeds/lamps.md").stdout)
    assert (told["path"], told["story"]["source"]) == ("seeds/lamps.md", "seeds/lamps.md")
    spoke = {reason["rule"] for p in told["story"]["paragraphs"] for reason in p["reasons"]}
    assert spoke <= set(told["rules"])


def test_a_document_is_told_as_the_settings_have_it(newsletter: Path) -> None:
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text() + "\n[keep]\nparagraphs = 1\n")
    assert call(newsletter, "explain", "seeds/lamps.md").stdout.count("  kept\n") == 1
    settings.unlink()
    assert call(newsletter, "explain", "seeds/lamps.md").stdout.count("  kept\n") > 1


def test_settings_that_are_named_must_be_there(newsletter: Path) -> None:
    assert call(newsletter, "explain", "--config", "other.toml", "seeds/lamps.md").returncode == 2


def test_a_file_that_cannot_be_read_is_one_line(newsletter: Path) -> None:
    done = call(newsletter, "explain", "nowhere.txt")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_story_is_asked_for_in_an_issue_only(newsletter: Path) -> None:
    done = call(newsletter, "explain", "seeds/lamps.md", "--story", "lamps")
    assert (done.returncode, "--story goes with an issue" in done.stderr) == (2, True)


@pytest.mark.usefixtures("outbox")
def test_explaining_writes_nothing(newsletter: Path) -> None:
    before = {path: path.read_bytes() for path in newsletter.rglob("*") if path.is_file()}
    call(newsletter, "explain", "2024-W25")
    call(newsletter, "explain", "seeds/lamps.md")
    assert {path: path.read_bytes() for path in newsletter.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["2024-W99", "2024-25", "2024W25"])
def test_a_week_that_is_none_is_wrong_usage(newsletter: Path, name: str) -> None:
    done = call(newsletter, "explain", name)
    assert (done.returncode, "is no week such as 2024-W25" in done.stderr) == (2, True)


def test_every_paragraph_of_the_sample_stands_on_the_line_that_is_named(newsletter: Path) -> None:
    for part in ("digest.toml", "deals.toml"):
        shutil.copy(ROOT / part, newsletter)
    shutil.copytree(ROOT / "seeds", newsletter / "sample")
    assert call(newsletter, "build", "--date", "2024-06-23", "--seeds", "sample").returncode == 0
    out = call(newsletter, "explain", "2024-W25").stdout
    found = re.findall(r"(?m)^  (\S+):(\d+)  -?\d.*\n(?:      runner-up.*\n)?      (.*?)…?$", out)
    assert len(found) > 50
    for source, line, beginning in found:
        stands = (newsletter / "sample" / source).read_text().splitlines()[int(line) - 1]
        assert " ".join(beginning.removeprefix("[…]").split()[:3]) in " ".join(stands.split())
