from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.recognised import Recognised
from digest.intake.page_text.recogniser import recognise
from digest.model import Kind, Role

SENTENCE = (
    "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
)
OTHER = (
    "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."
)
THIRD = (
    "Nobody had expected that the market would grow so fast, least of all the council, which had to move it twice."
)
FOURTH = "In the end the harbour earned more than the railway ever had, and the town decided to keep it as it was."
SPACED = f"""March 5, 2021

A Harbour Comes Back


A Harbour Comes Back
The harbour in March 2021. Wikimedia Commons, Town Archive.

{SENTENCE}

{OTHER}

{THIRD}

{FOURTH}

You Might Also Like

The Lighthouse Story
  • February 7, 2020

The Lighthouse Story

A keeper looks back on forty years of storms.
Like this post? Get our weekly email and never miss a story

Some of Our Books

Boats of the Coast

Boats of the Coast

A handsome guide to every kind of boat that was ever built on this coast.
Ropes and Knots

Ropes and Knots

All the knots that a sailor needs, drawn and explained step by step.

About Us

The Coast Review is a magazine for everybody who lives near the sea or would like to.

Latest Posts

Our Contacts

Coast Review
1 Quay Street, Suite 2
Harbour Town VT 05602

555-123-4567
"""
TIGHT = f"""Podcast: How the Harbour Came Back
A conversation about boats, shops and one very long winter.
{SENTENCE}
{OTHER} {THIRD}
{THIRD} {SENTENCE}
{FOURTH} {OTHER}
{SENTENCE} {FOURTH}
{OTHER} {SENTENCE}
Listen to the whole conversation here:
This post is shorter than usual because I was on the road for most of the week and had little time to write.
I sometimes get invited to talk about boats, and I think that my readers may like to hear me do so.
Thank you to all free subscribers and paid subscribers for your support, which I never take for granted!
I am working on a longer story about the lighthouse, so stay tuned and please spread the word.
-Robin Example
"""


def read(text: str) -> Recognised:
    return recognise(text_lines(text))


def roles(text: str, role: Role) -> list[str]:
    return [block.text for block in read(text).blocks if block.role is role]


def test_the_spaced_layout_gives_its_body_and_nothing_else_as_body() -> None:
    assert roles(SPACED, Role.BODY) == [SENTENCE, OTHER, THIRD, FOURTH]


def test_the_date_line_above_a_title_is_the_day_of_publication() -> None:
    assert read(SPACED).published == date(2021, 3, 5)


def test_a_title_that_stands_again_is_the_words_of_a_picture() -> None:
    assert roles(SPACED, Role.TITLE) == roles(SPACED, Role.PICTURE) == ["A Harbour Comes Back"]


def test_a_caption_is_split_from_its_credit() -> None:
    found = read(SPACED)
    assert (found.caption, found.credit) == ("The harbour in March 2021.", "Wikimedia Commons, Town Archive.")


def test_a_related_item_has_title_teaser_and_date() -> None:
    (item,) = read(SPACED).related
    assert (item.title, item.published) == ("The Lighthouse Story", date(2020, 2, 7))
    assert item.teaser == "A keeper looks back on forty years of storms."


def test_a_call_glued_under_a_teaser_is_no_part_of_it() -> None:
    assert read(SPACED).call_to_action == "Like this post? Get our weekly email and never miss a story"


def test_catalogue_items_glued_to_the_blurb_before_them_are_told_apart() -> None:
    assert [item.title for item in read(SPACED).catalogue] == ["Boats of the Coast", "Ropes and Knots"]
    assert read(SPACED).catalogue[1].blurb == "All the knots that a sailor needs, drawn and explained step by step."


def test_contacts_give_the_publication_with_address_and_phone() -> None:
    publication = read(SPACED).publication
    assert publication.name == "Coast Review"
    assert publication.postal_address == ("1 Quay Street, Suite 2", "Harbour Town VT 05602")
    assert publication.phone == "555-123-4567"
    assert publication.about.startswith("The Coast Review is a magazine")


def test_a_heading_with_nothing_under_it_is_a_section() -> None:
    assert "Latest Posts" in roles(SPACED, Role.SECTION)


def test_the_tight_layout_splits_the_kicker_off_the_title() -> None:
    found = read(TIGHT)
    assert (found.kicker, found.title) == ("Podcast", "How the Harbour Came Back")


def test_the_line_under_a_tight_title_is_the_standfirst() -> None:
    assert read(TIGHT).standfirst == "A conversation about boats, shops and one very long winter."


def test_a_dead_lead_in_is_no_body() -> None:
    assert roles(TIGHT, Role.LEAD_IN) == ["Listen to the whole conversation here:"]


def test_the_closing_paragraphs_on_the_newsletter_are_housekeeping() -> None:
    assert len(roles(TIGHT, Role.HOUSEKEEPING)) == 4
    assert len(roles(TIGHT, Role.BODY)) == 6


def test_a_sign_off_names_the_author() -> None:
    assert read(TIGHT).byline == "Robin Example"
    assert roles(TIGHT, Role.SIGN_OFF) == ["-Robin Example"]


def test_a_year_in_the_text_is_never_the_date() -> None:
    assert read(TIGHT + "It was the best year since 2017, and 2018 was better.\n").published is None


def test_a_byline_above_the_body_names_the_author() -> None:
    text = f"A Harbour Comes Back\n\nBy Robin Example\n\n5 March 2021\n\n{SENTENCE}\n\n{OTHER}\n"
    assert read(text).byline == "Robin Example"


