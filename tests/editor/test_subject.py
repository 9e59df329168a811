from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.headline import cut, full_length, headline, parts, seen_length, shortened
from digest.editor.names import names_of, theme_of
from digest.editor.subject import LONGEST, subjects
from digest.model import Publication, Story, folded
from tests.factories import a_story, an_article

LONG = "A title that goes on for quite a while without an end and is too long"


def best(*stories: Story, recent: tuple[str, ...] = ()) -> str:
    return subjects(stories, recent)[0].text


def test_the_lead_s_title_is_the_subject() -> None:
    title = "A title of somewhat more than forty characters"
    assert best(a_story(title), a_story("Another title of some length")) == title


def test_a_short_title_is_joined_by_another_story() -> None:
    assert (
        best(a_story("Kinder und Arbeit"), a_story("Wo der Fluss endet")) == "Kinder und Arbeit · Wo der Fluss endet"
    )


def test_of_the_other_stories_the_nearest_is_taken() -> None:
    stories = (a_story("A short lead title"), a_story("The second short title"), a_story("The third short title"))
    assert best(*stories) == "A short lead title · The second short title"


def test_every_story_between_costs_a_little() -> None:
    lines = subjects([a_story("A lead title"), a_story("The second short title"), a_story("The third short title")])
    points = {line.text: line.reasons[0].points for line in lines}
    assert points["A lead title · The second short title"] > points["A lead title · The third short title"]


@pytest.mark.parametrize("title", ["Video: How the river turns twice", "VIDEO – How the river turns twice"])
def test_a_known_label_before_the_title_is_taken_off(title: str) -> None:
    assert best(a_story(title)) == "How the river turns twice"


def test_the_article_s_own_kicker_is_taken_off() -> None:
    assert (
        best(a_story("Sternstunde: Wie der Fluss sich wendet", kicker="Sternstunde")) == "Wie der Fluss sich wendet"
    )


def test_the_publication_s_name_behind_the_title_is_taken_off() -> None:
    article = an_article("How the river turns twice | The Post", publication=Publication("The Post"))
    assert headline(article) == "How the river turns twice"


def test_of_a_title_that_is_too_long_a_whole_part_is_taken() -> None:
    title = "Kenji Fujimori: juicio por presunta compra de votos continuará el 18 de mayo"
    assert best(a_story(title)) == "Juicio por presunta compra de votos continuará el 18 de mayo"
    title = "The ministry wants the country in the union – and the neighbours pay for what is lost"
    assert best(a_story(title)) == "The ministry wants the country in the union"


def test_a_first_clause_that_says_enough_is_a_whole_part() -> None:
    title = "Voters pass increase for retired education workers, but shortfalls are likely to emerge"
    assert best(a_story(title)) == "Voters pass increase for retired education workers"


def test_what_goes_on_after_a_dash_is_no_part_of_its_own() -> None:
    assert parts("The river – and why it turned") == ("The river",)


def test_a_part_never_tears_a_quotation() -> None:
    assert parts("“The river: a life” and its end") == ()
    assert parts("Le fleuve « tourne : toujours » ici") == ()


def test_a_brand_keeps_its_small_letter() -> None:
    assert parts("News: iPhone sales fall") == ("iPhone sales fall",)


@pytest.mark.parametrize(
    "title",
    [
        "The war between Samsung Corp. and Apple over the lamps",
        "Apple Inc. Sues Samsung Corp. Over Its Lamps",
        "Interview with Prof. Ash about the lamps",
        "Who was it? and why",
        "Lamps: oil",
    ],
)
def test_no_part_is_half_a_sentence_or_one_word(title: str) -> None:
    assert parts(title) == ()


def test_whole_sentences_of_a_title_are_parts() -> None:
    assert parts("The lamp burns. Nobody knows why") == ("Nobody knows why", "The lamp burns.")
    assert parts("यह दीपक है। वह नदी है") == ("वह नदी है", "यह दीपक है।")


def test_of_scripts_without_spaces_a_part_may_be_one_run() -> None:
    assert parts("第一枚邮票：一个便士") == ("一个便士", "第一枚邮票")


