from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchFailed
from digest.intake.fetching.messages import Request, Response
from digest.intake.fetching.web import web

from .servers import HOME, LIMITS, Talk, answering, leading_home, refused, run, saying, serving, talking, trouble

HASTY = replace(LIMITS, timeout=0.2)


GOOD = (
    b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 5\r\n\r\n<rss>',
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"<rss>"),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
    b"HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n",
)
ODD = (
    b"\r\n",
    b"\n",
    b"\0",
    b":",
    b"\xff",
    b"-1",
    b"9" * 20,
    b"Transfer-Encoding: chunked\r\n",
    b"1e5",
    b"//[",
    b"\x1b[2J",
)


def knows_nobody(*_: Any, **__: Any) -> list[tuple[Any, ...]]:
    raise socket.gaierror(socket.EAI_NONAME, "nothing")


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001  # it says nothing
    await reader.read()


def dripping(head: bytes) -> Talk:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    return talk


@pytest.mark.parametrize(
    "talk",
    [
        silent,
        dripping(b""),
        dripping(b"HTTP/1.1 200 OK\r\nX-Endless: "),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\n\r\n"),
        dripping(b"HTTP/1.1 301 Moved\r\nLocation: /x\r\nX: "),
    ],
)
def test_an_answer_has_its_time_and_not_more(talk: Talk) -> None:
    async def main() -> FetchFailed:
        async with talking(talk) as url:
            return await refused(url, HASTY)

    started = time.monotonic()
    assert run(main()).what in {"no answer within 0.2 s", "the answer is not HTTP"}
    assert time.monotonic() - started < 3


def test_all_redirects_together_have_the_time_of_one_answer() -> None:
    hops = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal hops
        hops += 1
        await asyncio.sleep(0.35)
        await saying(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % hops)(reader, writer)

    async def main() -> FetchFailed:
        async with talking(talk) as url:
            return await refused(url, replace(LIMITS, timeout=1, redirects=100))

    failure = run(main())
    assert failure.what == "no answer within 1 s"
    assert failure.found.startswith("redirected to ")
    assert hops <= 4


def test_a_handshake_that_never_ends_has_the_same_time() -> None:
    async def main() -> FetchFailed:
        async with talking(silent) as url:
            return await refused(url.replace("http:", "https:"), HASTY)

    assert run(main()).what == "no answer within 0.2 s"


def test_a_look_up_that_never_ends_has_the_same_time() -> None:
    def slow(*args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:
        time.sleep(0.6)
        return leading_home(*args, **kwargs)

    async def main() -> FetchFailed:
        return await refused("http://slow.example.org/", HASTY, lookup=slow)

    assert run(main()).what == "no answer within 0.2 s"


def test_one_request_that_fails_leaves_the_others_alone() -> None:
    async def main() -> list[Any]:
        async with (
            talking(silent) as bad,
            serving(answering(b"good")) as good,
            web(replace(LIMITS, timeout=1)) as fetch,
        ):
            urls = [good, bad, good, bad, good]
            return await asyncio.gather(*(fetch(Request(url)) for url in urls), return_exceptions=True)

    assert [getattr(one, "body", b"") for one in run(main())] == [b"good", b"", b"good", b"", b"good"]


def test_a_host_that_refuses_connections_is_said_to() -> None:
    with socket.create_server((HOME, 0)) as taken:
        port = taken.getsockname()[1]
    assert run(refused(f"http://{HOME}:{port}/")).what == "the connection was refused"


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (socket.EAI_NONAME, "the host is not known"),
        (socket.EAI_NODATA, "the host is not known"),
        (socket.EAI_AGAIN, "the host's name cannot be looked up now"),
    ],
)
def test_a_name_that_leads_nowhere_is_said_to(number: int, what: str) -> None:
    def lookup(*_: Any, **__: Any) -> list[tuple[Any, ...]]:
        raise socket.gaierror(number, "nothing")

    assert run(refused("http://gone.example.org/", lookup=lookup)).what == what


def test_a_name_without_addresses_is_not_known() -> None:
    assert run(refused("http://empty.example.org/", lookup=lambda *_, **__: [])).what == "the host is not known"


