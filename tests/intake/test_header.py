from __future__ import annotations

from datetime import date

import pytest

from digest.errors import UnreadableDocument
from digest.intake.header import front_matter, sidecar
from digest.intake.header_values import Header
from digest.intake.shapes import is_web_address


def test_front_matter_gives_values_and_its_length() -> None:
    header = front_matter(
        '---\ntitle: "A Harbour"\ndate: 2024-06-23\nurl: https://example.org/a\n---\nText\n', "a.txt"
    )
    assert header.values == {"title": "A Harbour", "url": "https://example.org/a"}
    assert (header.published, header.lines, header.problems) == (date(2024, 6, 23), 5, ())


def test_front_matter_between_plus_signs_is_toml() -> None:
    header = front_matter('+++\ntitle = "A: B"\ndate = 2024-06-23\n+++\nText', "a.md")
    assert (header.values["title"], header.published, header.lines) == ("A: B", date(2024, 6, 23), 4)


@pytest.mark.parametrize(
    "text", ["Text\n---\n", "---\nA paragraph.\n\n---\nAnother.", "---\nA rule and words\n", "----\na: b\n----\n"]
)
def test_a_text_with_rules_has_no_header(text: str) -> None:
    header = front_matter(text, "a.txt")
    assert (header.values, header.lines, header.problems) == ({}, 0, ())


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() -> None:
    (problem,) = front_matter("---\ntitle: A\ntittle: B\n---\n", "a.txt").problems
    assert (problem.where, problem.found, problem.hint) == ("a.txt:3", "tittle", 'did you mean "title"?')


def test_an_unknown_key_of_a_sidecar_is_named_with_its_line() -> None:
    (problem,) = sidecar('title = "A"\n\npublicaton = "B"\n', "a.txt.toml").problems
    assert (problem.where, problem.hint) == ("a.txt.toml:3", 'did you mean "publication"?')


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('date = "someday"', "someday"),
        ("title = 5", "5"),
        ('url = "javascript:alert(1)"', "javascript:alert(1)"),
        ('language = "???"', "???"),
        ('title = ">"', ">"),
    ],
)
def test_a_bad_value_is_a_problem_and_no_value(line: str, found: str) -> None:
    header = sidecar(line, "a.toml")
    assert [problem.found for problem in header.problems] == [found]
    assert (header.values, header.published) == ({}, None)


def test_broken_toml_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableDocument, match="not valid TOML") as caught:
        sidecar('section = "Coast"\ntitle = \n', "a.toml")
    assert caught.value.where == "a.toml:2"


def test_the_line_of_broken_toml_on_top_of_a_document_counts_in_the_document() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        front_matter('\n+++\nsection = "Coast"\ntitle = \n+++\nText', "a.md")
    assert (caught.value.where, caught.value.found) == ("a.md:4", "Invalid value")


def test_a_line_of_front_matter_that_is_no_pair_is_a_problem() -> None:
    (problem,) = front_matter("---\ntitle: A\nnonsense\n---\n", "a.txt").problems
    assert (problem.where, problem.found) == ("a.txt:3", "nonsense")


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org", "https://", "//example.org", "https://user@example.org", "https://a b", "https://[", "x"],
)
def test_only_whole_web_addresses_count(address: str) -> None:
    assert not is_web_address(address)


@pytest.mark.parametrize(
    "text",
    [
        "---\naudience: members only\n---\n",
        "---\naudience:\n---\n",
        '---\naudience: "member\n---\n',
        "---\naudience:\n  - member\n---\n",
        "---\naudiense: member\n---\n",
        "---\nTarget audience: member\n---\n",
        "---\naudience = member\n---\n",
        "---\ntitle: A\naudience = member\n---\n",
        "---\ntitle: A\naudience:member\n---\n",
        "---\ntitle: A\naudience member\n---\n",
        "---\ntitle: >\n  A\n  audience: member of none\n---\n",
        "---\naudience: member\naudience: free\n---\n",
        '---\ntitle: A\n"audience": member\n---\n',
        "---\ntitle: A\naudience: member\n",
        "---\nsomething: A\n\naudience: member\n\nText",
        "---\ntitle: A\n----\nText",
        "----\naudience: member\n----\nText",
        "title: A\naudience: member\n\nText",
        "---yaml\naudience: member\n---\nText",
        "\u2013\u2013\u2013\naudience: member\n\u2013\u2013\u2013\nText",
        "<!-- note -->\n---\naudience: member\n---\nText",
        "A Title\n\n---\ntitle: A\naudience: member\n---\nText",
        "audience: member\n\nText",
        '+++\naudience = ["member"]\n+++\n',
        "+++\naudience = member\n+++\n",
        '+++\naudience = "member"\n',
        '+++\n[extra]\naudience = "member"\n+++\n',
        '+++\nextra = [{ audience = "member" }]\n+++\n',
        "+++\naudience: member\n+++\n",
    ],
)
def test_a_header_that_leaves_the_audience_open_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument, match="left out") as caught:
        front_matter(text, "a.md")
    assert caught.value.where.startswith("a.md")
    assert caught.value.hint


def test_blank_lines_may_stand_before_a_header() -> None:
    header = front_matter("\n \n---\ntitel: A\naudience: member\n---\nText", "a.md")
    assert (header.values, header.lines) == ({"audience": "member"}, 6)
    assert header.problems[0].where == "a.md:4"


@pytest.mark.parametrize(
    "text",
    [
        "The audience rose.\n\nText",
        "---\n\nOf the audience, all rose: they sang.\n\n---\n",
        "Text\naudience: x",
        "Text\n\nAudience: who reads\n---\n",
        "# audience: x\n",
    ],
)
def test_words_about_an_audience_are_no_header(text: str) -> None:
    assert front_matter(text, "a.md") == Header()


def test_a_comment_about_the_audience_is_passed_over() -> None:
    assert front_matter("---\n# audience: who\ntitle: A\n---\n", "a.md").values == {"title": "A"}


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r'"He said: \"hi\""', 'He said: "hi"'),
        ("'It''s here'", "It's here"),
        ('"One" and "Two"', '"One" and "Two"'),
        (r'"C:\place"', r"C:\place"),
        (r'"no \ud800 half"', "no half"),
    ],
)
def test_a_quoted_value_is_read_as_yaml_has_it(written: str, title: str) -> None:
    assert front_matter(f"---\ntitle: {written}\n---\n", "a.md").values == {"title": title}


def test_a_value_on_several_lines_is_one_problem() -> None:
    (problem,) = front_matter("---\ntitle: >\n  A harbour\n  comes back\nkicker: B\n---\n", "a.md").problems
    assert (problem.where, problem.hint) == ("a.md:2", "write it on one line")


@pytest.mark.parametrize("text", ["title: A\nTitle: B", "title: A\ntitle: B"])
def test_a_key_that_is_given_twice_is_a_problem(text: str) -> None:
    header = front_matter(f"---\n{text}\n---\n", "a.md")
    assert [(problem.where, problem.found) for problem in header.problems] == [("a.md:3", "B")]
    assert header.values == {"title": "B"}
