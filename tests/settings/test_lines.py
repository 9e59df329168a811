from __future__ import annotations

import json
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from digest.settings.lines import nearest, positions

TEXT = '''\
top = 1
[newsletter]  # a comment
name = "x"
about = """
fake = 1
[fake]
"""
"quoted key" = 2
a.b = 3
[[audiences]]
name = "one"
[[audiences]]
name = "two"
  [audiences.look]
  accent = "x"
list = [
  "a",
]
'''


def test_every_key_has_its_line() -> None:
    tomllib.loads(TEXT)
    found = positions(TEXT)
    assert found[("top",)] == 1
    assert found[("newsletter",)] == 2
    assert found[("newsletter", "name")] == 3
    assert found[("newsletter", "quoted key")] == 8
    assert found[("newsletter", "a", "b")] == 9
    assert found[("audiences", 1, "name")] == 13
    assert found[("audiences", 1, "look", "accent")] == 15


def test_what_only_looks_like_a_key_inside_a_text_is_none() -> None:
    assert ("newsletter", "fake") not in positions(TEXT)
    assert ("fake",) not in positions(TEXT)


def test_a_missing_key_is_shown_at_its_table() -> None:
    assert nearest(positions(TEXT), ("audiences", 1, "title")) == 12


def test_what_is_nowhere_is_shown_at_the_top() -> None:
    assert nearest(positions(TEXT), ("nothing", "here")) == 1


def test_every_element_of_a_list_has_its_line() -> None:
    text = '''x = [ # "none",
  "a", 'b',
  # nor this one
  """c
d""",
  [1,
2], {z = 1},
  true,
]
y = []
'''
    tomllib.loads(text)
    found = positions(text)
    assert [found[("x", i)] for i in range(6)] == [2, 2, 4, 6, 7, 8]
    assert ("x", 6) not in found
    assert ("y", 0) not in found
    assert found[("y",)] == 10


def test_a_name_in_quotes_may_hold_anything() -> None:
    text = '[stories."a [1] = \\"b\\".txt"]\ntitle = "x"\n[stories.\'c.d\']\n'
    tomllib.loads(text)
    found = positions(text)
    assert found[("stories", 'a [1] = "b".txt', "title")] == 2
    assert found[("stories", "c.d")] == 3


def test_tables_of_lists_within_lists_are_told_apart() -> None:
    text = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]\nx = 3\n"
    found = positions(text)
    assert [found[("a", i, "b", j, "x")] for i, j in ((0, 0), (0, 1), (1, 0))] == [3, 5, 8]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=8), max_size=5))
def test_a_list_of_any_texts_has_as_many_lines(texts: list[str]) -> None:
    text = "top = 0\nlist = [\n" + "".join(f"  {json.dumps(each, ensure_ascii=False)},\n" for each in texts) + "]\n"
    assert tomllib.loads(text)["list"] == texts
    found = positions(text)
    assert [found[("list", i)] for i in range(len(texts))] == list(range(3, 3 + len(texts)))
