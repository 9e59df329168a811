from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from digest.model import (
    Audience,
    CatalogueItem,
    Elsewhere,
    Finding,
    Input,
    Issue,
    LeftOut,
    Mailbox,
    NoteBlock,
    Picture,
    Problem,
    Publication,
    Reason,
    RelatedItem,
    Severity,
    Span,
    Story,
    SubjectLine,
    Verdict,
)
from digest.outbox import as_json, letter_files, record, state
from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.factories import a_block, a_letter, a_newsletter, a_story, an_article, an_issue

FORMATS = Path(__file__).parents[2] / "docs/formats"
MUST = Finding("size", Severity.MUST, "free", "too long", "shorten it")
NOTE = Finding("sample-values", Severity.NOTE, "", "still a sample", "replace it")


def schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((FORMATS / f"{name}.schema.json").read_text()))


def a_full_record() -> dict[str, Any]:
    return record(
        a_full_issue(),
        version="1.2.3",
        audiences=["free"],
        left_out=[LeftOut(a_story("Late"), "no room"), LeftOut(a_story("Old"), "was in 2024-W24")],
        considered=["Two.txt", "Late.txt", "Old.txt"],
        rules={"lead": "It opens the article.", "long": "It is long."},
        inputs=[Input("two.txt", 3, "0" * 64)],
        problems=[Problem("empty", "three.txt", "nothing", "write")],
        findings=[MUST, NOTE],
    )


def a_full_issue() -> Issue:
    kept = Verdict(a_block("Kept. And more."), 2.0, (Reason("lead", 2.0),), "Kept.")
    other = Verdict(a_block("x" * 200), 0.5, runner_up=True)
    article = an_article("Two", published=date(2024, 6, 20), feed="https://p.example.org/feed")
    story = Story(article, (kept, other), "two", "https://a.test/two", "", 2.0)
    copied = replace(
        story,
        terms=("lamp", "light"),
        sketch=(1, 255, 2**32 - 1),
        also=(Elsewhere("copy.txt", "Two again", "https://b.test/two", "B"),),
        summary=("The editor says it shorter.",),
    )
    deal = CatalogueItem(
        "Deal",
        code="C",
        picture=Picture("images/deal.png", "A deal", 10, 20),
        audience="member",
        since=date(2024, 6, 1),
        until=date(2024, 7, 1),
    )
    return an_issue(
        copied,
        headlines=(a_story("Named only"),),
        sections=("Streets",),
        note=(
            NoteBlock((Span("Dear "), Span("readers", strong=True))),
            NoteBlock((Span("Bye", url="https://a.test"),)),
        ),
        archive=(RelatedItem("Old", "A teaser.", date(2023, 1, 1)), RelatedItem("Undated")),
        deals=(deal,),
        catalogue=(CatalogueItem("Book", "A blurb."),),
        publications=(Publication("P", about="Ours.", postal_address=("1 Street", "Town")),),
        subjects=(SubjectLine("Two", 1.5, (Reason("good length", 1.5),)),),
        decisions=("thin week: 1 story, 3 wanted",),
        edited="edits/2024-W25.toml",
    )


@pytest.mark.parametrize("name", ["issue", "manifest", "preflight", "inspect", "sent", "history", "diff"])
def test_the_schemas_are_schemas(name: str) -> None:
    schema(name).check_schema(schema(name).schema)


def test_a_record_keeps_the_schema() -> None:
    schema("issue").validate(a_full_record())


def test_a_record_with_a_missing_part_breaks_the_schema() -> None:
    with pytest.raises(jsonschema.ValidationError):
        schema("issue").validate({k: v for k, v in a_full_record().items() if k != "stories"})


def test_a_paragraph_that_was_not_kept_is_known_by_its_beginning() -> None:
    (story,) = a_full_record()["stories"]
    kept, other = story["paragraphs"]
    assert (kept["text"], kept["selected"], kept["runner_up"]) == ("Kept.", True, False)
    assert (other["text"], other["selected"], other["runner_up"]) == ("x" * 80 + "…", False, True)


def test_a_record_says_what_was_decided_and_by_whose_hand() -> None:
    told = a_full_record()
    assert told["note"] == ["Dear readers", "Bye"]
    assert (told["decisions"], told["edited"]) == (["thin week: 1 story, 3 wanted"], "edits/2024-W25.toml")
    assert [(left["source"], left["why"]) for left in told["left_out"]] == [
        ("Late.txt", "no room"),
        ("Old.txt", "was in 2024-W24"),
    ]
    assert told["stories"][0]["summary"] == ["The editor says it shorter."]
    assert [story["title"] for story in told["headlines"]] == ["Named only"]


