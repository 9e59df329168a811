from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta, timezone
from email.header import Header, decode_header, make_header
from email.parser import BytesParser
from email.policy import compat32
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.delivery.mould import Filling, mould
from digest.errors import DeliveryError
from digest.model import LaidLetter
from tests.delivery.letters import (
    HEADER,
    HTML,
    MANAGE,
    PICTURE,
    TEXT,
    UNSUBSCRIBE,
    a_filling,
    a_letter,
    a_message,
    parsed,
    part,
)

GOLDEN = Path(__file__).parents[1] / "golden"
NOW = datetime(2026, 2, 1, 8, 30, tzinfo=timezone(timedelta(hours=2)))
URLS = st.text(st.sampled_from("abcXYZ019-._~%=&?/+'!;,:@"), max_size=300).map(
    lambda rest: f"https://own.test/{rest}"
)
LOCALS = st.text(st.sampled_from("abcXYZ019!#$%&'*+/=?^_`{|}~-"), min_size=1, max_size=64)
NAMES = st.text(max_size=120) | st.text(st.sampled_from(' "\\,;:<>@()[]=?._éЖ語😀abcdefgh'), max_size=90)
PIECES = st.lists(
    st.text(st.sampled_from("ab =.\tFrom é語–'\"<&\n"), max_size=90) | st.sampled_from(["\n.", "\nFrom here ", "\n"]),
    min_size=3,
    max_size=6,
)


def cast(letter: LaidLetter, filling: Filling | None = None, *, mark: str = "") -> bytes:
    return mould(letter, date=NOW, mark=mark).cast(filling or a_filling())


def header_lines(raw: bytes) -> list[str]:
    return raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def body_lines(raw: bytes) -> list[bytes]:
    return raw.partition(b"\r\n\r\n")[2].split(b"\r\n")


@given(LOCALS, NAMES, URLS, URLS)
@example("jane", 'Jane "JD" Doe, Esq.', "https://own.test/" + "=" * 200, "https://own.test/" + "." * 300)
@example("jane", "Жанна\r\nBcc: all@reader.test", "https://own.test/?a=1&b=2", "https://own.test/" + "." * 55)
def test_whatever_the_values_are_the_parts_say_them_and_nothing_else_changes(
    local: str, name: str, unsubscribe: str, manage: str
) -> None:
    filling = a_filling(address=f"{local}@reader.test", name=name, unsubscribe=unsubscribe, manage=manage)
    raw = cast(a_letter(), filling)
    assert part(raw, "plain") == TEXT.replace(UNSUBSCRIBE, unsubscribe).replace(MANAGE, manage)
    assert part(raw, "html") == HTML.replace(escape(UNSUBSCRIBE), escape(unsubscribe)).replace(MANAGE, escape(manage))
    message = parsed(raw)
    (to,) = message["To"].addresses
    assert to.addr_spec == f"{local}@reader.test"
    assert message["List-Unsubscribe"].strip() == f"<{unsubscribe}>, <mailto:out@letter.test?subject=unsubscribe>"
    assert message["List-Help"].strip() == f"<{manage}>"
    assert {"Bcc"}.isdisjoint(message.keys())
    assert len(message.keys()) == 10


@given(LOCALS, NAMES, URLS, URLS)
def test_whatever_the_values_are_the_lines_are_short_ascii_and_safe(
    local: str, name: str, unsubscribe: str, manage: str
) -> None:
    filling = a_filling(address=f"{local}@reader.test", name=name, unsubscribe=unsubscribe, manage=manage)
    raw = cast(a_letter(), filling)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 76 or line.strip() == PICTURE.encode() for line in body_lines(raw))
    assert not any(line.startswith((b".", b"From ")) for line in body_lines(raw))
    for line in header_lines(raw):
        assert len(line) <= 78 or " " not in line.strip(), line
        assert len(line) <= 998
        assert line.strip()


@given(st.text(max_size=200).filter(str.strip))
def test_a_name_is_read_as_it_was_given_but_for_spaces_and_controls(name: str) -> None:
    raw = cast(a_letter(), a_filling(name=name))
    told = BytesParser(policy=compat32).parsebytes(raw)["To"]
    words, _, rest = told.rpartition("<") if "<" in told else ("", "", told)
    assert rest.rstrip(">") == "jane@reader.test"
    read = str(make_header(decode_header(words))) if "=?" in words else parsed(raw)["To"].addresses[0].display_name
    seen = re.sub(r"[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff]+", " ", name).strip()
    assert read.split() == seen.split()


