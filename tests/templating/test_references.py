from __future__ import annotations

from pathlib import Path

from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.references import References
from tests.templating.issues import FREE, MEMBER, a_full_issue, a_hostile_issue
from tests.templating.languages import an_arabic_issue

ENV = templates()


def numbered(text: str) -> list[tuple[str, str]]:
    lines = (line.split(" ", 1) for line in text.split("\n") if line.startswith("[") and "://" in line)
    return [(number.strip("[]"), url) for number, url in lines]


def test_links_are_numbered_from_one_and_listed_once() -> None:
    references = References()
    assert [references.link(url) for url in ("https://a.test", "https://b.test")] == ["[1]", "[2]"]
    assert references.links() == "[1] https://a.test\n[2] https://b.test"
    assert references.links() == ""


def test_an_address_keeps_its_number_in_a_section_and_has_another_in_the_next() -> None:
    references = References()
    assert references.link("https://a.test") == references.link("https://a.test") == "[1]"
    references.links()
    assert references.link("https://a.test") == "[2]"


def test_numbers_go_through_the_whole_letter_and_each_stands_in_the_text() -> None:
    for issue in (a_full_issue(), an_arabic_issue(), a_hostile_issue()):
        text = letter(issue, MEMBER, ENV).text
        numbers = [number for number, _ in numbered(text)]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert all(text.count(f"[{number}]") >= 2 for number in numbers)


def test_each_section_ends_with_its_addresses() -> None:
    text = letter(a_full_issue(), FREE, ENV).text
    assert "\n\n[2] https://letter.test/photographs\n[3] https://letter.test/ferry\n\n\nReportage\n" in text
    assert "\n\n[9] https://review.test/lighthouse\n[10] https://letter.test/" in text


def test_the_way_out_is_near_its_address() -> None:
    text = letter(a_full_issue(), FREE, ENV).text
    assert 0 < text.rindex("https://letter.test/unsubscribe") - text.index("Unsubscribe [") < 200


def test_an_address_that_no_template_lists_comes_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "letter.txt.j2").write_text("Words {{ link('https://a.test/b') }}\n")
    assert letter(a_full_issue(), FREE, templates(tmp_path)).text == "Words [1]\n\n[1] https://a.test/b\n"


def test_two_letters_of_one_environment_both_start_at_one() -> None:
    first, again = (letter(a_full_issue(), FREE, ENV).text for _ in range(2))
    assert first == again
