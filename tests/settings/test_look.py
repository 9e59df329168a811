from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SettingsErrors
from digest.model import Look, Newsletter, Palette
from digest.settings.contrast import enough
from digest.settings.fonts import STACKS
from digest.settings.look import illegible, looked
from digest.settings.reading import load
from digest.settings.schema import DarkTable, LightTable, LookTable
from digest.settings.themes import DEFAULT, THEMES

LEAST = """\
[newsletter]
name = "The Letter"
postal_address = "1 Any Street"
[sender]
address = "post@letter.test"
[links]
unsubscribe = "https://letter.test/u"
"""
FIRST = LEAST.count("\n") + 1
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def read(folder: Path, look: str) -> Newsletter:
    (folder / "digest.toml").write_text(LEAST + look, encoding="utf-8")
    return load(folder / "digest.toml").newsletter


def mistakes(folder: Path, look: str) -> list[str]:
    with pytest.raises(SettingsErrors) as caught:
        read(folder, look)
    return str(caught.value).replace(str(folder) + "/", "").splitlines()


def test_without_a_word_letters_look_like_paper(tmp_path: Path) -> None:
    found = read(tmp_path, "")
    paper = THEMES["paper"]
    assert (found.light, found.dark, found.look) == (paper.light, paper.dark, paper.look)


def test_there_are_three_themes_and_paper_looks_as_letters_without_settings_do() -> None:
    assert list(THEMES) == ["paper", "gazette", "harbour"]
    assert THEMES[DEFAULT].look == Look()


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_gives_colours_fonts_and_shape(tmp_path: Path, name: str) -> None:
    found, theme = read(tmp_path, f'[look]\ntheme = "{name}"\n'), THEMES[name]
    assert (found.light, found.dark, found.look) == (theme.light, theme.dark, theme.look)


