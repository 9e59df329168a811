"""Small pictures, made of numbers alone."""

from __future__ import annotations

import struct
import zlib


def a_png(width: int, height: int, seed: int) -> bytes:
    """Bands in three colours of a number's choosing, a few hundred bytes."""
    bands = [bytes((40 + seed * 53 % 150, 60 + seed * 31 % 120, 90 + (seed + band) * 47 % 130)) for band in range(6)]
    rows = b"".join(b"\0" + bands[y * 6 // height] * width for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
