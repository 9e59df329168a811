from __future__ import annotations

from pathlib import Path

import pytest

from digest.model import Week
from digest.settings.edits import read_edits
from tests.settings.test_reading import LEAST, mistakes, read

AUDIENCE = '[[audiences]]\nname = "patron"\n'


def test_an_audience_may_have_sections_a_subject_and_addresses_of_its_own(tmp_path: Path) -> None:
    own = 'sections = ["Streets"]\nsubject = "Inside: {subject}"\nunsubscribe = "https://letter.test/p"\n'
    more = (
        'unsubscribe_mail = "u@letter.test"\nmanage = "https://letter.test/m"\nsubscribe = "https://letter.test/s"\n'
    )
    (audience,) = read(tmp_path, f'{LEAST}{AUDIENCE}{own}{more}join = "https://letter.test/j"\n').audiences
    assert (audience.sections, audience.subject) == (("Streets",), "Inside: {subject}")
    assert (audience.unsubscribe_url, audience.unsubscribe_mail) == ("https://letter.test/p", "u@letter.test")
    assert (audience.manage_url, audience.subscribe_url, audience.join_url) == (
        "https://letter.test/m",
        "https://letter.test/s",
        "https://letter.test/j",
    )


@pytest.mark.parametrize("shape", ["News", "{subject} and {subject}", "{subject} {name}", "{{subject}}"])
def test_a_shape_of_subject_holds_the_subject_once(tmp_path: Path, shape: str) -> None:
    (mistake,) = mistakes(tmp_path, f'{LEAST}{AUDIENCE}subject = "{shape}"\n')
    assert "audiences[1].subject must be a line with {subject} once" in mistake


def test_an_audience_s_addresses_are_secure(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, f'{LEAST}{AUDIENCE}manage = "http://letter.test"\n')
    assert "audiences[1].manage must be an address that starts with https://" in mistake


def test_a_section_that_the_week_does_not_have_is_a_mistake(tmp_path: Path) -> None:
    week = '[week]\nsections = ["Streets", "Harbours"]\n'
    (mistake,) = mistakes(tmp_path, f'{LEAST}{week}{AUDIENCE}sections = ["streets", "Harbour"]\n')
    assert mistake.endswith('unknown section · digest.toml:12 · Harbour · did you mean "Harbours"?')


def test_a_feed_s_section_is_one_and_without_sections_of_the_week_any_is(tmp_path: Path) -> None:
    feed = '[[feeds]]\nurl = "https://f.test/feed"\nsection = "Boats"\n'
    week = '[week]\nsections = ["Streets"]\n'
    (audience,) = read(tmp_path, f'{LEAST}{week}{feed}{AUDIENCE}sections = ["Boats"]\n').audiences
    assert audience.sections == ("Boats",)
    (audience,) = read(tmp_path, f'{LEAST}{AUDIENCE}sections = ["Anything"]\n').audiences
    assert audience.sections == ("Anything",)


def test_edits_may_give_single_audiences_a_subject_and_a_preheader(tmp_path: Path) -> None:
    (tmp_path / "2024-W25.toml").write_text('[subjects]\nmember = "A  subject"\n[preheaders]\nfree = "Words"\n')
    hand = read_edits(tmp_path, Week(2024, 25))
    assert (dict(hand.subjects), dict(hand.preheaders)) == ({"member": "A subject"}, {"free": "Words"})
    assert hand


def test_a_subject_of_an_audience_may_not_be_longer_than_another(tmp_path: Path) -> None:
    from digest.errors import SettingsErrors

    (tmp_path / "2024-W25.toml").write_text(f'[subjects]\nmember = "{"x" * 201}"\n')
    with pytest.raises(SettingsErrors, match=r"the subject is too long · .*:2 · 201 characters"):
        read_edits(tmp_path, Week(2024, 25))
