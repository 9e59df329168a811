"""Quoted-printable (RFC 2045, 6.7), careful beyond it: no line that mail software takes for something else."""

from __future__ import annotations

_LINE = 76
_LITERAL = (set(range(0x20, 0x7F)) - {ord("=")}) | {0x09}
_WRITTEN = tuple(chr(byte) if byte in _LITERAL else f"={byte:02X}" for byte in range(256))


def quoted_printable(text: str) -> str:
    """The text as UTF-8 in lines of at most 76 ASCII characters, with CRLF ends.

    No line starts with ``From `` (mail stores of the mbox kind change it, RFC 4155) or with a dot (SMTP doubles it).
    """
    return "\r\n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    written = "".join(map(_WRITTEN.__getitem__, text.encode()))
    if written.endswith((" ", "\t")):
        written = f"{written[:-1]}={ord(written[-1]):02X}"
    pieces, start = [], 0
    while True:
        first = _guarded(written, start)
        end = start + 1 + _LINE - len(first)
        if end >= len(written):
            pieces.append(first + written[start + 1 :])
            return "=\r\n".join(pieces)
        end = _before_escape(written, end - 1)
        pieces.append(first + written[start + 1 : end])
        start = end


def _guarded(written: str, start: int) -> str:
    """The line's first character, escaped where the line would be misread."""
    if written.startswith((".", "From "), start):
        return f"={ord(written[start]):02X}"
    return written[start : start + 1]


def _before_escape(written: str, end: int) -> int:
    """The place to cut: never inside ``=XX``."""
    equals = written.rfind("=", end - 2, end)
    return end if equals < 0 else equals
