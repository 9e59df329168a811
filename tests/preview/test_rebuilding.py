"""Real saves, and what the page is told of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from digest.preview.events import ALIVE
from tests.preview.newsletter import BELLS, DAY, LAMPS, SETTINGS, WEEK, built, make, png
from tests.preview.previewed import PATIENCE, Listener, Preview, previewing

BEFORE, EARLIER = "2024-W24", DAY - timedelta(days=7)
FREE = f"/letters/{WEEK}/free/letter.html"
NOTE = 'note = """\nRead to the end: there is a bell.\n"""\n'
DEAL = '[[deals]]\ntitle = "A lantern"\nurl = "https://shop.test/lantern"\n'


@pytest.fixture
def page(preview: Preview) -> Iterator[Listener]:
    """A page that has been told the present state."""
    with preview.listening() as listener:
        listener.next()
        yield listener


def saved(file: Path, text: str) -> None:
    """As careful editors save: beside the file first, then in its place."""
    file.parent.mkdir(exist_ok=True)
    begun = file.with_name(f".{file.name}.tmp")
    begun.write_text(text, encoding="utf-8")
    begun.replace(file)


def test_a_page_that_connects_is_told_what_is_shown(preview: Preview) -> None:
    with preview.listening() as page:
        told = page.next()
    assert told is not None
    assert (told.name, told.data["week"], told.data["where"], told.data["changed"]) == ("issue", WEEK, "outbox", [])


def test_every_save_of_a_seed_is_in_the_letter(page: Listener, newsletter: Path) -> None:
    for turn in range(2):
        saved(newsletter / "seeds/bells.md", BELLS.replace("said", f"said {turn} times"))
        told = page.wait_for("issue", where="scratch")
        assert sorted(told.data["changed"]) == ["free", "member"]


def test_the_scratch_letter_is_shown_after_a_save(preview: Preview, page: Listener, newsletter: Path) -> None:
    assert "What the bells said" not in preview.get(FREE).text
    saved(newsletter / "seeds/bells.md", BELLS)
    page.wait_for("issue", where="scratch")
    assert "What the bells said" in preview.get(FREE).text
    assert preview.get("/api/issues").json()["issues"][0]["where"] == "scratch"


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("digest.toml", SETTINGS.replace("What the week brought", "All that was new"), "All that was new"),
        ("deals.toml", DEAL, "A lantern"),
        (f"edits/{WEEK}.toml", NOTE, "there is a bell"),
        ("templates/letter.txt.j2", "A letter of two words\n", "A letter of two words"),
    ],
)
def test_whatever_a_build_reads_is_followed(
    preview: Preview, page: Listener, newsletter: Path, name: str, text: str, seen: str
) -> None:
    saved(newsletter / name, text)
    told = page.wait_for("issue", where="scratch")
    assert "member" in told.data["changed"]
    assert seen in preview.get(f"/letters/{WEEK}/member/letter.txt").text


def test_a_picture_that_is_painted_over_is_followed(preview: Preview, page: Listener, newsletter: Path) -> None:
    before = preview.get(f"/files/{WEEK}/images/how-the-lamps-were-lit.png").body
    (newsletter / "seeds/lamp.png").write_bytes(png(640, 320))
    page.wait_for("issue", where="scratch")
    after = preview.get(f"/files/{WEEK}/images/how-the-lamps-were-lit.png").body
    assert after == png(640, 320) != before


def test_seeds_in_a_new_folder_are_followed(preview: Preview, page: Listener, newsletter: Path) -> None:
    saved(newsletter / "seeds/towers/bells.md", BELLS)
    while "What the bells said" not in preview.get(FREE).text:
        page.wait_for("issue")
    saved(newsletter / "seeds/towers/bells.md", BELLS.replace("said", "were told"))
    page.wait_for("issue")
    assert "What the bells were told" in preview.get(FREE).text


def test_another_seeds_folder_is_followed_from_the_save_that_names_it(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    (newsletter / "towers").mkdir()
    saved(newsletter / "digest.toml", SETTINGS + '\n[folders]\nseeds = ["seeds", "towers"]\n')
    page.wait_for("issue", where="scratch")
    saved(newsletter / "towers/bells.md", BELLS)
    page.wait_for("issue", where="scratch")
    assert "What the bells said" in preview.get(FREE).text


@pytest.mark.parametrize("name", [".lamps.md.swp", "lamps.md~", "#lamps.md#", ".git/index"])
def test_what_editors_leave_beside_documents_builds_nothing(
    preview: Preview, page: Listener, newsletter: Path, name: str
) -> None:
    place = newsletter / "seeds" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text("nothing", encoding="utf-8")
    time.sleep(0.2)  # far longer than changes are gathered
    saved(newsletter / "seeds/bells.md", BELLS)
    page.wait_for("issue", where="scratch")
    assert preview.session.saves == 1


def test_a_mistake_is_told_with_file_and_line_while_the_last_good_letter_stays(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    before = preview.get(FREE).body
    saved(newsletter / "digest.toml", SETTINGS.replace("tagline", "taglime"))
    trouble = page.wait_for("trouble")
    (line,) = trouble.data["lines"]
    assert " · digest.toml:3 · " in line
    assert 'did you mean "tagline"?' in line
    assert preview.get(FREE).body == before


def test_a_mistake_in_a_template_is_told_with_its_line(page: Listener, newsletter: Path) -> None:
    saved(newsletter / "templates/letter.txt.j2", "One\n{{ two }\n")
    (line,) = page.wait_for("trouble").data["lines"]
    assert " · templates/letter.txt.j2:2 · " in line


def test_a_mistake_that_is_mended_is_over(page: Listener, newsletter: Path) -> None:
    saved(newsletter / "digest.toml", "[newsletter\n")
    page.wait_for("trouble")
    saved(newsletter / "digest.toml", SETTINGS)
    page.wait_for("fine")


def test_a_page_that_comes_during_a_trouble_is_told_of_it(preview: Preview, page: Listener, newsletter: Path) -> None:
    saved(newsletter / "digest.toml", "[newsletter\n")
    page.wait_for("trouble")
    with preview.listening() as another:
        assert another.wait_for("issue").data["where"] == "outbox"
        assert another.wait_for("trouble").data["week"] == WEEK
    saved(newsletter / "digest.toml", SETTINGS)
    page.wait_for("fine")
    with preview.listening() as another:
        told = another.next()
    assert told is not None
    assert told.name == "issue"


def test_a_save_during_a_build_is_followed_by_one_more(preview: Preview, page: Listener, newsletter: Path) -> None:
    for turn in range(30):  # far quicker than builds are
        saved(newsletter / "seeds/bells.md", BELLS.replace("said", f"said {turn} times"))
        time.sleep(0.01)
    while "What the bells said 29 times" not in preview.get(FREE).text:
        page.wait_for("issue", where="scratch")
    assert not any(one.trouble for one in preview.session.known.values())


def test_stamps_only_grow(page: Listener, newsletter: Path) -> None:
    stamps = []
    for turn in range(3):
        saved(newsletter / "seeds/bells.md", BELLS.replace("said", f"said {turn} times"))
        stamps.append(page.wait_for("issue", where="scratch").data["stamp"])
    assert stamps == sorted(set(stamps))


def test_an_issue_that_is_laid_anew_from_outside_is_shown_instead(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    saved(newsletter / "seeds/bells.md", BELLS)
    page.wait_for("issue", where="scratch")
    built(newsletter)
    page.wait_for("issue", where="outbox")
    assert "What the bells said" in preview.get(FREE).text
    assert (
        preview.get(FREE.replace("letter.html", "source")).body
        == (newsletter / "outbox" / WEEK / "free/letter.html").read_bytes()
    )


def test_a_letter_that_is_mended_by_hand_in_the_outbox_is_followed(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    letter = newsletter / "outbox" / WEEK / "free/letter.html"
    saved(letter, letter.read_text("utf-8").replace("How the lamps were lit", "How the lamps were lit by hand"))
    assert page.wait_for("issue", where="outbox").data["changed"] == ["free"]
    assert "How the lamps were lit by hand" in preview.get(FREE).text


def test_another_issue_that_comes_into_the_outbox_is_listed(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    saved(newsletter / "seeds/late.md", BELLS.replace("2024-06-21", "2024-06-27"))
    built(newsletter, DAY + timedelta(days=7))
    page.wait_for("issue")
    weeks = [issue["week"] for issue in preview.get("/api/issues").json()["issues"]]
    assert weeks == ["2024-W26", WEEK]


def test_each_save_builds_every_issue_that_somebody_looks_at(preview: Preview, newsletter: Path) -> None:
    built(newsletter, EARLIER)
    with preview.listening(BEFORE) as one, preview.listening(WEEK) as other:
        for words in ("All that was new", "All that was old"):
            saved(newsletter / "digest.toml", SETTINGS.replace("What the week brought", words))
            one.wait_for("issue", where="scratch", week=BEFORE)
            other.wait_for("issue", where="scratch", week=WEEK)
            for week in (BEFORE, WEEK):
                assert words in preview.get(f"/letters/{week}/free/letter.txt").text
    assert preview.get(f"/api/issues/{BEFORE}").json()["date"] == str(EARLIER)


def test_asking_for_an_issue_changes_nothing_for_those_who_follow_another(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    built(newsletter, EARLIER)
    assert preview.get(f"/api/issues/{BEFORE}").status == 200
    saved(newsletter / "seeds/bells.md", BELLS)
    page.wait_for("issue", where="scratch", week=WEEK)
    assert preview.get("/api/issues").json()["current"] == WEEK


def test_an_issue_that_is_behind_is_built_anew_when_somebody_comes_to_it(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    built(newsletter, EARLIER)
    saved(newsletter / "digest.toml", SETTINGS.replace("What the week brought", "All that was new"))
    page.wait_for("issue", where="scratch", week=WEEK)
    assert "All that was new" not in preview.get(f"/letters/{BEFORE}/free/letter.txt").text
    with preview.listening(BEFORE) as another:
        another.wait_for("issue", where="scratch", week=BEFORE)
    assert "All that was new" in preview.get(f"/letters/{BEFORE}/free/letter.txt").text


def test_an_issue_that_nobody_looks_at_any_more_is_not_built(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    built(newsletter, EARLIER)
    with preview.listening(BEFORE) as another:
        another.next()
        assert [str(week) for week in preview.session.events.weeks()] == [BEFORE, WEEK]
    until = time.monotonic() + ALIVE / 2  # long before a comment finds the stream closed
    while len(preview.session.events.weeks()) > 1:
        assert time.monotonic() < until
        time.sleep(0.01)
    saved(newsletter / "digest.toml", SETTINGS.replace("What the week brought", "All that was new"))
    page.wait_for("issue", where="scratch", week=WEEK)
    assert "All that was new" not in preview.get(f"/letters/{BEFORE}/free/letter.txt").text


def test_a_save_is_built_while_nobody_listens(preview: Preview, newsletter: Path) -> None:
    with preview.listening(WEEK) as page:
        page.next()
    saved(newsletter / "seeds/bells.md", BELLS)
    until = time.monotonic() + PATIENCE
    while "What the bells said" not in preview.get(FREE).text:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_working_copy_goes_when_its_issue_is_laid_anew_while_another_is_looked_at(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    saved(newsletter / "seeds/bells.md", BELLS)
    page.wait_for("issue", where="scratch", week=WEEK)
    built(newsletter, EARLIER)
    page.close()
    with preview.listening(BEFORE) as another:
        letter = newsletter / "outbox" / WEEK / "free/letter.html"
        saved(letter, letter.read_text("utf-8").replace("How the lamps were lit", "How the lamps were lit by hand"))
        another.wait_for("issue", where="outbox", week=WEEK)
    assert "How the lamps were lit by hand" in preview.get(FREE).text


def test_a_working_copy_that_is_what_the_outbox_has_is_none(
    preview: Preview, page: Listener, newsletter: Path
) -> None:
    saved(newsletter / "seeds/bells.md", BELLS)
    page.wait_for("issue", where="scratch")
    (newsletter / "seeds/bells.md").unlink()
    assert page.wait_for("issue", where="outbox").data["changed"] == ["free", "member"]
    assert "What the bells said" not in preview.get(FREE).text


def test_a_seed_that_is_a_link_is_followed_to_where_it_lies(newsletter: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere/towers.md"
    real.write_text(BELLS, encoding="utf-8")
    (newsletter / "seeds/bells.md").symlink_to(real)
    with previewing(newsletter / "digest.toml") as preview, preview.listening() as page:
        saved(real, BELLS.replace("said", "were told"))
        page.wait_for("issue", where="scratch")
        assert "What the bells were told" in preview.get(FREE).text


def test_without_an_issue_this_weeks_is_built_at_once(tmp_path: Path) -> None:
    folder = make(tmp_path / "letter")
    with previewing(folder / "digest.toml") as preview, preview.listening() as page:
        page.wait_for("issue", week=WEEK, where="scratch")
        assert "How the lamps were lit" in preview.get(FREE).text
    assert not (folder / "outbox").exists()


def test_without_an_issue_and_without_a_story_the_page_is_told_so_until_there_is_one(tmp_path: Path) -> None:
    folder = make(tmp_path / "letter")
    for name in ("lamps.md", "river.md"):
        (folder / "seeds" / name).unlink()
    with previewing(folder / "digest.toml") as preview, preview.listening() as page:
        assert "nothing to publish" in page.wait_for("trouble").data["lines"][-1]
        listed = preview.get("/api/issues").json()
        assert (listed["current"], listed["issues"]) == (WEEK, [])
        assert preview.get(f"/api/issues/{WEEK}").status == 404
        saved(folder / "seeds/lamps.md", LAMPS)
        page.wait_for("fine")
        assert preview.get(f"/api/issues/{WEEK}").status == 200


def test_files_are_followed_where_the_system_does_not_tell_of_changes(newsletter: Path) -> None:
    with previewing(newsletter / "digest.toml", poll=True) as preview, preview.listening() as page:
        saved(newsletter / "seeds/bells.md", BELLS)
        page.wait_for("issue", where="scratch")


def test_no_thread_is_left_behind(newsletter: Path) -> None:
    before = set(threading.enumerate())
    with previewing(newsletter / "digest.toml") as preview, preview.listening() as page:
        page.next()
        saved(newsletter / "seeds/bells.md", BELLS)
        page.wait_for("issue", where="scratch")
    assert set(threading.enumerate()) <= before
    assert not preview.scratch.exists()


def test_streams_end_with_the_server(newsletter: Path) -> None:
    with previewing(newsletter / "digest.toml") as preview:
        page = Listener(preview.port)
        page.next()
        began = time.perf_counter()
    while page.next() is not None:
        pass
    page.close()
    assert time.perf_counter() - began < 5


def test_a_bug_is_told_in_one_line_and_printed_once_and_the_preview_goes_on(tmp_path: Path) -> None:
    folder, days = make(tmp_path / "letter"), [DAY]

    def today(_: str) -> date:
        return days[1]  # the bug: there is only one

    with previewing(folder / "digest.toml", today=today) as preview, preview.listening() as page:
        told = page.wait_for("trouble")
        assert told.data["lines"] == [
            "a mistake in digest itself · IndexError · its traceback stands in the terminal"
        ]
        saved(folder / "seeds/bells.md", BELLS)
        page.wait_for("trouble")
        assert [type(bug) for bug in preview.bugs] == [IndexError]
        days.append(DAY)
        saved(folder / "seeds/bells.md", BELLS.replace("said", "were told"))
        page.wait_for("issue", where="scratch")
        page.wait_for("fine")