def test_a_short_title_is_padded_with_what_there_is() -> None:
    lone = a_story("Penny Black")
    padded = subjects([lone], name="The Stamp Collector’s Letter", ending=" · 2024-W25")[0]
    assert padded.text == "Penny Black · The Stamp Collector’s Letter"
    assert "titles and the newsletter’s name" in [reason.rule for reason in padded.reasons]
    assert subjects([lone], name="Letter", ending=" · 2024-W25")[0].text == "Penny Black · Letter · 2024-W25"
    other = a_story("The mill at the river is sold")
    assert subjects([lone, other], name="The Letter")[0].text == "Penny Black · The mill at the river is sold"


def test_two_short_titles_are_padded_together() -> None:
    two = [a_story("1984"), a_story("Penny Black")]
    assert subjects(two, name="The Letter", ending=" · 2024-W25")[0].text == "1984 · Penny Black · The Letter"
    assert subjects([*two, a_story("The mill")])[0].text == "1984 · Penny Black · The mill"
    assert all(r.points == round(r.points, 2) for line in subjects(two, name="x") for r in line.reasons)


@pytest.mark.parametrize("name", ["", "Black"])
def test_a_name_that_is_lacking_or_said_pads_nothing(name: str) -> None:
    assert [line.text for line in subjects([a_story("Penny Black")], name=name, ending=" · x")] == ["Penny Black"]


def test_what_is_too_short_is_a_subject_only_for_want_of_others() -> None:
    lines = subjects([a_story("The river turns twice before"), a_story("Sold")], name="The Letter")
    assert lines[0].text == "The river turns twice before · Sold"
    assert [len(line.text) >= 30 for line in lines] == sorted((len(line.text) >= 30 for line in lines), reverse=True)


@pytest.mark.parametrize("title", ["...", "🎉", "— —"])
def test_a_title_of_signs_is_none(title: str) -> None:
    assert best(a_story(title), a_story("How the river turned before the town")) == (
        "How the river turned before the town"
    )
    assert subjects([a_story(title)], name="The Letter") == ()


def test_figures_alone_are_no_subject() -> None:
    assert subjects([a_story("1984")]) == ()
    assert best(a_story("1984"), a_story("How the river turned before")) == "1984 · How the river turned before"


def test_names_are_a_subject_only_where_the_lead_has_one() -> None:
    lead = a_story("Lead", "Nothing of a name.")
    others = [a_story(f"Other {n}", f"It was {n}, and again {n}.") for n in ("Rowland Hill", "Louis Braille")]
    assert not any("names in the stories" in [r.rule for r in line.reasons] for line in subjects([lead, *others]))
    assert any("names in the stories" in [r.rule for r in line.reasons] for line in subjects([others[0], others[1]]))


def test_a_long_title_is_cut_at_a_word_as_the_last_resort() -> None:
    (line,) = subjects([a_story(LONG)])
    assert line.text == "A title that goes on for quite a while without an end and…"
    assert "the lead’s title, cut short" in [reason.rule for reason in line.reasons]


def test_escaped_characters_and_soft_hyphens_are_resolved() -> None:
    assert best(a_story("Fish &amp;amp; chips: a brief\u00adly told hi&shy;story &lt;1&gt;")) == (
        "Fish & chips: a briefly told history <1>"
    )


def test_an_escape_cannot_hide_a_merge_tag() -> None:
    assert "{{" not in best(a_story("Dear &#123;&#123;name&#125;&#125; and everybody else"))


@pytest.mark.parametrize("sent", ["The river turns twice before town", "THE RIVER  TURNS twice before town"])
def test_a_subject_of_late_does_not_come_again(sent: str) -> None:
    stories = a_story("The river turns twice before town"), a_story("The mill is sold")
    assert all(folded(line.text) != folded(sent) for line in subjects(stories, [sent]))
    assert subjects(stories, [sent])[0].text == "The river turns twice before town · The mill is sold"


def test_with_every_text_used_there_is_no_subject() -> None:
    assert subjects([a_story("Twice")], ["twice"]) == ()


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Who paid for the river’s second turn?", "a question"),
        ("You will not believe how the river turns!", "an exclamation"),
        ("And then the river turned once more...", "trails off"),
        ("How the “river turned before the town", "a quotation torn apart"),
        ("HOW THE RIVER TURNED BEFORE THE TOWN", "all in capitals"),
        ("The river", "begins with a word or two"),
    ],
)
def test_what_speaks_against_a_subject_is_said(title: str, rule: str) -> None:
    (line,) = subjects([a_story(title)])
    assert [reason.points < 0 for reason in line.reasons if reason.rule == rule] == [True]
    assert line.score == pytest.approx(sum(reason.points for reason in line.reasons), abs=0.01)


