from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SettingsError, SettingsErrors
from digest.model import Hand, Kind, StoryEdit, Week
from digest.settings.edits import misnamed_edits, read_edits, starter

ROOT = Path(__file__).parents[2]
WEEK = Week(2024, 25)

RECORD: dict[str, Any] = {
    "newsletter": "The Letter",
    "week": "2024-W25",
    "date": "2024-06-23",
    "subject": "How the lamps were lit",
    "preheader": "Where the river turns",
    "subjects": [{"text": "How the lamps were lit"}, {"text": "Lamps · Where the river turns"}],
    "stories": [
        {
            "source": 'lamps "new" [1].md',
            "slug": "how-the-lamps-were-lit",
            "title": "How the lamps were lit",
            "section": "City",
            "paragraphs": [
                {"text": "Every evening a man with a ladder walked the street.", "selected": True},
                {"text": "The work was paid by the lamp.", "selected": False},
                {"text": "When the wires came, the ladders were sold.", "selected": True},
            ],
        },
        {
            "source": "https://post.test/entry?id=1",
            "feed": "https://post.test/feed",
            "slug": "where-the-river-turns",
            "title": "Where the river turns",
            "paragraphs": [{"text": "It turns twice.", "selected": True}],
        },
    ],
    "headlines": [{"source": "bridge.md", "slug": "the-bridge", "title": "The bridge"}],
    "left_out": [{"source": "mill.md", "title": "The mill", "why": "was in 2024-W24"}],
}


def read(folder: Path, text: str) -> Hand:
    file = folder / "edits" / "2024-W25.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return read_edits(file.parent, WEEK)


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsErrors) as caught:
        read(folder, text)
    return str(caught.value).splitlines()


def test_without_a_file_nothing_is_edited(tmp_path: Path) -> None:
    assert read_edits(tmp_path / "edits", WEEK) == Hand()


def test_an_empty_file_edits_nothing(tmp_path: Path) -> None:
    assert not read(tmp_path, "# nothing yet\n")


def test_every_edit_is_read(tmp_path: Path) -> None:
    hand = read(
        tmp_path,
        """
subject = "A subject"
preheader = "A preheader"
note = "Dear **readers**"
order = ["a.txt", "b.txt"]
pin = ["c.txt"]
drop = ["d.txt"]
[stories."a.txt"]
title = "Another title"
section = "City"
paragraphs = ["When the wires", 1]
[stories."b.txt"]
summary = ["One.", "Two."]
""",
    )
    assert (hand.subject, hand.preheader) == ("A subject", "A preheader")
    assert (hand.order, hand.pin, hand.drop) == (("a.txt", "b.txt"), ("c.txt",), ("d.txt",))
    assert hand.stories == (
        StoryEdit("a.txt", "Another title", "City", ("When the wires", 1)),
        StoryEdit("b.txt", summary=("One.", "Two.")),
    )
    assert [(span.text, span.strong) for span in hand.note[0].spans] == [("Dear ", False), ("readers", True)]
    assert hand.file == "edits/2024-W25.toml"


def test_a_summary_may_be_one_text_with_blank_lines(tmp_path: Path) -> None:
    (story,) = read(tmp_path, '[stories.a]\nsummary = """\nOne\nline.\n\nTwo.\n"""\n').stories
    assert story.summary == ("One line.", "Two.")


