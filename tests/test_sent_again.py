"""An issue that was sent is built again as its readers have it, or not at all."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.editor.past import past
from digest.errors import OutboxError
from digest.model import Week
from digest.model.visible import name
from digest.pipeline.building import Built, Order, build
from digest.pipeline.history import mark_sent
from digest.pipeline.recall import recall
from digest.settings import Settings
from digest.settings.reading import load
from tests.prose import headline, paragraphs
from tests.test_pipeline import SETTINGS

DAY, WEEK = date(2024, 6, 23), Week(2024, 25)
NOW = datetime(2024, 6, 23, 8, tzinfo=UTC)
SOURCES = (
    "https://p.test/%D0%BF%D0%BE%D1%87%D1%82%D0%B0",
    "https://p.test/%E9%82%AE%E6%94%BF?a=%7B%7Bname%7D%7D",
    "https://p.test/%7B%7Bname%7D%7D/100%25",
)


@pytest.fixture
def letter(tmp_path: Path) -> Settings:
    """A newsletter with documents and a feed whose names look like merge tags or have percent escapes."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, file in enumerate(("a{{b}}.md", "%NAME%.md", "plain.md"), 10):
        (seeds / file).write_text(f"# {headline(number)}\n\n" + "\n\n".join(paragraphs(number)), encoding="utf-8")
    items = "".join(item(number, link) for number, link in enumerate(SOURCES, 20))
    (tmp_path / "post.xml").write_text(f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>')
    (tmp_path / "digest.toml").write_text(f'{SETTINGS}[[feeds]]\nurl = "post.xml"\n', encoding="utf-8")
    return load(tmp_path / "digest.toml")


def item(number: int, link: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(number))
    return (
        f"<item><title>{headline(number)}</title><link>{link}</link><guid>{number}</guid>"
        f"<pubDate>Fri, 21 Jun 2024 09:00:00 GMT</pubDate><description><![CDATA[{text}]]></description></item>"
    )


def made(settings: Settings, **order: object) -> Built:
    return build(settings, replace(Order(DAY, now=NOW), **order))  # type: ignore[arg-type]


def sent(settings: Settings) -> dict[str, bytes]:
    """The issue is built and sent; what lies in the outbox then."""
    made(settings)
    mark_sent(settings, WEEK, at=NOW)
    return laid(settings)


def laid(settings: Settings) -> dict[str, bytes]:
    folder = settings.outbox / str(WEEK)
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def edit(settings: Settings, text: str) -> None:
    settings.edits.mkdir(exist_ok=True)
    (settings.edits / f"{WEEK}.toml").write_text(text, encoding="utf-8")


def refused(settings: Settings, **order: object) -> str:
    """Why it is not built again; the outbox is as it was."""
    before = laid(settings)
    with pytest.raises(OutboxError) as caught:
        made(settings, **order)
    assert caught.value.what == "the issue of 2024-W25 was sent and would come out differently"
    assert laid(settings) == before
    return caught.value.found


def test_names_with_escapes_and_merge_tags_are_built_again_to_the_byte(letter: Settings) -> None:
    before = sent(letter)
    again = made(letter)
    assert {story.article.source for story in again.issue.stories} == {
        "a{{b}}.md",
        "%NAME%.md",
        "plain.md",
        *SOURCES,
    }
    assert laid(letter) == before


def test_names_with_escapes_and_merge_tags_do_not_come_twice(letter: Settings) -> None:
    sent(letter)
    (letter.seeds[0] / "next.md").write_text(f"# {headline(40)}\n\n" + "\n\n".join(paragraphs(40)))
    later = build(letter, Order(date(2024, 6, 27), now=NOW))
    assert [story.article.source for story in later.issue.stories] == ["next.md"]


def test_what_was_sent_is_known_by_its_name_as_documents_and_entries_have_it(letter: Settings) -> None:
    sent(letter)
    memory, _ = recall(letter.ledger, letter.outbox, Week(2024, 26))
    known = past(Week(2024, 26), memory)
    assert [known.used(source, "") for source in (*SOURCES, "a{{b}}.md", "%NAME%.md")] == [WEEK] * 5


def test_a_name_is_spelt_once_however_often_it_is_spelt() -> None:
    for source in (*SOURCES, "a{{b}}.md", "%NAME%.md", "100%", "a%%20b"):
        assert name(name(source)) == name(source)
    assert name(SOURCES[0]) == SOURCES[0]
    assert "{{" not in name("a{{b}}.md")
    assert "%NAME%" not in name("%NAME%.md")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('subject = "Another subject of mine"', "with another subject"),
        ('preheader = "Another line behind the subject, which is new"', "with another preheader"),
        ('note = "Dear readers"', "with another note"),
        ('[stories."plain.md"]\ntitle = "Another title"', "with another title of plain.md"),
        ('[stories."plain.md"]\nsummary = "In short."', "with other paragraphs of plain.md"),
        ('order = ["plain.md", "a{{b}}.md", "%NAME%.md"]', "in another order"),
        ('order = ["%NAME%.md"]\ndrop = ["plain.md"]', "without plain.md"),
    ],
)
def test_edits_do_not_change_what_was_sent(letter: Settings, text: str, found: str) -> None:
    order = 'order = ["%NAME%.md", "a{{b}}.md", "plain.md"]\n'
    edit(letter, order)
    sent(letter)
    edit(letter, text if text.startswith("order") else order + text)
    assert found in refused(letter)


