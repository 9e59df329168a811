from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.delivery.options import Listmonk, SmtpServer
from digest.errors import SettingsError
from digest.settings.sending import with_password, with_token
from tests.settings.test_reading import LEAST, mistakes, read

if TYPE_CHECKING:
    from digest.settings import Settings


def with_lines(folder: Path, lines: str) -> Settings:
    return read(folder, LEAST + lines)


def test_without_a_day_there_is_no_weekly_run(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST).schedule.day is None


def test_the_run_has_a_day_a_time_and_a_zone(tmp_path: Path) -> None:
    schedule = with_lines(tmp_path, '[schedule]\nday = "Sunday"\ntime = "06:30"\nzone = "Europe/Berlin"\n').schedule
    assert (schedule.day, schedule.time, schedule.zone) == (6, time(6, 30), "Europe/Berlin")


def test_the_run_is_in_the_newsletter_s_zone_unless_told_otherwise(tmp_path: Path) -> None:
    text = LEAST.replace("[sender]", 'time_zone = "America/New_York"\n[sender]') + '[schedule]\nday = "sunday"\n'
    assert read(tmp_path, text).schedule.zone == "America/New_York"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "post@letter.test"),
        ('[schedule]\neditor = "desk@letter.test"\n', "desk@letter.test"),
    ],
)
def test_drafts_go_to_the_editor_or_else_to_the_sender(tmp_path: Path, lines: str, said: str) -> None:
    assert with_lines(tmp_path, lines).schedule.editor == said


def test_files_lie_beside_the_settings(tmp_path: Path) -> None:
    settings = with_lines(tmp_path, '[delivery]\nrecipients = "r.csv"\n[smtp]\nauthority = "ca.pem"\n')
    assert settings.delivery.recipients == tmp_path / "r.csv"
    assert settings.delivery.suppressed == tmp_path / "suppressed.txt"
    assert settings.smtp.authority == tmp_path / "ca.pem"


def test_bounces_go_to_the_sender_unless_told_otherwise(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST).smtp.bounces == "post@letter.test"
    assert with_lines(tmp_path, '[smtp]\nbounces = "b@letter.test"\n').smtp.bounces == "b@letter.test"


def test_an_audience_has_its_lists_at_listmonk(tmp_path: Path) -> None:
    settings = with_lines(
        tmp_path, '[[audiences]]\nname = "free"\nlists = [3, 4]\n[listmonk]\nurl = "http://localhost:9000/"\n'
    )
    assert settings.listmonk.lists == {"free": (3, 4)}
    assert settings.listmonk.url == "http://localhost:9000"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('[schedule]\nday = "soonday"', 'did you mean "sunday"?'),
        ('[schedule]\ntime = "8:00"', 'schedule.time must be a time of day such as "08:00", in quotes'),
        ('[schedule]\ntime = "24:00"', 'found "24:00"'),
        ('[schedule]\nzone = "Europe/Berlln"', 'did you mean "Europe/Berlin"?'),
        ('[schedule]\nthen = "post"', 'schedule.then must be "outbox" or "draft" or "send"'),
        ("[smtp]\nport = 0", "smtp.port must be a port, 1 to 65535"),
        ("[smtp]\nport = true", "smtp.port must be a port"),
        ('[smtp]\nsecurity = "ssl"', 'smtp.security must be "starttls" or "tls" or "none"'),
        ('[smtp]\nhost = "mail:25"', "without the port"),
        ('[smtp]\npassword = "x"', "secrets come from the environment only"),
        ('[delivery]\nunsubscribe = "https://letter.test/u"', "must be an address with {token} once"),
        ('[delivery]\nunsubscribe = "https://letter.test/{token}/{name}"', "must be an address with {token} once"),
        (
            '[delivery]\nmanage = "http://letter.test/{token}"',
            "delivery.manage must be an address that starts with https://",
        ),
        ('[delivery]\nin_doubt = "skip"', 'delivery.in_doubt must be "again" or "hold"'),
        (
            '[listmonk]\nurl = "localhost:9000"',
            "listmonk.url must be an address that starts with https:// or http://",
        ),
        ('[listmonk]\nurl = "http://localhost:99999"', "listmonk.url must be"),
        ('[listmonk]\nurl = "http://localhost/?a=b"', "listmonk.url must be"),
    ],
)
def test_a_mistake_says_what_is_expected(tmp_path: Path, lines: str, said: str) -> None:
    (line,) = mistakes(tmp_path, LEAST + lines + "\n")
    assert said in line


