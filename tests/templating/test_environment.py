from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import TemplateError
from digest.model import Kind, NoteBlock, Span
from digest.templating.environment import is_markup, line_of, render, shipped, templates
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.factories import a_newsletter
from tests.templating.issues import FREE
from tests.templating.languages import an_arabic_issue


def test_the_shipped_templates_are_found() -> None:
    assert (shipped() / "letter.mjml.j2").is_file()
    assert (shipped() / "letter.txt.j2").is_file()


def test_every_section_of_the_letter_has_its_twin_in_text() -> None:
    sections = shipped() / "sections"
    only_html = {"preheader", "dark"}
    mjml = {path.name.partition(".")[0] for path in sections.glob("*.mjml.j2")}
    assert mjml - only_html == {path.name.partition(".")[0] for path in sections.glob("*.txt.j2")}


def test_a_file_of_ones_own_replaces_the_shipped_one_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "footer.txt.j2").write_text("Goodbye")
    env = templates(tmp_path)
    assert render(env, "sections/footer.txt.j2", {}) == "Goodbye"
    assert env.get_template("letter.txt.j2").filename == str(shipped() / "letter.txt.j2")


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("letter.mjml.j2", True),
        ("web/index.html.j2", True),
        ("a.html", True),
        ("a.mjml", True),
        (None, True),
        ("letter.txt.j2", False),
        ("web/style.css", False),
    ],
)
def test_markup_is_escaped_and_text_is_not(name: str | None, markup: bool) -> None:
    assert is_markup(name) is markup


def a_mistake(folder: Path, source: str, name: str = "a.html.j2") -> str:
    (folder / name).write_text(source)
    with pytest.raises(TemplateError) as caught:
        render(templates(folder), name, {"title": "t", "newsletter": a_newsletter()})
    return str(caught.value)


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    assert f"{tmp_path / 'a.html.j2'}:2" in a_mistake(tmp_path, "one\n{% if %}\n")


def test_an_unknown_name_is_told_with_file_and_line(tmp_path: Path) -> None:
    message = a_mistake(tmp_path, "one\ntwo\n{{ tilte }}\n")
    assert f"{tmp_path / 'a.html.j2'}:3" in message
    assert "'tilte' is undefined" in message


def test_a_mistake_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "b.html.j2").write_text("\n{{ title.nothing }}")
    assert f"{tmp_path / 'b.html.j2'}:2" in a_mistake(tmp_path, '{% include "b.html.j2" %}')


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "b.html.j2" in a_mistake(tmp_path, '{% include "b.html.j2" %}')


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ title + 1 }}", "TypeError"),
        ("{{ none | date }}", "AttributeError"),
        ("{{ '%d' | format('x') }}", "TypeError"),
        ("{{ title.index('y') }}", "ValueError"),
        ("{{ [].pop() }}", "IndexError"),
        ('{% include "a.html.j2" %}', "RecursionError"),
    ],
)
def test_what_cannot_be_computed_is_told_with_file_and_line(tmp_path: Path, expression: str, found: str) -> None:
    message = a_mistake(tmp_path, f"one\n{expression}\n")
    assert f"{tmp_path / 'a.html.j2'}:2" in message
    assert found in message


def test_a_mistake_that_no_template_made_is_not_blamed_on_one() -> None:
    with pytest.raises(ValueError, match="update sequence"):
        render(templates(), "letter.txt.j2", "not a mapping")  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["{{ title }}", '{% include "b.html.j2" %}'])
def test_a_template_in_another_encoding_is_told_with_file_and_line(tmp_path: Path, source: str) -> None:
    (tmp_path / "b.html.j2").write_bytes("one\ncafé".encode("latin-1"))
    (tmp_path / "a.html.j2").write_text(source)
    with pytest.raises(TemplateError) as caught:
        render(templates(tmp_path), "b.html.j2" if "title" in source else "a.html.j2", {"title": "t"})
    assert (caught.value.where, caught.value.found) == (f"{tmp_path / 'b.html.j2'}:2", "the byte 0xe9")


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="no file here that opens but cannot be read")
def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").symlink_to("/proc/self/mem")
    with pytest.raises(TemplateError) as caught:
        render(templates(tmp_path), "a.html.j2", {})
    assert caught.value.where == str(tmp_path / "a.html.j2")