def test_other_paragraphs_do_not_come_into_what_was_sent(letter: Settings) -> None:
    sent(letter)
    last = paragraphs(12)[-1]
    edit(letter, f'[stories."plain.md"]\nparagraphs = ["{last[:40]}"]')
    assert refused(letter) == "with other paragraphs of plain.md"


def test_a_letter_that_was_sent_is_not_taken_away(letter: Settings) -> None:
    sent(letter)
    assert refused(letter, audiences=("free",)) == "without the letter for member"


def test_what_was_sent_is_known_without_its_issue_in_the_outbox(letter: Settings) -> None:
    sent(letter)
    shutil.rmtree(letter.outbox / str(WEEK))
    edit(letter, 'subject = "Another subject of mine"')
    assert "with another subject" in refused(letter)


def test_what_was_sent_may_look_otherwise(letter: Settings) -> None:
    before = sent(letter)
    own = letter.file.parent / "templates"
    shutil.copytree(Path(__file__).parents[1] / "templates", own)
    page = own / "letter.txt.j2"
    page.write_text(page.read_text() + "\nA new last line.\n")
    made(replace(letter, templates=own))
    after = laid(letter)
    assert "A new last line." in after["free/letter.txt"].decode()
    assert after["issue.json"] == before["issue.json"]


def test_a_dry_run_may_show_what_was_sent_otherwise(letter: Settings) -> None:
    sent(letter)
    edit(letter, 'subject = "Another subject of mine"')
    assert made(letter, dry_run=True).issue.subject == "Another subject of mine"


def test_a_subject_of_a_recent_issue_is_said(letter: Settings) -> None:
    sent(letter)
    (letter.seeds[0] / "next.md").write_text(f"# {headline(40)}\n\n" + "\n\n".join(paragraphs(40)))
    subject = made(letter, dry_run=True).issue.subject
    letter.edits.mkdir()
    (letter.edits / "2024-W26.toml").write_text(f'subject = "{subject}"\n', encoding="utf-8")
    later = build(letter, Order(date(2024, 6, 27), now=NOW))
    assert later.issue.subject == subject
    assert "the subject is that of 2024-W25" in {problem.what for problem in later.problems}


def test_edits_in_a_file_of_another_spelling_are_said(letter: Settings) -> None:
    letter.edits.mkdir()
    (letter.edits / "2024-w25.toml").write_text('subject = "Mine"\n')
    assert "edits that are not read · edits/2024-w25.toml · name the file 2024-W25.toml" in map(
        str, made(letter).problems
    )
