from __future__ import annotations

from digest.editor.publications import attributed, credited
from digest.model import CatalogueItem, Publication, RelatedItem
from tests.factories import a_story

TOLD = Publication("The Post", home_page="https://www.post.test", phone="1")


def test_the_settings_win_over_what_a_document_says() -> None:
    (story,) = attributed([a_story(publication=Publication("the post", about="Ours.", phone="2"))], [TOLD])
    assert story.article.publication == Publication("The Post", "https://www.post.test", "Ours.", (), "1")


def test_an_address_tells_the_publication_of_a_document_that_names_none() -> None:
    (story,) = attributed([a_story(url="https://post.test/a")], [TOLD])
    assert story.article.publication.name == "The Post"


def test_two_documents_of_one_publication_complete_each_other() -> None:
    stories = attributed(
        [
            a_story("a", publication=Publication("P", about="Ours.")),
            a_story("b", publication=Publication("P", phone="3")),
        ],
        [],
    )
    assert credited(stories) == (Publication("P", about="Ours.", phone="3"),)


def test_what_only_a_member_s_document_says_is_not_told_to_all() -> None:
    stories = [
        a_story("a", publication=Publication("P", about="Ours.")),
        a_story("b", audience="member", publication=Publication("P", phone="3")),
        a_story("c", audience="member", publication=Publication("Q", phone="4")),
    ]
    told = credited(attributed(stories, []))
    assert told == (Publication("P", about="Ours."), Publication("Q", phone="4"))


def test_nobody_is_credited_for_a_story_without_a_publication() -> None:
    assert credited(attributed([a_story()], [TOLD])) == ()


def test_what_a_document_points_to_is_its_publication_s() -> None:
    story = a_story(publication=Publication("P"), related=(RelatedItem("r"),), catalogue=(CatalogueItem("c"),))
    (found,) = attributed([story], [])
    assert (found.article.related[0].publication, found.article.catalogue[0].publication) == ("P", "P")


def test_a_publication_is_described_in_the_newsletter_s_language() -> None:
    stories = [
        a_story("a", language="ru", publication=Publication("P", about="Наш.")),
        a_story("b", language="en-GB", publication=Publication("P", about="Ours.")),
    ]
    assert credited(attributed(stories, [], "en"))[0].about == "Ours."
