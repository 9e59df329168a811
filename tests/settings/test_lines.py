from __future__ import annotations

import tomllib

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