@given(PIECES, st.sampled_from([UNSUBSCRIBE, f"{UNSUBSCRIBE} {MANAGE}", f"{MANAGE}\n{UNSUBSCRIBE}"]), URLS)
def test_wherever_the_addresses_stand_the_text_around_them_is_kept(pieces: list[str], places: str, own: str) -> None:
    text = f" {places} ".join(pieces)
    letter = a_letter(a_message(text, HTML), text=text)
    raw = cast(letter, a_filling(unsubscribe=own, manage=own))
    assert part(raw, "plain") == text.replace(UNSUBSCRIBE, own).replace(MANAGE, own)
    assert all(len(line) <= 76 or line.strip() == PICTURE.encode() for line in body_lines(raw))
    assert not any(line.startswith((b".", b"From ")) for line in body_lines(raw))


def test_empty_values_leave_the_letter_s_own_addresses() -> None:
    raw = cast(a_letter(), a_filling(unsubscribe="", manage=""))
    assert (part(raw, "plain"), part(raw, "html")) == (TEXT, HTML)
    message = parsed(raw)
    assert message["List-Unsubscribe"] == f"<{UNSUBSCRIBE}>, <mailto:out@letter.test?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Help"] == f"<{MANAGE}>"


def test_the_date_is_that_of_sending_and_the_message_has_its_own_id() -> None:
    message = parsed(cast(a_letter()))
    assert message["Date"] == "Sun, 01 Feb 2026 08:30:00 +0200"
    assert message["Message-ID"] == "<2024-W25.fedcba@letter.test>"
    assert [message.get_all(name, [])[1:] for name in ("To", "Date", "Message-ID")] == [[], [], []]


def test_one_cast_leaves_nothing_to_the_next() -> None:
    made = mould(a_letter(), date=NOW)
    made.cast(a_filling())
    raw = made.cast(a_filling(address="joe@reader.test", name="", unsubscribe="", manage=""))
    assert b"jane" not in raw.lower()
    assert b"TOKEN" not in raw
    assert parsed(raw)["To"] == "joe@reader.test"


def test_what_the_letter_carries_besides_its_texts_stays_byte_for_byte() -> None:
    letter = a_letter()
    raw = cast(letter, a_filling(unsubscribe="", manage=""))
    kept = letter.eml.partition(b"MIME-Version")[2]
    assert kept.partition(b"--=_pictures\r\nContent-Type: image/png")[2] in raw
    assert f"\r\n\r\n{PICTURE}\r\n--=_pictures--\r\n".encode() in raw


def test_one_click_is_told_for_https_alone() -> None:
    assert "List-Unsubscribe-Post" in parsed(cast(a_letter(), a_filling(unsubscribe="https://own.test/u")))
    assert "List-Unsubscribe-Post" not in parsed(cast(a_letter(), a_filling(unsubscribe="http://own.test/u")))


def test_a_letter_without_the_headers_of_a_list_gets_them() -> None:
    header = "From: The Letter <post@letter.test>\nSubject: Lamps\nMIME-Version: 1.0\n"
    message = parsed(cast(a_letter(a_message(header=header))))
    assert message["List-Unsubscribe"] == "<https://letter.test/u/TOKEN>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["To"] == "Jane Doe <jane@reader.test>"
    assert {"Date", "Message-ID"} <= set(message.keys())


def test_an_old_signature_and_hidden_readers_are_dropped() -> None:
    header = f"DKIM-Signature: v=1; a=rsa-sha256;\n b=AAAA\nBcc: all@reader.test\n{HEADER}"
    assert {"DKIM-Signature", "Bcc"}.isdisjoint(parsed(cast(a_letter(a_message(header=header)))).keys())


@pytest.mark.parametrize(
    "subject",
    ["How the lamps were lit", "Как зажигали фонари в городе и отчего они погасли, когда пришёл ток", "A" * 90],
)
def test_the_mark_stands_before_the_subject(subject: str) -> None:
    written = Header(subject, "utf-8" if not subject.isascii() else "ascii", header_name="Subject").encode()
    letter = a_letter(a_message(header=HEADER.replace("How the lamps were lit", written)))
    assert parsed(cast(letter, mark="[Test] "))["Subject"] == f"[Test] {subject}"
    assert parsed(cast(letter))["Subject"].strip() == subject
    assert all(len(line) <= 98 for line in header_lines(cast(letter, mark="[Test] ")))


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize(
    "other",
    [f"{UNSUBSCRIBE}/all", f"https://go.test/?to={UNSUBSCRIBE}", f"{UNSUBSCRIBE}.html", f"{UNSUBSCRIBE}&all=1"],
)
def test_a_letter_whose_part_does_not_say_the_address_is_refused(kind: str, other: str) -> None:
    text = TEXT.replace(UNSUBSCRIBE, other) if kind == "plain" else TEXT
    html = HTML.replace(escape(UNSUBSCRIBE), escape(other)) if kind == "html" else HTML
    with pytest.raises(DeliveryError) as caught:
        cast(a_letter(text=text, html=html))
    shown = "text" if kind == "plain" else "HTML"
    address = UNSUBSCRIBE if kind == "plain" else escape(UNSUBSCRIBE)
    assert str(caught.value) == (
        f"the {shown} part does not say how to unsubscribe · free/letter.eml · no {address} · "
        "build the week again, or put the address back"
    )


