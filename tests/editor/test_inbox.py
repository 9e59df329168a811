from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.headline import seen_length
from digest.editor.inbox import Inbox, inbox
from digest.model import Hand, Story, Week
from tests.factories import a_newsletter, a_story

WEEK = Week(2024, 25)


def line(
    *stories: Story, recent: tuple[str, ...] = (), hand: Hand | None = None, tagline: str = "A tagline"
) -> Inbox:
    return inbox(stories, a_newsletter(tagline=tagline), WEEK, recent=recent, hand=hand or Hand())


def test_the_first_of_the_subjects_is_the_subject() -> None:
    found = line(a_story("The river turns twice before the town"), a_story("The mill is sold"))
    assert found.subject == found.subjects[0].text == "The river turns twice before the town"


def test_a_story_of_one_audience_is_in_neither() -> None:
    found = line(
        a_story("Secret matters of members", audience="member"),
        a_story("The river turns twice before the town"),
        a_story("More secrets", "A secret sentence.", standfirst="A secret standfirst.", audience="member"),
        a_story("The mill is sold"),
    )
    assert "ecret" not in " ".join([found.preheader, *(each.text for each in found.subjects)])


def test_without_a_story_for_all_the_newsletter_and_its_week_are_the_subject() -> None:
    found = line(a_story("Secret", audience="member"))
    assert (found.subject, found.preheader) == ("The Letter · 2024-W25", "A tagline")


def test_with_every_subject_used_the_newsletter_and_its_week_are_the_subject() -> None:
    used = ("1984 · THE LETTER", "1984 · The Letter · 2024-W25")
    assert line(a_story("1984"), recent=used).subject == "The Letter · 2024-W25"


def test_a_long_newsletter_s_name_leaves_room_for_the_week() -> None:
    found = inbox([], a_newsletter(name="A very long name " * 6), WEEK)
    assert found.subject.endswith("… · 2024-W25")
    assert len(found.subject) <= 60


def test_the_editor_s_own_subject_wins_and_stands_first() -> None:
    found = line(a_story("The river turns twice before the town"), hand=Hand(subject="Hot &amp; dry"), recent=("x",))
    assert found.subject == found.subjects[0].text == "Hot & dry"
    assert found.subjects[1].text == "The river turns twice before the town"
    assert found.subjects[0].reasons[0].rule == "the editor’s own"


def test_the_editor_s_own_subject_is_not_listed_twice() -> None:
    found = line(
        a_story("The river turns twice before the town"), hand=Hand(subject="the river turns TWICE before the town")
    )
    assert [each.text for each in found.subjects] == ["the river turns TWICE before the town"]


def test_the_editor_s_own_subject_may_come_again() -> None:
    assert line(a_story("The river"), hand=Hand(subject="Again"), recent=("Again",)).subject == "Again"


def test_the_editor_s_own_preheader_wins() -> None:
    assert line(a_story("A"), a_story("B"), hand=Hand(preheader="All about B.")).preheader == "All about B."


def test_with_the_editor_s_subject_the_preheader_names_the_lead() -> None:
    found = line(a_story("The river turns twice"), a_story("The mill is sold"), hand=Hand(subject="Midsummer"))
    assert found.preheader.startswith("The river turns twice · The mill is sold")


def test_the_preheader_names_the_other_stories_and_nothing_else() -> None:
    found = line(
        a_story("The river turns twice before the town"),
        a_story("A second story with a title"),
        a_story("The third one has a title, too"),
    )
    assert found.preheader == "A second story with a title · The third one has a title, too"


def test_a_story_in_the_subject_is_not_in_the_preheader() -> None:
    found = line(a_story("Kinder und Arbeit"), a_story("Wo der Fluss endet"), a_story("Die alte Mühle wird verkauft"))
    assert found.subject == "Kinder und Arbeit · Wo der Fluss endet"
    assert "Fluss" not in found.preheader
    assert found.preheader.startswith("Die alte Mühle wird verkauft")


def test_a_title_with_words_of_the_subject_gives_way() -> None:
    lead = replace(a_story("The river turns twice before the town"), terms=("river", "town"))
    found = line(
        lead, a_story("Rivers of the north and their mouths"), a_story("What a mill costs in these days, and why")
    )
    assert found.preheader.startswith("What a mill costs in these days, and why")
    assert "Rivers" not in found.preheader


def test_a_title_that_has_the_subject_in_it_gives_way() -> None:
    stories = a_story("Midsummer on the road"), a_story("The mill is sold again"), a_story("What is left of a road")
    found = line(*stories, hand=Hand(subject="The mill"))
    assert found.preheader.startswith("Midsummer on the road · What is left of a road")


def test_no_sentence_is_taken_from_the_middle_of_a_paragraph() -> None:
    lead = a_story(
        "The river turns twice before the town",
        "The river is old. Then he went away.",
        "A court has to say who owns the dry bed of it. So it did.",
    )
    found = line(replace(lead, terms=("river",)))
    assert found.preheader.startswith("A court has to say who owns the dry bed of it.")
    assert "he went" not in found.preheader


def test_a_short_preheader_goes_on_with_the_standfirst() -> None:
    found = line(a_story("The river turns twice before the town", standfirst="What it is about."), a_story("Next"))
    assert found.preheader.startswith("Next · What it is about.")


def test_a_lone_story_opens_with_a_whole_sentence_of_its_own() -> None:
    text = "It began on a Monday, as so many things in this place did. Nobody knew why."
    assert line(a_story("Lead", text)).preheader == "It began on a Monday, as so many things in this place did."


