from __future__ import annotations

import contextlib
import os
import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.errors import UnreadableDocument
from digest.intake.documents import DOCUMENT_LIMIT, read_document
from digest.model import Article, Kind, Picture, Role

ONE = "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
TWO = "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."
PIECE = f"A Harbour Comes Back\n\n{ONE}\n\n{TWO}\n"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def read(folder: Path, text: str | bytes = PIECE, name: str = "piece.txt") -> Article:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def body(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_a_text_gives_its_title_and_paragraphs(tmp_path: Path) -> None:
    article = read(tmp_path)
    assert (article.source, article.title, body(article)) == ("piece.txt", "A Harbour Comes Back", [ONE, TWO])


def test_the_name_given_is_the_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PIECE)
    assert read_document(tmp_path / "a.txt", name="seeds/a.txt").source == "seeds/a.txt"


def test_lines_count_in_the_original_file_header_included(tmp_path: Path) -> None:
    article = read(tmp_path, f"---\nsection: Coast\n---\n{PIECE}")
    assert [block.line for block in article.body] == [6, 8]
    assert article.section == "Coast"


def test_the_header_wins_over_what_was_read(tmp_path: Path) -> None:
    article = read(
        tmp_path, f"---\ntitle: Another\nauthor: Robin Example\ndate: 23 June 2024\naudience: member\n---\n{PIECE}"
    )
    assert (article.title, article.byline, article.audience) == ("Another", "Robin Example", "member")
    assert article.published == date(2024, 6, 23)


@pytest.mark.parametrize("name", ["piece.txt.toml", "piece.toml"])
def test_a_sidecar_describes_the_document_beside_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        'publication = "Coast Review"\nurl = "https://example.org/a"\nlanguage = "en"\nkicker = "Video"\n'
    )
    article = read(tmp_path)
    assert (article.publication.name, article.url, article.language) == (
        "Coast Review",
        "https://example.org/a",
        "en",
    )
    assert article.kicker == "Video"


def test_trouble_in_a_sidecar_travels_with_the_article(tmp_path: Path) -> None:
    (tmp_path / "piece.toml").write_text("titel = 'A'\n")
    (problem,) = read(tmp_path).problems
    assert (problem.where, problem.hint) == ("piece.toml:1", 'did you mean "title"?')


def test_both_files_beside_a_document_describe_it_and_the_one_of_its_whole_name_wins(tmp_path: Path) -> None:
    (tmp_path / "piece.toml").write_text('audience = "member"\nsection = "Coast"\n')
    (tmp_path / "piece.txt.toml").write_text('section = "Sea"\n')
    article = read(tmp_path)
    assert (article.audience, article.section) == ("member", "Sea")


@pytest.mark.parametrize("data", [b"audience = member", b"audience = 'a b'", b"", b"\x89PNG", b"a\0\1" * 99])
def test_a_document_whose_sidecar_cannot_be_used_is_left_out(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "piece.toml").write_bytes(data)
    with pytest.raises(UnreadableDocument, match="left out") as caught:
        read(tmp_path)
    assert caught.value.where.startswith("piece.toml")


def test_a_document_whose_sidecar_is_a_link_to_nothing_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "piece.txt.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(UnreadableDocument, match="left out"):
        read(tmp_path)


def test_a_local_picture_has_its_size(tmp_path: Path) -> None:
    (tmp_path / "boat.png").write_bytes(png(6, 4))
    article = read(tmp_path, f"---\nimage: boat.png\nalt: A boat\n---\n{PIECE}")
    assert article.picture == Picture("boat.png", "A boat", 6, 4, (tmp_path / "boat.png").resolve())


@pytest.mark.parametrize(
    "src", ["missing.png", "../../../etc/passwd", "http://example.org/a.png", "javascript:x", "//example.org/a.png"]
)
def test_a_picture_that_cannot_be_is_a_problem(tmp_path: Path, src: str) -> None:
    article = read(tmp_path, f"---\nimage: {src}\n---\n{PIECE}")
    assert article.picture is None
    assert [problem.found for problem in article.problems] == [src]


