from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.offers import offered
from digest.model import CatalogueItem, Week, folded

WEEK, DAY = Week(2024, 25), date(2024, 6, 23)
ITEMS = tuple(CatalogueItem(name) for name in ("Aa", "Bb", "Cc", "Dd", "Ee"))


def titles(items: tuple[CatalogueItem, ...]) -> list[str]:
    return [item.title for item in items]


def weeks(count: int) -> list[tuple[Week, date]]:
    days = [DAY + timedelta(weeks=number) for number in range(count)]
    return [(Week.of(day), day) for day in days]


def test_no_more_than_allowed_are_offered() -> None:
    assert len(offered(ITEMS, 2, WEEK, DAY)) == 2
    assert offered(ITEMS, 0, WEEK, DAY) == ()
    assert len(offered(ITEMS, 9, WEEK, DAY)) == 5


@pytest.mark.parametrize(("since", "until"), [(DAY, DAY), (None, DAY), (DAY, None), (None, None)])
def test_the_first_and_the_last_day_are_included(since: date | None, until: date | None) -> None:
    item = CatalogueItem("A", since=since, until=until)
    assert offered([item], 1, WEEK, DAY) == (item,)


@pytest.mark.parametrize(
    ("since", "until"), [(DAY + timedelta(days=1), None), (None, DAY - timedelta(days=1)), (date.max, date.min)]
)
def test_what_is_over_or_has_not_begun_is_never_offered(since: date | None, until: date | None) -> None:
    assert offered([CatalogueItem("A", since=since, until=until)], 1, WEEK, DAY) == ()


def test_an_offer_that_is_over_does_not_hide_its_successor() -> None:
    old, new = CatalogueItem("A", price="1", until=DAY - timedelta(days=1)), CatalogueItem("A", price="2")
    assert offered([old, new], 2, WEEK, DAY) == (new,)


def test_of_one_title_the_first_counts() -> None:
    own, document = CatalogueItem("A book", price="1"), CatalogueItem("a  BOOK")
    assert offered([own, document], 2, WEEK, DAY) == (own,)


def test_what_fits_the_week_s_stories_comes_first() -> None:
    stamp = CatalogueItem("A book", blurb="All about stamps and letters.")
    assert offered([*ITEMS, stamp], 1, WEEK, DAY, terms=("stamp", "pneumat")) == (stamp,)


def test_a_word_in_the_title_counts_more_than_one_in_the_blurb() -> None:
    blurb, title = CatalogueItem("A book", blurb="Of stamps."), CatalogueItem("Stamps of old")
    assert titles(offered([blurb, title], 2, WEEK, DAY, terms=("stamp",))) == ["Stamps of old", "A book"]


def test_a_stem_of_three_letters_says_too_little() -> None:
    items = [CatalogueItem(name) for name in ("Aa", "Carpets")]
    first = [titles(offered(items, 1, week, day, terms=("car",)))[0] for week, day in weeks(2)]
    assert set(first) == {"Aa", "Carpets"}


def test_stems_match_in_any_script() -> None:
    item = CatalogueItem("Шрифты столицы")
    assert offered([*ITEMS, item], 1, WEEK, DAY, terms=("шрифт",)) == (item,)


def test_what_was_shown_lately_waits() -> None:
    assert titles(offered(ITEMS[:2], 1, WEEK, DAY, shown=[{"aa"}])) == ["Bb"]
    assert titles(offered(ITEMS[:2], 1, WEEK, DAY, shown=[{"bb"}, {"aa"}])) == ["Aa"]


@pytest.mark.parametrize(("week", "day"), weeks(5))
def test_what_was_never_shown_comes_before_what_was(week: Week, day: date) -> None:
    shown = [{"aa"}, {"bb"}, {"cc"}, {"dd"}]
    assert titles(offered(ITEMS, 1, week, day, shown=shown)) == ["Ee"]