def test_sentences_do_not_end_at_an_abbreviation_or_a_day() -> None:
    text = "He lived near St. Petersburg and left it on 12. Mai, for good, as he said. Then he was gone."
    assert (
        line(a_story("Lead", text)).preheader
        == "He lived near St. Petersburg and left it on 12. Mai, for good, as he said."
    )


@pytest.mark.parametrize(
    "first",
    [
        "In 1863 Gen. Grant took a town on the river by the sea.",
        "Первым выступил проф. Ясень из города на большой реке.",
        "Der Bund gab dafür 5 Mio. Mark und ein altes Haus am Fluss.",
        "Today (Nov. 3) the old mill at the river opens once again.",
        "यह पहला वाक्य है जिसमें नदी और पुराने शहर की बात कही गई है।",
    ],
)
def test_a_preheader_does_not_break_off_at_an_abbreviation(first: str) -> None:
    assert line(a_story("Lead", f"{first} Потом."), tagline="").preheader == first


@pytest.mark.parametrize("tagline", ["", "A tagline"])
def test_a_subject_that_was_cut_is_not_told_again(tagline: str) -> None:
    title = "A title that goes on for quite a while without an end and is too long for any inbox"
    found = line(a_story(title, f"{title}, it said. Nobody knew.", "The mill is sold once more."), tagline=tagline)
    assert found.subject.endswith("…")
    assert found.preheader.startswith("The mill is sold once more.")
    assert "goes on" not in found.preheader


def test_a_title_of_signs_is_in_neither() -> None:
    found = line(a_story("The river turns twice before the town"), a_story("..."), a_story("The mill is sold"))
    assert found.preheader.startswith("The mill is sold")
    assert "..." not in found.subject + found.preheader


def test_a_cut_title_of_another_story_is_not_told_again() -> None:
    hand = Hand(subject="What a mill costs in these days, and why…")
    stories = a_story("Midsummer on the road"), a_story("What a mill costs in these days, and why it is sold")
    assert "mill" not in line(*stories, hand=hand).preheader


def test_a_short_title_is_padded_with_the_newsletter_and_its_week() -> None:
    assert line(a_story("Penny Black")).subject == "Penny Black · The Letter · 2024-W25"


def test_a_sentence_ends_where_others_were_left_out() -> None:
    text = "It began on a Monday, as so many things in this place did. […] Nobody knew why."
    assert line(a_story("Lead", text)).preheader == "It began on a Monday, as so many things in this place did."


def test_chinese_sentences_end_without_a_space() -> None:
    text = "一八四〇年五月，英国邮局开始出售黑色的小纸片，人人都可以买到。那不是第一个想法。"
    assert (
        line(a_story("邮票", text), tagline="").preheader
        == "一八四〇年五月，英国邮局开始出售黑色的小纸片，人人都可以买到。"
    )


def test_a_sentence_that_never_ends_is_cut_at_a_word() -> None:
    preheader = line(a_story("Lead", "and so it went " * 20), tagline="").preheader
    assert set(preheader.removesuffix("…").split()) == {"and", "so", "it", "went"}
    assert 110 < len(preheader) <= 130


def test_there_are_no_phrases_of_one_language() -> None:
    found = line(a_story("Шрифт, который царь правил пером"), *(a_story(f"Заголовок {n}") for n in "абвгд"))
    assert not any("a" <= char <= "z" for char in (found.subject + found.preheader).casefold())


def test_the_same_stories_give_the_same_line() -> None:
    stories = [a_story(title) for title in ("One and more", "Two and more", "Three and more")]
    assert line(*stories) == line(*stories)


@given(
    st.lists(st.text("ab Cé:–“”第一。.?&;", max_size=90), max_size=5),
    st.text("ab. C第。", max_size=300),
    st.text("abc ", max_size=50),
)
def test_the_inbox_line_stays_within_its_lengths(titles: list[str], text: str, sent: str) -> None:
    found = line(*(a_story(title, text) for title in titles), recent=(sent,))
    assert 0 < seen_length(found.subject) <= 60
    assert found.subject.casefold() != sent.casefold()
    assert seen_length(found.preheader) <= 130


def test_two_stories_of_one_title_do_not_say_it_twice() -> None:
    same = (a_story("Weekly roundup"), a_story("Weekly Roundup"), a_story("The mill reopens"))
    line = inbox(same, a_newsletter(name="The Letter"), Week(2024, 25))
    assert line.subject.casefold().count("roundup") == 1


def test_a_preheader_that_no_whole_sentence_can_fill_goes_on_with_a_part_of_one() -> None:
    told = line(a_story("The river turns twice before the town", "and so it went " * 20), a_story("Next")).preheader
    assert told.startswith("Next · and so it went and so")
    assert told.endswith("…")
    assert 110 < len(told) <= 130


def test_a_chinese_preheader_has_forty_characters() -> None:
    text = "一八四〇年五月，英国邮局开始出售黑色的小纸片，人人都可以买到。"
    told = line(
        a_story("第一枚邮票：一个便士如何改变了邮政", text, text.replace("一八四〇", "一八四一")), tagline=""
    ).preheader
    assert told == f"{text} {text.replace('一八四〇', '一八四一')}"


def test_a_hindi_preheader_has_no_more_characters_than_columns() -> None:
    titles = [f"नदी पर बने पुल की मरम्मत में {n} महीने लगेंगे" for n in ("तीन", "चार", "पाँच", "छह", "सात")]
    told = line(*map(a_story, titles)).preheader
    assert 40 <= len(told) <= 130
