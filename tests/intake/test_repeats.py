from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.intake.repeats import line_key, profiles
from digest.intake.sources import gather, read_together
from digest.model import Article, Publication, Role
from tests.factories import an_article

BOX = "Our readers pay for every story that we print, so please consider a subscription to the Post this very week."
STORIES = {
    "lamps": "Every evening a man with a ladder walked the long street and lit its lamps before it grew dark.",
    "bridge": "The new bridge over the river was opened on Monday by the oldest ferryman, who crossed it first.",
    "bread": "Bakers in the old town have begun to bake at noon again, because that is when the tourists come.",
    "school": "A school of forty children has bought its own printing press and sells the paper at the gate.",
}
END = "Nobody who was there that day has forgotten it, and some of them still meet once a year to tell it again."


def folder_of(folder: Path, publications: dict[str, str], box: str = BOX) -> Path:
    for name, publication in publications.items():
        header = f"---\npublication: {publication}\n---\n\n" if publication else ""
        text = f"{header}The {name} of the town\n\n{STORIES[name]}\n\n{box}\n\n{END} {name.title()}.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def body(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_a_line_that_stands_in_most_documents_of_a_publication_is_dropped(tmp_path: Path) -> None:
    folder_of(tmp_path, dict.fromkeys(STORIES, "The Post"))
    articles = gather([tmp_path]).articles
    assert all(BOX not in body(article) for article in articles)
    assert all(STORIES[article.source.removesuffix(".txt")] in body(article) for article in articles)
    assert {block.role for article in articles for block in article.blocks if block.text == BOX} == {Role.FURNITURE}


def test_documents_of_different_publications_do_not_teach_each_other(tmp_path: Path) -> None:
    folder_of(tmp_path, {"lamps": "The Post", "bridge": "The Post", "bread": "The Review", "school": "The Review"})
    assert all(BOX in body(article) for article in gather([tmp_path]).articles)


def test_documents_of_nobody_teach_nothing(tmp_path: Path) -> None:
    folder_of(tmp_path, dict.fromkeys(STORIES, ""))
    assert all(BOX in body(article) for article in gather([tmp_path]).articles)


def test_inspecting_files_together_shows_what_building_would_see(tmp_path: Path) -> None:
    folder_of(tmp_path, dict.fromkeys(STORIES, "The Post"))
    found = [article for _, article in read_together(sorted(tmp_path.glob("*.txt")))]
    assert all(isinstance(article, Article) and BOX not in body(article) for article in found)


def test_files_that_cannot_be_read_stay_in_their_place(tmp_path: Path) -> None:
    folder_of(tmp_path, dict.fromkeys(STORIES, "The Post"))
    paths = [tmp_path / "lamps.txt", tmp_path / "nothing.txt", tmp_path / "bread.txt", tmp_path / "lamps.txt"]
    found = list(read_together(paths))
    assert [path.name for path, _ in found] == ["lamps.txt", "nothing.txt", "bread.txt", "lamps.txt"]
    assert [isinstance(article, Article) for _, article in found] == [True, False, True, True]


def test_documents_that_hold_nothing_else_keep_it(tmp_path: Path) -> None:
    for number in range(3):
        text = f"---\npublication: The Post\n---\n\nStory number {number}\n\n{BOX}\n\n{END}\n{' ' * number}"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    assert all(body(article) for article in gather([tmp_path]).articles)


def test_a_short_line_with_another_number_is_the_same_line() -> None:
    assert line_key("17 Comments") == line_key("3  comments")


def test_a_sentence_with_another_number_is_another_sentence() -> None:
    sentence = "In the year {} the council of the town bought the old mill beside the bridge for nothing."
    assert line_key(sentence.format(1900)) != line_key(sentence.format(1901))


def test_two_documents_are_too_few() -> None:
    pair = [an_article(title, BOX, publication=Publication("The Post")) for title in ("A", "B")]
    assert profiles(pair) == {}


@given(st.integers(3, 12), st.integers(0, 12))
def test_a_line_is_known_when_more_than_half_of_the_documents_have_it(many: int, having: int) -> None:
    having = min(many, having)
    articles = [
        an_article(
            f"T{n}", f"Words of {'abcdefghijklm'[n]}.", *([BOX] if n < having else ()), publication=Publication("P")
        )
        for n in range(many)
    ]
    known = profiles(articles).get("p", {})
    assert (line_key(BOX) in known) is (having > many / 2)
