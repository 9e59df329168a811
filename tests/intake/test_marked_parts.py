"""Parts of documents that are marked for one audience: nothing else of the article knows of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.errors import UnreadableDocument
from digest.intake.documents import read_document
from digest.model import Kind, Role

if TYPE_CHECKING:
    from digest.model import Article

OPEN = "The ferry left the quay at nine in the morning with forty passengers and a goat on board."
MORE = "It came back in the evening with the goat alone, and nobody in the village could say why that was."
HIDDEN = "Zebra papers in the harbour office name the zebra owner who paid the captain to look away."
HTML = f"<html><head><title>The ferry</title></head><body><article><h1>The ferry</h1><p>{OPEN}</p>%s<p>{MORE}</p>"


def read(folder: Path, text: str, name: str = "a.md") -> Article:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_document(file)


def marked(article: Article, audience: str = "member") -> list[str]:
    return [block.text for block in article.blocks if block.audience == audience]


def public(article: Article) -> str:
    """All that an article says to everybody."""
    blocks = tuple(block for block in article.blocks if not block.audience)
    return repr(replace(article, blocks=blocks, problems=(), source="")).casefold()


MARKDOWN = f"# The ferry\n\n{OPEN}\n\n{{}}\n\n{MORE}\n"
TEXT = f"The ferry\n\n{OPEN}\n\n{{}}\n\n{MORE}\n"


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "marks",
    [
        f"::: member\n{HIDDEN}\n:::",
        f":::member\n{HIDDEN}\n:::",
        f"::::: Member\n\n{HIDDEN}\n\n:::::",
        f"  :::   member   :::\n{HIDDEN}\n  :::",
        f"::: {{.member}}\n{HIDDEN}\n:::",
        f"\u200b::: member\n{HIDDEN}\n:::\u00a0",
        f"：：：member\n{HIDDEN}\n：：：",
        f"> ::: member\n> {HIDDEN}\n> :::",
        f"- ::: member\n- {HIDDEN}\n- :::",
        f"::: member\n{HIDDEN}\n",
    ],
)
def test_what_stands_between_fences_is_for_the_audience_alone(tmp_path: Path, name: str, marks: str) -> None:
    article = read(tmp_path, (MARKDOWN if name == "a.md" else TEXT).format(marks), name)
    assert any(HIDDEN in text for text in marked(article))
    assert "zebra" not in public(article)
    assert ":::" not in public(article)
    assert article.title == "The ferry"


def test_what_follows_a_fence_is_for_everybody_again(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN.format(f"::: member\n{HIDDEN}\n:::"))
    assert [block.text for block in article.body] == [OPEN, MORE]
    assert [block.text for block in article.body_for("member")] == [OPEN, HIDDEN, MORE]
    assert article.problems == ()


def test_a_marked_block_knows_its_line_and_its_kind(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN.format(f"::: member\n## Inside\n\n- One thing.\n\n> {HIDDEN}\n:::"))
    found = [(block.text, block.line, block.kind) for block in article.blocks if block.audience]
    assert found == [("Inside", 6, Kind.HEADING), ("One thing.", 8, Kind.ITEM), (HIDDEN, 10, Kind.QUOTE)]


def test_two_fences_may_be_for_two_audiences(tmp_path: Path) -> None:
    article = read(
        tmp_path, MARKDOWN.format(f"::: member\n{HIDDEN}\n:::\n\n::: patron\nOnly patrons see it here.\n:::")
    )
    assert article.insiders == ("member", "patron")
    assert marked(article, "patron") == ["Only patrons see it here."]


def test_a_fence_that_is_never_closed_reaches_to_the_end_and_is_told(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN.format(f"::: member\n{HIDDEN}"))
    assert marked(article) == [HIDDEN, MORE]
    (problem,) = article.problems
    assert (problem.what, problem.where) == ("a ::: is never closed", "a.md:5")


def test_of_fences_in_one_another_the_innermost_counts_and_is_told(tmp_path: Path) -> None:
    inner = "::: patron\nOnly patrons see it here.\n:::"
    article = read(tmp_path, MARKDOWN.format(f"::: member\n{HIDDEN}\n\n{inner}\n\nAgain for members only.\n:::"))
    assert marked(article) == [HIDDEN, "Again for members only."]
    assert marked(article, "patron") == ["Only patrons see it here."]
    assert [problem.what for problem in article.problems] == ["a ::: stands in another"]


def test_a_closing_fence_that_closes_nothing_keeps_the_document_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"this closes what was never opened · a\.md:7"):
        read(tmp_path, MARKDOWN.format(f":: member\n{HIDDEN}\n:::"))


def test_a_fence_in_a_block_of_code_is_text(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN.format("```\n::: member\nx\n:::\n```"))
    assert article.insiders == ()
    assert "::: member\nx\n:::" in [block.text for block in article.body]
    assert [problem.what for problem in article.problems] == ["a ::: in a block of code is text"]


@pytest.mark.parametrize("code", ["```\nno end\n\n", "    "])
def test_code_that_never_ends_and_indents_protect_no_fence(tmp_path: Path, code: str) -> None:
    article = read(tmp_path, MARKDOWN.format(f"{code}::: member\n{code[:4].strip('`no') * 1}{HIDDEN}\n:::"))
    assert "zebra" not in public(article)


@pytest.mark.parametrize(
    "marks",
    [
        f'<p data-audience="member">{HIDDEN}</p>',
        f"<P DATA-AUDIENCE=MEMBER>{HIDDEN}</P>",
        f"<p title='a > b' data-audience='&#109;ember'>{HIDDEN}</p>",
        f'<div data-audience="member"><div><p>{HIDDEN}</p></div></div>',
        f'<p data-audience="member"><div>{HIDDEN}</div></p>',
        f'<ul><li data-audience="member">{HIDDEN}</li><li>Open item of the list.</li></ul>',
        f'<table><tr><td data-audience="member">{HIDDEN}</td></tr></table>',
        f'<table><div data-audience="member">{HIDDEN}</div><tr><td>x</td></tr></table>',
        f'<b data-audience="member"><p>{HIDDEN}</b></p>',
        f'<blockquote data-audience="member"><p>{HIDDEN}</p></blockquote>',
        f'<div data-audience="member"><h2>{HIDDEN}</h2>',
    ],
)
def test_an_element_is_for_the_audience_that_it_names(tmp_path: Path, marks: str) -> None:
    article = read(tmp_path, HTML % marks, "a.html")
    assert any("Zebra papers" in text for text in marked(article))
    assert "zebra" not in public(article)
    assert article.title == "The ferry"


def test_marked_parts_of_a_page_on_one_line_keep_their_places(tmp_path: Path) -> None:
    article = read(tmp_path, HTML % f'<p data-audience="member">{HIDDEN}</p>', "a.html")
    assert [block.text for block in article.body_for("member")] == [OPEN, HIDDEN, MORE]
    assert {block.line for block in article.blocks} == {1}


def test_all_behind_members_only_is_for_members_up_to_the_end_of_the_article(tmp_path: Path) -> None:
    page = HTML % f"<!--members-only--><p>{HIDDEN}</p><article>Zebra card.</article>"
    article = read(tmp_path, page + "</article><aside>Read our other letters, too.</aside>", "a.html")
    assert marked(article, "members-only") == [HIDDEN, "Zebra card.", MORE]
    assert [block.text for block in article.body] == [OPEN]
    assert "zebra" not in public(article)
    assert article.problems == ()


def test_a_deep_page_hides_its_marked_part_as_well(tmp_path: Path) -> None:
    deep = "<div>" * 500 + f'<div data-audience="member">{HIDDEN}</div>' + "</div>" * 500
    article = read(tmp_path, HTML % deep, "a.html")
    assert "zebra" not in public(article)


def test_fences_mean_nothing_in_html_and_keep_the_page_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="::: means nothing in HTML"):
        read(tmp_path, HTML % f"<p>::: member</p><p>{HIDDEN}</p><p>:::</p>", "a.html")


@pytest.mark.parametrize(
    "marks",
    [
        f'<div data-audience="member">\n\n{HIDDEN}\n\n</div>',
        f'Words <span data-audience="member">{HIDDEN}</span> and more words.',
        f"<!--members-only-->\n\n{HIDDEN}",
        f'Write `<!--` first.\n\n<div data-audience="member">\n\n{HIDDEN}\n\n</div>',
    ],
)
def test_html_in_markdown_is_marked_in_the_same_way(tmp_path: Path, marks: str) -> None:
    article = read(tmp_path, MARKDOWN.format(marks))
    assert any(HIDDEN in block.text for block in article.blocks if block.audience)
    assert "zebra" not in public(article)


def test_markup_that_is_quoted_as_code_marks_nothing(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN.format('Write `<div data-audience="member">` before it.'))
    assert article.insiders == ()


def test_a_picture_a_caption_and_a_headline_between_fences_are_not_the_article_s(tmp_path: Path) -> None:
    inner = f"# Zebra headline\n\n![Zebra](https://letter.test/zebra.png)\n\n*Zebra caption.*\n\n{HIDDEN}"
    article = read(tmp_path, f"::: member\n{inner}\n:::\n\n# The ferry\n\n{OPEN}\n\n{MORE}\n")
    assert (article.title, article.picture, article.caption) == ("The ferry", None, "")
    assert "zebra" not in public(article)


def test_a_document_that_is_all_marked_is_told_by_its_headline(tmp_path: Path) -> None:
    article = read(tmp_path, f"# The ferry\n\n::: member\n{HIDDEN}\n\n{OPEN}\n:::\n")
    assert (article.title, article.body, article.insiders) == ("The ferry", (), ("member",))
    assert [block.role for block in article.blocks] == [Role.TITLE, Role.BODY, Role.BODY]


def test_a_document_whose_headline_is_marked_too_is_left_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="its headline too"):
        read(tmp_path, f"::: member\n# Zebra\n\n{HIDDEN}\n\n{OPEN}\n:::\n")


def test_few_words_of_a_document_for_one_audience_stand_for_its_missing_headline(tmp_path: Path) -> None:
    article = read(tmp_path, f"---\naudience: member\n---\n{HIDDEN} {HIDDEN}\n\n{OPEN}\n")
    assert article.title == "Zebra papers in the harbour…"


pieces = st.sampled_from(
    [
        OPEN,
        MORE,
        f"\n::: member\n{HIDDEN}\n:::\n",
        f"\n:::: patron\n\n- {HIDDEN}\n- Zebra again.\n\n::::\n",
        f"\n::: membr\n{HIDDEN}\n:::\n",
        f'\n<div data-audience="member">\n\n{HIDDEN}\n\n</div>\n',
        'A line <b data-audience="patron">zebra</b> goes on.',
        f"\n> ::: member\n> {HIDDEN}\n> :::\n",
        "\n## A heading\n",
        "\n- An item\n- Another",
        "\n```\ncode\n```\n",
        "\n    indented\n",
        "<!-- a comment -->",
        "`code` and <b>bold</b>",
        "| a | b |\n|---|---|\n| c | d |",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, min_size=1, max_size=9), st.sampled_from(["a.md", "a.txt"]), st.sampled_from(["\n", "\n\n"]))
def test_whatever_stands_around_it_nothing_marked_is_public(
    tmp_path: Path, found: list[str], name: str, between: str
) -> None:
    if name == "a.txt":  # where HTML is text
        found = [piece for piece in found if "data-audience" not in piece]
    text = between.join(["# The ferry" if name == "a.md" else "The ferry\n", OPEN, *found, MORE])
    try:
        article = read(tmp_path, text, name)
    except UnreadableDocument:
        return  # nobody sees it
    assert "zebra" not in public(article)


tags = st.sampled_from(
    [
        f"<p>{OPEN}</p>",
        f'<p data-audience="member">{HIDDEN}</p>',
        f'<p data-audience="member"><div>{HIDDEN}</div></p>',
        f'<td data-audience="member">{HIDDEN}</td>',
        f'<b data-audience="patron"><p>{HIDDEN}</b>',
        f'<div data-audience="member"><div data-audience="patron">{HIDDEN}</div>{HIDDEN}</div>',
        f'<section data-audience="">{HIDDEN}</section>',
        '<img alt="zebra" src="https://letter.test/zebra.png" data-audience="member">',
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table><tr>",
        "</tr></table>",
        "<ul><li>",
        "</article>",
        "<a href='x>y'>",
        '<i title="<p>">',
        "<!-- a > comment -->",
        "<!---->",
        "<![CDATA[ x ]]>",
        "<script>'<p>'</script>",
        "<svg><p>",
        "text < with > signs & all",
        "<blockquote>",
        "</blockquote>",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(tags, min_size=1, max_size=9))
def test_whatever_markup_stands_around_it_nothing_marked_is_public(tmp_path: Path, found: list[str]) -> None:
    try:
        article = read(tmp_path, HTML % "\n".join(found), "a.html")
    except UnreadableDocument:
        return  # nobody sees it
    assert "zebra" not in public(article)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(tags, max_size=5), st.lists(tags, max_size=5))
def test_whatever_markup_stands_around_it_nothing_behind_members_only_is_public(
    tmp_path: Path, before: list[str], behind: list[str]
) -> None:
    behind = [tag for tag in behind if tag != "</article>"]
    page = HTML % "\n".join([*before, "<!--members-only-->", *behind, f"<p>{HIDDEN}</p>"])
    try:
        article = read(tmp_path, page, "a.html")
    except UnreadableDocument:
        return
    assert "zebra" not in public(article)


TICKS = "The grave ` is a key of the old typewriter that nobody in the office has touched for years."


@pytest.mark.parametrize(
    "between",
    [
        f'<div data-audience="member">\n\n{HIDDEN}\n\n</div>',
        f'<p data-audience="member">{HIDDEN}</p>',
        f"<!--members-only-->\n\n{HIDDEN}",
    ],
)
@pytest.mark.parametrize("tick", [TICKS, TICKS.replace("`", "\\`"), f"- {TICKS}", f"> {TICKS}"])
def test_a_stray_tick_on_either_side_makes_no_code_of_what_is_marked(tmp_path: Path, tick: str, between: str) -> None:
    article = read(tmp_path, MARKDOWN.format(f"{tick}\n\n{between}\n\n{tick}"))
    assert "zebra" not in public(article)
    assert any(HIDDEN in block.text for block in article.blocks if block.audience)


@pytest.mark.parametrize(
    "line",
    [
        f'The key \\` <span data-audience="member">{HIDDEN}</span> and the key \\` are one.',
        f'<a href="`">x</a> <span data-audience="member">{HIDDEN}</span> <a href="`">y</a>',
        f'- one ` tick\n- <span data-audience="member">{HIDDEN}</span>\n- another ` tick',
        f'::: street\n<a href="`">x</a> <span data-audience="member">{HIDDEN}</span> <a href="`">y</a>\n:::',
    ],
)
def test_what_a_tick_may_hide_from_the_cut_is_cut_or_keeps_the_document_out(tmp_path: Path, line: str) -> None:
    try:
        article = read(tmp_path, MARKDOWN.format(line))
    except UnreadableDocument as error:
        assert error.what == "left out: it is not clear what this keeps for whom"  # noqa: PT017 - either is safe
        return
    others = [block.text for block in article.blocks if block.audience != "member"]
    assert "zebra" not in " ".join(others).casefold()


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "marks",
    [
        f"## ::: member\n\n{HIDDEN}\n\n## :::",
        f"| a | b |\n|---|---|\n| ::: member | |\n| {HIDDEN} | 1 |\n| ::: | |",
        f"The end. ::: member {HIDDEN} ::: And on it goes.",
        f"_::: member_ {HIDDEN}",
        f"::: street\nThe end. ::: member {HIDDEN} :::\n:::",
    ],
)
def test_a_fence_within_a_line_keeps_the_document_out(tmp_path: Path, name: str, marks: str) -> None:
    with pytest.raises(UnreadableDocument, match="::: within a line keeps nothing from anybody"):
        read(tmp_path, (MARKDOWN if name == "a.md" else TEXT).format(marks), name)


@pytest.mark.parametrize("words", ["Write `text ::: member` in a line.", "```\nx ::: member y\n```", "One ::: two."])
def test_colons_in_code_are_text_and_others_are_not(tmp_path: Path, words: str) -> None:
    if "`" in words:
        assert read(tmp_path, MARKDOWN.format(words)).body
    else:
        with pytest.raises(UnreadableDocument):
            read(tmp_path, MARKDOWN.format(words))


@pytest.mark.parametrize("end", ["\v", "\f", "\x85", "\u2028", "\u2029", "\r"])
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_whatever_ends_its_line_a_fence_is_one(tmp_path: Path, name: str, end: str) -> None:
    text = (MARKDOWN if name == "a.md" else TEXT).format(f"{MORE}{end}::: member{end}{HIDDEN}{end}:::{end}{OPEN}")
    article = read(tmp_path, text, name)
    assert "zebra" not in public(article)
    assert any(HIDDEN in text for text in marked(article))


def test_soft_hyphens_within_the_colons_are_not_seen(tmp_path: Path) -> None:
    article = read(tmp_path, MARKDOWN.format(f":\u00ad:\u00ad: member\n{HIDDEN}\n:\u00ad::"))
    assert marked(article) == [HIDDEN]


@pytest.mark.parametrize(
    "marks",
    [
        f"<!-- members-only content --><p>{HIDDEN}</p>",
        f"<!-- for members only: --><p>{HIDDEN}</p>",
        f'<p data-audiences="member">{HIDDEN}</p>',
        f'<p data_audience="member">{HIDDEN}</p>',
        f'<p audience="member">{HIDDEN}</p>',
        f"<p>The end. ::: member {HIDDEN} :::</p>",
    ],
)
def test_what_is_nearly_a_mark_keeps_a_page_out(tmp_path: Path, marks: str) -> None:
    with pytest.raises(UnreadableDocument, match="left out: "):
        read(tmp_path, HTML % marks, "a.html")


def test_a_comment_that_ends_as_browsers_allow_is_the_same_mark(tmp_path: Path) -> None:
    article = read(tmp_path, HTML % f"<!--members-only--!><p>{HIDDEN}</p>", "a.html")
    assert HIDDEN in marked(article, "members-only")
    assert "zebra" not in public(article)


def test_colons_in_code_within_a_line_of_a_page_are_text(tmp_path: Path) -> None:
    assert read(tmp_path, HTML % "<p>Write <code>::: member</code> above it.</p>", "a.html").body


@pytest.mark.parametrize("mark", ["<!--members-only-->", '<p data-audience="member">', "<!-- member only -->"])
def test_marks_of_html_keep_a_plain_text_out(tmp_path: Path, mark: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(tmp_path, TEXT.format(f"{mark}\n\n{HIDDEN}"), "a.txt")
    assert caught.value.where == "a.txt:5"
    assert caught.value.hint == "write ::: member, or save it as .html or .md"


@pytest.mark.parametrize("key", ["title", "standfirst", "author", "caption", "kicker", "credit", "alt"])
@pytest.mark.parametrize(
    "value", ["::: member Zebra :::", "Open <!--members-only--> Zebra", "<b data-audience=member>Zebra</b>"]
)
def test_a_mark_in_a_header_keeps_the_document_out(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"a mark means nothing in the header's {key}") as caught:
        read(tmp_path, f"---\nsection: Streets\n{key}: '{value}'\n---\n{MARKDOWN.format('')}")
    assert caught.value.where == "a.md:3"


@pytest.mark.parametrize("line", ["visibility: members", "access: paid", "members-only: true", "Members_Only: yes"])
def test_another_program_s_word_for_members_keeps_the_document_out(tmp_path: Path, line: str) -> None:
    with pytest.raises(UnreadableDocument, match="left out: the header has an unknown key"):
        read(tmp_path, f"---\ntitle: The ferry\n{line}\n---\n{OPEN}\n\n{MORE}\n")


@pytest.mark.parametrize("line", ["visibility: public", "members-only: false"])
def test_another_program_s_word_for_all_does_not(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, f"---\ntitle: The ferry\n{line}\n---\n{OPEN}\n\n{MORE}\n").body
