from __future__ import annotations

from pathlib import Path

import pytest

from digest.editor.themes import ALIKE, likeness, rarity, together
from digest.intake.sources import gather
from digest.model import Story
from digest.summariser.keep import Keep
from digest.summariser.selection import tell
from tests.editor.stories import composed, rules, titles, told
from tests.needs import material

SEEDS = Path(__file__).parents[2] / "seeds"
FLOOD = ("flood", "river", "dam", "rain", "bridg", "villag")
FLOOD_TOO = ("river", "flood", "rain", "insur", "bridg", "cost")
CHESS = ("chess", "board", "champion", "open", "clock", "draw")


def themed(title: str, terms: tuple[str, ...], score: float, **changes: str) -> Story:
    return told(title, terms=terms, score=score, **changes)


def documents(folder: Path) -> list[Story]:
    return [tell(article, Keep()) for article in gather((folder,)).articles]


def test_stories_on_one_theme_stand_together() -> None:
    found = composed(
        themed("Lead", ("moon", "star", "sky"), 9),
        themed("Flood", FLOOD, 8),
        themed("Chess", CHESS, 7),
        themed("Insurers", FLOOD_TOO, 6),
    )
    assert titles(found.issue.stories) == ["Lead", "Flood", "Insurers", "Chess"]
    assert "stands with “Flood”" in rules(found.issue.stories[2])


def test_what_is_on_the_lead_s_theme_stands_behind_it() -> None:
    found = composed(themed("Flood", FLOOD, 9), themed("Chess", CHESS, 8), themed("Insurers", FLOOD_TOO, 7))
    assert titles(found.issue.stories) == ["Flood", "Insurers", "Chess"]


def test_a_theme_does_not_bring_a_story_under_another_section() -> None:
    stories = (
        themed("Flood", FLOOD, 9),
        themed("Money", CHESS, 8),
        themed("Insurers", FLOOD_TOO, 7, section="Money"),
    )
    from tests.editor.stories import a_plan

    found = composed(*stories, plan=a_plan(sections=("Money",)))
    assert titles(found.issue.stories) == ["Flood", "Insurers", "Money"]


def test_without_a_common_theme_the_score_decides() -> None:
    stories = [themed("a", FLOOD, 3), themed("b", CHESS, 2), themed("c", ("moon", "star", "sky"), 1)]
    assert titles(together(stories, rarity(stories))) == ["a", "b", "c"]


def test_a_stem_that_carries_every_story_makes_no_theme() -> None:
    everywhere = tuple(
        told(f"{n}", terms=("russia", "year", "new", *(f"{n}{i}" for i in range(9)))) for n in range(60)
    )
    assert likeness(everywhere[0].terms, everywhere[1].terms, rarity(everywhere)) < ALIKE


def test_two_common_stems_are_chance() -> None:
    assert likeness(("year", "old", "a"), ("year", "old", "b"), {}) == 0.0


def test_likeness_is_symmetric_and_whole_for_the_same() -> None:
    weights = rarity([told("a", terms=FLOOD), told("b", terms=FLOOD_TOO), told("c", terms=CHESS)])
    assert likeness(FLOOD, FLOOD_TOO, weights) == pytest.approx(likeness(FLOOD_TOO, FLOOD, weights))
    assert likeness(FLOOD, FLOOD, weights) == pytest.approx(1.0)


def test_two_reports_on_one_visit_are_one_theme_and_essays_on_type_and_post_are_another_matter() -> None:
    (one, other), essays = documents(material("seeds")), documents(SEEDS)
    weights = rarity([one, other, *essays])
    assert likeness(one.terms, other.terms, weights) >= ALIKE
    assert all(likeness(one.terms, essay.terms, weights) < ALIKE for essay in essays)
    assert all(likeness(other.terms, essay.terms, weights) < ALIKE for essay in essays)


def test_a_third_of_what_carries_two_stories_makes_them_one_theme_and_its_tail_does_not() -> None:
    visit = ("korea", "putin", "kim", "visit", "parad", "train", "guard", "song", "gift", "film")
    talk = ("korea", "kim", "putin", "video", "host", "camp", "david", "trade", "arm", "summit")
    other = ("cheese", "milk", "cave", "salt", "cow", "farm", "valley", "korea", "putin", "kim")
    stories = [themed("Visit", visit, 3), themed("Talk", talk, 2), themed("Cheese", other, 1)]
    weights = rarity(stories)
    assert likeness(visit, talk, weights) >= ALIKE
    assert max(likeness(talk, other, weights), likeness(visit, other, weights)) < ALIKE
    assert "stands with “Visit”" in rules(together(stories, weights)[1])
