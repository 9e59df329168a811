from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

from tests.cli.conftest import Run

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/formats/inspect.schema.json").read_text())


def objects(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_people_see_a_line_for_each_block(run: Run) -> None:
    out = run("inspect", "seeds/river.txt").stdout
    for number, beginning in ((3, "The river turns twice"), (4, "The bend moved"), (5, "Whoever owns")):
        assert re.search(rf"(?m)^ +{number}  body .*{beginning}", out)
    assert "Where the river turns" in out
    assert "\x1b" not in out


def test_json_is_a_line_for_each_file(run: Run) -> None:
    found = objects(run("inspect", "--json", "seeds/river.txt", "seeds/lamps.md").stdout)
    assert [entry["path"] for entry in found] == ["seeds/river.txt", "seeds/lamps.md"]
    for entry in found:
        jsonschema.validate(entry, SCHEMA)


def test_the_fields_stand_where_a_program_looks_for_them(run: Run) -> None:
    (entry,) = objects(run("inspect", "--json", "seeds/lamps.md").stdout)
    assert (entry["title"], entry["date"]) == ("How the lamps were lit", "2024-06-20")


def test_words_cap_what_is_kept(run: Run) -> None:
    (entry,) = objects(run("inspect", "--json", "--words", "25", "seeds/lamps.md").stdout)
    blocks = entry["blocks"]
    assert isinstance(blocks, list)
    kept = [block["text"] for block in blocks if block["selected"]]
    assert kept
    assert sum(len(text.split()) for text in kept) <= 25


def test_a_paragraph_that_fits_in_part_is_shown_in_two(run: Run, newsletter: Path) -> None:
    first = "The lamp was lit at noon by a man who had a ladder and a long way to go."
    rest = "Nobody in the street saw him do it, and nobody would have believed it if they had seen him."
    (newsletter / "seeds/one.md").write_text(f"# The lamp\n\n{first} {rest}\n")
    (entry,) = objects(run("inspect", "--json", "--words", "20", "seeds/one.md").stdout)
    blocks = entry["blocks"]
    assert isinstance(blocks, list)
    assert [(b["text"], b["selected"]) for b in blocks if b["role"] == "body"] == [(first, True), (rest, False)]


def test_no_sentence_breaks_the_cap(run: Run) -> None:
    (entry,) = objects(run("inspect", "--json", "--words", "3", "seeds/lamps.md").stdout)
    blocks = entry["blocks"]
    assert isinstance(blocks, list)
    assert not any(block["selected"] for block in blocks)


def test_one_bad_file_is_a_line_and_not_the_end(run: Run, newsletter: Path) -> None:
    (newsletter / "seeds/empty.txt").write_bytes(b"")
    done = run("inspect", "--json", "seeds/empty.txt", "nowhere.txt", "seeds", "seeds/lamps.md")
    found = objects(done.stdout)
    assert done.returncode == 0
    assert [sorted(entry) == ["error", "path"] for entry in found] == [True, True, True, False]
    for entry in found:
        jsonschema.validate(entry, SCHEMA)


def test_when_no_file_can_be_read_it_failed(run: Run) -> None:
    done = run("inspect", "nowhere.txt")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: ")


def test_no_words_at_all_is_wrong_usage(run: Run) -> None:
    done = run("inspect", "--words", "0", "seeds/lamps.md")
    assert done.returncode == 2


def test_hundreds_of_files_are_taken_in_one_call(run: Run, newsletter: Path) -> None:
    text = (newsletter / "seeds/river.txt").read_text()
    paths = [newsletter / "many" / f"{number}.txt" for number in range(300)]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_text(text)
    assert len(objects(run("inspect", "--json", *paths).stdout)) == 300
