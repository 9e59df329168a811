from __future__ import annotations

import ssl
from dataclasses import replace

import pytest
from aiohttp import web as served
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchFailed
from digest.intake.fetching.addresses import shown, understood
from digest.intake.fetching.messages import Request, Response
from digest.intake.fetching.web import web

from .servers import HELLO, LIMITS, Handler, fetched, refused, run, serving, trouble


def leading(ways: dict[str, tuple[int, str]]) -> Handler:
    """A handler that redirects by path and answers where no way leads on."""

    async def handler(request: served.BaseRequest) -> served.Response:
        if (way := ways.get(request.path)) is None:
            return served.Response(body=HELLO, status=404 if "missing" in request.path else 200)
        return served.Response(status=way[0], headers={"Location": way[1]})

    return handler


def followed(ways: dict[str, tuple[int, str]]) -> tuple[Response, str]:
    async def main() -> tuple[Response, str]:
        async with serving(leading(ways)) as url:
            response = await fetched(f"{url}/a")
            return response, url

    return run(main())


@pytest.mark.parametrize(
    ("ways", "address", "moved"),
    [
        ({"/a": (301, "/b")}, "/b", "/b"),
        ({"/a": (308, "/b")}, "/b", "/b"),
        ({"/a": (302, "/b")}, "/b", ""),
        ({"/a": (303, "/b")}, "/b", ""),
        ({"/a": (307, "/b")}, "/b", ""),
        ({"/a": (301, "/b"), "/b": (308, "/c")}, "/c", "/c"),
        ({"/a": (301, "/b"), "/b": (302, "/c")}, "/c", "/b"),
        ({"/a": (302, "/b"), "/b": (301, "/c")}, "/c", ""),
        ({"/a": (301, "/b"), "/b": (303, "/c"), "/c": (301, "/d")}, "/d", "/b"),
        ({"/a": (301, "/missing")}, "/missing", "/missing"),
        ({"/a": (301, "b?x=1#there")}, "/b?x=1", "/b?x=1"),
        ({"/a": (301, "  /b  ")}, "/b", "/b"),
        ({"/a": (301, "/ü ß")}, "/%C3%BC%20%C3%9F", "/%C3%BC%20%C3%9F"),
    ],
)
def test_only_permanent_redirects_from_the_start_are_remembered(
    ways: dict[str, tuple[int, str]], address: str, moved: str
) -> None:
    response, url = followed(ways)
    assert response.address == url + address
    assert response.moved == (url + moved if moved else "")
    assert response.url == f"{url}/a"


def test_a_redirect_may_name_a_host_without_a_scheme() -> None:
    async def main() -> None:
        ways: dict[str, tuple[int, str]] = {}
        async with serving(leading(ways)) as url:
            ways["/a"] = (301, url.removeprefix("http:") + "/b")
            assert (await fetched(f"{url}/a")).moved == f"{url}/b"

    run(main())


def test_validators_go_along_with_redirects() -> None:
    async def handler(request: served.BaseRequest) -> served.Response:
        if request.path == "/a":
            return served.Response(status=302, headers={"Location": "/b"})
        return served.Response(status=304 if request.headers.get("If-None-Match") == '"1"' else 200)

    async def main() -> Response:
        async with serving(handler) as url:
            return await fetched(Request(f"{url}/a", etag='"1"'))

    assert run(main()).status == 304


def test_endless_redirects_end() -> None:
    asked: list[str] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        asked.append(request.path)
        return served.Response(status=302, headers={"Location": f"/{len(asked)}"})

    async def main() -> FetchFailed:
        async with serving(handler) as url:
            return await refused(url, replace(LIMITS, redirects=3))

    assert run(main()).what == "more than 3 redirects"
    assert len(asked) == 4


@pytest.mark.parametrize("ways", [{"/a": (301, "/a")}, {"/a": (302, "/b"), "/b": (302, "/a")}, {"/a": (302, "#x")}])
def test_redirects_in_a_circle_are_noticed_at_once(ways: dict[str, tuple[int, str]]) -> None:
    async def main() -> FetchFailed:
        async with serving(leading(ways)) as url:
            return await refused(f"{url}/a", replace(LIMITS, redirects=1000))

    assert run(main()).what == "redirects in a circle"


