"""What the two documents that the project began with must become; only where they lie beside the checkout."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from digest.model import Issue
from digest.pipeline.building import Built, Order, build
from digest.settings.reading import load
from tests import needs

ROOT = Path(__file__).parents[1]
MAGAZINE, LETTER = "000_0b7d0eba844ba6c6.txt", "004_f1537060fd41a7e5.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    seeds = needs.material("seeds")
    outbox = tmp_path_factory.mktemp("outbox")
    return build(load(ROOT / "digest.toml"), Order(date(2024, 6, 23), (seeds,), outbox))


@pytest.fixture
def issue(built: Built) -> Issue:
    return built.issue


def kept(issue: Issue, source: str) -> str:
    (story,) = [story for story in issue.stories if story.article.source == source]
    return "\n".join(story.paragraphs)


def read(built: Built, name: str) -> str:
    assert built.folder is not None
    return (built.folder / name).read_text(encoding="utf-8")


def test_both_are_stories_and_nothing_is_odd(built: Built) -> None:
    assert {story.article.source for story in built.issue.stories} == {MAGAZINE, LETTER}
    assert built.problems == ()
    assert not built.forbidden


def test_the_magazine_s_visit_and_its_conclusion_are_kept(issue: Issue) -> None:
    text = kept(issue, MAGAZINE)
    assert "first visit to the country in more than 20 years" in text
    assert "All these signs point to" in text


def test_the_letter_s_point_and_what_leads_up_to_it_are_kept(issue: Issue) -> None:
    text = kept(issue, LETTER)
    assert "one of Russia’s only friends" in text
    assert "From a big picture perspective" in text or "Our talk initially began" in text


def test_no_housekeeping_is_kept(issue: Issue) -> None:
    text = kept(issue, LETTER)
    for phrase in ("housekeeping", "briefer than", "Given my following", "freelance", "readership", "Listen to"):
        assert phrase not in text


def test_every_kept_sentence_stands_in_its_source(built: Built) -> None:
    for story in json.loads(read(built, "issue.json"))["stories"]:
        source = (needs.material("seeds") / story["source"]).read_text(encoding="utf-8")
        for paragraph in story["paragraphs"]:
            if paragraph["selected"]:
                assert paragraph["text"] in source.splitlines()[paragraph["line"] - 1]


@pytest.mark.parametrize("audience", ["free", "member"])
def test_a_letter_has_caption_credit_related_and_the_publication_s_own_words(built: Built, audience: str) -> None:
    text = " ".join(read(built, f"{audience}/letter.txt").split())
    for part in (
        "Kim and Putin, meeting in June 2024.",
        "Wikimedia Commons, Office of the President of Russia",
        "North Korean Holiday",
        "17 April 2024",
        "Russian Life is a publication of a 30-year-young, award-winning publishing house",
        "73 Main Street, Suite 402 Montpelier VT 05602 802-223-4955",
        "Oliver Jia",
        "Video",
    ):
        assert part in text


def test_members_see_books_and_free_readers_how_to_join(built: Built) -> None:
    free, member = (read(built, f"{audience}/letter.txt") for audience in ("free", "member"))
    titles = [item.title for item in built.issue.catalogue]
    assert 1 <= len(titles) <= 3
    assert all(title in member and title not in free for title in titles)
    assert "https://fineprint.example.org/join" in free


def test_a_story_without_an_address_can_be_read_whole(built: Built) -> None:
    pages: list[Any] = [story.page for story in built.issue.stories]
    assert all(pages)
    assert "Like the buddies they appear to be" in read(built, pages[0]) + read(built, pages[1])