def test_a_longer_address_that_begins_like_it_is_another_one() -> None:
    home = "https://letter.test/"
    text = f"Out: {home} or <{home}>, ({home}). Not {home}issues, not https://go.test/?to={home}"
    html = f'<a href="{home}">out</a> <a href=\'{home}\'>out</a> {home}&nbsp;<a href="{home}issues">issues</a>'
    letter = a_letter(a_message(text, html), unsubscribe=home)
    raw = cast(letter, a_filling(unsubscribe="https://own.test/me"))
    me = "https://own.test/me"
    assert part(raw, "plain") == f"Out: {me} or <{me}>, ({me}). Not {home}issues, not https://go.test/?to={home}"
    assert part(raw, "html") == (
        f'<a href="{me}">out</a> <a href=\'{me}\'>out</a> {me}&nbsp;<a href="{home}issues">issues</a>'
    )


def test_a_merge_tag_as_address_is_filled_in() -> None:
    tag = "{{ unsubscribe_url }}"
    letter = a_letter(a_message(f"Out: {tag}", f'<a href="{tag}">out</a>'), unsubscribe=tag)
    raw = cast(letter)
    assert part(raw, "plain") == "Out: https://letter.test/u/TOKEN"
    assert part(raw, "html") == '<a href="https://letter.test/u/TOKEN">out</a>'


def test_an_address_with_signs_that_end_it_is_escaped() -> None:
    raw = cast(a_letter(), a_filling(unsubscribe='https://own.test/"><b> é\r\nBcc: x'))
    own = "https://own.test/%22%3E%3Cb%3E%20%C3%A9%0D%0ABcc:%20x"
    assert parsed(raw)["List-Unsubscribe"].strip().startswith(f"<{own}>")
    assert f'href="{own}"' in part(raw, "html")


