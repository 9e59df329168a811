"""Bytes that are nearly right: samples, cut and spliced and spiked with what hurts readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPIKES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r\n\r\n",
    b"\x1b[31m",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<script>alert(1)</script>",
    b"<p onclick='x()'>",
    b"</item></channel></rss>",
    b"<entry><title type='html'>&lt;b&gt;",
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>&b;",
    b"&#xD800;",
    b"&amp;amp;lt;",
    b"&nosuch;",
    b"{{ x }}{% y %}*|Z|*%%W%%{$V}",
    b"---\naudience: member\n",
    b"+++\n[a]\n",
    b"![](",
    b"> > > > ",
    b"\xe2\x80\xae\xe2\x80\x8b\xf3\xa0\x80\x81",
    b"1719136800",
    b"99 Foo 2024 25:61:00 +9999",
    b"\\u0000",
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [',
    b"<div>" * 600,
    b"a" * 3000,
    b"\n" * 300,
    b"- " * 200,
)


@st.composite
def mutated(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    """A sample after up to six cuts, splices, repetitions and spikes."""
    body = draw(st.sampled_from(list(samples)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 400)))
        kind = draw(st.integers(0, 4))
        if kind == 0:
            body = body[:start] + body[end:]
        elif kind == 1:
            body = body[:start] + draw(st.sampled_from(_SPIKES)) + body[start:]
        elif kind == 2:
            body = body[:start] + body[start:end] * draw(st.integers(2, 5)) + body[end:]
        elif kind == 3:
            body = body[:start] + draw(st.binary(max_size=12)) + body[end:]
        else:
            body = body[:end]
    return body