def test_whatever_is_given_takes_the_place_of_the_theme_s(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [look]
        theme = "harbour"
        headlines = "slab"
        text = "Gill Sans, sans-serif"
        radius = 5
        density = "compact"
        [look.dark]
        accent = "#ffffff"
        """,
    )
    theme = THEMES["harbour"]
    assert found.look == Look(STACKS["slab"], "'Gill Sans',sans-serif", theme.look.labels, 5, "compact")
    assert found.dark.accent == "#ffffff"
    assert (found.light, found.dark.paper) == (theme.light, theme.dark.paper)


def test_a_radius_of_nothing_is_a_radius(tmp_path: Path) -> None:
    assert read(tmp_path, "[look]\nradius = 0\n").look.radius == 0
    assert read(tmp_path, "[look]\nradius = 24\n").look.radius == 24


def test_what_is_empty_is_the_theme_s(tmp_path: Path) -> None:
    empty = '[look]\nheadlines = ""\ndensity = ""\n[look.light]\npaper = ""\n'
    assert read(tmp_path, empty).light == THEMES["paper"].light


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('theme = "gazete"', 'look.theme must be "paper" or "gazette" or "harbour"'),
        ('headlines = "Charter; x, serif"', "a font's name has letters, digits, blanks and hyphens, not ;"),
        ('labels = "sanz"', 'did you mean "sans"?'),
        ("radius = 25", "look.radius must be a whole number of pixels, 0 to 24"),
        ("radius = -1", "look.radius must be a whole number of pixels, 0 to 24"),
        ('density = "airry"', 'look.density must be "airy" or "normal" or "compact"'),
        ("density = 2", "look.density must be text in quotes"),
    ],
)
def test_a_wrong_value_is_a_mistake_at_its_line(tmp_path: Path, line: str, said: str) -> None:
    (found,) = mistakes(tmp_path, f"[look]\n{line}\n")
    assert said in found
    assert f"digest.toml:{FIRST + 1}" in found


def test_a_colour_that_cannot_be_read_is_said_with_one_that_can(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, '[look.light]\naccent = "#e0685c"\n')
    assert found == (
        "look.light.accent has too little contrast on look.light.paper"
        f' · digest.toml:{FIRST + 1} · 3.2:1, needed 7:1 · try "#a22b1f"'
    )


def test_a_theme_s_colour_that_a_paper_makes_illegible_is_said_at_the_paper(tmp_path: Path) -> None:
    found = mistakes(tmp_path, '[look.light]\nline = "#808080"\npaper = "#c0b090"\n')
    assert [line.partition(" has")[0] for line in found] == ["the theme's quiet", "the theme's accent"]
    assert all(f"on look.light.paper · digest.toml:{FIRST + 2} · " in line for line in found)
    assert re.search(r'add under \[look\.light\]: quiet = "#[0-9a-f]{6}"$', found[0])


def test_on_a_middling_paper_a_better_paper_is_proposed(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, '[look.dark]\npaper = "#777777"\n')
    assert found.startswith("look.dark.paper leaves no colour enough contrast · ")
    assert " · at most 4.6:1, needed 7:1 · make it darker: try " in found


def test_a_middling_light_paper_is_to_be_lighter(tmp_path: Path) -> None:
    assert "make it lighter: try " in mistakes(tmp_path, '[look.light]\npaper = "#888888"\n')[0]


def test_both_schemes_and_other_mistakes_are_said_at_once(tmp_path: Path) -> None:
    look = '[look.light]\nink = "#999999"\n[look.dark]\nquiet = "#666666"\n[keep]\nstories = 0\n'
    found = mistakes(tmp_path, look)
    assert [line.split(" ")[0] for line in found] == ["look.light.ink", "look.dark.quiet", "keep.stories"]


def test_a_colour_that_is_none_is_said_once(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, '[look.light]\nink = "grey"\n')
    assert found.startswith("look.light.ink must be a colour")


def test_a_hairline_may_be_faint(tmp_path: Path) -> None:
    assert read(tmp_path, '[look.light]\nline = "#fdfbf7"\n').light.line == "#fdfbf7"


@given(
    st.builds(LightTable, paper=COLOURS, ink=COLOURS, quiet=COLOURS, accent=COLOURS), st.sampled_from(list(THEMES))
)
def test_whoever_takes_all_proposals_over_has_a_letter_that_can_be_read(own: LightTable, theme: str) -> None:
    light, _, _ = looked(LookTable(theme=theme, light=own))  # type: ignore[arg-type]
    mended = taken_over(light, own, "light")
    assert all(enough(text, mended.paper) for text in (mended.ink, mended.quiet, mended.accent))


@given(COLOURS, st.sampled_from(list(THEMES)))
def test_the_same_holds_for_a_paper_alone(paper: str, theme: str) -> None:
    own = DarkTable(paper=paper)  # type: ignore[arg-type]
    _, dark, _ = looked(LookTable(theme=theme, dark=own))  # type: ignore[arg-type]
    mended = taken_over(dark, own, "dark")
    assert all(enough(text, mended.paper) for text in (mended.ink, mended.quiet, mended.accent))


def taken_over(palette: Palette, own: LightTable | DarkTable, scheme: str) -> Palette:
    """The palette after an editor did all that the mistakes say."""
    values = {name: getattr(palette, name) for name in ("paper", "ink", "quiet", "accent", "line")}
    for fault in illegible(palette, own, scheme):
        if added := re.search(r': (\w+) = "(#\w{6})"$', fault.hint):
            values[added[1]] = added[2]
        elif tried := re.search(r'try "(#\w{6})"$', fault.hint):
            values[fault.key] = tried[1]
    return Palette(**values)


def test_the_guide_has_every_theme_and_every_stack() -> None:
    text = (Path(__file__).parents[2] / "docs/templates.md").read_text(encoding="utf-8")
    assert [name for name, theme in THEMES.items() if f"| `{name}` | {theme.about} |" not in text] == []
    fonts = {name: fonts.replace("'", "").replace(",", ", ") for name, fonts in STACKS.items()}
    assert [name for name, listed in fonts.items() if f"| `{name}` | {listed} |" not in text] == []