def test_each_name_has_the_line_on_which_it_stands_first(tmp_path: Path) -> None:
    hand = read(tmp_path, 'order = [\n  "a.txt",\n  "b.txt",\n]\ndrop = ["c"]\n[stories."a.txt"]\n[stories.d]\n')
    assert hand.lines == {"a.txt": 2, "b.txt": 3, "c": 5, "d": 7}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("subjct = 'x'", 'unknown key · edits/2024-W25.toml:1 · subjct · did you mean "subject"?'),
        ("intro = 'x'", 'unknown key · edits/2024-W25.toml:1 · intro · did you mean "note"?'),
        ("\npins = ['a']", 'unknown key · edits/2024-W25.toml:2 · pins · did you mean "pin"?'),
        (
            "[stories.'a.txt']\ntitel = 'x'",
            'unknown key · edits/2024-W25.toml:2 · stories."a.txt".titel · did you mean "title"?',
        ),
        ("paragraphs = [1]", "this key belongs to a story · edits/2024-W25.toml:1 · paragraphs · put it under"),
        (
            "[stories.a]\npin = ['b']",
            "this key belongs to the issue · edits/2024-W25.toml:2 · stories.a.pin · move it up",
        ),
        ("pin = 'a.txt'", 'pin must be a list in square brackets · edits/2024-W25.toml:1 · found "a.txt"'),
        ("pin = ['a',\n'']", 'pin[2] must be some text · edits/2024-W25.toml:2 · found ""'),
        (
            "drop = 'd.txt'",
            'drop must be a list in square brackets · edits/2024-W25.toml:1 · found "d.txt" · write drop = ["d.txt"]',
        ),
        (
            "[stories.d1.txt]\ntitle = 'x'",
            'a name with a dot stands in quotes · edits/2024-W25.toml:1 · stories.d1.txt · write [stories."d1.txt"]',
        ),
        (
            "[stories.a.d1.txt]\ntitle = 'x'",
            'a name with a dot stands in quotes · edits/2024-W25.toml:1 · stories.a.d1 · write [stories."a.d1.txt"]',
        ),
        (
            "[[stories]]\ntitle = 'x'",
            (
                'stories must be a table · edits/2024-W25.toml:1 · found [{"title": "x"}]'
                ' · write [stories."name"], in single brackets'
            ),
        ),
        ("stories = 3", "stories must be a table · edits/2024-W25.toml:1 · found 3"),
        (
            "[stories.a]\nparagraphs = [0]",
            "stories.a.paragraphs[1] must be the first words of a paragraph, in quotes",
        ),
        ("[stories.a]\nsummary = [1]", "stories.a.summary must be paragraphs: "),
        ("drop = ['a']\npin = ['a']", "a story cannot be both in and out · edits/2024-W25.toml:1 · a"),
        ("order = ['a',\n'a']", "named twice in order · edits/2024-W25.toml:2 · a"),
        ("[stories.a]\nparagraphs = [1, 1]", "a paragraph is named twice · edits/2024-W25.toml:2 · 1, 1"),
        (
            "[stories.a]\nsummary = 'x'\nparagraphs = [1]",
            "paragraphs and a summary for one story · edits/2024-W25.toml:3 · a",
        ),
        ("note = '[x](about)'", "a link of the note leads nowhere · edits/2024-W25.toml:1 · about · write the whole"),
        (f"subject = '{'x' * 201}'", "the subject is too long · edits/2024-W25.toml:1 · 201 characters"),
    ],
)
def test_a_mistake_says_what_and_on_which_line(tmp_path: Path, text: str, message: str) -> None:
    (line,) = mistakes(tmp_path, text)
    assert line.startswith(message)


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    lines = mistakes(tmp_path, "subjct = 'x'\npin = 3\n[stories.a]\ntitel = 'x'\n")
    assert [line.split(" · ")[1][-1] for line in lines] == ["1", "2", "4"]


def test_what_is_not_toml_says_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"not TOML · .*2024-W25.toml:2 · "):
        read(tmp_path, "pin = []\nsubject = Hello\n")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "pin = ['a']\npin = ['b']",
            ":2 · Cannot overwrite a value · a key stands once; put all of them into one list",
        ),
        ("[stories.a]\n[stories.a]\n", ":2 · Cannot declare ('stories', 'a') twice · a table has one heading"),
    ],
)
def test_what_stands_twice_is_said_with_what_to_do(tmp_path: Path, text: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert hint in str(caught.value)


@pytest.mark.parametrize("name", ["2024-W9.toml", "2024-w09.toml", "2024-W09.toml.txt", "2024W09.TOML", "2024-W09"])
def test_a_file_whose_name_is_spelt_otherwise_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "edits").mkdir()
    for one in (name, "2024-W10.toml", "2023-w09.toml", "notes.txt"):
        (tmp_path / "edits" / one).write_text("")
    (problem,) = misnamed_edits(tmp_path / "edits", Week(2024, 9))
    assert str(problem) == f"edits that are not read · edits/{name} · name the file 2024-W09.toml"


def test_a_file_of_the_right_name_is_not_complained_of(tmp_path: Path) -> None:
    (tmp_path / "edits").mkdir()
    (tmp_path / "edits/2024-W25.toml").write_text("")
    assert misnamed_edits(tmp_path / "edits", WEEK) == misnamed_edits(tmp_path / "none", WEEK) == ()


