from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.intake.folders import find_documents
from digest.intake.sources import gather
from tests.intake.test_pictures import png

ONE = "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."


def lay(folder: Path, name: str, title: str = "A Title of Its Own") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{ONE}\n\n{ONE[::-1]}\n")
    return path


def names(folder: Path) -> list[str]:
    return [name for _, name in find_documents(folder).documents]


def test_documents_are_found_in_order_with_forward_slashes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.html", "plain"):
        lay(tmp_path, name)
    assert names(tmp_path) == ["a/b/c.html", "a/z.md", "b.txt", "plain"]


def test_hidden_files_sidecars_pictures_and_backups_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "a.txt.toml", "boat.jpg", "a.txt~", "#a.txt#", "a.bak", ".git/config", "a.txt"):
        lay(tmp_path, name)
    found = find_documents(tmp_path)
    assert [name for _, name in found.documents] == ["a.txt"]
    assert found.problems == ()


@pytest.mark.parametrize("name", ["x.json", "x.py", "x.csv", "x.eml", "x.log", "x.xml", "x.mkd"])
def test_another_kind_of_file_is_a_problem_and_no_document(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    found = find_documents(tmp_path)
    assert found.documents == ()
    assert [(problem.where, problem.found) for problem in found.problems] == [(name, Path(name).suffix)]


@pytest.mark.parametrize("name", ["x", "x.txt", "x.TEXT", "x.md", "x.markdown", "x.html", "x.htm", "x.xhtml"])
def test_text_markdown_and_html_files_are_documents(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    assert names(tmp_path) == [name]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert [problem.what for problem in find_documents(tmp_path / "none").problems] == ["there is no such folder"]


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert [problem.what for problem in find_documents(tmp_path).problems] == ["the folder holds no documents"]


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    lay(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert "a/b.txt" in names(tmp_path)


def test_one_bad_file_ends_nothing(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 9)
    gathered = gather([tmp_path])
    assert [article.source for article in gathered.articles] == ["a.txt"]
    assert [problem.where for problem in gathered.problems] == ["b.txt", "c.txt"]


def test_the_same_bytes_twice_are_one_article_and_a_problem_naming_both(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    lay(tmp_path, "b.txt")
    gathered = gather([tmp_path])
    assert [article.source for article in gathered.articles] == ["a.txt"]
    assert [(problem.where, problem.found) for problem in gathered.problems] == [("b.txt", "same as a.txt")]


def test_the_same_words_in_other_bytes_are_one_article(tmp_path: Path) -> None:
    path = lay(tmp_path, "a.txt")
    (tmp_path / "b.txt").write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(gather([tmp_path]).articles) == 1


def test_one_name_in_two_folders_is_told_apart_by_the_folder(tmp_path: Path) -> None:
    lay(tmp_path, "one/a.txt", "The First Title Here")
    lay(tmp_path, "two/a.txt", "The Second Title Here")
    lay(tmp_path, "two/b.txt", "The Third Title Here")
    gathered = gather([tmp_path / "one", tmp_path / "two"])
    assert [article.source for article in gathered.articles] == ["b.txt", "one/a.txt", "two/a.txt"]


def test_inputs_name_documents_and_sidecars_with_hash_and_size(tmp_path: Path) -> None:
    path = lay(tmp_path, "a.txt")
    (tmp_path / "a.toml").write_text('section = "Coast"\n')
    inputs = gather([tmp_path]).inputs
    assert [(entry.name, entry.size) for entry in inputs] == [("a.toml", 18), ("a.txt", path.stat().st_size)]
    assert all(len(digest) == 64 for digest in (entry.sha256 for entry in inputs))


def test_inputs_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for name in ("x/seeds", "y/seeds"):
        lay(tmp_path, f"{name}/a.md", f"---\nimage: pictures/p.png\n---\n\n# The Title for {name}")
        (tmp_path / name / "a.toml").write_text(f'kicker = "{name}"\n')
        (tmp_path / name / "pictures").mkdir()
        (tmp_path / name / "pictures" / "p.png").write_bytes(png(6, 4))
    inputs = gather([tmp_path / "x" / "seeds", tmp_path / "y" / "seeds"]).inputs
    assert [entry.name for entry in inputs] == [
        "seeds/a.md",
        "seeds/a.toml",
        "seeds/pictures/p.png",
        "y/seeds/a.md",
        "y/seeds/a.toml",
        "y/seeds/pictures/p.png",
    ]


def test_a_picture_of_two_documents_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png(6, 4))
    for name in ("a.md", "b.md"):
        lay(tmp_path, name, f"---\nimage: p.png\n---\n\n# The Title for {name}")
    assert [entry.name for entry in gather([tmp_path]).inputs] == ["a.md", "b.md", "p.png"]


def test_names_that_are_no_unicode_end_nothing_and_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"d\xff")
    try:
        lay(folder, os.fsdecode(b"b\xff.txt"), "---\nimage: p.png\n---\nA Title of Its Own")
    except OSError:
        pytest.skip("this file system has no such names")
    (folder / os.fsdecode(b"b\xff.txt.toml")).write_text('kicker = "Coast"\ntitel = "A"\n')
    (folder / "p.png").write_bytes(png(6, 4))
    gathered = gather([tmp_path])
    (article,) = gathered.articles
    assert article.picture is not None
    said = [article.source, article.picture.src, *map(str, gathered.problems), *(i.name for i in gathered.inputs)]
    assert len(said) == 6
    assert "".join(said).encode().decode() == "".join(said)


def test_a_document_for_some_with_a_slip_in_its_header_is_left_out_and_named(tmp_path: Path) -> None:
    lay(tmp_path, "a.md", "---\naudience: members only\n---\n\n# A Title of Its Own")
    gathered = gather([tmp_path])
    assert gathered.articles == ()
    assert [(problem.where, problem.found) for problem in gathered.problems] == [("a.md:2", "members only")]


def test_the_problems_of_an_article_are_gathered(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    (tmp_path / "a.toml").write_text('sektion = "Coast"\n')
    assert [problem.hint for problem in gather([tmp_path]).problems] == ['did you mean "section"?']


def test_a_header_without_its_document_is_named(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    (tmp_path / "b.txt.toml").write_text('audience = "member"\n')
    (problem,) = gather([tmp_path]).problems
    assert (problem.what, problem.where) == ("this header belongs to no document", "b.txt.toml")


def test_a_feed_among_the_documents_is_sent_to_the_feeds(tmp_path: Path) -> None:
    (tmp_path / "own.rss").write_text("<rss/>")
    (problem,) = find_documents(tmp_path).problems
    assert problem.hint == "if it is a feed, add it with: digest feeds add FILE, and take it out of the folder"