@pytest.mark.parametrize("host", ["a" * 70 + ".example.org", "." + "a", "a..example.org", ".".join(["a" * 60] * 5)])
def test_a_name_that_cannot_exist_is_refused(host: str) -> None:
    assert run(refused(f"http://{host}/")).what in {"the host is not known", "the address is not understood"}


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n",
        b"\r\n\r\n",
        b"<rss></rss>",
        b"SSH-2.0-OpenSSH_9\r\n",
        b"220 mail.example.org ESMTP\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 20_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\n\0: \0\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 99999999999999999999 OK\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: \xff;;;=\r\nContent-Length: 5\r\n\r\n",
        bytes(range(256)) * 100,
    ],
)
def test_what_is_not_http_is_refused_in_words(said: bytes) -> None:
    async def main() -> tuple[Any, str]:
        async with talking(saying(said)) as url, web(replace(LIMITS, timeout=1)) as fetch:
            (answer,) = await asyncio.gather(fetch(Request(url)), return_exceptions=True)
            return answer, url

    answer, url = run(main())
    if isinstance(answer, FetchFailed):
        assert (answer.where, bool(answer.hint), str(answer).isprintable()) == (url, True, True)
    else:
        assert answer.status in {101, 200}
        assert answer.body == b""


@st.composite
def bent_answers(draw: st.DrawFn) -> bytes:
    """An answer with something put in, and cut."""
    said = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(said)))
        said = said[:place] + draw(st.sampled_from(ODD) | st.binary(max_size=4)) + said[place:]
    return said[: draw(st.integers(0, len(said)) | st.just(len(said)))]


@given(bent_answers())
def test_any_answer_is_one_or_is_refused_in_words(said: bytes) -> None:
    async def main() -> Any:
        async with talking(saying(said)) as url, web(replace(LIMITS, timeout=1), lookup=knows_nobody) as fetch:
            return (await asyncio.gather(fetch(Request(f"{url}/feed")), return_exceptions=True))[0]

    answer = run(main())
    assert isinstance(answer, FetchFailed | Response), repr(answer)
    if isinstance(answer, FetchFailed):
        assert str(answer).isprintable()


@given(st.text() | st.from_regex(r"\Ahttps?://[^/]+\Z"))
def test_any_address_is_asked_or_is_refused_in_words(text: str) -> None:
    run(refused(f"http://{text}", lookup=knows_nobody))


def test_a_server_that_hangs_up_is_said_to() -> None:
    assert trouble(b"").what == "the server hung up without an answer"


@pytest.mark.parametrize("said", [b"<rss></rss>", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n"])
def test_another_protocol_is_said_to_be_no_http(said: bytes) -> None:
    assert trouble(said).what == "the answer is not HTTP"


def test_long_headers_are_taken() -> None:
    async def main() -> int:
        async with serving(answering(headers={"Content-Security-Policy": "x" * 20_000})) as url, web(LIMITS) as fetch:
            return len((await fetch(Request(url))).headers["content-security-policy"])

    assert run(main()) == 20_000


def test_a_certificate_that_nobody_trusts_is_refused(server_tls: ssl.SSLContext) -> None:
    async def main() -> FetchFailed:
        async with serving(answering(), server_tls) as url:
            return await refused(url)

    failure = run(main())
    assert failure.what == "the certificate is not valid"
    assert failure.found.startswith("self-signed certificate")


def test_a_certificate_of_another_host_is_refused(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    async def main() -> FetchFailed:
        async with serving(answering(), server_tls) as url:
            limits = replace(LIMITS, allow_private=frozenset({"other.example.org"}))
            other = url.replace(HOME, "other.example.org")
            return await refused(other, limits, lookup=leading_home, tls=client_tls)

    failure = run(main())
    assert failure.what == "the certificate is not valid"
    assert "other.example.org" in failure.found


def test_https_to_a_server_that_speaks_plainly_is_refused() -> None:
    async def main() -> FetchFailed:
        async with serving(answering()) as url:
            return await refused(url.replace("http:", "https:"))

    assert run(main()).what == "no secure connection"


def test_plain_http_to_a_server_that_speaks_tls_is_refused(server_tls: ssl.SSLContext) -> None:
    async def main() -> FetchFailed:
        async with serving(answering(), server_tls) as url:
            return await refused(url.replace("https:", "http:"))

    assert run(main()).what in {
        "the answer is not HTTP",
        "the server hung up without an answer",
        "the answer broke off",
    }


def test_a_request_that_is_given_up_leaves_its_place_to_others() -> None:
    async def main() -> bytes:
        async with (
            talking(silent) as bad,
            serving(answering(b"good")) as good,
            web(replace(LIMITS, at_once=1, per_host=1)) as fetch,
        ):
            first = asyncio.ensure_future(fetch(Request(bad)))
            await asyncio.sleep(0.05)
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            return (await fetch(Request(good))).body

    assert run(main()) == b"good"
