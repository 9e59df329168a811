from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup

from digest.templating.customs import ENGLISH, customs, tags

DAY = date(2024, 6, 3)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "June 3, 2024"),
        ("en-GB", "3 June 2024"),
        ("de", "3. Juni 2024"),
        ("de-AT", "3. Juni 2024"),
        ("fr", "3 juin 2024"),
        ("es", "3 de junio de 2024"),
        ("es-MX", "3 de junio de 2024"),
        ("ru", "3 июня 2024\u202fг."),
        ("uk", "3 червня 2024\u202fр."),
        ("ar", "3 يونيو 2024"),
        ("he", "3 ביוני 2024"),
        ("ja", "2024年6月3日"),
        ("zh-TW", "2024年6月3日"),
        ("pt-BR", "3 de junho de 2024"),
    ],
)
def test_a_date_is_written_as_the_language_does(language: str, day: str) -> None:
    assert customs(language).in_words(DAY) == day


@pytest.mark.parametrize(
    "language", ["en", "en-GB", "de", "fr", "ru", "ar", "bg", "yo", "fa", "lv", "hu", "ja", "sr-Latn"]
)
def test_every_month_is_the_one_of_babel(language: str) -> None:
    habits, locale = customs(language), Locale.parse(language, sep="-")
    for day in (date(2024, month, 28) for month in range(1, 13)):
        assert habits.in_words(day) == format_date(day, "long", locale)


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "fr", "ru", "ar", "he", "ja", "zh"])
@pytest.mark.parametrize("items", [[], ["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D", "E"]])
def test_a_list_is_the_one_of_babel(language: str, items: list[str]) -> None:
    assert customs(language).listed(items) == format_list(items, "standard", Locale.parse(language, sep="-"))


def test_english_is_written_down_as_babel_has_it() -> None:
    for month in range(1, 13):
        day = date(2024, month, 9)
        assert ENGLISH.in_words(day) == format_date(day, "long", "en")


def test_markup_in_a_list_stays_markup_and_the_rest_is_escaped() -> None:
    listed = ENGLISH.listed([Markup("<b>A</b>"), "B & C", "D"])
    assert listed == "<b>A</b>, B &amp; C, and D"
    assert isinstance(listed, Markup)
    assert isinstance(ENGLISH.listed([Markup("<b>A</b>")]), Markup)


def test_a_language_that_nobody_knows_is_written_as_english() -> None:
    assert customs("tlh").in_words(DAY) == "June 3, 2024"


def test_a_region_that_nobody_knows_is_written_as_the_language() -> None:
    assert customs("de-XX").in_words(DAY) == "3. Juni 2024"


def test_a_tag_is_shortened_from_its_end() -> None:
    assert list(tags("zh-Hant-TW")) == ["zh-Hant-TW", "zh-Hant", "zh"]


def test_what_babel_said_is_kept(tmp_path: Path) -> None:
    first = customs("de", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text().replace("Juni", "Brachmond"))
    assert first.in_words(DAY) == "3. Juni 2024"
    assert customs("de", tmp_path).in_words(DAY) == "3. Brachmond 2024"


@pytest.mark.parametrize("damage", ["", "{}", "[1]", '{"dates": 1, "joints": []}', "nonsense"])
def test_what_was_kept_may_be_lost(tmp_path: Path, damage: str) -> None:
    customs("de", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_text(damage)
    assert customs("de", tmp_path).in_words(DAY) == "3. Juni 2024"


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert customs("de", tmp_path / "file").in_words(DAY) == "3. Juni 2024"


def test_an_english_letter_does_not_wait_for_babel() -> None:
    code = (
        "import sys\n"
        "from digest.templating.environment import templates\n"
        "from digest.templating.letter import letter\n"
        "from tests.templating.issues import FREE, a_full_issue\n"
        "letter(a_full_issue(), FREE, templates())\n"
        "sys.exit('babel' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)
