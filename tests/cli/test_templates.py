from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from digest.templating.environment import shipped
from digest.templating.inventory import ROWS, names
from tests.cli.conftest import Run
from tests.cli.issues import call

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/formats/templates.schema.json").read_text(encoding="utf-8"))
LEAD = "sections/lead.mjml.j2"


def own(newsletter: Path, name: str, text: str = "mine\n") -> Path:
    file = newsletter / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def states(newsletter: Path) -> dict[str, tuple[str, str]]:
    """Of everything that is not just shipped: state and hint."""
    found = json.loads(call(newsletter, "templates", "--json").stdout)
    jsonschema.validate(found, SCHEMA)
    return {one["name"]: (one["state"], one["hint"]) for one in found["templates"] if one["state"] != "shipped"}


def test_every_template_is_listed_with_what_it_is(newsletter: Path) -> None:
    done = call(newsletter, "templates")
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split("  ")[0] for line in done.stdout.splitlines()]
    assert [name for name in names(shipped()) if name not in listed] == []
    assert re.search(r"(?m)^sections/note\.txt\.j2 +the editor's opening note$", done.stdout)
    assert "0 own templates in templates\nchange one with: digest templates copy lead\n" in done.stdout


def test_every_shipped_template_has_a_sentence() -> None:
    assert {name for row, _ in ROWS for name in row} == set(names(shipped()))


def test_the_documented_table_has_the_same_sentences() -> None:
    rows = [f"| {', '.join(f'`{name}`' for name in row)} | {what} |" for row, what in ROWS]
    assert "\n".join(rows) in (ROOT / "docs/templates.md").read_text(encoding="utf-8")


def test_own_copies_are_told_from_needless_and_unknown_ones(newsletter: Path) -> None:
    own(newsletter, LEAD)
    own(newsletter, "sections/note.txt.j2", (shipped() / "sections/note.txt.j2").read_text(encoding="utf-8"))
    own(newsletter, "sections/laed.txt.j2")
    own(newsletter, "footer.mjml.j2")
    own(newsletter, "quite-different.mjml.j2")
    own(newsletter, ".lead.swp")
    own(newsletter, "README.md")
    found = states(newsletter)
    assert {name: state for name, (state, _) in found.items()} == {
        LEAD: "own",
        "sections/note.txt.j2": "needless",
        "footer.mjml.j2": "unknown",
        "quite-different.mjml.j2": "unknown",
        "sections/laed.txt.j2": "unknown",
    }
    assert found["sections/laed.txt.j2"][1] == 'did you mean "sections/lead.txt.j2"?'
    assert found["footer.mjml.j2"][1] == 'did you mean "sections/footer.mjml.j2"?'
    assert found["quite-different.mjml.j2"][1] == "no template includes it"


def test_a_new_file_that_a_template_includes_is_no_mistake(newsletter: Path) -> None:
    own(newsletter, LEAD, '{% include "sections/badge.mjml.j2" %}\n')
    own(newsletter, "sections/badge.mjml.j2")
    own(newsletter, "locales/de-AT.po")
    assert {state for state, _ in states(newsletter).values()} == {"own"}


@pytest.mark.parametrize("named", ['"sections/" ~ audience.name ~ ".mjml.j2"', "which", '"a" if which else "b"'])
def test_a_file_that_may_be_included_by_a_computed_name_is_not_called_unknown(newsletter: Path, named: str) -> None:
    own(newsletter, LEAD, f"{{% include {named} %}}\n")
    own(newsletter, "sections/free.mjml.j2")
    assert states(newsletter)["sections/free.mjml.j2"] == ("own", "")
    told = f"your own, perhaps used by {LEAD}, which includes by a computed name"
    assert told in call(newsletter, "templates").stdout


@pytest.mark.parametrize(
    "include", ['["sections/x.mjml.j2", "look.mjml.j2"] ignore missing', "'look.mjml.j2' with context"]
)
def test_a_name_in_quotation_marks_is_not_computed(newsletter: Path, include: str) -> None:
    own(newsletter, LEAD, f"{{%- include {include} -%}}\n")
    own(newsletter, "sections/free.mjml.j2")
    assert states(newsletter)["sections/free.mjml.j2"][0] == "unknown"