def test_the_words_that_carry_the_lead_speak_for_it() -> None:
    told = replace(a_story("How the lamps were lit"), terms=("lamp", "ladder"))
    (line,) = subjects([told])
    assert 0.2 in [reason.points for reason in line.reasons if reason.rule == "words that carry the lead"]


def test_the_best_stands_first_and_each_text_once() -> None:
    lines = subjects([a_story("Energiewende: Wer zahlt für das Netz"), a_story("Der Fluss"), a_story("Die Mühle")])
    assert [line.score for line in lines] == sorted((line.score for line in lines), reverse=True)
    assert len({folded(line.text) for line in lines}) == len(lines) > 2


def test_chinese_counts_two_columns_a_character() -> None:
    assert seen_length("第一枚邮票") == 10
    assert (
        best(a_story("第一枚邮票：一个便士如何改变了邮政"), a_story("世界邮政联盟"))
        == "第一枚邮票：一个便士如何改变了邮政"
    )


def test_a_long_chinese_title_is_cut_without_spaces() -> None:
    text = best(a_story("一" * 40))
    assert text == "一" * 29 + "…"


def test_marks_and_joined_emoji_are_seen_as_one() -> None:
    assert seen_length("e\u0301") == 1
    assert seen_length("\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}") == 2
    assert seen_length("\u0645\u0650") == 1


def test_names_are_those_that_are_said_more_than_once() -> None:
    text = "The plan of Rowland Hill was simple. So Rowland Hill wrote it down. What Henry Cole thought is not known."
    assert names_of([a_story("Lead", text), a_story("Other")]) == ("Rowland Hill",)


def test_a_sentence_s_first_word_is_no_name() -> None:
    assert names_of([a_story("Lead", "Dear Readers came. Dear Readers went.")]) == ()


def test_names_of_several_stories_can_be_a_subject() -> None:
    first = a_story("Lead", "It was Rowland Hill, and again Rowland Hill.")
    second = a_story("Other", "Here is Louis Braille, there is Louis Braille.")
    assert "Rowland Hill · Louis Braille" in [line.text for line in subjects([first, second])]


def test_a_name_in_several_stories_is_their_theme() -> None:
    first = a_story("The border", "Nobody leaves by way of the Yalu River now.")
    second = a_story("The ministers who met in the capital for three days", "They met at the Yalu River again.")
    assert theme_of([first, second]) == "Yalu River"
    assert theme_of([first]) == ""
    assert "Yalu River · The border" in [line.text for line in subjects([first, second])]


@given(st.text(), st.integers(1, 80))
def test_a_cut_text_is_never_longer_than_allowed(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest


def test_a_hindi_subject_has_at_most_sixty_characters_as_programs_count_them() -> None:
    title = "नदी पर बने पुल की मरम्मत में उम्मीद से ज़्यादा समय लगेगा, ऐसा उसने कहा"
    assert seen_length(title) < LONGEST < len(title)
    assert all(len(line.text) <= LONGEST for line in subjects([a_story(title), a_story("पुल")]))


def test_a_letter_keeps_its_marks_where_characters_are_counted() -> None:
    assert shortened("e\u0301\u0302" * 4, 6) == "e\u0301\u0302…"
    assert full_length(shortened("e\u0301" * 40, 31)) <= 31


@given(st.text(), st.integers(1, 80))
def test_a_shortened_text_is_never_seen_longer_than_allowed(text: str, longest: int) -> None:
    assert full_length(shortened(text, longest)) <= max(longest, 1)


@given(st.lists(st.text("ab Cé:–-“”()第一?&;", min_size=1, max_size=90), min_size=1, max_size=5))
def test_every_subject_keeps_the_length_and_is_on_one_line(titles: list[str]) -> None:
    for line in subjects([a_story(title) for title in titles]):
        assert 0 < seen_length(line.text) <= LONGEST
        assert "\n" not in line.text
