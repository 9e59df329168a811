from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from aiohttp import web as served
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchFailed
from digest.intake.fetching.messages import Response
from digest.intake.fetching.unpacking import body_of

from .servers import HELLO, LIMITS, answering, fetched, from_raw, refused, run, saying, serving, talking, trouble

SMALL = replace(LIMITS, size=10_000)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": raw_deflate,
}


def sent(body: bytes, encoding: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def bomb(wbits: int) -> bytes:
    """A gigabyte of zeros in a megabyte: one piece that stands for itself, sixty-four times over."""
    packer = zlib.compressobj(9, wbits=wbits)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(16_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + 64 * piece


@pytest.mark.parametrize(
    "encoding", ["gzip", "GZIP", "x-gzip", "deflate", "raw deflate", "identity", "", "utf-8", "none"]
)
def test_what_is_compressed_is_unpacked(encoding: str) -> None:
    body = HELLO * 500
    response = from_raw(sent(PACKERS.get(encoding.lower(), bytes)(body), encoding.removeprefix("raw ")))
    assert response.body == body


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "br, gzip", "aes128gcm", "x" * 500])
def test_a_compression_that_was_not_asked_for_is_refused(encoding: str) -> None:
    failure = trouble(sent(gzip.compress(gzip.compress(HELLO)), encoding))
    assert failure.what == "a compression that is not understood"
    assert failure.found == encoding[:40]


def test_an_error_in_a_compression_that_is_not_understood_stays_an_error_of_http() -> None:
    assert from_raw(b"HTTP/1.1 410 Gone\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc").status == 410


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("body", [b"<rss/>", b"\x1f\x8bgarbage", b"\x78\x9cgarbage", b"\0" * 50])
def test_a_broken_compression_is_refused(encoding: str, body: bytes) -> None:
    assert trouble(sent(body, encoding)).what in {"the compression is broken", "the answer broke off"}


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_body_without_its_end_broke_off(encoding: str) -> None:
    packed = PACKERS[encoding](HELLO)
    for cut in (1, 3, len(packed) // 2, len(packed) - 1):
        assert trouble(sent(packed[:cut], encoding)).what == "the answer broke off"


def test_a_gzip_body_with_a_wrong_checksum_is_refused() -> None:
    packed = bytearray(gzip.compress(HELLO))
    packed[-5] ^= 1
    assert trouble(sent(bytes(packed), "gzip")).what == "the compression is broken"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_no_body_at_all_is_an_empty_one(encoding: str) -> None:
    assert from_raw(sent(b"", encoding)).body == b""


def test_what_follows_a_gzip_body_is_left_alone() -> None:
    assert from_raw(sent(gzip.compress(HELLO) + b"\0\0\0garbage", "gzip")).body == HELLO


def test_gzip_members_follow_each_other() -> None:
    assert from_raw(sent(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip")).body == b"one two"


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4), st.data())
def test_it_does_not_matter_how_a_body_is_cut_in_pieces(parts: list[bytes], data: st.DataObject) -> None:
    packed = b"".join(map(gzip.compress, parts))
    add, whole = body_of("gzip", 10_000, "here")
    while packed:
        cut = data.draw(st.integers(1, len(packed)))
        add(packed[:cut])
        packed = packed[cut:]
    assert whole() == b"".join(parts)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", ""]))
def test_any_bytes_are_a_body_or_refused(data: bytes, encoding: str) -> None:
    add, whole = body_of(encoding, 1_000, "here")
    said = ""
    try:
        add(data)
        assert len(whole()) <= 1_000
    except FetchFailed as failure:
        said = failure.what
    assert said in {"", "the compression is broken", "the answer broke off"}


@pytest.mark.parametrize(("encoding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_a_bomb_is_refused_before_it_fills_memory(encoding: str, wbits: int) -> None:
    said = bomb(wbits)
    assert len(said) < 1_100_000

    async def main() -> FetchFailed:
        async with serving(answering(said, headers={"Content-Encoding": encoding})) as url:
            return await refused(url, replace(LIMITS, size=2_000_000))

    tracemalloc.start()
    try:
        failure = run(main())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert failure.what == "more than 2 MB"
    assert peak < 12_000_000


def test_compressed_text_that_never_becomes_anything_is_counted_as_it_is_sent() -> None:
    packer = zlib.compressobj(wbits=31)
    nothing = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH) + b"\0\0\0\xff\xff" * 5_000
    assert (
        trouble(sent(nothing, "gzip").replace(b"Content-Length", b"X-Length"), limits=SMALL).what
        == "more than 0.01 MB"
    )


def test_members_without_number_are_refused() -> None:
    assert from_raw(sent(gzip.compress(b"a") * 100, "gzip")).body == b"a" * 100
    assert trouble(sent(gzip.compress(b"") * 10_000, "gzip")).what == "the compression is broken"


def test_a_length_over_the_limit_is_refused_before_a_byte_is_read() -> None:
    failure = trouble(b"HTTP/1.1 200 OK\r\nContent-Length: 5000001\r\n\r\n", limits=replace(LIMITS, size=5_000_000))
    assert failure.what == "more than 5 MB"


@pytest.mark.parametrize("more", [0, 1])
def test_a_body_may_have_as_many_bytes_as_the_limit_and_not_one_more(more: int) -> None:
    said = b"HTTP/1.1 200 OK\r\n\r\n" + bytes(SMALL.size + more)
    if more:
        assert trouble(said, limits=SMALL).what == "more than 0.01 MB"
    else:
        assert len(from_raw(said, limits=SMALL).body) == SMALL.size


@pytest.mark.parametrize("more", [0, 1])
def test_a_packed_body_may_have_as_many_bytes_as_the_limit_and_not_one_more(more: int) -> None:
    said = sent(gzip.compress(bytes(SMALL.size + more)), "gzip")
    if more:
        assert trouble(said, limits=SMALL).what == "more than 0.01 MB"
    else:
        assert len(from_raw(said, limits=SMALL).body) == SMALL.size


def test_a_body_without_end_is_refused_at_the_limit() -> None:
    async def handler(request: served.BaseRequest) -> served.StreamResponse:
        response = served.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"<item/>" * 1_000)

    async def main() -> FetchFailed:
        async with serving(handler) as url:
            return await refused(url, SMALL)

    assert run(main()).what == "more than 0.01 MB"


def test_chunks_are_put_together() -> None:
    assert (
        from_raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n").body
        == b"abc"
    )


@pytest.mark.parametrize(
    "said",
    [
        b"Content-Length: 100\r\n\r\nabc",
        b"Content-Length: 100\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabcde\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n2\r\nabcdefgh\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n",
    ],
)
def test_a_body_that_is_cut_short_is_refused(said: bytes) -> None:
    assert trouble(b"HTTP/1.1 200 OK\r\n" + said).what == "the answer broke off"


def test_a_connection_that_is_reset_in_the_middle_broke_off() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")(reader, writer)
        await asyncio.sleep(0.02)
        writer.transport.abort()

    async def main() -> FetchFailed:
        async with talking(talk) as url:
            return await refused(url)

    assert run(main()).what == "the answer broke off"


def test_another_request_on_a_connection_is_not_answered_by_what_was_left_of_the_first() -> None:
    first = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"

    async def main() -> Response:
        async with talking(saying(first + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")) as url:
            return await fetched(url)

    assert run(main()).body == b"one"
