"""Issues for the tests of templating: a full one, a bare one, and one with trouble in every field."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from digest.model import (
    Audience,
    CatalogueItem,
    Elsewhere,
    Kind,
    Mailbox,
    NoteBlock,
    Picture,
    Publication,
    RelatedItem,
    Span,
)
from tests.factories import a_block, a_newsletter, a_story, an_issue

if TYPE_CHECKING:
    from typing import Any

    from digest.model import Issue, Story

FREE = Audience("free", "Free readers", deals=False)
MEMBER = Audience("member", "Members", deals=True)

FIRST = (
    "The first paragraph says what the piece is about, in plain sentences that can be read on a train. "
    "It names the place and the time."
)
SECOND = "The second says where the figure comes from, and quotes: “That was not expected.”"
HOSTILE = (
    "“Zoë’s” <script>alert(1)</script> & \\ 'one' \"two\" 👩‍👩‍👧 ❤️ 1️⃣ क्ष e\u0301 שלום العربية Степь 漢字かな "
    "{\u200b{name}} {{x}} *|FNAME|* %%first%% ${y} [[z]] %name% <%= v %> {%if%} "
    "\u202eevil\u202c a\u2028b\x07 \r\nBcc: x"
)


def linked(
    title: str, *paragraphs: str, url: str = "", page: str = "", also: tuple[Elsewhere, ...] = (), **changes: Any
) -> Story:
    return replace(a_story(title, *paragraphs, **changes), url=url, page=page, also=also)


def a_note() -> tuple[NoteBlock, ...]:
    return (
        NoteBlock(
            (
                Span("Dear readers, this week is about "),
                Span("bridges", strong=True),
                Span(", and about what "),
                Span("nobody", emphasis=True),
                Span(" expected of them. Two numbers ago we "),
                Span("asked for your photographs", url="https://letter.test/photographs"),
                Span("; here is what came:"),
            )
        ),
        NoteBlock((Span("a hundred bridges,"),), Kind.ITEM),
        NoteBlock((Span("and one "), Span("ferry", url="https://letter.test/ferry"), Span(".")), Kind.ITEM),
        NoteBlock((Span("It is the waiting that makes a place."),), Kind.QUOTE),
    )


def a_full_newsletter(**changes: Any) -> Any:
    return a_newsletter(
        **{
            "reply_to": Mailbox("The editor", "editor@letter.test"),
            "unsubscribe_url": "https://letter.test/unsubscribe/8fz3k2q9",
            "unsubscribe_mail": "leave@letter.test",
            "manage_url": "https://letter.test/manage",
            "subscribe_url": "https://letter.test/subscribe",
            "join_url": "https://letter.test/join",
        }
        | changes
    )


def a_full_issue(file: Path = Path("bridge.png"), **changes: Any) -> Issue:
    review = Publication(
        "The Review",
        "https://review.test/",
        "A magazine about places, made by a handful of editors.",
        ("7 Harbour Road", "Anytown AB1 2CD"),
        "+44 20 7946 0000",
    )
    lead = linked(
        "The bridge that took a year",
        FIRST,
        SECOND,
        url="https://review.test/bridge",
        kicker="Reportage",
        standfirst="Nobody needed it, and now everybody does.",
        byline="By A. Writer",
        published=date(2024, 6, 21),
        publication=review,
        caption="The bridge, seen from the south.",
        credit="The Review.",
        picture=Picture("images/bridge.png", "A long bridge over a river", 1200, 800, file),
        also=(
            Elsewhere("b.txt", "A bridge", "https://post.test/bridge", "The Post"),
            Elsewhere("c.txt", "A bridge, again", "https://www.gazette.test/bridge"),
        ),
    )
    others = (
        linked("Степь, revisited", FIRST, url="https://review.test/steppe", publication=review),
        linked("Why the ferries stopped", SECOND, page="articles/why-the-ferries-stopped.html", section="Essay"),
        linked("Without an address", FIRST + " […] " + SECOND, section="Essay", kicker="Opinion"),
        linked("In no section", SECOND, section="Elsewhere"),
        linked("For members only", "Nobody else may read these words.", audience="member"),
    )
    values: dict[str, Any] = {
        "newsletter": a_full_newsletter(),
        "note": a_note(),
        "sections": ("Essay", "Reviews"),
        "headlines": (
            linked("A lighthouse is sold", FIRST, url="https://review.test/lighthouse", publication=review),
            linked("The last of the toll houses", FIRST, page="articles/toll-houses.html", publication=review),
            linked("A headline for members", FIRST, audience="member"),
        ),
        "archive": (
            RelatedItem(
                "A winter by the sea", "When the road is closed.", date(2024, 4, 17), "https://review.test/w"
            ),
        ),
        "deals": (
            CatalogueItem(
                "A year of The Review",
                "Six numbers.",
                "https://review.test/y",
                "24 €",
                "LETTER-6",
                picture=Picture("https://review.test/cover.png", "The cover: a bridge at night", 600, 800),
                until=date(2024, 6, 30),
            ),
            CatalogueItem("One number for nothing", "To see whether you like it.", audience="free"),
        ),
        "catalogue": (CatalogueItem("A book of maps", "With an index."),),
        "publications": (review,),
        "members": ("member",),
    }
    return an_issue(lead, *others, **values | changes)


def a_bare_issue() -> Issue:
    bare = a_newsletter(web_url="", home_page="", tagline="")
    return an_issue(linked("One piece and nothing else", FIRST, SECOND), newsletter=bare)


def a_hostile_issue() -> Issue:
    publication = Publication(HOSTILE, "https://bücher.test/ä?q={{a}}&b=%zz \"'<>", HOSTILE, (HOSTILE,), HOSTILE)
    newsletter = a_full_newsletter(
        name="Ná " + HOSTILE[:40] + " {{n}}",
        tagline=HOSTILE,
        sender=Mailbox(HOSTILE, "post@letter.test"),
        reply_to=Mailbox(HOSTILE, "editor@letter.test"),
    )
    story = linked(
        HOSTILE,
        HOSTILE,
        FIRST,
        SECOND,
        url="https://пример.test/п?a=*|b|*&c={{d}}",
        kicker=HOSTILE,
        standfirst=HOSTILE,
        byline=HOSTILE,
        publication=publication,
        caption=HOSTILE,
        credit=HOSTILE,
        picture=Picture("https://x.test/a b\"'.png", HOSTILE),
    )
    long = linked("https://letter.test/" + "averylongword" * 16, "漢字" * 150, "x" * 400, url="javascript:alert(1)")
    return an_issue(
        story,
        long,
        newsletter=newsletter,
        subject="A subject\r\nBcc: a@b.test {{x}}",
        preheader=HOSTILE[:120],
        archive=(RelatedItem(HOSTILE, HOSTILE, date(2024, 1, 2), "https://a.test/" + HOSTILE, HOSTILE),),
        deals=(CatalogueItem(HOSTILE, HOSTILE, "https://b.test/?" + HOSTILE, HOSTILE, HOSTILE),),
        publications=(publication,),
        members=("member",),
    )


def an_article_of_all_kinds() -> Story:
    story = linked("Kinds of blocks", FIRST, page="articles/kinds-of-blocks.html", kicker="Reportage")
    blocks = (
        a_block(FIRST),
        a_block("A subhead", kind=Kind.HEADING),
        a_block("first item", kind=Kind.ITEM),
        a_block("second item", kind=Kind.ITEM),
        a_block("a quotation", kind=Kind.QUOTE),
        a_block("if x:\n    {{y}}", kind=Kind.CODE),
    )
    return replace(story, article=replace(story.article, blocks=blocks))


def a_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
