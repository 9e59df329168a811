from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import STORY, Run

WEEK = "2024-W25"
FORMATS = Path(__file__).parents[2] / "docs/formats"


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_an_issue_lies_in_the_outbox(run: Run, newsletter: Path) -> None:
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    names = {"letter.html", "letter.txt", "letter.eml", "letter.mjml", "manifest.json"}
    expected = {f"{audience}/{name}" for audience in ("free", "member") for name in names}
    assert set(tree(newsletter / "outbox" / WEEK)) >= expected | {"issue.json", "index.html"}


def test_both_documents_are_stories(run: Run, newsletter: Path) -> None:
    run("build", "--date", "2024-06-23")
    issue = json.loads((newsletter / "outbox" / WEEK / "issue.json").read_text())
    assert {story["source"] for story in issue["stories"]} == {"lamps.md", "river.txt"}


def test_what_lies_in_the_outbox_keeps_the_schemas(run: Run, newsletter: Path) -> None:
    run("build", "--date", "2024-06-23")
    folder = newsletter / "outbox" / WEEK
    for name, file in (
        ("issue", "issue.json"),
        ("manifest", "free/manifest.json"),
        ("manifest", "member/manifest.json"),
    ):
        schema = json.loads((FORMATS / f"{name}.schema.json").read_text())
        jsonschema.validate(json.loads((folder / file).read_text()), schema)


def test_every_sentence_of_a_story_stands_in_its_source(run: Run, newsletter: Path) -> None:
    run("build", "--date", "2024-06-23")
    for story in json.loads((newsletter / "outbox" / WEEK / "issue.json").read_text())["stories"]:
        source = " ".join((newsletter / "seeds" / story["source"]).read_text().split())
        kept = [p["text"] for p in story["paragraphs"] if p["selected"]]
        assert kept
        assert all(text in source for text in kept)


def test_the_report_names_stories_letters_preflight_and_what_to_open(run: Run) -> None:
    out = run("build", "--date", "2024-06-23").stdout
    for part in (
        "How the lamps were lit",
        "lamps.md",
        "¶ ",
        "free",
        "member",
        "html",
        "Preflight",
        f"outbox/{WEEK}/index.html",
    ):
        assert part in out
    assert "\x1b" not in out


def test_the_words_of_a_chinese_story_are_counted(run: Run, newsletter: Path) -> None:
    sentence = "每天晚上都有一个带着梯子的人走过那条长街在天黑以前把路灯一盏一盏地点亮。"
    (newsletter / "seeds/deng.md").write_text(f"# 路灯是怎样点亮的\n\n{sentence * 3}\n", encoding="utf-8")
    line = next(line for line in run("build", "--date", "2024-06-23").stdout.splitlines() if "deng.md" in line)
    (number,) = re.findall(r"(\d+) words", line)
    assert int(number) >= 50


def test_json_is_one_object_on_stdout_and_the_talk_is_on_stderr(run: Run) -> None:
    done = run("build", "--date", "2024-06-23", "--json")
    result = json.loads(done.stdout)
    assert (result["week"], result["state"]) == (WEEK, "ready")
    assert result["files"]["free/letter.html"] > 1000
    assert "Preflight" in done.stderr