def test_a_sketch_is_eight_hex_digits_for_each_number() -> None:
    (story,) = a_full_record()["stories"]
    assert story["sketch"] == "00000001000000ffffffffff"


def test_the_legend_explains_the_rules_that_spoke_and_no_other() -> None:
    assert a_full_record()["rules"] == {"lead": "It opens the article."}


def test_a_record_s_texts_hold_no_merge_tags() -> None:
    hostile = replace(a_story("{{title}} *|X|*", source="{{x}}.txt"), summary=("%%first%%",), terms=("[[z]]",))
    issue = an_issue(hostile, decisions=("<%= 1 %>",), subject="${s}", note=(NoteBlock((Span("{%if%}"),)),))
    told = json.dumps(record(issue, version="1", audiences=["free"], considered=["{{x}}.txt"]))
    for tag in ("{{", "*|", "%%", "[[z", "<%", "${", "{%"):
        assert tag not in told


@pytest.mark.parametrize("address", ["https://a.test/%D0%A1%D1%82%D0%B5%D0%BF%D1%8C", "https://a.test/a%20b?c=%7B"])
def test_addresses_in_a_record_can_be_followed(address: str) -> None:
    story = replace(a_story("A", source=address), url=address, also=(Elsewhere(address, "A", address),))
    (told,) = record(an_issue(story), version="1", audiences=[], considered=[address])["stories"]
    assert told["source"] == told["url"] == told["also"][0]["source"] == told["also"][0]["url"] == address


@pytest.mark.parametrize(("findings", "expected"), [([MUST], "held"), ([NOTE], "ready"), ([], "ready")])
def test_only_a_must_holds_the_issue(findings: list[Finding], expected: str) -> None:
    assert state(findings) == expected


def test_a_manifest_keeps_the_schema() -> None:
    issue = an_issue(
        newsletter=a_newsletter(reply_to=Mailbox("Desk", "desk@letter.test"), manage_url="https://m.test/")
    )
    manifest = json.loads(letter_files(a_letter(), issue, "ready")["free/manifest.json"])
    schema("manifest").validate(manifest)
    assert set(manifest["placeholders"]) == {"unsubscribe", "manage"}


@pytest.mark.parametrize(
    "url",
    [
        "https://letter.test/u?a=1&b=2",
        "https://Exämple.test/ü?reader={{id}}",
        "https://letter.test?u=*|E|*&l=%%list%%",
        "https://letter.test/it's/[id]",
    ],
)
def test_a_manifest_spells_its_placeholders_as_the_letter_does(url: str) -> None:
    issue = an_issue(newsletter=a_newsletter(unsubscribe_url=url, manage_url=url.replace("u", "m")))
    made = letter(issue, Audience("free", "Free readers", deals=False), templates())
    placeholders = json.loads(letter_files(made, issue, "ready")["free/manifest.json"])["placeholders"]
    assert len(placeholders) == 2
    for spelt in placeholders.values():
        assert f'href="{spelt["html"]}"' in made.html
        assert any(line.endswith(spelt["text"]) for line in made.text.splitlines())
    assert f"<{placeholders['unsubscribe']['text']}>" in made.headers["List-Unsubscribe"]


def test_a_manifest_names_no_manage_address_where_there_is_none() -> None:
    manifest = json.loads(letter_files(a_letter(), an_issue(), "ready")["free/manifest.json"])
    assert set(manifest["placeholders"]) == {"unsubscribe"}


def test_a_manifest_names_each_file_with_its_hash_and_size() -> None:
    files = letter_files(a_letter(), an_issue(), "ready")
    for entry in json.loads(files["free/manifest.json"])["files"]:
        content = files[f"free/{entry['name']}"]
        assert (entry["sha256"], entry["bytes"]) == (sha256(content).hexdigest(), len(content))


def test_a_letter_has_its_five_files() -> None:
    names = {f"free/{name}" for name in ("letter.html", "letter.txt", "letter.eml", "letter.mjml", "manifest.json")}
    assert set(letter_files(a_letter(), an_issue(), "ready")) == names


def test_json_is_readable_and_ends_its_line() -> None:
    assert as_json({"title": "Степь"}).decode() == '{\n  "title": "Степь"\n}\n'