def test_the_filter_foreign_says_how_it_wants_to_be_imported(tmp_path: Path) -> None:
    (tmp_path / "b.html.j2").write_text("{% macro m(x) %}{{ x | foreign }}{% endmacro %}")
    assert "with context" in a_mistake(tmp_path, '{% import "b.html.j2" as b %}{{ b.m("x") }}')


def test_a_filled_in_line_is_traced_to_its_template(tmp_path: Path) -> None:
    (tmp_path / "a.mjml.j2").write_text('\n<p class="mine">{{ title }} and more</p>\n')
    found = line_of(templates(tmp_path), "letter.mjml.j2", '<p class="mine">Anything and more</p>')
    assert found == f"{tmp_path / 'a.mjml.j2'}:2"


def test_a_template_that_cannot_be_read_does_not_stop_the_search(tmp_path: Path) -> None:
    (tmp_path / "a.mjml.j2").write_bytes(b"\xe9")
    (tmp_path / "aa.mjml.j2").symlink_to("nowhere")
    (tmp_path / "b.mjml.j2").write_text('<p class="mine">here</p>')
    found = line_of(templates(tmp_path), "letter.mjml.j2", '<p class="mine">here</p>')
    assert found == f"{tmp_path / 'b.mjml.j2'}:1"


def test_compiled_templates_are_kept_where_asked(tmp_path: Path) -> None:
    templates(cache=tmp_path / "cache").get_template("letter.txt.j2")
    assert list((tmp_path / "cache").iterdir())


def test_a_cache_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert templates(cache=tmp_path / "file" / "cache").bytecode_cache is None


def test_a_cache_that_is_lost_meanwhile_costs_nothing(tmp_path: Path) -> None:
    env = templates(cache=tmp_path / "cache")
    (tmp_path / "cache").rmdir()
    assert env.get_template("letter.txt.j2").name == "letter.txt.j2"


def test_a_cache_with_a_broken_file_costs_nothing(tmp_path: Path) -> None:
    templates(cache=tmp_path).get_template("letter.txt.j2")
    (compiled,) = tmp_path.iterdir()
    compiled.unlink()
    compiled.symlink_to(compiled)
    assert templates(cache=tmp_path).get_template("letter.txt.j2").name == "letter.txt.j2"


@pytest.mark.parametrize(
    ("name", "changes", "found"),
    [
        ("pieces.mjml.j2", ("macro words", "macro words_of_old"), "nothing named “words”"),
        ("pieces.txt.j2", ("macro words", "macro words_of_old"), "nothing named “words”"),
        ("look.mjml.j2", ("set finish", "set finish_of_old"), "nothing named “finish”"),
        ("web/pieces.html.j2", ("macro photo", "macro photo_of_old"), "nothing named “photo”"),
        ("pieces.mjml.j2", ("linked(title, url, style=look.plain_link)", "linked(title, url)"), "macro 'linked'"),
    ],
)
def test_an_own_file_that_is_older_than_the_others_is_named_itself(
    tmp_path: Path, name: str, changes: tuple[str, str], found: str
) -> None:
    old, new = changes
    text = (shipped() / name).read_text(encoding="utf-8")
    assert old in text
    own = tmp_path / name
    own.parent.mkdir(exist_ok=True)
    text = text.replace(old, new)
    own.write_text("{% set style = '' %}" + text.replace('class="t" style="{{ style }}"', ""), encoding="utf-8")
    env = templates(tmp_path)
    issue = replace(an_arabic_issue(), note=(NoteBlock((Span("English"),), Kind.ITEM),))
    with pytest.raises(TemplateError, match="a template of your own lacks") as caught:
        [letter(issue, FREE, env), pages(issue, env)]
    assert caught.value.where == str(own)
    assert found in caught.value.found
    assert "older" in caught.value.hint


def test_a_section_of_ones_own_that_asks_for_what_nobody_has_is_to_blame_itself(tmp_path: Path) -> None:
    own = tmp_path / "sections" / "note.txt.j2"
    own.parent.mkdir()
    own.write_text("{{ pieces.nothing() }}")
    with pytest.raises(TemplateError, match="cannot be filled in") as caught:
        letter(an_arabic_issue(), FREE, templates(tmp_path))
    assert caught.value.where == f"{own}:1"
