from __future__ import annotations

from colorsys import rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.settings.contrast import ENOUGH, best, contrast, enough, legible, ratio
from digest.settings.themes import THEMES

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the usual example of a grey just below 4.5:1
        ("#595959", "#ffffff", 7.0),  # and of the lightest grey with 7:1
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, found: float) -> None:
    assert contrast(one, other) == pytest.approx(found, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


def test_capitals_are_the_same_colour() -> None:
    assert contrast("#AbCdEf", "#000000") == contrast("#abcdef", "#000000")


@given(COLOURS, COLOURS)
def test_a_proposal_can_be_read_wherever_any_colour_can(text: str, paper: str) -> None:
    found = legible(text, paper)
    if best(paper) < ENOUGH:
        assert found == ""
    else:
        assert enough(found, paper)


@given(COLOURS, COLOURS)
def test_what_can_be_read_is_left_as_it_is(text: str, paper: str) -> None:
    if enough(text, paper):
        assert legible(text, paper) == text


@given(COLOURS, COLOURS)
def test_a_proposal_has_the_same_hue(text: str, paper: str) -> None:
    found = legible(text, paper)
    hues = [rgb_to_hls(*(int(c[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0] for c in (text, found) if c]
    spread = [max(channels) - min(channels) for c in (text, found) if c and (channels := bytes.fromhex(c[1:]))]
    if found and min(spread) >= 64:  # with less colour than that, rounding to 8 bits turns the hue
        assert min(abs(hues[0] - hues[1]), 1 - abs(hues[0] - hues[1])) < 0.02


@given(COLOURS)
def test_on_any_grey_that_takes_neither_black_nor_white_nothing_is_proposed(text: str) -> None:
    assert legible(text, "#808080") == ""


@pytest.mark.parametrize(("found", "said"), [(6.99, "6.9:1"), (7.0, "7:1"), (21.0, "21:1"), (3.049, "3:1")])
def test_a_ratio_is_never_rounded_up(found: float, said: str) -> None:
    assert ratio(found) == said


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_theme_can_be_read(name: str, scheme: str) -> None:
    palette = getattr(THEMES[name], scheme)
    assert all(enough(text, palette.paper) for text in (palette.ink, palette.quiet, palette.accent))


@pytest.mark.parametrize("name", THEMES)
def test_no_theme_has_pure_black_or_white(name: str) -> None:
    theme = THEMES[name]
    for palette in (theme.light, theme.dark):
        assert not {"#000000", "#ffffff"} & {palette.paper, palette.ink, palette.quiet, palette.accent, palette.line}


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_s_dark_paper_is_dark(name: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.dark.paper, "#000000") < 2
    assert contrast(theme.light.paper, "#000000") > 17
