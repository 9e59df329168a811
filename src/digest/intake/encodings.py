"""Bytes to clean text: which encoding it is, and what may not get into a block."""

from __future__ import annotations

import codecs
import re
from functools import cache

from digest.errors import UnreadableDocument

_PLAIN = 0.8  # share of printable characters in a text
_FORMATS = "\u00ad\u200c\u200d\ufeff"
_SAMPLE = 65_536  # bytes that are looked at to tell an encoding
_HIGH_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, perhaps a .docx or .epub"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark its own starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Share of each letter in Russian prose, in thousandths (Russian National Corpus, rounded).
_RUSSIAN = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё",
        (
            110,
            85,
            80,
            74,
            67,
            63,
            55,
            47,
            45,
            44,
            35,
            32,
            30,
            28,
            26,
            20,
            19,
            17,
            17,
            16,
            16,
            15,
            12,
            10,
            9,
            7,
            6,
            5,
            4,
            3,
            3,
            1,
        ),
        strict=False,
    )
)
_ASCII = rb"""<p class="a-b">A+b, \u0041 \x41 & c. 1/2 = 50 %; d_e (f) [g] {h} i? J!</p>"""
_SAVE_AS_TEXT = "save it as plain text, Markdown or HTML, in UTF-8"


def decode(data: bytes, *, where: str = "", declared: str = "", every_break: bool = False) -> str:
    """The text of a document, its line ends made newlines and everything invisible taken out.

    Understood are UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-8 and UTF-16 without, and the single-byte
    encodings Windows-1251, KOI8-R and Windows-1252, told apart by the letters that they would give.

    Args:
        data: The document's bytes.
        where: Its name, for the error.
        declared: The encoding that the document names itself, used where it is not valid UTF-8.
        every_break: Whether what word processors and old printers end lines with ends one, too; a space otherwise.

    Raises:
        UnreadableDocument: The bytes are no text.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument("not a text document", where=where, found=kind, hint=_SAVE_AS_TEXT)
    text = _decoded(data, declared)
    if text is None or _looks_binary(text):
        raise UnreadableDocument("not a text document", where=where, found="binary data", hint=_SAVE_AS_TEXT)
    return clean(_OTHER_BREAKS.sub("\n", text) if every_break else text)


def _decoded(data: bytes, declared: str) -> str | None:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    sample = data[:_SAMPLE]
    if b"\0" in sample and (wide := _utf16(sample)):
        return data.decode(wide, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if sample.count(0) > len(sample) // 100:
        return None
    return data.decode(_mostly_utf8(data) or _known(declared) or _single_byte(sample), errors="replace")


def _utf16(sample: bytes) -> str:
    """Which UTF-16 this is, by the side on which the zero bytes of spaces and line ends stand."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few = len(sample) // 2 * 0.01
    name = "utf-16-le" if odd > few and odd > 20 * even else "utf-16-be" if even > few and even > 20 * odd else ""
    if not name:
        return ""
    text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
    plain = sum(c.isspace() or c.isprintable() or c in _FORMATS for c in text)
    return name if plain > _PLAIN * len(text) else ""


def _mostly_utf8(data: bytes) -> str:
    """``utf-8`` for text that is UTF-8 but for a few broken bytes, as after a cut in the middle of a letter."""
    text = data[: _SAMPLE * 4].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    foreign = sum(c > "\x7f" for c in text)
    return "utf-8" if broken <= max(1, (foreign - broken) // 20) and foreign - broken > broken else ""


def _known(name: str) -> str:
    """The encoding that a document names, if there is one of that name in which ASCII has its place.

    Only such a one can have been read from the document's own bytes; Python's codecs that are no encodings of text
    (``hex``, ``rot13``), and those of escapes and host names, are sorted out by the same token.
    """
    try:
        known = codecs.lookup(name).name
        alike = _ASCII.decode(known, errors="replace") == _ASCII.decode("ascii")
    except (LookupError, UnicodeError):
        return ""
    return known if alike else ""


def _single_byte(sample: bytes) -> str:
    """Windows-1252 where foreign letters stand among Latin ones, else the likelier of two Cyrillic encodings."""
    mixed = pure = 0
    for match in _HIGH_WORD.finditer(sample):
        word = match[0]
        high = sum(byte >= 0xC0 or byte in {0xA3, 0xA8, 0xB3, 0xB8} for byte in word)  # letters of the three
        if high == len(word) > 1:  # a lone one may be a pound sign or a French "à"
            pure += high
        elif high and len(word) > 1:
            mixed += high
    if pure <= mixed:
        return "cp1252"
    return max(("cp1251", "koi8-r"), key=lambda name: _russian(sample.decode(name, errors="replace")))


def _russian(text: str) -> float:
    """How Russian a text reads: common small letters speak for it, capitals inside words against."""
    points = 0.0
    before = " "
    for letter in text:
        points += _RUSSIAN.get(letter, 0)
        if letter.isupper() and before.islower():
            points -= 60
        elif letter.isupper() and letter > "\x7f":
            points += _RUSSIAN.get(letter.lower(), 0) / 2
        before = letter
    return points


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def _looks_binary(text: str) -> bool:
    head = text[:_SAMPLE]
    odd = len(_CONTROL.findall(head)) + head.count("\ufffd")
    return odd > max(8, len(head) * 0.02)


_BREAK = re.compile(r"\r\n?")
_OTHER_BREAKS = re.compile(r"[\v\f\x85\u2028\u2029]")  # as word processors and old printers end lines
_SPACE = re.compile(r"[\t\v\f\x85\u2028\u2029]")
_USUAL = frozenset("\n\u00a0\u00ad")  # seen or not, they stay


@cache
def _invisible() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What nobody sees: always, and where it joins nothing. Made when one is there.

    Always are controls, direction marks, zero-width spaces, noncharacters, lone surrogates. The soft hyphen stays,
    and so do joiners, variation selectors and tags behind what they change: emoji are made of them. Where the first
    of several has nothing to change, none has.
    """
    some = "[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]*"
    return (
        re.compile(
            r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
            r"\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
        ),
        re.compile(
            rf"(?<![\u0100-\U0010ffff])[\u200c\u200d]{some}|(?<=[\x00-\"$-)+-/:-\u00a8])[\ufe00-\ufe0f]{some}"
            rf"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]{some}"
        ),
    )


def clean(text: str) -> str:
    """Text without what no reader can see, its lines ended by newlines alone; their number stays the same."""
    if text.isascii() and text.isprintable():
        return text
    if all(char.isprintable() and not "\ufe00" <= char <= "\ufe0f" for char in set(text) - _USUAL):
        return text
    never, alone = _invisible()
    return alone.sub("", never.sub("", _SPACE.sub(" ", _BREAK.sub("\n", text))))


def as_name(name: str) -> str:
    """A file's name or path as text; bytes of it that are no Unicode are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()