def test_a_line_break_cannot_come_into_the_subject(tmp_path: Path) -> None:
    assert read(tmp_path, 'subject = "A\\r\\nBcc: b@c.test"').subject == "A Bcc: b@c.test"


def test_a_new_file_edits_nothing(tmp_path: Path) -> None:
    assert not read(tmp_path, starter(RECORD))


def test_a_new_file_shows_how_chinese_and_japanese_paragraphs_begin(tmp_path: Path) -> None:
    text = "每天晚上都有一个带着梯子的人走过那条长街在天黑以前把路灯一盏一盏地点亮" * 3
    story = {"source": "a.md", "title": "A", "paragraphs": [{"text": text, "selected": True}]}
    made = starter({"stories": [story]})
    assert f"#  *  {text[:36]} …" in made
    (edit,) = read(tmp_path, uncommented(made)).stories
    assert edit.paragraphs == (text[:14],)


def test_a_new_file_names_paragraphs_by_words_that_no_other_begins_with(tmp_path: Path) -> None:
    same = "The stamp that nobody had asked for was "
    texts = (f"{same}black and cost a penny.", f"{same}red and cost a penny.")
    told = [{"begins": text, "text": "An excerpt of it.", "selected": True} for text in texts]
    made = starter({"stories": [{"source": "a.md", "title": "A", "paragraphs": told}]})
    (edit,) = read(tmp_path, uncommented(made)).stories
    first, second = edit.paragraphs
    assert texts[0].startswith(str(first))
    assert texts[1].startswith(str(second))
    assert len(same) < len(str(first)) < len(texts[0])


def uncommented(text: str) -> str:
    """What an editor gets who takes off every mark that stands before TOML."""
    note = re.sub(r"(?ms)^# (note = ''')\n(.*?)^# (''')$", lambda m: m[0].replace("# ", ""), text)
    return re.sub(r"(?m)^# (?=\[stories\.|(?:\w+) = )", "", note)


def test_a_new_file_with_every_mark_taken_off_changes_nothing_but_the_note(tmp_path: Path) -> None:
    hand = read(tmp_path, uncommented(starter(RECORD)))
    assert (hand.subject, hand.preheader) == (RECORD["subject"], RECORD["preheader"])
    assert hand.order == ('lamps "new" [1].md',)
    assert hand.stories == (
        StoryEdit(
            'lamps "new" [1].md',
            "How the lamps were lit",
            "City",
            ("Every evening a man with a", "When the wires came, the"),
        ),
        StoryEdit("where-the-river-turns", "Where the river turns", "", ("It turns twice.",)),
    )
    assert hand.note[0].text == "Dear readers,"


def test_a_new_file_lists_every_story_and_marks_the_paragraphs_that_are_kept() -> None:
    text = starter(RECORD)
    assert "#  *  Every evening a man with a ladder walked the street." in text
    assert "#     The work was paid by the lamp." in text
    assert '#   "bridge.md"  The bridge' in text
    assert '#   "mill.md"  The mill (was in 2024-W24)' in text
    assert "#   it could also be: Lamps · Where the river turns" in text
    assert "digest build --date 2024-06-23" in text


def test_a_summary_of_the_editor_s_stands_in_the_place_of_the_numbers(tmp_path: Path) -> None:
    story = {"source": "a", "title": "A", "summary": ['By "hand".'], "paragraphs": [{"text": "x", "selected": True}]}
    text = starter({"week": "2024-W25", "stories": [story]})
    hand = read(tmp_path, re.sub(r"(?m)^# (?=\[stories|summary)", "", text))
    assert hand.stories == (StoryEdit("a", summary=('By "hand".',)),)


def test_two_entries_of_one_title_are_named_by_their_sources() -> None:
    entry = {"feed": "https://post.test/feed", "title": "The week", "paragraphs": []}
    stories = [{**entry, "source": "a", "slug": "the-week"}, {**entry, "source": "b", "slug": "the-week-2"}]
    text = starter({"week": "2024-W25", "stories": stories})
    assert re.findall(r"# \[stories\.(.*)\]", text) == ['"a"', '"b"']