@pytest.mark.parametrize(("week", "day"), weeks(5))
def test_what_was_shown_the_longest_ago_comes_again_first(week: Week, day: date) -> None:
    shown = [{"aa", "ee"}, {"bb"}, {"cc"}, {"dd"}]
    assert titles(offered(ITEMS, 2, week, day, shown=shown)) == ["Dd", "Cc"]


def test_what_was_shown_last_week_waits_even_when_it_fits() -> None:
    fitting = CatalogueItem("Stamps of old")
    items = [fitting, *ITEMS]
    assert titles(offered(items, 1, WEEK, DAY, terms=("stamp",), shown=[{"stamps of old"}])) != ["Stamps of old"]


def test_the_turn_moves_on_every_week() -> None:
    first, second = (offered(ITEMS, 2, week, day) for week, day in weeks(2))
    assert not set(first) & set(second)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_every_item_gets_its_even_turn_in_twenty_weeks(most: int) -> None:
    shown: list[set[str]] = []
    counts = dict.fromkeys(titles(ITEMS), 0)
    for week, day in weeks(20):
        here = titles(offered(ITEMS, most, week, day, shown=shown))
        shown.insert(0, set(map(folded, here)))
        for title in here:
            counts[title] += 1
    assert sum(counts.values()) == 20 * most
    assert max(counts.values()) - min(counts.values()) <= 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_nothing_starves_beside_items_that_always_fit(most: int) -> None:
    items = [CatalogueItem("A ruler"), *(CatalogueItem(f"Stamps, volume {number}") for number in range(5))]
    shown: list[set[str]] = []
    for week, day in weeks(20):
        here = offered(items, most, week, day, terms=("stamp", "volum"), shown=shown)
        shown.insert(0, {folded(item.title) for item in here})
    seen = [number for number, there in enumerate(reversed(shown)) if "a ruler" in there]
    assert seen[0] <= 6 // most
    assert max(after - before for before, after in pairwise(seen)) <= 2 * -(-6 // most)


def test_what_fits_is_preferred_among_what_has_rested() -> None:
    fitting = CatalogueItem("Stamps of old")
    shown: list[set[str]] = []
    times = 0
    for week, day in weeks(20):
        here = offered([*ITEMS, fitting], 2, week, day, terms=("stamp",), shown=shown)
        times += fitting in here
        assert fitting not in here or here[0] == fitting
        shown.insert(0, {folded(item.title) for item in here})
    assert times == 7  # every third of twenty issues


def test_each_audience_has_offers_of_its_own() -> None:
    free = tuple(CatalogueItem(name, audience="free") for name in ("Ff", "Gg", "Hh"))
    found = offered([*free, *ITEMS], 2, WEEK, DAY)
    assert len([item for item in found if item.audience]) == 2
    assert len([item for item in found if not item.audience]) == 2


def test_one_title_may_be_offered_to_two_audiences() -> None:
    both = (CatalogueItem("A year", price="£15", audience="free"), CatalogueItem("A year", price="£10"))
    assert set(offered(both, 1, WEEK, DAY)) == set(both)


@given(
    st.lists(st.sampled_from("abcdefgh").map(lambda name: CatalogueItem(f"Item {name}")), max_size=12),
    st.integers(0, 4),
    st.lists(st.sets(st.sampled_from([f"item {name}" for name in "abcdefgh"])), max_size=6),
)
def test_as_many_as_can_are_offered_and_each_title_once(
    items: list[CatalogueItem], most: int, shown: list[set[str]]
) -> None:
    found = offered(items, most, WEEK, DAY, terms=("item",), shown=shown)
    assert len(found) == min(most, len(set(items)))
    assert len(set(found)) == len(found)


def test_beyond_a_good_fit_the_turn_decides_not_the_length_of_a_blurb() -> None:
    good = CatalogueItem("Lamp for the river")
    long = CatalogueItem("Lamp for the river and the mill", "With bread, paper, letters and stamps.")
    terms = ("lamp", "river", "mill", "bread", "paper", "letter", "stamp")
    first = {titles(offered([good, long], 1, week, day, terms=terms))[0] for week, day in weeks(2)}
    assert first == {good.title, long.title}
