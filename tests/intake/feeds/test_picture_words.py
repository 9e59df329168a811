from __future__ import annotations

from time import process_time

import pytest

from digest.intake.feeds.picture_words import with_picture_words
from tests.intake.feeds.samples import item

OPEN = '<description>A post of few words.</description><media:content url="/a.jpg" medium="image">'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<media:description type="plain">A boat at the quay</media:description>', "A boat at the quay"),
        ("<media:title>The boat</media:title>", "The boat"),
        (
            "<media:title>The boat</media:title><media:description>At the quay</media:description>",
            "At the quay",
        ),
        ('<media:description>A "boat" &amp; 1 &lt; 2</media:description>', 'A "boat" & 1 < 2'),
        ('<media:description><![CDATA[A "boat" & a quay]]></media:description>', 'A "boat" & a quay'),
        ("<media:rating>nonadult</media:rating>", ""),
        ("<media:description/>", ""),
    ],
)
def test_the_description_of_a_picture_is_its_words(inside: str, words: str) -> None:
    assert item(f"{OPEN}{inside}</media:content>").picture_alt == words


def test_each_picture_has_its_own_words_and_the_largest_is_shown() -> None:
    one = (
        '<media:content url="/{0}.jpg" medium="image" width="{1}" height="{1}">'
        "<media:description>{0}</media:description></media:content>"
    )
    found = item(one.format("small", 100) + one.format("large", 900) + one.format("middle", 500))
    assert (found.picture[-9:], found.picture_alt) == ("large.jpg", "large")


def test_a_long_description_of_a_picture_is_not_the_text_of_the_entry() -> None:
    said = "A very long description of a boat at the quay. " * 5
    found = item(f"{OPEN}<media:description>{said}</media:description></media:content>")
    assert found.content == "A post of few words."


def test_the_title_of_a_picture_is_not_that_of_an_entry_without_one() -> None:
    picture = '<media:content url="/a.jpg" medium="image"><media:title>IMG</media:title></media:content>'
    assert item(f"{picture}<title></title><description>Words.</description>").title == ""


def test_the_description_of_a_video_s_entry_stays_its_text() -> None:
    group = '<media:group><media:content url="/v"/><media:description>All about it.</media:description></media:group>'
    assert item(group).content == "All about it."


@pytest.mark.parametrize("sign", [b"<media:content>", b"<media:content ", b"<media:title><![CDATA[", b"<"])
def test_a_flood_of_signs_takes_linear_time(sign: bytes) -> None:
    start = process_time()
    with_picture_words(b"<media:content x>" + sign * 30_000 + b"</media:content>")
    assert process_time() - start < 4
