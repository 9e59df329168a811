from __future__ import annotations

import struct
from pathlib import Path

import pytest

from digest.intake.pictures import Named, resolve
from digest.model import Picture, Problem


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0) + b"\0" * 8


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 8


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 9
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + frame + b"\xff\xd9"


def found(folder: Path, name: str, data: bytes) -> Picture | Problem:
    (folder / name).write_bytes(data)
    return resolve(Named(name), folder / "piece.txt", folder, "piece.txt")


@pytest.mark.parametrize(
    ("name", "data", "src"),
    [
        ("p.png", png(6, 4), "p.png"),
        ("p.JPEG", jpeg(6, 4), "p.JPEG"),
        ("p.gif", gif(6, 4), "p.gif"),
        ("p.html", png(6, 4), "p.png"),
        ("p", jpeg(6, 4), "p.jpg"),
        ("p.png", gif(6, 4), "p.gif"),
        ("p.svg", jpeg(6, 4), "p.jpg"),
    ],
)
def test_a_picture_has_the_suffix_of_what_is_in_it(tmp_path: Path, name: str, data: bytes, src: str) -> None:
    assert found(tmp_path, name, data) == Picture(src, "", 6, 4, (tmp_path / name).resolve())


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"><script>alert(1)</script></svg>',
        b"RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\5\0\0\3\0\0",
        b"BM\x46\0\0\0",
        b"",
    ],
)
def test_a_picture_of_another_type_is_left_out_whatever_its_name(tmp_path: Path, data: bytes) -> None:
    problem = found(tmp_path, "p.png", data)
    assert isinstance(problem, Problem)
    assert problem.what == "the picture is left out: it is no PNG, JPEG or GIF"


@pytest.mark.parametrize("data", [png(6, 4)[:20], gif(6, 4)[:7], jpeg(6, 4)[:9], png(0, 4)])
def test_a_broken_picture_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    problem = found(tmp_path, "p.png", data)
    assert isinstance(problem, Problem)
    assert problem.what == "the picture cannot be read"


def test_a_picture_that_is_too_heavy_for_a_letter_is_left_out(tmp_path: Path) -> None:
    assert isinstance(found(tmp_path, "p.png", png(6, 4).ljust(2_000_000, b"x")), Picture)
    problem = found(tmp_path, "p.png", png(6, 4).ljust(2_000_001, b"x"))
    assert isinstance(problem, Problem)
    assert (problem.what, problem.found) == ("the picture is left out: it is too heavy", "p.png: 2,000,001 bytes")


@pytest.mark.parametrize("size", [(10_001, 4), (4, 10_001), (2**31, 2**31)])
def test_a_picture_of_absurd_size_is_left_out(tmp_path: Path, size: tuple[int, int]) -> None:
    problem = found(tmp_path, "p.png", png(*size))
    assert isinstance(problem, Problem)
    assert problem.what == "the picture is left out: it is too large"
