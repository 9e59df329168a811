"""Documents with parts for some readers, from their folder to the letters."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from digest.errors import NothingToPublish
from digest.model import Week
from digest.outbox.laid import read_laid
from digest.pipeline.building import Built, Order, build
from digest.preflight.leaks import leaks, public_leaks
from digest.settings.edits_starter import starter
from digest.settings.reading import load
from tests.torture.issues import built as built_hard

SETTINGS = """\
[newsletter]
name = "The Letter"
postal_address = "1 Any Street"
web_url = "https://letter.test/issues"
[sender]
address = "post@letter.test"
[links]
unsubscribe = "https://letter.test/u"
join = "https://letter.test/join"
[[audiences]]
name = "free"
title = "Free readers"
[[audiences]]
name = "member"
deals = true
subject = "Inside: {subject}"
[[audiences]]
name = "patron"
deals = true
sections = ["Streets"]
unsubscribe = "https://letter.test/patrons/u"
manage = "https://letter.test/patrons/manage"
"""
HIDDEN = "Zebra papers in the harbour office name the owner who paid the captain to look away that night."
LAMPS = "Every evening a man with a ladder walked the long street and lit its lamps before it grew dark."
WIRES = "When the wires came the ladder was sold, and the street was lit at once by a switch nobody saw."
DAY = date(2024, 6, 23)


def a_letter_of(folder: Path, settings: str = SETTINGS, edits: str = "", **documents: str) -> Built:
    """The issue of these documents, each by its name with an underscore before the suffix."""
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "edits").mkdir(exist_ok=True)
    (folder / "digest.toml").write_text(settings)
    (folder / "edits/2024-W25.toml").write_text(edits)
    for file in (folder / "seeds").iterdir():
        file.unlink()
    for name, text in documents.items():
        (folder / "seeds" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return build(load(folder / "digest.toml"), Order(DAY))


def a_document(*paragraphs: str, title: str = "The lamps", section: str = "") -> str:
    return "\n\n".join([f"---\ntitle: {title}\nsection: {section}\n---", *paragraphs])


def for_member(text: str) -> str:
    return f"::: member\n{text}\n:::"


def parts(built: Built, audience: str) -> str:
    (letter,) = (letter for letter in built.letters if letter.audience == audience)
    flowed = letter.text.replace(" \n", " ")
    return f"{letter.subject}\n{letter.preheader}\n{letter.html}\n{flowed}\n{letter.mjml}\n{letter.eml.decode()}"


def record_of(built: Built) -> dict[str, Any]:
    assert built.folder is not None
    told: dict[str, Any] = json.loads((built.folder / "issue.json").read_text())
    return told


def where_hidden(built: Built) -> list[str]:
    """The files of the outbox that have a word of what is hidden."""
    assert built.folder is not None
    root = built.folder.parent
    files = (file for file in sorted(root.rglob("*")) if file.is_file())
    return [file.relative_to(root).as_posix() for file in files if b"zebra" in file.read_bytes().lower()]


MEMBERS_FILES = [f"2024-W25/member/letter.{kind}" for kind in ("eml", "html", "mjml", "txt")]


@pytest.mark.parametrize(
    "document",
    [
        {"a_md": a_document(LAMPS, for_member(HIDDEN), WIRES)},
        {"a_txt": f"The lamps\n\n{LAMPS}\n\n:::member\n{HIDDEN}\n:::\n\n{WIRES}\n"},
        {"a_html": f"<article><h1>The lamps</h1><p>{LAMPS}<p>{WIRES}<p data-audience=member>{HIDDEN}</p></article>"},
        {"a_html": f"<article><h1>The lamps</h1><p>{LAMPS}<p>{WIRES}<!--members-only--><p>{HIDDEN}</p></article>"},
    ],
)
def test_marked_text_stands_in_its_readers_letter_and_nowhere_else(tmp_path: Path, document: dict[str, str]) -> None:
    built = a_letter_of(tmp_path, **document)
    assert where_hidden(built) == ["2024-W25/issue.json", *MEMBERS_FILES]
    assert not [finding for finding in built.findings if finding.check == "leaks"]


def test_free_readers_are_told_that_there_is_more_and_how_to_join(tmp_path: Path) -> None:
    built = a_letter_of(tmp_path, a_md=a_document(LAMPS, for_member(HIDDEN)))
    assert "The rest of this story is for members." in parts(built, "free")
    assert "The rest of this story is for members." not in parts(built, "member")
    (story,) = record_of(built)["stories"]
    assert (story["readers"], story["locked"]) == (["free", "member"], ["free"])


def test_the_best_marked_paragraph_is_always_shown_to_its_readers(tmp_path: Path) -> None:
    many = [f"{LAMPS} It was the lamp number {number} of the street." for number in range(12)]
    built = a_letter_of(tmp_path, a_md=a_document(*many, for_member("A zebra slept beside the last of the lamps.")))
    assert "zebra slept" in parts(built, "member")
    assert "zebra" not in parts(built, "free")


def test_a_name_that_no_audience_has_hides_its_part_from_all_and_is_told(tmp_path: Path) -> None:
    built = a_letter_of(tmp_path, a_md=a_document(LAMPS, f"::: membr\n{HIDDEN}\n:::"))
    assert where_hidden(built) == []
    assert [str(problem) for problem in built.problems] == [
        'nobody sees this part: no such audience · a.md:9 · membr · did you mean "member"?'
    ]


def test_members_only_without_an_audience_that_could_be_meant_is_seen_by_nobody(tmp_path: Path) -> None:
    page = f"<article><h1>The lamps</h1><p>{LAMPS}</p><p>{WIRES}</p><!--members-only--><p>{HIDDEN}</p></article>"
    built = a_letter_of(tmp_path, SETTINGS.replace("deals = true", "deals = false"), a_html=page)
    assert where_hidden(built) == []
    assert [problem.what for problem in built.problems] == ["nobody sees this part: no audience has deals"]


def test_a_document_that_is_all_for_one_audience_is_that_audience_s_story(tmp_path: Path) -> None:
    built = a_letter_of(
        tmp_path, a_md=a_document(for_member(f"{HIDDEN}\n\n{LAMPS}")), b_md=a_document(WIRES, title="The wires")
    )
    assert where_hidden(built) == ["2024-W25/issue.json", *MEMBERS_FILES]
    assert "Members also read one more story this week: “The lamps”." in parts(built, "free")


def test_a_document_of_parts_for_different_readers_alone_is_left_out(tmp_path: Path) -> None:
    with pytest.raises(NothingToPublish) as caught:
        a_letter_of(tmp_path, a_md=a_document(for_member(LAMPS), f"::: patron\n{WIRES}\n:::"))
    assert caught.value.problems[0].startswith("left out: all of it is for some, and not for the same · a.md")


def test_a_part_for_others_than_its_document_is_seen_by_nobody(tmp_path: Path) -> None:
    document = a_document(LAMPS, f"::: patron\n{HIDDEN}\n:::").replace("section:", "audience: member\nsection:")
    built = a_letter_of(tmp_path, a_md=document, b_md=a_document(WIRES, title="The wires"))
    assert where_hidden(built) == []
    assert "it is for others than its document" in built.problems[0].what


def test_a_fence_in_a_feed_is_text(tmp_path: Path) -> None:
    entry = f"<p>{LAMPS}</p><p>::: member</p><p>{WIRES}</p><div data-audience='member'>{WIRES} Again.</div>"
    (tmp_path / "feed.xml").write_text(
        "<rss version='2.0'><channel><title>F</title><item><title>The feed</title><link>https://f.test/a</link>"
        f"<pubDate>Fri, 21 Jun 2024 08:00:00 GMT</pubDate><description><![CDATA[{entry}]]></description></item>"
        "</channel></rss>"
    )
    from datetime import UTC, datetime

    settings = f'{SETTINGS}[[feeds]]\nurl = "feed.xml"\n'
    (tmp_path / "digest.toml").write_text(settings)
    (tmp_path / "seeds").mkdir()
    order = Order(DAY, now=datetime(2024, 6, 23, tzinfo=UTC))
    (story,) = build(load(tmp_path / "digest.toml"), order).issue.stories
    assert story.inside == ()
    assert any("Again." in block.text for block in story.article.body)


def test_an_audience_with_sections_gets_their_stories_alone_and_the_next_one_leads(tmp_path: Path) -> None:
    built = a_letter_of(
        tmp_path,
        edits='order = ["a.md"]',
        a_md=a_document(LAMPS, title="The harbour", section="Harbours"),
        b_md=a_document(WIRES, title="The street that was lit by one switch", section="Streets"),
    )
    assert "The harbour" in parts(built, "free")
    assert "The harbour" not in parts(built, "patron")
    assert "The street that was lit" in parts(built, "patron").splitlines()[0]
    assert [story["readers"] for story in record_of(built)["stories"]] == [
        ["free", "member"],
        ["free", "member", "patron"],
    ]
    assert not [finding for finding in built.findings if finding.check == "told"]


def test_what_is_for_an_audience_alone_is_in_its_letter_whatever_the_section(tmp_path: Path) -> None:
    built = a_letter_of(
        tmp_path,
        a_md=a_document(WIRES, title="The harbour").replace(
            "section:", "audience: patron\nsection: Harbours\nkicker:"
        ),
        b_md=a_document(LAMPS, section="Streets"),
    )
    assert "The harbour" in parts(built, "patron")


def test_an_audience_has_addresses_and_a_shape_of_subject_of_its_own(tmp_path: Path) -> None:
    built = a_letter_of(tmp_path, a_md=a_document(LAMPS, WIRES, section="Streets"))
    letters = {letter.audience: letter for letter in built.letters}
    assert letters["patron"].headers["List-Unsubscribe"] == "<https://letter.test/patrons/u>"
    assert letters["free"].headers["List-Unsubscribe"] == "<https://letter.test/u>"
    assert "https://letter.test/patrons/manage" in letters["patron"].text
    assert "https://letter.test/patrons" not in letters["free"].text
    assert letters["member"].subject == f"Inside: {letters['free'].subject}"


def test_an_editor_may_write_subjects_and_preheaders_of_single_audiences(tmp_path: Path) -> None:
    edits = '[subjects]\nmember = "For members: the zebra"\n[preheaders]\npatron = "For you"\nmembr = "x"\n'
    built = a_letter_of(tmp_path, edits=edits, a_md=a_document(LAMPS, WIRES, section="Streets"))
    letters = {letter.audience: letter for letter in built.letters}
    assert letters["member"].subject == "For members: the zebra"
    assert letters["patron"].preheader == "For you"
    assert "zebra" not in parts(built, "free")
    assert [problem.what for problem in built.problems] == ["the edits have an inbox line for no audience"]


def test_a_marked_paragraph_that_the_editor_chooses_is_shown_to_its_readers_alone(tmp_path: Path) -> None:
    edits = '[stories."a.md"]\nparagraphs = ["When the wires", "Zebra papers", "Every evening"]\n'
    built = a_letter_of(tmp_path, edits=edits, a_md=a_document(LAMPS, WIRES, for_member(HIDDEN)))
    assert where_hidden(built) == ["2024-W25/issue.json", *MEMBERS_FILES]
    (story,) = built.issue.stories
    assert story.paragraphs == (WIRES, LAMPS)
    assert story.paragraphs_for("member") == (WIRES, HIDDEN, LAMPS)


def test_a_new_edits_file_has_marked_paragraphs_and_changes_nothing(tmp_path: Path) -> None:
    document = a_document(LAMPS, WIRES, for_member(HIDDEN))
    first = a_letter_of(tmp_path, a_md=document)
    text = starter(record_of(first))
    assert "#  *  Zebra papers in the harbour office name the owner who paid the captain … (for member alone)" in text
    table = text[text.index("# [stories.") :].replace("# [stories", "[stories").replace("# paragraphs", "paragraphs")
    second = a_letter_of(tmp_path, edits=table, a_md=document)
    assert second.issue.edited
    assert [parts(second, name) == parts(first, name) for name in ("free", "member")] == [True, True]


def test_an_editor_who_chooses_marked_paragraphs_alone_changes_nothing_for_others(tmp_path: Path) -> None:
    edits = '[stories."a.md"]\nparagraphs = ["Zebra papers"]\n'
    built = a_letter_of(tmp_path, edits=edits, a_md=a_document(LAMPS, WIRES, for_member(HIDDEN)))
    (story,) = built.issue.stories
    assert (story.paragraphs, story.paragraphs_for("member")) == ((LAMPS, WIRES), (HIDDEN,))


def test_a_summary_of_the_editor_s_is_for_all(tmp_path: Path) -> None:
    edits = '[stories."a.md"]\nsummary = "The street was lit."\n'
    built = a_letter_of(tmp_path, edits=edits, a_md=a_document(LAMPS, for_member(HIDDEN)))
    assert built.issue.stories[0].paragraphs_for("member") == ("The street was lit.",)
    assert where_hidden(built) == ["2024-W25/issue.json"]


def test_two_documents_that_differ_in_a_marked_part_alone_are_two(tmp_path: Path) -> None:
    built = a_letter_of(
        tmp_path, a_md=a_document(LAMPS, for_member(HIDDEN)), b_md=a_document(LAMPS, for_member(WIRES))
    )
    assert not any("twice" in problem.what for problem in built.problems)


def test_words_that_an_editor_puts_into_the_wrong_letter_are_found(tmp_path: Path) -> None:
    edits = f'note = "{HIDDEN}"'
    built = a_letter_of(tmp_path, edits=edits, a_md=a_document(LAMPS, for_member(HIDDEN)))
    assert built.folder is not None
    laid = read_laid(built.folder.parent, Week(2024, 25))
    told = {letter.audience: [*leaks(laid, letter)] for letter in laid.letters}
    assert [bool(told[name]) for name in ("free", "member", "patron")] == [True, False, True]
    assert any("index.html" in one for one in public_leaks(laid))


marks = st.sampled_from(
    ["{}", "::: member\n{}\n:::", "::: patron\n{}\n:::", "::: membr\n{}\n:::", "> ::: member\n> {}\n> :::"]
)
texts = st.sampled_from([LAMPS, WIRES, HIDDEN, "## A heading", "- An item\n- Another item of the list", "* * *"])


@hypothesis_settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(marks, texts).filter(lambda pair: pair[0] != "{}" or pair[1] != HIDDEN), max_size=8))
def test_whatever_the_fences_no_marked_text_reaches_others(tmp_path: Path, document: list[tuple[str, str]]) -> None:
    paragraphs = (mark.format(text) for mark, text in document)
    built = a_letter_of(tmp_path, a_md=a_document(f"{LAMPS} Once.", *paragraphs, section="Streets"))
    allowed = {
        "issue.json",
        *(f"{name}/letter.{kind}" for name in ("member", "patron") for kind in ("eml", "html", "mjml", "txt")),
    }
    assert {name.removeprefix("2024-W25/") for name in where_hidden(built)} <= allowed
    assert not [finding for finding in built.findings if finding.check == "leaks"]


@pytest.mark.parametrize("name", ["unicode", "right-to-left", "none-but-deals", "hostile-feed"])
def test_issues_that_try_a_letter_hard_leak_nothing(tmp_path: Path, name: str) -> None:
    made = built_hard(name, tmp_path)
    assert made.folder is not None
    laid = read_laid(made.folder.parent, made.issue.week)
    assert [told for letter in laid.letters for told in leaks(laid, letter)] == []
    assert list(public_leaks(laid)) == []


def leaks_of(built: Built) -> list[str]:
    return [finding.what for finding in built.findings if finding.check == "leaks"]


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "You receive this letter because you subscribed to The Letter."),
        ("en", "The rest of this story is for members."),
        ("en", "Was this letter forwarded to you? To get the next one yourself, write to post@letter.test."),
        ("de", "Sie erhalten diesen Newsletter, weil Sie „The Letter“ abonniert haben."),
    ],
)
def test_what_every_letter_says_anyway_is_no_leak(tmp_path: Path, language: str, phrase: str) -> None:
    settings = SETTINGS.replace('name = "The Letter"\n', f'name = "The Letter"\nlanguage = "{language}"\n')
    passage = for_member(f"{phrase}\n\n{HIDDEN}\n\n{phrase} {HIDDEN}")
    built = a_letter_of(tmp_path, settings, a_md=a_document(LAMPS, passage, WIRES))
    assert leaks_of(built) == []


def test_a_title_by_the_editor_that_quotes_a_passage_is_a_leak_wherever_it_stands(tmp_path: Path) -> None:
    edits = f'note = "{HIDDEN}"\n[stories."a.md"]\ntitle = "{HIDDEN}"\n'
    built = a_letter_of(tmp_path, edits=edits, a_md=a_document(LAMPS, for_member(HIDDEN), WIRES))
    assert any("words of a.md that are for member alone" in told for told in leaks_of(built))


def test_a_copy_without_marks_tells_nobody_what_the_other_marks(tmp_path: Path) -> None:
    marked, whole = a_document(LAMPS, for_member(HIDDEN), WIRES), a_document(LAMPS, HIDDEN, WIRES)
    built = a_letter_of(tmp_path, a_md=marked, z_md=whole)
    assert "Zebra" not in parts(built, "free")
    assert "Zebra" in parts(built, "member")
    assert any(problem.what == "words are left out that a copy marks" for problem in built.problems)


def test_words_of_a_member_s_picture_are_looked_for(tmp_path: Path) -> None:
    document = (
        f"---\ntitle: The lamps\naudience: member\nimage: https://letter.test/a.png\nalt: {HIDDEN}\n---\n\n{LAMPS}"
    )
    built = a_letter_of(tmp_path, edits=f'note = "{HIDDEN}"', a_md=document, b_md=a_document(WIRES, title="Wires"))
    assert any("words of a.md" in told for told in leaks_of(built))