def test_what_is_odd_stands_below_the_table(newsletter: Path) -> None:
    own(newsletter, "sections/laed.txt.j2")
    own(newsletter, "look.mjml.j2", (shipped() / "look.mjml.j2").read_text(encoding="utf-8"))
    lines = call(newsletter, "templates").stdout.splitlines()
    assert 'unknown: sections/laed.txt.j2 · did you mean "sections/lead.txt.j2"?' in lines
    assert any(line.startswith("1 needless copy, byte for byte as shipped") for line in lines)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("lead", ["sections/lead.mjml.j2", "sections/lead.txt.j2"]),
        ("sections/lead", ["sections/lead.mjml.j2", "sections/lead.txt.j2"]),
        ("lead.txt.j2", ["sections/lead.txt.j2"]),
        ("sections/lead.mjml", ["sections/lead.mjml.j2"]),
        ("templates/sections/lead.txt.j2", ["sections/lead.txt.j2"]),
        ("look", ["look.mjml.j2"]),
        ("pieces", ["pieces.mjml.j2", "pieces.txt.j2"]),
        ("web/pieces", ["web/pieces.html.j2"]),
        ("de", ["locales/de.po"]),
    ],
)
def test_a_template_is_copied_by_any_of_its_names(newsletter: Path, name: str, made: list[str]) -> None:
    done = call(newsletter, "templates", "copy", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"made templates/{file}" for file in made]
    for file in made:
        assert (newsletter / "templates" / file).read_bytes() == (shipped() / file).read_bytes()


def test_a_copy_is_never_overwritten_without_force_and_then_nothing_is_copied(newsletter: Path) -> None:
    mine = own(newsletter, "sections/lead.txt.j2")
    done = call(newsletter, "templates", "copy", "note", "lead")
    assert done.returncode == 1
    assert done.stderr == (
        f"digest: there is an own copy already · {newsletter / 'templates'} · sections/lead.txt.j2"
        " · see what you changed with: digest templates diff sections/lead.txt.j2; replace it with --force\n"
    )
    assert mine.read_text() == "mine\n"
    assert not (newsletter / "templates/sections/note.txt.j2").exists()
    assert call(newsletter, "templates", "copy", "lead", "--force").returncode == 0
    assert mine.read_bytes() == (shipped() / "sections/lead.txt.j2").read_bytes()


def test_a_name_that_no_template_has_is_said_with_the_nearest(newsletter: Path) -> None:
    done = call(newsletter, "templates", "copy", "laed")
    assert (done.returncode, done.stderr) == (
        1,
        'digest: no template of this name · laed · did you mean "sections/lead"?\n',
    )
    assert "list them with: digest templates" in call(newsletter, "templates", "copy", "xyzzy").stderr


def test_the_difference_is_shown_from_the_shipped_to_the_own(newsletter: Path) -> None:
    source = (shipped() / LEAD).read_text(encoding="utf-8")
    own(newsletter, LEAD, source + "<!-- mine -->\n")
    done = call(newsletter, "templates", "diff")
    assert done.stdout.splitlines()[:2] == [f"--- shipped/{LEAD}", f"+++ own/{LEAD}"]
    assert "+<!-- mine -->" in done.stdout.splitlines()
    assert call(newsletter, "templates", "diff", "lead").stdout == done.stdout
    own(newsletter, LEAD, source.replace("\n", "\r\n"))
    assert "only the ends of lines differ" in call(newsletter, "templates", "diff").stdout or "\r" not in source


def test_without_a_copy_there_is_no_difference(newsletter: Path) -> None:
    assert call(newsletter, "templates", "diff").stdout == "no own copy is among them\n"


def test_settings_may_be_named_before_the_command(newsletter: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = call(elsewhere, "templates", "--config", str(newsletter / "digest.toml"), "copy", "look")
    assert done.returncode == 0, done.stderr
    assert (newsletter / "templates/look.mjml.j2").is_file()


def test_a_wrong_attribute_in_an_own_copy_is_said_with_file_and_line(newsletter: Path, run: Run) -> None:
    call(newsletter, "templates", "copy", LEAD)
    file = newsletter / "templates" / LEAD
    text = file.read_text(encoding="utf-8")
    line = text[: text.index("<mj-text ")].count("\n") + 1
    file.write_text(text.replace("<mj-text ", '<mj-text colour="red" ', 1), encoding="utf-8")
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 1
    assert f"{LEAD}:{line} · mj-text has no attribute colour" in done.stderr
    assert 'did you mean "color"?' in done.stderr
