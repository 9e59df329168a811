from __future__ import annotations

import pytest

from digest.intake.feeds.section import section_of


@pytest.mark.parametrize(
    "nothing",
    [
        "Uncategorized",
        "Uncategorised",
        "Allgemein",
        "Non classé",
        "Sin categoría",
        "Senza categoria",
        "Sem categoria",
        "Без рубрики",
        "Bez kategorii",
        "Geen categorie",
        "未分類",
        "#mill",
        "＃川",
        " ",
    ],
)
def test_what_a_weblog_calls_no_category_is_no_section(nothing: str) -> None:
    assert section_of((nothing,)) == ""
    assert section_of((nothing, "River")) == "River"


def test_the_first_of_several_names_is_the_section() -> None:
    assert section_of(("#mill, news, local", "River")) == "news"


def test_an_entry_of_no_category_has_no_section() -> None:
    assert section_of(()) == ""