def test_json_is_utf_8_on_any_terminal(run: Run) -> None:
    done = run("build", "--date", "2024-06-23", "--json", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "¶" not in done.stdout
    assert json.loads(done.stdout)["week"] == WEEK


def test_only_pictures_that_are_shown_are_laid(run: Run, newsletter: Path) -> None:
    picture = (Path(__file__).parents[2] / "seeds/pictures/penny-black.png").read_bytes()
    for name, url in (("a", "https://letter.test/a"), ("b", "https://letter.test/b")):
        (newsletter / f"seeds/{name}.png").write_bytes(picture)
        text = STORY.replace("---\n\n", f"image: {name}.png\nurl: {url}\n---\n\n").replace(
            "lamps were", f"{name} was"
        )
        (newsletter / f"seeds/{name}.md").write_text(text)
    run("build", "--date", "2024-06-23")
    assert len(list((newsletter / "outbox" / WEEK / "images").iterdir())) == 1


def test_a_dry_run_writes_nothing(run: Run, newsletter: Path) -> None:
    done = run("build", "--dry-run", "--json")
    assert (done.returncode, json.loads(done.stdout)["folder"]) == (0, None)
    assert not (newsletter / "outbox").exists()


def test_without_a_date_it_is_the_week_of_today(run: Run, newsletter: Path) -> None:
    assert run("build").returncode == 0
    (folder,) = (newsletter / "outbox").glob("20*")
    assert (folder / "issue.json").exists()


def test_only_the_named_audience_gets_a_letter(run: Run, newsletter: Path) -> None:
    assert run("build", "--date", "2024-06-23", "--audience", "member").returncode == 0
    folder = newsletter / "outbox" / WEEK
    assert (folder / "member/letter.eml").exists()
    assert not (folder / "free").exists()


def test_an_audience_that_is_not_there_is_recognised(run: Run) -> None:
    done = run("build", "--audience", "membr")
    assert (done.returncode, done.stderr) == (
        2,
        'digest: unknown audience · digest.toml · membr · did you mean "member"?\n',
    )


def test_documents_and_outbox_can_be_elsewhere(run: Run, newsletter: Path, tmp_path: Path) -> None:
    (newsletter / "seeds").rename(tmp_path / "others")
    done = run("build", "--date", "2024-06-23", "--seeds", "../others", "--outbox", "../out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / WEEK / "issue.json").exists()


def test_the_same_inputs_give_the_same_bytes(run: Run, newsletter: Path) -> None:
    run("build", "--date", "2024-06-23", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    first = tree(newsletter / "outbox" / WEEK)
    shutil.rmtree(newsletter / "outbox")
    elsewhere = newsletter.parent / "elsewhere"
    newsletter.rename(elsewhere)
    shutil.copytree(elsewhere, newsletter)
    run("build", "--date", "2024-06-23", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C")
    assert tree(newsletter / "outbox" / WEEK) == first


def test_one_bad_document_never_costs_the_issue(run: Run, newsletter: Path) -> None:
    seeds = newsletter / "seeds"
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (seeds / "title.txt").write_text("Only a title")
    shutil.copy(seeds / "lamps.md", seeds / "again.md")
    with (seeds / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    for name in ("empty.txt", "binary.txt", "title.txt", "again.md", "huge.txt"):
        assert name in done.stdout
    issue = json.loads((newsletter / "outbox" / WEEK / "issue.json").read_text())
    assert len(issue["problems"]) == 5
    assert {story["title"] for story in issue["stories"]} == {"How the lamps were lit", "Where the river turns"}


def test_a_long_list_of_problems_is_cut_in_the_report_but_not_in_the_record(run: Run, newsletter: Path) -> None:
    for number in range(30):
        (newsletter / "seeds" / f"empty-{number}.txt").write_bytes(b"")
    done = run("build", "--date", "2024-06-23")
    assert "… and 10 more; all of them stand in issue.json" in done.stdout
    assert len(json.loads((newsletter / "outbox" / WEEK / "issue.json").read_text())["problems"]) == 30


def test_nothing_to_publish_says_so_and_keeps_the_old_issue(run: Run, newsletter: Path) -> None:
    run("build", "--date", "2024-06-23")
    before = tree(newsletter / "outbox")
    for path in (newsletter / "seeds").iterdir():
        path.write_bytes(b"")
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 3
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("digest: nothing to publish · ")
    assert tree(newsletter / "outbox") == before


def test_an_empty_seeds_folder_is_nothing_to_publish(run: Run, newsletter: Path) -> None:
    shutil.rmtree(newsletter / "seeds")
    assert run("build").returncode == 3


def test_wrong_settings_are_all_named_and_nothing_is_written(run: Run, newsletter: Path) -> None:
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text().replace("tagline", "tagine").replace("unsubscribe =", "unsubscrbe ="))
    done = run("build")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 3)
    assert not (newsletter / "outbox").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["--date", "23.6.2024"],
        ["--date", "0001-01-01"],
        ["--seeds", "nowhere"],
        ["--colour"],
        ["--date", "2024-02-30"],
    ],
)
def test_wrong_usage_ends_with_two(run: Run, args: list[str]) -> None:
    assert run("build", *args).returncode == 2


def test_no_settings_says_how_to_make_some(run: Run) -> None:
    done = run("build", "--config", "other.toml")
    assert done.returncode == 2
    assert "digest init DIR" in done.stderr


def test_what_preflight_forbids_lies_in_the_outbox_held(run: Run, newsletter: Path) -> None:
    (newsletter / "templates/sections").mkdir(parents=True)
    (newsletter / "templates/sections/footer.mjml.j2").write_text("")
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 4
    assert "preflight forbids sending this issue" in done.stderr
    assert json.loads((newsletter / "outbox" / WEEK / "issue.json").read_text())["state"] == "held"


def test_a_mistake_in_a_template_is_one_line_with_file_and_line(run: Run, newsletter: Path) -> None:
    (newsletter / "templates/sections").mkdir(parents=True)
    (newsletter / "templates/sections/footer.mjml.j2").write_text("\n{{ nonsense }}")
    done = run("build")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "sections/footer.mjml.j2:2" in line


def test_an_outbox_that_cannot_be_written_is_one_line(run: Run, newsletter: Path) -> None:
    (newsletter / "outbox").write_text("a file")
    done = run("build")
    assert done.returncode == 1
    assert "cannot write the outbox" in done.stderr


def test_the_week_starts_where_the_settings_say(run: Run, newsletter: Path) -> None:
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text().replace("[sender]", 'week_start = "sunday"\n[sender]'))
    run("build", "--date", "2024-06-23")
    assert (newsletter / "outbox/2024-W26").exists()


def test_a_second_build_waits_for_the_first_and_says_so(newsletter: Path) -> None:
    (newsletter / "outbox").mkdir()
    command = [sys.executable, "-m", "digest", "build", "--date", "2024-06-23"]
    with (newsletter / "outbox/.lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with subprocess.Popen(command, cwd=newsletter, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as second:
            assert second.stderr is not None
            assert b"another build is writing" in second.stderr.readline()
            fcntl.flock(other, fcntl.LOCK_UN)
            assert second.wait(timeout=30) == 0
    assert (newsletter / "outbox" / WEEK / "issue.json").exists()


@pytest.mark.parametrize("moment", [0.05, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5])
def test_a_build_killed_at_any_moment_leaves_the_old_issue_or_the_new(
    run: Run, newsletter: Path, moment: float
) -> None:
    run("build", "--date", "2024-06-23")
    old = tree(newsletter / "outbox" / WEEK)
    (newsletter / "seeds/river.txt").unlink()
    run("build", "--date", "2024-06-23", "--outbox", "other")
    new = tree(newsletter / "other" / WEEK)
    command = [sys.executable, "-m", "digest", "build", "--date", "2024-06-23"]
    with subprocess.Popen(command, cwd=newsletter, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
    assert tree(newsletter / "outbox" / WEEK) in (old, new)
