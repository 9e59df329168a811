"""Serves made feeds on loopback: ``python benchmarks/feed_server.py --port 8000``.

``/N.xml`` is feed number N: RSS 2.0 with entries of the last days, each with 6.4 KB of HTML. Every feed has an ETag
and answers 304 to whoever sends it back. All of 127.0.0.0/8 is answered, so that feeds can stand on many hosts.
"""

from __future__ import annotations

import argparse
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

_VOCABULARY = """
the a of to in letter post stamp road week paper press type ink river stone market garden school history morning
children winter library museum train city council harbour bread story reader writer editor printed carried found
built opened counted measured painted across under between after before because while slowly carefully
"""
_WORDS = tuple(_VOCABULARY.split())
_HEADLINE = 7  # words
_PARAGRAPHS = 14
_HOURS = 11  # between two entries
_NUMBER = b"NUMBER-OF-THE-FEED"


def page(entries: int, now: datetime) -> bytes:
    """A feed whose number is to be filled in."""
    chance = random.Random(12)  # noqa: S311 (nothing secret)
    items = "".join(_item(n, now - timedelta(hours=1 + n * _HOURS), chance) for n in range(entries))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Feed {_NUMBER.decode()}</title><link>https://feed.example.org/{_NUMBER.decode()}</link>"
        f"<description>A made feed</description><language>en</language>{items}</channel></rss>"
    ).encode()


def _item(number: int, moment: datetime, chance: random.Random) -> str:
    place = f"https://feed.example.org/{_NUMBER.decode()}/{number}"
    content = "".join(f"<p>{_prose(chance)}</p>" for _ in range(_PARAGRAPHS))
    return (
        f"<item><title>{_prose(chance, _HEADLINE)} {_NUMBER.decode()}</title><link>{place}</link>"
        f'<guid isPermaLink="true">{place}</guid><pubDate>{format_datetime(moment)}</pubDate>'
        f"<dc:creator>A. Writer</dc:creator><category>{chance.choice(_WORDS)}</category>"
        f"<description>{_prose(chance, 30)}</description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )


def _prose(chance: random.Random, words: int = 68) -> str:
    text = " ".join(chance.choices(_WORDS, k=words)).capitalize()
    return f"{text}." if words > _HEADLINE else text


def application(entries: int) -> web.Application:
    """The server; what it sends is made once."""
    made = page(entries, datetime.now(UTC))

    async def feed(request: web.Request) -> web.Response:
        etag = f'"feed-{request.match_info["number"]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        body = made.replace(_NUMBER, request.match_info["number"].encode())
        return web.Response(body=body, headers={"ETag": etag}, content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/{number}.xml", feed)
    return app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--entries", type=int, default=12)
    given = parser.parse_args()
    web.run_app(application(given.entries), host="0.0.0.0", port=given.port, access_log=None, print=None)  # noqa: S104 (a made feed is no secret)


if __name__ == "__main__":
    main()
