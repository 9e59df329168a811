from __future__ import annotations

import pytest

from digest.preflight.judges.outlook import outlook_view, without_office


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("mso", True),
        ("!mso", False),
        ("mso | IE", True),
        ("gte mso 9", True),
        ("lte mso 11", False),
        ("(gte mso 9)|(IE)", True),
        ("gt mso 16", False),
        ("lt mso 17", True),
        ("mso 12", False),
        ("mso 16", True),
        ("IE", False),
        ("!IE", True),
        ("(mso)&(gte mso 15)", True),
        ("(mso)&(lt mso 15)", False),
        ("nonsense", False),
    ],
)
def test_a_hidden_block_is_opened_for_the_outlook_it_names(condition: str, shown: bool) -> None:
    assert outlook_view(f"a<!--[if {condition}]>b<![endif]-->c") == ("abc" if shown else "ac")


def test_what_is_for_everybody_else_is_taken_out() -> None:
    assert outlook_view("a<!--[if !mso]><!-->b<!--<![endif]-->c") == "ac"


def test_plain_comments_stay() -> None:
    assert outlook_view("<!-- if mso -->") == "<!-- if mso -->"


def test_office_s_own_elements_are_taken_out_and_their_content_stays() -> None:
    seen = without_office('<xml><o:x>9</o:x></xml><v:rect w="1"><p>words</p></v:rect>')
    assert seen == "<p>words</p>"
