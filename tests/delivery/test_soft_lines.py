from __future__ import annotations

from binascii import a2b_qp

import pytest

from digest.delivery.mould.soft_lines import stretches, value


def filled(texts: list[str], *values: str) -> bytes:
    pieces = stretches(texts)
    placed = [value(one) for one in values]
    return b"".join(piece for pair in zip(pieces, [*placed, b""], strict=True) for piece in pair)


@pytest.mark.parametrize("sign", ["a", ".", "=", "é", "語", "a ", "a."])
def test_at_every_length_the_lines_are_short_and_say_what_was_given(sign: str) -> None:
    for length in (*range(8), *range(40, 84), *range(140, 158)):
        text = sign * length
        own = "https://own.test/" + (sign if sign.isascii() and " " not in sign else "/") * length
        for texts in ([text, ""], [text, text], [f"{text}\n", f"\n{text}"]):
            raw = filled(texts, own)
            assert a2b_qp(raw).decode().replace("\r\n", "\n") == own.join(texts)
            for line in raw.split(b"\r\n"):
                assert len(line) <= 76, (length, line)
                assert not line.startswith(b"."), (length, line)


def test_the_lines_around_a_place_are_soft_where_they_go_on_and_only_there() -> None:
    assert stretches(["See ", " now"]) == (b"See=20=\r\n", b"=\r\n now")
    assert stretches(["See:\n", "\nnow"]) == (b"See:\r\n", b"\r\nnow")
    assert stretches(["See:\n", "", ""]) == (b"See:\r\n", b"=\r\n", b"")


def test_a_value_is_never_cut_within_a_sign_written_as_three() -> None:
    for length in range(70, 80):
        raw = value("a" * length + "=" * 60)
        assert a2b_qp(raw) == b"a" * length + b"=" * 60
        assert all(len(line) <= 75 for line in raw.split(b"=\r\n"))
