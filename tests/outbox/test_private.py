"""What issue.json keeps of what is for some readers alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from digest.model import Audience, CatalogueItem, Inside, Issue, Role, Verdict, Week
from digest.outbox import as_json, record
from digest.outbox.issues import read_issue
from tests.factories import a_block, a_story, an_issue

FREE, MEMBER = Audience("free", "Free", deals=False), Audience("member", "Members", deals=True)
STREET = Audience("street", "Street", deals=False, sections=("Streets",))
HIDDEN = "Nobody but members may read that the lamps were never paid for by the town."
FORMATS = Path(__file__).parents[2] / "docs/formats"


def an_issue_with(*texts: str, public: str = "All may read this.", **changes: Any) -> Issue:
    story = a_story("Lamps", public, **changes)
    hidden = tuple(replace(a_block(text), audience="member") for text in texts)
    article = replace(story.article, blocks=(*story.article.blocks, *hidden))
    verdicts = (*story.verdicts, *(Verdict(block, 1.0, (), block.text) for block in hidden))
    inside = (Inside("member", verdicts),) if hidden else ()
    told = replace(story, article=article, inside=inside)
    return an_issue(told, audiences=(FREE, MEMBER, STREET), members=("member",))


def recorded(issue: Issue) -> dict[str, Any]:
    return record(issue, version="1", audiences=["free", "member", "street"])


def test_a_part_for_one_audience_is_kept_whole_and_apart_from_public_paragraphs() -> None:
    told = recorded(an_issue_with(HIDDEN))
    jsonschema.validate(told, json.loads((FORMATS / "issue.schema.json").read_text()))
    (story,) = told["stories"]
    assert [one["text"] for one in story["paragraphs"]] == ["All may read this."]
    assert story["private"] == [{"audience": "member", "text": HIDDEN}]
    (inside,) = story["inside"]
    assert [(one["audience"], one["text"]) for one in inside["paragraphs"]] == [
        ("", "All may read this."),
        ("member", HIDDEN),
    ]


def test_a_story_says_which_letters_show_it_and_which_only_a_part_of_it() -> None:
    (story,) = recorded(an_issue_with(HIDDEN))["stories"]
    assert (story["readers"], story["locked"]) == (["free", "member"], ["free"])
    (story,) = recorded(an_issue_with(section="streets"))["stories"]
    assert (story["readers"], story["locked"]) == (["free", "member", "street"], [])


def test_all_of_a_story_for_one_audience_is_its_own_but_its_title() -> None:
    issue = an_issue_with(audience="member", standfirst="What it is about.")
    (story,) = recorded(issue)["stories"]
    assert [one["text"] for one in story["private"]] == ["What it is about.", "All may read this."]
    assert story["readers"] == ["member"]


def test_public_text_with_the_same_words_is_told_and_no_other() -> None:
    issue = an_issue_with(HIDDEN, public=f"It is said: {HIDDEN}")
    assert recorded(issue)["shared"] == [f"It is said: {HIDDEN}"]
    assert recorded(an_issue_with(HIDDEN))["shared"] == []


def test_what_a_document_offers_is_not_public_because_it_stands_in_it() -> None:
    issue = an_issue_with()
    (story,) = issue.stories
    blurb = a_block(HIDDEN, Role.CATALOGUE)
    story = replace(story, article=replace(story.article, blocks=(*story.article.blocks, blurb)))
    issue = replace(issue, stories=(story,), catalogue=(CatalogueItem("Lamps", HIDDEN),))
    assert recorded(issue)["shared"] == []


@pytest.mark.parametrize("audience", ["", "member"])
def test_a_record_from_before_there_were_marks_is_read_as_if_it_said_so(tmp_path: Path, audience: str) -> None:
    told = recorded(an_issue_with(audience=audience))
    for key in ("members", "shared"):
        del told[key]
    for story in told["stories"]:
        for key in ("readers", "locked", "inside", "private"):
            del story[key]
        for paragraph in story["paragraphs"]:
            del paragraph["audience"]
    (tmp_path / "2024-W25").mkdir()
    (tmp_path / "2024-W25/issue.json").write_bytes(as_json(told))
    read = read_issue(tmp_path, Week(2024, 25))
    (story,) = read["stories"]
    assert story["readers"] == (["member"] if audience else ["free", "member", "street"])
    assert story["private"] == ([{"audience": "member", "text": "All may read this."}] if audience else [])
    assert (read["shared"], story["inside"], story["paragraphs"][0]["audience"]) == ([], [], "")
