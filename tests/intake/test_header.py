from __future__ import annotations

from datetime import date

import pytest

from digest.intake.header import front_matter, is_web_address, sidecar


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
    "text", ["Text\n---\n", "---\nA paragraph.\n\n---\nAnother.", "---\ntitle: never closed\n", "----\na: b\n----\n"]
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
        ('audience = "a b"', "a b"),
    ],
)
def test_a_bad_value_is_a_problem_and_no_value(line: str, found: str) -> None:
    header = sidecar(line, "a.toml")
    assert [problem.found for problem in header.problems] == [found]
    assert (header.values, header.published) == ({}, None)


def test_broken_toml_is_one_problem() -> None:
    (problem,) = sidecar("title = ", "a.toml").problems
    assert problem.where == "a.toml"


def test_a_line_of_front_matter_that_is_no_pair_is_a_problem() -> None:
    (problem,) = front_matter("---\ntitle: A\nnonsense\n---\n", "a.txt").problems
    assert (problem.where, problem.found) == ("a.txt:3", "nonsense")


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org", "https://", "//example.org", "https://user@example.org", "https://a b", "https://[", "x"],
)
def test_only_whole_web_addresses_count(address: str) -> None:
    assert not is_web_address(address)
