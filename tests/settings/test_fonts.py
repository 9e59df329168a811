from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.settings.fonts import GENERIC, STACKS, NoStackError, stack
from digest.settings.themes import THEMES


@pytest.mark.parametrize("name", STACKS)
def test_a_shipped_stack_is_one_that_an_editor_could_write(name: str) -> None:
    assert stack(STACKS[name]) == STACKS[name]


def test_every_theme_has_fonts_of_shipped_stacks() -> None:
    looks = [theme.look for theme in THEMES.values()]
    assert {font for look in looks for font in (look.headlines, look.text, look.labels)} <= set(STACKS.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Slab", STACKS["slab"]),
        ("Charter, Georgia, serif", "Charter,Georgia,serif"),
        ("Gill Sans,  sans-serif", "'Gill Sans',sans-serif"),
        ("'Gill Sans', sans-serif", "'Gill Sans',sans-serif"),
        ("3270, monospace", "'3270',monospace"),
        ("sans-serif", "sans-serif"),
    ],
)
def test_names_with_blanks_get_single_quotation_marks(text: str, found: str) -> None:
    assert stack(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Charter; color: red, serif", "not ;"),
        ('"Gill Sans", serif', 'not "'),
        ("url(x), serif", "not ("),
        ("a{}, serif", "not {"),
        ("Chart\\er, serif", "not \\"),
        ("Шрифт, serif", "not Ш"),
        ("'Gill Sans, serif", "not '"),
        ("Charter,, serif", "a name is missing"),
        ("'', serif", "a name is missing"),
        ("Charter, sans serif", 'did you mean "sans-serif"?'),
        ("Charter, Georgia", "end with serif, sans-serif"),
        ("rouned", 'did you mean "rounded"?'),
        ("Charter", "stacks: serif, oldstyle"),
        (f"{'a' * 200}, serif", "at most 200"),
    ],
)
def test_what_is_no_stack_is_refused_with_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(NoStackError) as caught:
        stack(text)
    assert said in str(caught.value)


@given(st.text(max_size=60) | st.text("aZ-', ;:\"(){}\\<>&serif", max_size=60))
def test_a_stack_can_say_nothing_else_in_a_style(text: str) -> None:
    try:
        found = stack(text)
    except NoStackError:
        return
    assert re.fullmatch(
        r"(?:'[A-Za-z0-9 -]+'|[A-Za-z][A-Za-z0-9-]*)(?:,(?:'[A-Za-z0-9 -]+'|[A-Za-z][A-Za-z0-9-]*))*", found
    )
    assert found.rpartition(",")[2] in GENERIC
    assert stack(found) == found