@pytest.mark.parametrize(
    "address", ["", "jane", "jane@reader.test\r\nBcc: x@y.test", "a b@reader.test", "é@reader.test"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(DeliveryError, match="an address that cannot stand in a header"):
        cast(a_letter(), a_filling(address=address))


@pytest.mark.parametrize("name", ["=?utf-8?q?Boss?=", "Jane =?utf-8?b?Qm9zcw==?= Doe"])
def test_a_name_that_looks_encoded_is_read_as_it_stands(name: str) -> None:
    told = BytesParser(policy=compat32).parsebytes(cast(a_letter(), a_filling(name=name)))["To"]
    assert str(make_header(decode_header(told.partition("<")[0]))).strip() == name


def test_a_message_id_that_is_none_is_refused() -> None:
    with pytest.raises(DeliveryError, match="not a Message-ID"):
        cast(a_letter(), a_filling(message_id="1@letter.test>\r\nBcc: x@y.test"))


def test_an_address_too_long_for_a_header_is_refused() -> None:
    with pytest.raises(DeliveryError, match="too long"):
        cast(a_letter(), a_filling(unsubscribe="https://own.test/" + "a" * 900))


def by_hand(encoding: str, *, charset: str = "utf-8") -> bytes:
    """The letter after a program has saved it again, with other line ends and encodings."""
    text, html = TEXT.encode(charset), HTML.encode(charset)
    if encoding == "base64":
        text, html = base64.encodebytes(text), base64.encodebytes(html)
    head = f"{HEADER}Content-Type: multipart/alternative; boundary=x\n\nA message in parts.\n"
    parts = [
        f"--x\nContent-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
        + body
        for kind, body in (("plain", text), ("html", html))
    ]
    return b"\n".join([head.encode(), *parts, b"--x--\n"])


@pytest.mark.parametrize(("encoding", "charset"), [("8bit", "utf-8"), ("base64", "utf-8"), ("8bit", "windows-1252")])
def test_a_letter_saved_by_another_program_is_taken(encoding: str, charset: str) -> None:
    raw = cast(a_letter(by_hand(encoding, charset=charset)))
    own, manage = a_filling().unsubscribe, a_filling().manage
    assert part(raw, "plain").strip() == TEXT.replace(UNSUBSCRIBE, own).replace(MANAGE, manage).strip()
    assert part(raw, "html").strip() == HTML.replace(escape(UNSUBSCRIBE), own).replace(MANAGE, manage).strip()
    assert raw.isascii()
    assert all(len(line) <= 76 for line in body_lines(raw))


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_line_ends_of_another_kind_make_no_difference(end: str) -> None:
    assert cast(a_letter(a_message().replace("\r\n", end))) == cast(a_letter())


def test_a_letter_of_one_part_is_taken() -> None:
    eml = f"{HEADER}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{TEXT}"
    raw = cast(a_letter(eml))
    assert part(raw, "plain").strip() == (
        TEXT.replace(UNSUBSCRIBE, a_filling().unsubscribe).replace(MANAGE, a_filling().manage).strip()
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("How the lamps were lit", "Wie die Lämpchen", "a header that is not ASCII · free/letter.eml · byte 0xc3"),
        ("MIME-Version: 1.0", "MIME-Version 1.0", "not a line of a header · free/letter.eml · MIME-Version 1.0"),
        ("\r\n--=_letter--", "", "a multipart that does not end · free/letter.eml · =_letter"),
        ('boundary="=_letter"', "", "a multipart without a boundary"),
        ("quoted-printable", "x-uuencode", "a text in an encoding that is not known · free/letter.eml · x-uuencode"),
        ('charset="utf-8"', 'charset="klingon"', "a text that is not in its encoding · free/letter.eml · klingon"),
        (PICTURE, PICTURE * 12, "a part of the type image/png with a line over 998 signs"),
        (PICTURE, "é", "a part of the type image/png that is not ASCII"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_one_line(before: str, after: str, found: str) -> None:
    eml = a_message().replace(before, after)
    assert eml != a_message()
    with pytest.raises(DeliveryError) as caught:
        cast(a_letter(eml))
    assert str(caught.value).startswith(found)
    assert str(caught.value).endswith("build the week again")


def test_a_letter_of_nothing_but_a_picture_is_refused() -> None:
    eml = f"{HEADER}Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n{PICTURE}\n"
    with pytest.raises(DeliveryError, match="a letter without a text"):
        cast(a_letter(eml))


def test_attached_texts_are_left_alone() -> None:
    part = f"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\n{UNSUBSCRIBE}"
    attached = f"--=_letter\r\n{part}\r\n--=_letter--"
    raw = cast(a_letter(a_message().replace("--=_letter--", attached)))
    assert f"attachment\r\n\r\n{UNSUBSCRIBE}\r\n".encode() in raw


def test_midnight_and_utc_are_dates_too() -> None:
    raw = mould(a_letter(), date=datetime(2026, 1, 1, tzinfo=UTC)).cast(a_filling())
    assert parsed(raw)["Date"] == "Thu, 01 Jan 2026 00:00:00 +0000"


@pytest.mark.parametrize("name", sorted(path.parent.name for path in GOLDEN.glob("*/letter.eml")))
def test_a_built_letter_says_the_reader_s_own_address_wherever_it_said_everybody_s(name: str) -> None:
    eml, text, html = ((GOLDEN / name / f"letter.{kind}").read_bytes() for kind in ("eml", "txt", "html"))
    usual = parsed(eml)["List-Unsubscribe"].partition("<")[2].partition(">")[0]
    letter = a_letter(eml, unsubscribe=usual, manage="")
    own = "https://own.test/u?reader=" + "0123456789=&" * 12
    raw = cast(letter, a_filling(unsubscribe=own, manage=""))
    assert part(raw, "plain").rstrip("\n") == text.decode().replace(usual, own).rstrip("\n")
    assert part(raw, "html").rstrip("\n") == html.decode().replace(escape(usual), escape(own)).rstrip("\n")
    assert all(len(line) <= 76 for line in body_lines(raw))
    same = cast(letter, a_filling(unsubscribe="", manage=""))
    assert (part(same, "plain"), part(same, "html")) == (part(eml, "plain"), part(eml, "html"))


def test_a_subject_that_cannot_be_decoded_is_that_of_the_manifest() -> None:
    letter = a_letter(a_message(header=HEADER.replace("How the lamps were lit", "=?klingon?q?nuqneH?=")))
    assert parsed(cast(letter, mark="[Test] "))["Subject"] == "[Test] How the lamps were lit"


def test_parts_within_parts_end_somewhere() -> None:
    eml = HEADER
    for depth in range(30):
        eml += f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
    eml += "\nend\n" + "".join(f"--b{depth}--\n" for depth in reversed(range(30)))
    with pytest.raises(DeliveryError, match="parts in parts in parts"):
        cast(a_letter(eml))