SERVER = SmtpServer(host="mail.letter.test", user="letter")


def test_the_password_comes_from_the_environment() -> None:
    assert with_password(SERVER, {"DIGEST_SMTP_PASSWORD": "open sesame"}).password == "open sesame"


def test_the_password_can_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("open sesame\n")
    there = {"DIGEST_SMTP_PASSWORD_FILE": str(tmp_path / "password")}
    assert with_password(SERVER, there).password == "open sesame"


def test_a_password_is_wanted_of_a_user_only() -> None:
    assert with_password(SmtpServer(host="mail.letter.test"), {}).password == ""
    with pytest.raises(
        SettingsError, match=r"no password for the mail server · smtp\.user · letter · set DIGEST_SMTP"
    ):
        with_password(SERVER, {})


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_holds_no_secret_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "password"
    if content:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match="a secret cannot be read · DIGEST_SMTP_PASSWORD_FILE="):
        with_password(SERVER, {"DIGEST_SMTP_PASSWORD_FILE": str(file)})


def test_listmonk_s_token_comes_from_the_environment() -> None:
    assert with_token(Listmonk(user="digest"), {"DIGEST_LISTMONK_TOKEN": "t"}).token == "t"
    with pytest.raises(SettingsError, match="no token for listmonk"):
        with_token(Listmonk(user="digest"), {})


@pytest.mark.parametrize(
    "url", ["http://lists.test", "http://192.168.1.7:9000", "HTTP://localhost.test", "http://[2001:db8::1]"]
)
def test_a_token_never_travels_in_the_clear(url: str) -> None:
    with pytest.raises(
        SettingsError, match=r"a token never travels in the clear · listmonk\.url · .* · set an address"
    ):
        with_token(Listmonk(url, "digest"), {"DIGEST_LISTMONK_TOKEN": "t"})


@pytest.mark.parametrize(
    "url",
    [
        "https://lists.test",
        "http://localhost:9000",
        "http://127.0.0.9",
        "http://[::1]:9000",
        "http://a.localhost",
        "http://listmonk:9000",
    ],
)
def test_a_token_goes_over_https_and_to_this_machine(url: str) -> None:
    assert with_token(Listmonk(url, "digest"), {"DIGEST_LISTMONK_TOKEN": "t"}).token == "t"


@pytest.mark.parametrize("told", ["t\n", "t\r\n", "\nt", " t "])
def test_a_token_has_no_line_end_wherever_it_stands(tmp_path: Path, told: str) -> None:
    file = tmp_path / "token"
    file.write_text(told, newline="")
    assert with_token(Listmonk(user="digest"), {"DIGEST_LISTMONK_TOKEN": told}).token == "t"
    assert with_token(Listmonk(user="digest"), {"DIGEST_LISTMONK_TOKEN_FILE": str(file)}).token == "t"


@pytest.mark.parametrize("told", ["open\nsesame", "sésame", "sesame\x07s", "open\u00a0sesame"])
@pytest.mark.parametrize("variable", ["DIGEST_LISTMONK_TOKEN", "DIGEST_LISTMONK_TOKEN_FILE"])
def test_a_token_that_no_header_can_say_is_refused_unseen(tmp_path: Path, variable: str, told: str) -> None:
    (tmp_path / "token").write_text(told, encoding="utf-8")
    value = str(tmp_path / "token") if variable.endswith("FILE") else told
    with pytest.raises(SettingsError) as caught:
        with_token(Listmonk(user="digest"), {variable: value})
    assert str(caught.value) == (
        f"a token has other signs than printable ASCII · {variable} · copy it from listmonk once more"
    )


def test_a_password_has_no_line_end_but_its_spaces() -> None:
    assert with_password(SERVER, {"DIGEST_SMTP_PASSWORD": " open sesame \n"}).password == " open sesame "


def test_secrets_never_show() -> None:
    assert "sesame" not in repr(with_password(SERVER, {"DIGEST_SMTP_PASSWORD": "sesame"}))
    assert "sesame" not in repr(with_token(Listmonk(), {"DIGEST_LISTMONK_TOKEN": "sesame"}))