def test_a_picture_outside_the_folder_is_refused_though_it_exists(tmp_path: Path) -> None:
    (tmp_path / "boat.png").write_bytes(png(6, 4))
    (tmp_path / "seeds").mkdir()
    article = read(tmp_path / "seeds", f"---\nimage: ../boat.png\n---\n{PIECE}")
    assert article.picture is None
    assert "outside" in article.problems[0].what


def test_a_broken_picture_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "boat.png").write_bytes(png(6, 4)[:20])
    assert read(tmp_path, f"---\nimage: boat.png\n---\n{PIECE}").problems[0].what == "the picture cannot be read"


def test_a_remote_picture_keeps_its_address(tmp_path: Path) -> None:
    picture = read(tmp_path, f"---\nimage: https://example.org/a.png\n---\n{PIECE}").picture
    assert picture == Picture("https://example.org/a.png")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"Only a Title\n", "title"),
        (b"\x00\x01\x02" * 500, "text"),
        (b"%PDF-1.4\n", "text"),
    ],
)
def test_a_document_without_an_article_is_unreadable(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(UnreadableDocument, match=what) as caught:
        read(tmp_path, data)
    assert caught.value.where == "piece.txt"
    assert caught.value.hint


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no file"):
        read_document(tmp_path)


def test_a_missing_document_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such"):
        read_document(tmp_path / "none.txt")


def test_a_too_large_document_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(4 * DOCUMENT_LIMIT)
    tracemalloc.start()
    with pytest.raises(UnreadableDocument, match="too large"):
        read_document(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@contextlib.contextmanager
def without_privileges() -> Iterator[None]:
    """The superuser may read everything: be nobody for a while."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_document_without_read_permission_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "piece.txt"
    path.write_text(PIECE)
    path.chmod(0)
    with without_privileges(), pytest.raises(UnreadableDocument, match="may not be read"):
        read_document(path)


def test_html_under_another_name_is_read_as_html(tmp_path: Path) -> None:
    article = read(tmp_path, f"<!doctype html><html><body><h1>A Harbour</h1><p>{ONE}</p><p>{TWO}</p></body></html>")
    assert (article.title, body(article)) == ("A Harbour", [ONE, TWO])


def test_markdown_is_read_by_its_suffix(tmp_path: Path) -> None:
    article = read(tmp_path, f"# A Harbour\n\n{ONE}\n\n## Winter\n\n- {TWO}\n", "piece.md")
    assert article.title == "A Harbour"
    assert [block.kind for block in article.body] == [Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "word\n" * 100_000,
        "(" * 300_000,
        "By " * 200_000,
        "1." * 200_000,
        "• " * 200_000,
        "A. " * 200_000,
        "- \n" * 50_000,
    ],
)
@pytest.mark.timeout(60)  # a quadratic pattern would take hours
def test_pathological_texts_come_to_an_end(tmp_path: Path, text: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        read(tmp_path, text)


SUFFIXES = st.sampled_from([".txt", ".md", ".html", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))),
    suffix=SUFFIXES,
)
def test_any_bytes_are_an_article_or_unreadable(tmp_path: Path, data: bytes, suffix: str) -> None:
    try:
        article = read(tmp_path, data, f"piece{suffix}")
    except UnreadableDocument:
        return
    assert article.title
    assert any(block.role is Role.BODY and block.text.strip() for block in article.blocks)


def test_a_subhead_under_a_title_from_the_header_stays_a_subhead(tmp_path: Path) -> None:
    article = read(tmp_path, f"---\ntitle: A Harbour\n---\n\n## How it came back\n\n{ONE}\n\n{TWO}\n", "piece.md")
    assert article.title == "A Harbour"
    assert [block.kind for block in article.body] == [Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH]


@pytest.mark.parametrize("text", ["Only a title", "Only a title\n\n\n", "# Only a title"])
def test_a_title_alone_is_no_document(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableDocument, match="a title and nothing under it"):
        read(tmp_path, text, "piece.md" if text.startswith("#") else "piece.txt")