def test_a_new_file_without_an_issue_explains_every_key(tmp_path: Path) -> None:
    text = starter({"week": "2024-W25"})
    assert not read(tmp_path, text)
    hand = read(tmp_path, re.sub(r"(?m)^# (subject|preheader) = .*$", "", uncommented(text)).replace("summary", "#"))
    assert [story.paragraphs for story in hand.stories] == [("The first words of one", "Those of another")]
    assert all(f"# {key} = " in text for key in ("subject", "preheader", "note", "order", "pin", "drop"))


@given(st.text(), st.text(), st.text(min_size=1))
def test_no_text_of_a_document_breaks_a_new_file(title: str, paragraph: str, source: str) -> None:
    story = {"source": source, "title": title, "paragraphs": [{"text": paragraph, "selected": True}]}
    text = starter({"week": "2024-W25", "subject": title, "stories": [story], "left_out": [story]})
    assert tomllib.loads(text) == {}


def test_a_new_file_is_made_from_a_whole_record() -> None:
    text = starter(json.loads(json.dumps(RECORD)))
    assert text == starter(RECORD)
    assert all(line.startswith("#") for line in text.splitlines() if line)


def test_the_documentation_s_example_is_right_and_every_key_stands_there(tmp_path: Path) -> None:
    text = (ROOT / "docs/edits.md").read_text(encoding="utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    hand = read(tmp_path, example)
    assert hand.subject
    assert {block.kind for block in hand.note} >= {Kind.PARAGRAPH, Kind.ITEM}
    assert hand.order
    assert hand.drop
    assert hand.pin
    assert [bool(story.summary) for story in hand.stories] == [False, True]
    keys = ("subject", "preheader", "note", "order", "pin", "drop", "title", "section", "paragraphs", "summary")
    assert all(f"| `{key}` |" in text for key in keys)


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 5), st.sampled_from(["", "a", "a.txt", "x\n\ny"])),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEYS = ["subject", "preheader", "note", "order", "pin", "drop", "stories", "title", "paragraphs", "summary", "zz"]


@given(st.dictionaries(st.sampled_from(KEYS), VALUES), st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_value_in_any_place_is_a_crash(
    tmp_path_factory: pytest.TempPathFactory, top: dict[str, Any], inner: dict[str, Any]
) -> None:
    top.pop("stories", None)
    lines = [f"{key} = {json.dumps(value)}" for key, value in top.items()]
    lines += ['[stories."a.txt"]', *(f"{key} = {json.dumps(value)}" for key, value in inner.items())]
    found = outcome(tmp_path_factory.mktemp("edits"), "\n".join(lines))
    places = found.lines.values() if isinstance(found, Hand) else (m.where.rpartition(":")[2] for m in found.mistakes)
    assert all(1 <= int(place) <= len(lines) for place in places)


def outcome(folder: Path, text: str) -> Hand | SettingsErrors:
    try:
        return read(folder, text)
    except SettingsErrors as errors:
        return errors


@pytest.mark.parametrize(
    "mark", ["::: member", "The end. ::: member", "<!--members-only-->", "<b data-audience='x'>"]
)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("subject = '''{}'''", "subject"),
        ("preheader = '''{}'''", "preheader"),
        ("[subjects]\nmember = '''{}'''", "subjects"),
        ("[preheaders]\nmember = '''{}'''", "preheaders"),
        ("note = '''\nDear readers,\n\n{}\nWords.\n:::\n'''", "note"),
        ("[stories.'a.md']\ntitle = '''{}'''", "title"),
        ("[stories.'a.md']\nsummary = '''\nOne.\n\n{}\n\nTwo.\n'''", "summary"),
        ("[stories.'a.md']\nsummary = ['One.', '''{}''', 'Two.']", "summary"),
    ],
)
def test_what_the_editor_writes_is_for_all_so_that_a_mark_in_it_is_refused(
    tmp_path: Path, text: str, place: str, mark: str
) -> None:
    mark = mark.replace("'", '"')
    found = [one for one in mistakes(tmp_path, text.format(mark)) if "a mark means nothing" in one]
    (said,) = found
    assert said.startswith(f"a mark means nothing in the {place}: it is for everybody · edits/2024-W25.toml:")
    assert said.endswith("put the words into a document, between ::: member and :::, or take the mark out")
