"""A small site on loopback whose pages a test lays down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = """\
<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>{home}/</link>
<item><title>One</title><link>{home}/1</link><guid>1</guid><pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate>
<description>How the first lamp was lit.</description></item>
<item><title>Two</title><link>{home}/2</link><guid>2</guid><pubDate>Wed, 19 Jun 2024 10:00:00 GMT</pubDate>
<description>How the second lamp was lit.</description></item></channel></rss>
"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Replies</title><id>urn:x</id></feed>'
PAGE = """\
<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="alternate" type="application/atom+xml" href="/replies.xml"></head><body>Lamps</body></html>
"""


@dataclass(slots=True)
class Site:
    """Status, text and where it redirects to, by path; ``asked`` are the paths that were asked for."""

    home: str = ""
    pages: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def lay(self, path: str, text: str = "", status: int = 200, to: str = "") -> str:
        self.pages[path] = (status, text, to)
        return self.home + path

    def feed(self, path: str = "/feed.xml", title: str = "Lamps &amp; Light") -> str:
        return self.lay(path, RSS.format(title=title, home=self.home))


@contextmanager
def a_site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, text, to = site.pages.get(self.path, (404, "", ""))
            self.send_response(status)
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.home = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
