from __future__ import annotations

import pytest

from tests.intake.feeds.samples import read

RUSSIAN = "Старая гавань была построена заново весной"
POLISH = "Łódź świętuje: żółta łódka wróciła"
FRENCH = "L’été dernier, le café – rénové"
JAPANESE = "港の新しい市場が開く"
CHINESE = "老港口的新市场开了"


def feed(title: str, encoding: str, declared: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    return f'{head}<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'.encode(encoding)


def title(body: bytes, kind: str) -> str:
    return read(body, kind)[0].title


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "kind"),
    [
        (RUSSIAN, "utf-8", "utf-8", "text/xml; charset=utf-8"),
        (RUSSIAN, "utf-8", "windows-1251", "text/xml; charset=iso-8859-1"),
        (RUSSIAN, "utf-8", "", "text/xml"),
        (RUSSIAN, "utf-8-sig", "koi8-r", "text/xml; charset=us-ascii"),
        (RUSSIAN, "utf-16", "utf-16", "text/xml"),
        (RUSSIAN, "utf-16", "utf-8", "text/xml; charset=utf-8"),
        (RUSSIAN, "utf-16-le", "utf-16", "text/xml; charset=utf-8"),
        (RUSSIAN, "utf-16-be", "", "application/xml"),
        (RUSSIAN, "utf-32", "utf-32", "text/xml"),
        (RUSSIAN, "cp1251", "windows-1251", "text/xml"),
        (RUSSIAN, "cp1251", "windows-1251", "text/xml; charset=iso-8859-1"),
        (RUSSIAN, "cp1251", "utf-8", "text/xml; charset=windows-1251"),
        (RUSSIAN, "cp1251", "utf-8", "text/xml; charset=utf-8"),
        (RUSSIAN, "cp1251", "koi8-r", "text/xml; charset=utf-8"),
        (RUSSIAN, "koi8-r", "windows-1251", "text/xml; charset=iso-8859-1"),
        (FRENCH, "cp1252", "utf-8", "text/xml; charset=utf-8"),
        (FRENCH, "cp1252", "iso-8859-1", "text/xml"),
        (FRENCH, "cp1252", "", "text/xml; charset=windows-1252"),
        (FRENCH, "cp1252", "", ""),
        (POLISH, "iso-8859-2", "iso-8859-2", "text/xml; charset=utf-8"),
        (POLISH, "iso-8859-2", "", "text/xml; charset=iso-8859-2"),
        (POLISH, "cp1250", "windows-1250", "text/xml; charset=iso-8859-1"),
        (JAPANESE, "shift_jis", "shift_jis", "text/xml"),
        (JAPANESE, "euc-jp", "utf-8", "text/xml; charset=euc-jp"),
        (JAPANESE, "euc-jp", "shift_jis", "text/xml; charset=euc-jp"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp", "text/xml"),
        (CHINESE, "gb2312", "gb2312", "text/xml; charset=utf-8"),
        (CHINESE, "gbk", "gb2312", "text/xml"),
        (CHINESE, "gb18030", "gb18030", ""),
    ],
)
def test_the_text_comes_out_right_whatever_is_said_of_it(text: str, encoding: str, declared: str, kind: str) -> None:
    assert title(feed(text, encoding, declared), kind) == text


@pytest.mark.parametrize("name", ["hex", "rot13", "idna", "punycode", "unicode_escape", "utf-16", "none-such", "утф"])
def test_an_encoding_that_is_none_is_passed_over(name: str) -> None:
    assert title(feed(FRENCH, "cp1252"), f"text/xml; charset={name}") == FRENCH


def test_one_broken_letter_does_not_make_utf_8_another_encoding() -> None:
    body = feed(RUSSIAN * 3, "utf-8", "iso-8859-2").replace("гавань".encode(), "гаван".encode() + b"\xd1", 1)
    assert title(body, "text/xml; charset=iso-8859-2").endswith("весной")


def test_control_characters_do_not_stop_the_reading() -> None:
    assert title(feed("The \x03old \x1fharbour\x00", "utf-8"), "text/xml") == "The old harbour"
    assert title(feed("Le \x02café – rénové", "cp1252"), "text/xml") == "Le café – rénové"


def test_the_characters_of_a_json_feed_are_told_as_well() -> None:
    body = f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"id": "1", "title": "{FRENCH}"}}]}}'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        assert title(body.encode(encoding), "application/json") == FRENCH
