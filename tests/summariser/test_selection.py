from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import ELLIPSIS, Article, Block, Kind, Role
from digest.model.sentences import sentences
from digest.summariser.keep import Keep
from digest.summariser.rules import Weights, sayings
from digest.summariser.selection import judge, tell
from digest.summariser.words import count, tokens
from tests.factories import a_block, an_article

LAMP = "The lamp was lit at noon, and every lamp in the street was lit soon after it was seen."
OIL = "A merchant brought oil for each lamp, and the street paid the merchant for the oil with bread."
BREAD = "Bread grew dear in the street, so that the merchant kept the oil and asked for more bread."
WIND = "The wind blew over the hills the whole day long, and nobody there had seen any wind like it."
ALL = (LAMP, OIL, BREAD, WIND)
BARS = {"never", "barred", "slight", "no_room", "repeated"}

texts = st.one_of(
    st.sampled_from([*ALL, "Listen here:", "Who knows?", "No.", "Subscribe, and you will hear from me."]),
    st.text(max_size=80),
    st.lists(st.sampled_from(ALL), min_size=2, max_size=5).map(" ".join),
)
blocks = st.builds(
    Block, texts, st.sampled_from([Role.BODY, Role.BODY, Role.CAPTION]), st.just(1), st.sampled_from(Kind)
)
articles = st.builds(
    Article,
    st.just("a.txt"),
    st.sampled_from(["", "The lamp and the oil"]),
    st.lists(blocks, max_size=8).map(tuple),
    language=st.sampled_from(["", "en", "xx"]),
)
keeps = st.builds(Keep, st.integers(0, 9), st.sampled_from([0, 1, 20, 40, 170]), st.booleans())


def kept(article: Article, keep: Keep) -> tuple[str, ...]:
    return tell(article, keep).paragraphs


@given(articles, keeps)
@settings(deadline=None)
def test_every_body_block_has_one_verdict_in_reading_order(article: Article, keep: Keep) -> None:
    assert tuple(verdict.block for verdict in judge(article, keep)) == article.body


@given(articles, keeps)
@settings(deadline=None)
def test_kept_paragraphs_are_a_subsequence_of_the_body_and_so_are_their_sentences(
    article: Article, keep: Keep
) -> None:
    verdicts = [verdict for verdict in judge(article, keep) if verdict.selected]
    body = iter(article.body)
    assert all(any(block is verdict.block for block in body) for verdict in verdicts)
    for verdict in verdicts:
        own = iter(sentences(verdict.block.text))
        shown = [sentence for run in verdict.kept.split(ELLIPSIS) for sentence in sentences(run)]
        assert all(sentence in own for sentence in shown)


@given(articles, keeps)
@settings(deadline=None)
def test_a_story_is_never_longer_than_allowed_unless_by_one_sentence(article: Article, keep: Keep) -> None:
    paragraphs = kept(article, keep)
    assert len(paragraphs) <= keep.paragraphs
    assert not keep.words or len(paragraphs) == 1 or sum(map(count, paragraphs)) <= keep.words


@given(articles, keeps)
@settings(deadline=None)
def test_the_score_is_the_sum_of_the_reasons(article: Article, keep: Keep) -> None:
    for verdict in judge(article, keep):
        assert verdict.score == pytest.approx(sum(reason.points for reason in verdict.reasons), abs=1e-6)
        assert all(reason.points or reason.rule in BARS for reason in verdict.reasons)


@given(articles, articles, keeps)
@settings(deadline=None, max_examples=30)
def test_an_article_is_judged_without_regard_to_another(article: Article, other: Article, keep: Keep) -> None:
    first = judge(article, keep)
    judge(other, keep)
    assert judge(article, keep) == first


@given(articles, keeps)
@settings(deadline=None)
def test_headings_and_code_are_never_kept(article: Article, keep: Keep) -> None:
    assert not any(v.selected for v in judge(article, keep) if v.block.kind in {Kind.HEADING, Kind.CODE})


