from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from digest.errors import UnreadableDocument
from digest.intake.documents import read_document
from digest.intake.feeds.full_text import Reader, text_of_page
from digest.intake.web_page import read_fragment
from digest.model import Kind, Role
from tests.intake.feeds.articles import ONE, TWO, body, read

ADDRESS = "https://harbour.example.org/2024/spring"
PAGE = f"""<!doctype html>
<html lang="en"><head><title>A Harbour | Coast</title><meta charset="utf-8"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="page"><article><h1>A Harbour Comes Back</h1>
<figure><img src="quay.jpg" alt="The &quot;quay&quot;" width="1200" height="800">
<figcaption>The quay. Photo: Harbour archive</figcaption></figure>
<p>{ONE} Tom &amp; Ann said: 1 &lt; 2.</p>
<h2>The quay</h2>
<blockquote><p>{TWO}</p></blockquote>
<ul><li>Boats come at noon, as they did before.</li><li>Boats leave at night, when the tide is in.</li></ul>
<p>{TWO} {ONE}</p><p>{ONE} {TWO}</p></article>
<form>Your mail <input></form></div>
<footer><p>© The Harbour Post. All rights reserved.</p></footer></body></html>"""
READERS: list[Reader] = ["own", "trafilatura"]


@pytest.mark.parametrize("reader", READERS)
def test_a_page_gives_its_text_and_nothing_round_it(reader: Reader) -> None:
    text = text_of_page(PAGE, ADDRESS, reader=reader)
    assert f"<p>{ONE} Tom &amp; Ann said: 1 &lt; 2.</p>" in text
    assert "<h2>The quay</h2>" in text
    assert '<img src="https://harbour.example.org/2024/quay.jpg" alt="The &quot;quay&quot;"' in text
    for around in ("Home", "rights reserved", "Your mail", "<h1>"):
        assert around not in text


def test_the_shape_of_the_text_stays() -> None:
    kinds = [line.kind for line in read_fragment(text_of_page(PAGE, ADDRESS, reader="own")).lines]
    assert kinds == [
        Kind.PARAGRAPH,  # the caption
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.QUOTE,
        Kind.ITEM,
        Kind.ITEM,
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
    ]


@pytest.mark.parametrize("reader", READERS)
def test_the_text_is_read_as_the_entry_s_page(reader: Reader) -> None:
    article = read("<p>Short […]</p>", page=text_of_page(PAGE, ADDRESS, reader=reader))
    assert f"{TWO} {ONE}" in body(article)
    assert article.picture is not None
    assert article.picture.src == "https://harbour.example.org/2024/quay.jpg"


def test_the_caption_stays_with_its_picture() -> None:
    article = read(page=text_of_page(PAGE, ADDRESS, reader="own"))
    assert (article.caption, article.credit) == ("The quay.", "Photo: Harbour archive")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_bytes_are_read_in_their_encoding(encoding: str) -> None:
    page = PAGE.replace("utf-8", encoding).replace("Tom", "Zoë").encode(encoding)
    assert "Zoë &amp; Ann" in text_of_page(page, ADDRESS, reader="own")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"%PDF-1.7",
        b"<p>Please switch on scripts to read this.</p>",
        b"<html></html>",
        "<ul><li>Home</li><li>News</li></ul>" * 40,
    ],
)
def test_a_page_without_text_gives_nothing(page: bytes | str, reader: Reader) -> None:
    assert text_of_page(page, ADDRESS, reader=reader) == ""


@pytest.mark.parametrize("reader", READERS)
def test_nothing_active_passes(reader: Reader) -> None:
    active = (
        f'<p onclick="alert(1)">{ONE} <a href="javascript:alert(1)">here</a></p><script>alert(1)</script>'
        '<iframe src="https://evil.test/"></iframe><img src="x" onerror="alert(1)"><svg onload="alert(1)"></svg>'
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; is what they wrote on the wall of the old harbour that summer.</p>"
    )
    text = text_of_page(PAGE.replace("<h2>", active + "<h2>"), ADDRESS, reader=reader)
    for sign in ("<script", "onclick", "onerror", "javascript:", "<iframe", "<svg", "<a "):
        assert sign not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("reader", READERS)
def test_pages_that_nest_without_end_are_survived(reader: Reader) -> None:
    assert text_of_page("<div>" * 50_000 + f"<p>{ONE} {TWO} {ONE}</p>", ADDRESS, reader=reader) is not None


def test_without_the_package_the_editor_is_told_what_to_install() -> None:
    program = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "from digest.errors import DigestError\n"
        "from digest.intake.feeds.full_text import text_of_page\n"
        "try: text_of_page('<p>words</p>', 'https://a.test/', reader='trafilatura')\n"
        "except DigestError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 'pip install "digest[fulltext]"' in done.stdout


def test_our_own_reader_needs_no_other_package() -> None:
    program = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "from digest.intake.feeds.full_text import text_of_page\n"
        f"print(text_of_page({PAGE!r}, {ADDRESS!r}, reader='own').isascii())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_a_document_keeps_places_fields_and_kinds_whoever_finds_its_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    article = read_document(path, reader="trafilatura")
    found = {block.text: block for block in article.body}
    assert found["The quay"].kind is Kind.HEADING
    assert found[TWO].kind is Kind.QUOTE
    assert found[f"{TWO} {ONE}"].line == 11
    assert (article.title, article.language) == ("A Harbour Comes Back", "en")
    assert not any("rights reserved" in text or text == "Home" for text in found)


def test_what_trafilatura_leaves_out_is_no_body(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("<article>", "<div>").replace("</article>", "</div>"), encoding="utf-8")
    roles = {block.text: block.role for block in read_document(path, reader="trafilatura").blocks}
    assert roles["News"] is not Role.BODY


def test_a_page_in_which_trafilatura_finds_nothing_is_read_by_ourselves(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><p></p></body></html>")
    with pytest.raises(UnreadableDocument):
        read_document(path, reader="trafilatura")


def test_a_page_in_a_script_without_spaces_is_read() -> None:
    sentence = "แม่น้ำสูงขึ้นสองเมตรในวันอังคารและสภาได้ประชุมกันในตอนเย็นเพื่อพูดคุยเรื่องเขื่อนใหม่"
    text = text_of_page(f"<article><h1>แม่น้ำ</h1>{f'<p>{sentence}</p>' * 3}</article>", ADDRESS, reader="own")
    assert text.count(sentence) >= 2
