from __future__ import annotations

import re
from pathlib import Path

import pytest

from digest.errors import TemplateError
from digest.templating.environment import line_of, shipped, templates
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.templating.issues import FREE, a_full_issue

LEAD = "sections/lead.mjml.j2"
STORIES = "sections/stories.mjml.j2"


def a_mistake(folder: Path, name: str, old: str, new: str) -> tuple[TemplateError, str]:
    """What is said of an own copy in which one thing was changed, and the place of the change."""
    text = (shipped() / name).read_text(encoding="utf-8")
    at = text.index(old)
    own = folder / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    env, issue = templates(folder), a_full_issue()
    with pytest.raises(TemplateError) as caught:
        [letter(issue, FREE, env), pages(issue, env)]
    return caught.value, f"{own}:{text[:at].count(chr(10)) + 1}"


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (LEAD, "</p>\n  <h2", "\n  <h2", "<p> is not closed"),
        (LEAD, "</h2>", "", "<h2> is not closed"),
        (LEAD, "{{ pieces.meta(lead) }}", "{{ pieces.meta(lead) }}</div>", "</div> closes nothing"),
        (LEAD, 'class="k r"', 'class="k r', "a quotation mark is missing"),
        (LEAD, '0 20px 24px"', "0 20px 24px", "a quotation mark is missing"),
        (LEAD, '{{ side }}">{{ pieces.linked', "{{ side }}>{{ pieces.linked", "a quotation mark is missing"),
        (LEAD, "</mj-text>", "</mj-txt>", "</mj-txt> closes nothing"),
        (LEAD, "</mj-text>", "</mj-text></mj-section>", "</mj-section> closes nothing"),
        ("letter.mjml.j2", "</mj-column>", "</mj-colum>", "</mj-colum> closes nothing"),
        (LEAD, "linked(lead.title", "linked(lead.titel", "'titel'"),
        (LEAD, "pieces.paragraphs(lead)", "pieces.paragraphs(lead.publicaton)", "'publicaton'"),
        (LEAD, "pieces.meta(lead)", "pieces.meta()", "'entry' was not provided"),
        ("letter.mjml.j2", LEAD, "sections/laed.mjml.j2", "sections/laed.mjml.j2"),
        ("web/index.html.j2", "</h2>", "", "<h2> is not closed"),
        ("web/page.html.j2", "</footer>", "</footer></div>", "</div> closes nothing"),
    ],
)
def test_a_mistake_in_an_own_copy_is_told_with_its_own_line(
    tmp_path: Path, name: str, old: str, new: str, found: str
) -> None:
    mistake, place = a_mistake(tmp_path, name, old, new)
    assert found in mistake.found
    assert mistake.where == place
    assert mistake.hint


@pytest.mark.parametrize(
    ("name", "old", "new", "hint"),
    [
        ("sections/footer.txt.j2", "| flowed", "| flown", 'did you mean "flowed"?'),
        (LEAD, "| direction", "| directon", 'did you mean "direction"?'),
        (LEAD, "{% if lead %}", "{% if lead is definde %}", 'did you mean "defined"?'),
        (STORIES, "{% if", "{% iff", 'did you mean "if"?'),
        (STORIES, "{% if", "{% quite_different", "Jinja has no such tag"),
        (LEAD, "{% if lead %}", "{{ if lead %}", "every {{ has its }}"),
        ("look.mjml.j2", "%}", "}}", "every {{ has its }}"),
        (LEAD, "{% if lead %}", "{% if lead %}{% if lead %}", "close what is open"),
        ("letter.mjml.j2", LEAD, "sections/laed.mjml.j2", 'did you mean "sections/lead.mjml.j2"?'),
        (LEAD, "lead.title |", "lead.titel |", "docs/templates.md"),
    ],
)
def test_a_mistake_in_jinja_says_what_to_do(tmp_path: Path, name: str, old: str, new: str, hint: str) -> None:
    mistake, _ = a_mistake(tmp_path, name, old, new)
    assert hint in mistake.hint
    assert mistake.where.startswith(str(tmp_path / name))


def test_of_two_lines_alike_the_one_that_the_shipped_file_has_not_is_meant(tmp_path: Path) -> None:
    text = (shipped() / LEAD).read_text(encoding="utf-8")
    own = tmp_path / LEAD
    own.parent.mkdir()
    own.write_text(text + text.splitlines()[4].replace("lead.title", "lead.standfirst"), encoding="utf-8")
    filled = '<h2 style="margin:0"><a href="https://letter.test/">A title</a></h2>'
    assert re.fullmatch(rf".*{LEAD}:21", line_of(templates(tmp_path), "letter.mjml.j2", filled))


def test_what_may_be_missing_in_a_line_does_not_hide_it(tmp_path: Path) -> None:
    own = tmp_path / "a.mjml.j2"
    own.write_text(
        '<p class="mine">{% if title %}{{ title }}{% else %}{% trans %}Nothing{% endtrans %}{% endif %} so'
    )
    assert line_of(templates(tmp_path), "letter.mjml.j2", '<p class="mine">A title so</p>') == f"{own}:1"


def test_a_line_that_no_own_file_has_is_a_shipped_one_s(tmp_path: Path) -> None:
    (tmp_path / "a.mjml.j2").write_text('<p class="mine">')
    found = line_of(templates(tmp_path), "letter.mjml.j2", "<mj-column>")
    assert found.startswith(str(shipped()))