@given(articles, keeps)
@settings(deadline=None)
def test_the_runner_up_is_the_best_that_was_passed_over(article: Article, keep: Keep) -> None:
    verdicts = judge(article, keep)
    assert sum(verdict.runner_up for verdict in verdicts) <= 1
    assert not any(verdict.runner_up and verdict.selected for verdict in verdicts)


@given(articles, keeps)
@settings(deadline=None)
def test_what_is_not_kept_though_there_is_a_place_says_why(article: Article, keep: Keep) -> None:
    verdicts = judge(article, keep)
    if 0 < sum(verdict.selected for verdict in verdicts) < keep.paragraphs:
        for verdict in verdicts:
            assert verdict.selected != bool(BARS & {reason.rule for reason in verdict.reasons})


def test_the_paragraph_that_would_have_been_kept_next_is_the_runner_up() -> None:
    article = an_article("The lamp and the oil", *ALL)
    two, three = (judge(article, Keep(paragraphs=number)) for number in (2, 3))
    (second,) = [verdict.block for verdict in two if verdict.runner_up]
    assert second in [verdict.block for verdict in three if verdict.selected]


@pytest.mark.parametrize("aside", ["Listen to the lamp here:", "Subscribe to my lamp letter if you like lamps."])
def test_what_could_not_be_kept_is_no_runner_up(aside: str) -> None:
    assert not any(verdict.runner_up for verdict in judge(an_article("The lamp", LAMP, aside), Keep()))


@pytest.mark.parametrize("keep", [Keep(), Keep(words=0), Keep(paragraphs=0)])
def test_an_empty_body_has_no_verdicts(keep: Keep) -> None:
    assert judge(an_article(blocks=()), keep) == ()


def test_a_short_article_is_kept_whole_with_its_one_liners() -> None:
    assert kept(an_article("Lamps", LAMP, "All were lit.", OIL), Keep()) == (LAMP, "All were lit.", OIL)


def test_a_long_article_keeps_no_one_liner() -> None:
    assert "The lamp." not in kept(an_article("The lamp", "The lamp.", *ALL), Keep())


@pytest.mark.parametrize("aside", ["Listen to the lamp here:", "Subscribe to my lamp letter if you like lamps."])
def test_what_leads_elsewhere_is_left_out_even_of_a_short_article(aside: str) -> None:
    assert kept(an_article("The lamp", aside, LAMP), Keep()) == (LAMP,)


def test_what_leads_elsewhere_is_kept_where_there_is_nothing_else() -> None:
    assert kept(an_article("The lamp", "Listen to the lamp here:"), Keep()) == ("Listen to the lamp here:",)


def test_the_paragraphs_kept_stand_in_reading_order() -> None:
    paragraphs = kept(an_article("Bread and oil", *ALL), Keep(paragraphs=2))
    assert list(paragraphs) == sorted(paragraphs, key=ALL.index)


def test_of_equal_paragraphs_the_earlier_is_kept() -> None:
    article = an_article("", LAMP, LAMP, OIL, OIL)
    assert [verdict.selected for verdict in judge(article, Keep(paragraphs=1))] == [True, False, False, False]


def test_a_further_paragraph_that_still_fits_fills_the_story() -> None:
    long = f"{OIL} {BREAD} {OIL}"
    article = an_article("The lamp and the oil", LAMP, long, WIND)
    assert kept(article, Keep(paragraphs=9, words=count(LAMP) + count(WIND))) == (LAMP, WIND)


def test_a_very_long_paragraph_is_given_by_its_key_sentences() -> None:
    article = an_article("The wind", f"{LAMP} {OIL} {WIND} {BREAD}")
    assert kept(article, Keep(words=count(LAMP) + count(WIND) + 3)) == (f"{LAMP} [...] {WIND}".replace("...", "…"),)


def test_a_very_long_paragraph_takes_the_room_that_others_leave() -> None:
    article = an_article("The lamp", LAMP, f"{OIL} {BREAD} {WIND}")
    assert kept(article, Keep(words=count(LAMP) + count(OIL) + count(BREAD) + 1)) == (LAMP, f"{OIL} {BREAD}")