def test_a_sentence_between_title_and_byline_is_the_standfirst() -> None:
    text = f"A Harbour Comes Back\n\n{OTHER}\n\nBy Robin Example\n\n{SENTENCE}\n\n{THIRD}\n\n{FOURTH}\n"
    assert read(text).standfirst == OTHER
    assert OTHER not in roles(text, Role.BODY)


def test_a_short_line_between_paragraphs_is_a_subhead_of_the_body() -> None:
    text = (
        f"A Harbour Comes Back\n\n{SENTENCE}\n\n{OTHER}\n\nThe second winter\n\n{THIRD}\n\n{FOURTH}\n\n{SENTENCE}\n"
    )
    (block,) = [block for block in read(text).blocks if block.text == "The second winter"]
    assert (block.role, block.kind) == (Role.BODY, Kind.HEADING)


def test_items_of_the_body_lose_their_bullets() -> None:
    text = f"A Harbour Comes Back\n\n{SENTENCE}\n\n  • {OTHER}\n  • {THIRD}\n\n{FOURTH}\n"
    (block,) = [block for block in read(text).blocks if block.text == OTHER]
    assert (block.role, block.kind) == (Role.BODY, Kind.ITEM)


def test_comments_below_an_article_are_no_body() -> None:
    comments = "3 Comments\n\nReader One says:\n\nMarch 6, 2021 at 10:15 am\n\nWhat a lovely story!\n\nReply"
    text = f"A Harbour Comes Back\n\n{SENTENCE}\n\n{OTHER}\n\n{THIRD}\n\n{FOURTH}\n\n{comments}\n"
    assert roles(text, Role.BODY) == [SENTENCE, OTHER, THIRD, FOURTH]


def test_menus_round_an_article_are_furniture() -> None:
    menu = "Home\nNews\nSport\nCulture\nSearch\nLog in\n"
    text = (
        f"{menu}\nA Harbour Comes Back\n\n{SENTENCE}\n\n{OTHER}\n\n{THIRD}\n\n© Coast Review. All rights reserved.\n"
    )
    assert roles(text, Role.BODY) == [SENTENCE, OTHER, THIRD]


def test_one_lonely_sentence_is_a_body_without_a_title() -> None:
    found = read(SENTENCE)
    assert (found.title, [block.role for block in found.blocks]) == ("", [Role.BODY])


def test_every_body_block_tells_why() -> None:
    assert all(block.signs and 0 <= block.confidence <= 1 for block in read(SPACED).blocks if block.role is Role.BODY)


def test_no_lines_give_no_blocks() -> None:
    assert read("\n \n\n").blocks == ()


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), max_size=60),
        st.sampled_from(
            [
                "",
                SENTENCE,
                "By Robin Example",
                "March 5, 2021",
                "Our Contacts",
                "Comments",
                "-Robin",
                "((((",
                "  • item",
            ]
        ),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_every_line_that_is_not_blank_is_one_block_in_order_with_its_number(lines: list[str]) -> None:
    blocks = read("\n".join(lines)).blocks
    expected = [number for number, line in enumerate(lines, 1) if line.strip(" \t\u00a0\u3000")]
    assert [block.line for block in blocks] == expected
    assert all(block.text in lines[block.line - 1] for block in blocks)


@settings(max_examples=30, deadline=None)
@given(LINES)
def test_reading_twice_gives_the_same(lines: list[str]) -> None:
    assert read("\n".join(lines)) == read("\n".join(lines))


def test_a_long_paragraph_between_headline_and_byline_opens_the_article() -> None:
    opening = f"{OTHER} {THIRD}"
    text = f"A Harbour Comes Back\n\n{opening}\n\nBy Robin Example\n\n{SENTENCE}\n\n{THIRD}\n\n{FOURTH}\n"
    assert read(text).standfirst == ""
    assert roles(text, Role.BODY)[0] == opening


def test_a_trail_of_menu_entries_is_not_the_headline_it_ends_in() -> None:
    trail = "Home > Coast > A Harbour Comes Back"
    text = f"{trail}\n\nA Harbour Comes Back\n\nMarch 5, 2021\n\n{SENTENCE}\n\n{OTHER}\n\n{THIRD}\n\n{FOURTH}\n"
    assert read(text).title == "A Harbour Comes Back"


def test_a_headline_wins_over_the_standfirst_under_it() -> None:
    text = f"News\n\nHarbour Opens\n\n{OTHER}\n\nMarch 5, 2021\n\n{SENTENCE}\n\n{THIRD}\n\n{FOURTH}\n"
    assert read(text).title == "Harbour Opens"


def test_a_teaser_that_is_cut_short_is_not_the_headline() -> None:
    full = "A Harbour Comes Back After Forty Years of Silence"
    text = f"A Harbour Comes Back After…\n\nHome\n\n{full}\n\nMarch 5, 2021\n\n{SENTENCE}\n\n{OTHER}\n\n{THIRD}\n"
    assert read(text).title == full


def test_neither_a_sentence_nor_an_item_takes_the_place_of_a_short_headline() -> None:
    mix = "Mix everything in a large bowl and leave it overnight under a damp cloth, and in the morning it has risen."
    bake = "Bake it in a very hot oven for forty minutes, until the crust sounds hollow when you knock on it twice."
    items = "• 500 g flour\n• 10 g salt\n• 350 ml water"
    found = recognise(text_lines(f"Sunday Bread\nBy Robin Example\n\nIngredients\n{items}\n\n{mix}\n\n{bake}\n"))
    assert found.title == "Sunday Bread"
    assert {mix, bake} <= {block.text for block in found.blocks if block.role is Role.BODY}