def test_of_two_places_to_go_to_the_first_is_taken() -> None:
    said = b"HTTP/1.1 301 Moved\r\nLocation: ftp://first/\r\nLocation: http://second/\r\nContent-Length: 0\r\n\r\n"
    assert trouble(said).found == "ftp://first/"


@pytest.mark.parametrize("location", [b"", b"Location: \r\n", b"Location:   \r\n"])
def test_a_redirect_to_nowhere_fails(location: bytes) -> None:
    failure = trouble(b"HTTP/1.1 301 Moved\r\n" + location + b"Content-Length: 0\r\n\r\n")
    assert failure.what == "a redirect to nowhere"


@pytest.mark.parametrize(
    "location",
    [
        b"file:///etc/passwd",
        b"ftp://example.org/feed",
        b"data:text/xml,<rss/>",
        b"javascript:alert(1)",
        b"http://[::1",
        b"http://example.org:99999/",
        b"http://exa mple.org/",
        b"http://a\tb/",
        b"http://\xff/",
        b"gopher://127.0.0.1:25/x",
        b"https:///x",
        b"http://x/" + b"a" * 9_000,
    ],
)
def test_a_redirect_to_what_is_no_web_address_fails(location: bytes) -> None:
    failure = trouble(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")
    assert failure.what == "a redirect to an address that is not understood"
    assert len(str(failure)) < 900


@pytest.mark.parametrize("location", [b"\xff\xfe", b"//", b"http://", b"%", b"?", b"\xc3\x28", b"...", b"\\\\x"])
def test_a_redirect_to_whatever_else_fails_at_the_latest_when_it_goes_in_a_circle(location: bytes) -> None:
    assert (
        "redirect" in trouble(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n").what
    )


def test_a_redirect_with_a_password_fails_and_shows_none() -> None:
    said = b"HTTP/1.1 302 Found\r\nLocation: http://me:secret@127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    failure = trouble(said)
    assert failure.what == "a name or a password in the address"
    assert "secret" not in str(failure)


@pytest.mark.parametrize(
    "url", ["http://me:secret@127.0.0.1:1/", "http://me@127.0.0.1:1/", "https://:secret@127.0.0.1:1/"]
)
def test_a_request_with_a_password_fails_and_shows_none(url: str) -> None:
    failure = run(refused(url))
    assert failure.what == "a name or a password in the address"
    assert failure.where.endswith("//127.0.0.1:1/")


@pytest.mark.parametrize(
    "url", ["", " ", "feed.xml", "file:///etc/passwd", "ftp://a/", "data:,x", "http://", "http://a b/", "x" * 9_000]
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        run(fetched(url))
    assert caught.value.what == "the address is not understood"


@given(st.text() | st.from_regex(r"\A(https?:)?//[^/]*/?.*\Z"))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    assert shown(text).isprintable()
    try:
        url = understood(text)
    except FetchFailed as failure:
        said = str(failure)
    else:
        said = str(url)
        assert url.scheme in {"http", "https"}
        assert url.raw_host
        assert not url.raw_fragment
        assert url.raw_user is None
    assert said.isprintable()


def test_a_redirect_from_https_to_http_is_followed_but_not_remembered(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    async def main() -> tuple[Response, str]:
        ways: dict[str, tuple[int, str]] = {}
        async with serving(leading({})) as plain, serving(leading(ways), server_tls) as safe:
            ways |= {"/a": (301, "/b"), "/b": (301, f"{plain}/c")}
            async with web(LIMITS, tls=client_tls) as fetch:
                return await fetch(Request(f"{safe}/a")), safe

    response, safe = run(main())
    assert response.address.startswith("http://")
    assert response.address.endswith("/c")
    assert response.moved == f"{safe}/b"


def test_a_redirect_from_http_to_https_is_remembered(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    async def main() -> tuple[Response, str]:
        ways: dict[str, tuple[int, str]] = {}
        async with serving(leading(ways)) as plain, serving(leading({}), server_tls) as safe:
            ways["/a"] = (301, f"{safe}/c")
            async with web(LIMITS, tls=client_tls) as fetch:
                return await fetch(Request(f"{plain}/a")), safe

    response, safe = run(main())
    assert response.moved == f"{safe}/c"
    assert response.body == HELLO
