"""What a hostile entry says reaches readers, services and programs as harmless visible characters, or not at all."""

from __future__ import annotations

import email
import json
import re
from dataclasses import replace
from datetime import UTC
from email.policy import default
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.cli.inspect import as_json_line
from digest.intake.feeds.article import article_of
from digest.intake.feeds.picture import is_usable
from digest.intake.pictures import Named
from digest.model import Article, Audience, LeftOut, Role, Story
from digest.model.feeds import FeedState
from digest.model.visible import inert
from digest.outbox import as_json, letter_files, record
from digest.summariser.keep import Keep
from digest.summariser.selection import tell
from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.factories import an_issue
from tests.intake.feeds.articles import FEED, LINK, ONE, TWO, URL, an_entry, body, read

TAGS = "{{first_name}} {% if x %} {# n #} *|FNAME|* %%name%% %FIRST% {$name} ${name} #{name} [[name]] <%= name %>"
COUNTED = "{{ 6173 * 2 }} ${6173*2} <%= 6173*2 %> #{6173*2}"
HIDDEN = "un\u200bsub\u2060scribe \u202egnp.exe\u202c \u2066a\u2069 {\u200b{x}} \ufeff"
BREAKS = "A title\r\nBcc: victim@a.test\n\nX: y\u2028Cc: z\u2029\x0b\x0c\x85\x00\x1b[31m"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) data:text/html,x \"' &amp;"
WORDS = f"{TAGS} {COUNTED} {HIDDEN} {BREAKS} {MARKUP}"
ACTIVE = """
<script>alert('no reader sees this')</script><style>p{position:fixed}</style><link rel=stylesheet href=https://e.test>
<p onclick="alert(1)" style="position:fixed;background:url(https://e.test/x)">Clicked</p>
<a href="javascript:alert(1)">one</a> <a href="&#106;avascript:alert(1)">two</a> <a href="data:text/html,x">three</a>
<form action="https://e.test/"><input name="card"><button>Pay</button></form><iframe src="https://e.test/"></iframe>
<svg onload="alert(1)"><script>alert(2)</script></svg><math><mtext>m</mtext></math><object data="x"></object>
<meta http-equiv="refresh" content="0;url=https://e.test/"><base href="https://e.test/"><video src="x">v</video>
<img src="https://e.test/open?id=1" width="1" height="1"><img src="data:image/png;base64,AAAA" alt="">
<p style="display:none">swallowed words</p><p style="font-size:0">swallowed words</p><p hidden>swallowed words</p>
<noscript><img src="https://e.test/n.gif"></noscript><template><p>swallowed words</p></template><!-- <p>x</p> -->
"""
CONTENT = f"""
{ACTIVE}<figure><img src="https://a.test/p.png?x={{{{y}}}}&amp;z=%%z%%" alt="{escape(WORDS)}">
<figcaption>{escape(WORDS)} Photo: {escape(TAGS)}</figcaption></figure>
<h2>{escape(WORDS)}</h2><p>{ONE} {escape(WORDS)} {TWO}</p><blockquote>{escape(WORDS)} {ONE}</blockquote>
<ul><li>{escape(WORDS)}</li></ul><pre>{escape(TAGS)}\n  {escape(COUNTED)}</pre><p>{TWO} {escape(TAGS)}</p>
<h3>Related articles</h3><ul><li><a href="https://a.test/?a=*|b|*&amp;c={{{{d}}}}&amp;e=[[f]]">{escape(WORDS)}</a></li></ul>
"""
MERGE = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{\$|\$\{|#\{|\*\||\|\*|%%|\[\[|\]\]|<%|%>|%[A-Za-z_][A-Za-z0-9_.-]{0,60}%"
)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")
ACTIVE_TAGS = "script,iframe,object,embed,form,input,button,svg,math,link[rel=stylesheet],base,video,audio,template"
EVERYBODY = Audience("free", "Everybody", deals=True)


def hostile(**changes: Any) -> Article:
    values: dict[str, Any] = {
        "title": WORDS,
        "author": WORDS,
        "identity": WORDS,
        "categories": (WORDS,),
        "language": "x\" onmouseover='alert(1)'",
        "link": "https://a.test/{{x}}/*|y|*?z=%%z%%&[[w]]",
        "picture": "javascript:alert(1)",
        "picture_alt": WORDS,
    }
    return read(CONTENT, **values | changes)


@cache
def outputs() -> dict[str, str]:
    """Every file that an issue of hostile entries becomes, by name, decoded."""
    state = FeedState(URL, title=WORDS, home_page="https://a.test/{{h}}", language="{{l}}")
    articles = (hostile(), hostile(link="", title="Plain"), article_of(an_entry(CONTENT), FEED, state, UTC))
    stories = tuple(tell(article, Keep(paragraphs=9, words=2000)) for article in articles)
    issue = an_issue(
        *(linked(story, number) for number, story in enumerate(stories)),
        subject=articles[0].title[:150],
        preheader=articles[0].body[0].text,
        archive=articles[0].related,
        publications=tuple(article.publication for article in articles),
    )
    env = templates()
    made = letter(issue, EVERYBODY, env)
    files = {name: data.decode() for name, data in letter_files(made, issue, "ready").items()}
    files |= {page.name: page.html for page in pages(issue, env)}
    told = record(issue, version="1", audiences=["free"], left_out=[LeftOut(story, "no room") for story in stories])
    files["issue.json"] = as_json(told).decode()
    for number, story in enumerate(stories):
        files[f"inspect-{number}"] = "".join(as_json_line(Path("a.html"), story))
    mail = email.message_from_string(files.pop("free/letter.eml"), policy=default)
    files["headers"] = "\n".join(f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        if not part.is_multipart():
            files[f"mail-{part.get_content_type()}"] = str(part.get_content())
    return files


def linked(story: Story, number: int) -> Story:
    url = story.article.url
    return replace(story, url=url, slug=f"s{number}", page="" if url else f"articles/s{number}.html")


def test_there_are_all_outputs() -> None:
    names = set(outputs())
    assert names >= {
        "free/letter.html",
        "free/letter.txt",
        "free/letter.mjml",
        "free/manifest.json",
        "mail-text/plain",
        "mail-text/html",
        "headers",
        "index.html",
        "articles/s1.html",
        "issue.json",
        "inspect-0",
    }


@pytest.mark.parametrize("name", sorted(outputs()))
def test_no_output_holds_a_merge_tag(name: str) -> None:
    text = re.sub(
        r"<style>.*?</style>|<mj-style.*?</mj-style>|<mj-raw>.*?</mj-raw>", "", outputs()[name], flags=re.DOTALL
    )
    assert MERGE.findall(text) == []


@pytest.mark.parametrize("name", sorted(outputs()))
def test_no_output_computes_what_an_entry_says(name: str) -> None:
    assert "12346" not in outputs()[name]


@pytest.mark.parametrize("name", sorted(outputs()))
def test_no_output_holds_what_nobody_can_see(name: str) -> None:
    assert UNSEEN.findall(outputs()[name].replace("\r", "")) == []
    assert "swallowed words" not in outputs()[name]
    assert "no reader sees this" not in outputs()[name]


@pytest.mark.parametrize("name", [name for name in sorted(outputs()) if name.endswith("html")])
def test_no_page_holds_anything_active(name: str) -> None:
    page = LexborHTMLParser(outputs()[name])
    assert page.css(ACTIVE_TAGS) == []
    for node in page.root.traverse() if page.root else ():
        attributes = node.attributes
        assert not [key for key in attributes if key.startswith("on")]
        for key in ("href", "src", "action", "background", "xlink:href"):
            address = attributes.get(key)
            assert address is None or re.match(r"https?://|mailto:|cid:|#|\.\./index\.html$|articles/", address), (
                address
            )
        assert "e.test" not in str(attributes.get("style"))


def test_a_mail_has_the_headers_of_its_makers_alone() -> None:
    names = [line.partition(":")[0] for line in outputs()["headers"].split("\n")]
    assert len(names) == len(set(names))
    assert not {"Bcc", "Cc", "X"} & set(names)


@pytest.mark.parametrize("name", ["free/letter.txt", "free/letter.html", "index.html", "issue.json", "inspect-0"])
def test_what_was_said_can_still_be_read(name: str) -> None:
    assert "first_name" in outputs()[name]
    assert "alert(1)" in outputs()[name]


def test_json_keeps_ordinary_words_as_they_are() -> None:
    told = json.loads("".join(as_json_line(Path("a.html"), tell(read(), Keep()))))
    assert [block["text"] for block in told["blocks"]] == ["A Harbour Comes Back", ONE, TWO]


def test_texts_of_json_are_made_inert_and_nothing_else() -> None:
    told = {"a {{b}}": ["x {{y}} *|z|*", 1, None, True, {"c": "50 % [1] {2} a|b\n  d"}]}
    assert inert(told) == {"a {{b}}": ["x { {y} } * |z| *", 1, None, True, {"c": "50 % [1] {2} a|b\n  d"}]}


def test_active_markup_becomes_words_or_nothing() -> None:
    said = " ".join(block.text for block in hostile().blocks)
    assert "Clicked" in said
    assert "position:fixed" not in said


def test_a_form_is_no_text() -> None:
    roles = {block.text: block.role for block in hostile().blocks}
    assert roles.get("Pay", Role.FURNITURE) is Role.FURNITURE


def test_fields_are_one_line_without_controls() -> None:
    article = hostile()
    for field in (article.title, article.byline, article.section, article.source, article.publication.name):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u202e]", field)
    assert article.language == "en-gb"


def test_the_name_of_an_entry_without_a_link_is_harmless_and_short() -> None:
    source = hostile(link="javascript:alert(1)").source
    assert source.startswith(f"{URL}#")
    assert source.isprintable()
    assert len(source) < 300


def test_signs_in_an_address_are_escaped() -> None:
    assert hostile().url == "https://a.test/%7B%7Bx%7D%7D/*%7Cy%7C*?z=%25%25z%25%25&%5B%5Bw%5D%5D"


def test_an_innocent_address_stays_as_it_is() -> None:
    assert read(link=f"{LINK}/a-b_c.html?x=1&y=%20z#top").url == f"{LINK}/a-b_c.html?x=1&y=%20z#top"


@pytest.mark.parametrize(
    "src",
    [
        'https://a.test/x.png" onerror="alert(1)',
        "https://user:pass@a.test/x.png",
        "//a.test/x.png",
        "https://a.test/x.svg?y",
        "https://" + "a" * 3000,
        "",
    ],
)
def test_such_a_picture_is_not_shown(src: str) -> None:
    assert not is_usable(Named(src))


def test_a_bomb_of_nesting_and_a_flood_of_marks_are_survived() -> None:
    flood = "<blockquote>" * 20_000 + f"<p>{ONE}</p><p>{TWO}</p>" + "z" + "\u0301" * 20_000 + "<b>" * 20_000
    assert ONE in body(read(flood))


@pytest.mark.parametrize(
    "sign", ["[…] ", "read more ", "<", "&lt;p&gt;", "{{", "<br>", "<td>", "the post ", "— ", "by "]
)
def test_even_a_flood_of_signs_takes_linear_time(sign: str) -> None:
    assert read(f"<p>{ONE} {TWO}</p><p>{sign * 20_000}</p>").title