def test_a_very_long_paragraph_of_which_less_than_a_third_would_fit_is_passed_over() -> None:
    long = " ".join([OIL, BREAD, WIND] * 4)
    article = an_article("The lamp", LAMP, long)
    assert kept(article, Keep(words=count(LAMP) + count(long) // 3 - 1)) == (LAMP,)
    assert len(kept(article, Keep(words=count(LAMP) + count(long) // 3 + 1))) == 2


def test_a_sentence_longer_than_the_story_is_kept_whole() -> None:
    assert kept(an_article("The lamp", f"{LAMP} {OIL}"), Keep(words=5)) == (LAMP,)


def test_trimming_fills_the_room_left_with_whole_sentences() -> None:
    article = an_article("The lamp", LAMP, f"{OIL} {BREAD}")
    room = count(LAMP) + count(OIL) + 3
    assert kept(article, Keep(words=room)) == (LAMP,)
    assert kept(article, Keep(words=room, trim=True)) == (LAMP, OIL)


def test_without_limits_everything_fit_is_kept() -> None:
    assert kept(an_article("The lamp", *ALL), Keep(paragraphs=99, words=0)) == ALL


def test_blocks_outside_the_body_have_no_verdict() -> None:
    article = an_article(blocks=(a_block(LAMP), a_block("A caption of the lamp.", Role.CAPTION)))
    assert [verdict.block.text for verdict in judge(article, Keep())] == [LAMP]


def test_a_story_explains_its_score() -> None:
    story = tell(an_article("The lamp", *ALL), Keep())
    assert story.score == pytest.approx(sum(reason.points for reason in story.reasons))
    assert {reason.rule for reason in story.reasons} == {"key_paragraphs", "substance"}


@given(articles, keeps)
@settings(deadline=None)
def test_every_reason_has_its_saying(article: Article, keep: Keep) -> None:
    story = tell(article, keep)
    reasons = [*story.reasons, *(reason for verdict in story.verdicts for reason in verdict.reasons)]
    assert {reason.rule for reason in reasons} <= set(sayings())


def test_an_article_has_no_merit_from_its_tone_or_from_the_company_of_its_paragraphs() -> None:
    article = an_article("The lamp", f"You saw it. {LAMP}", OIL, BREAD, WIND)
    plain, partial = (tell(article, Keep(weights=Weights(lead=x, leading_up=x))) for x in (0.0, 0.5))
    assert [v.selected for v in plain.verdicts] == [v.selected for v in partial.verdicts]
    assert plain.score == partial.score


def test_a_longer_article_makes_a_better_lead_than_its_key_paragraphs_alone() -> None:
    short, long = an_article("", WIND), an_article("", WIND, *[OIL] * 9)
    assert tell(long, Keep(paragraphs=1)).score > tell(short, Keep(paragraphs=1)).score


def test_a_story_that_keeps_nothing_scores_nothing() -> None:
    assert tell(an_article(blocks=()), Keep()).score == 0


def test_a_kept_paragraph_brings_the_one_that_leads_up_to_it() -> None:
    article = an_article("The lamp", LAMP, BREAD, WIND, OIL)

    def kept(leading_up: float) -> list[str]:
        verdicts = judge(article, Keep(paragraphs=3, words=60, weights=Weights(leading_up=leading_up)))
        return [verdict.block.text for verdict in verdicts if verdict.selected]

    assert kept(leading_up=0.0) == [LAMP, BREAD, OIL]
    assert kept(leading_up=9.0) == [LAMP, WIND, OIL]


def test_a_sentence_without_end_is_not_kept() -> None:
    assert tell(an_article("T", "word " * 5000), Keep()).paragraphs == ()


def test_of_a_book_only_the_beginning_is_looked_at() -> None:
    article = an_article(
        "A book", *(f"Chapter {n} tells what happened on the day after the last one." for n in range(700))
    )
    verdicts = judge(article, Keep(paragraphs=1_000, words=100_000))
    assert len(verdicts) == 700
    assert not any(verdict.selected for verdict in verdicts[500:])
    assert {verdict.reasons[0].rule for verdict in verdicts[500:]} == {"far_down"} <= set(sayings())


@pytest.mark.parametrize(
    ("text", "kind", "bar"),
    [
        ("Listen to the lamp here:", Kind.PARAGRAPH, "barred"),
        ("The lamp was lit at noon, and the street saw it.", Kind.HEADING, "never"),
        ("It burns.", Kind.PARAGRAPH, "slight"),
        (f"{LAMP} {OIL}", Kind.PARAGRAPH, "no_room"),
    ],
)
def test_what_kept_a_paragraph_out_stands_among_its_reasons(text: str, kind: Kind, bar: str) -> None:
    article = an_article("The lamp", blocks=(a_block(WIND), a_block(BREAD), a_block(text, kind=kind)))
    verdicts = judge(article, Keep(words=count(WIND) + count(BREAD) + 1, weights=Weights(title=0.0, new_words=0.0)))
    assert [verdict.selected for verdict in verdicts] == [True, True, False]
    assert bar in {reason.rule for reason in verdicts[2].reasons}


def again(article: Article, keep: Keep) -> list[str]:
    """What is passed over because it only says again."""
    return [v.block.text for v in judge(article, keep) if "repeated" in {reason.rule for reason in v.reasons}]


PULLED = "“Every lamp in the street was lit soon after it was seen”"


@pytest.mark.parametrize("kind", [Kind.QUOTE, Kind.PARAGRAPH])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_a_paragraph_and_its_pull_quote_the_paragraph_stays(kind: Kind, order: tuple[int, int]) -> None:
    blocks = (a_block(LAMP), a_block(PULLED, kind=kind))
    article = an_article("Every lamp in the street", blocks=(blocks[order[0]], blocks[order[1]], a_block(OIL)))
    assert kept(article, Keep()) == (LAMP, OIL)
    assert again(article, Keep()) == [PULLED]


def test_of_a_paragraph_and_a_quotation_with_its_words_the_paragraph_stays() -> None:
    quote = a_block(LAMP.upper(), kind=Kind.QUOTE)
    assert kept(an_article("The lamp", blocks=(quote, a_block(LAMP), a_block(OIL))), Keep()) == (LAMP, OIL)


def test_a_paragraph_that_stands_twice_is_kept_once() -> None:
    article = an_article("The lamp", LAMP, OIL, LAMP)
    assert kept(article, Keep()) == (LAMP, OIL)
    assert [verdict.selected for verdict in judge(article, Keep())] == [True, True, False]


def test_words_that_stand_far_below_in_a_paragraph_are_not_kept_twice_either() -> None:
    between = [f"Word{n} " * 12 + "and nothing else was said." for n in range(9)]
    keep = Keep(paragraphs=99, words=0)
    shown = kept(an_article("Every lamp in the street", PULLED, *between, LAMP), keep)
    assert (PULLED in shown) != (LAMP in shown)


def test_what_is_too_long_to_be_kept_takes_no_place_from_what_it_has_in_it() -> None:
    whole = " ".join(["This goes on and on, and never says a word of what it is about."] * 30 + [LAMP])
    assert LAMP in kept(an_article("The lamp in the street", LAMP, whole), Keep())


def test_a_paragraph_that_says_again_is_no_runner_up() -> None:
    verdicts = judge(an_article("The lamp", LAMP, OIL, LAMP), Keep(paragraphs=1))
    assert [verdict.block.line for verdict in verdicts if verdict.runner_up] != []
    assert not verdicts[2].runner_up


@given(st.lists(st.sampled_from([*ALL, PULLED, LAMP[:40], BREAD.upper()]), max_size=9), keeps)
@settings(deadline=None)
def test_no_words_are_kept_twice(texts: list[str], keep: Keep) -> None:
    shown = [" ".join(tokens(text)) for text in kept(an_article("The lamp", *texts), keep)]
    assert not any(one in other for n, one in enumerate(shown) for m, other in enumerate(shown) if n != m)


def test_a_story_in_hindi_keeps_to_its_words() -> None:
    long = "सड़क पर हर दीपक शाम को जलाया गया और लोग देर तक वहाँ बैठे रहे। " * 40
    assert 0 < sum(map(count, kept(an_article("दीपक", long, language="hi"), Keep()))) <= 180
