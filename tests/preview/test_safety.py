"""Only this machine's own page is answered, and nothing but an issue's files leaves."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.preview.newsletter import WEEK
from tests.preview.previewed import Preview

EVERYWHERE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
}
PATHS = (
    "/",
    "/api/issues",
    f"/api/issues/{WEEK}",
    f"/letters/{WEEK}/free/letter.html",
    f"/letters/{WEEK}/free/letter.txt",
    f"/letters/{WEEK}/free/source",
    f"/letters/{WEEK}/free/message",
    f"/files/{WEEK}/images/how-the-lamps-were-lit.png",
)
ODD = (
    *("..", "%2e%2e", "%2e%2e%2f%2e%2e", "..%2f..%2fdigest.toml", "..%5c..%5cdigest.toml", "..\\digest.toml"),
    *("%2fetc%2fpasswd", "/etc/passwd", "%00", f"{WEEK}%00", "%c0%ae%c0%ae", "%252e%252e", ".", "", "*", "~"),
    *(f"{WEEK}%2f..", f"{WEEK}.", f"{WEEK}%20", f"%20{WEEK}", "2024-w25", "2024-W99", "0000-W01", "２０２４-W25"),
    *("archive", ".lock", "images", "articles", "a" * 5000),
)


def quoted(path: str) -> str:
    """As a path of bytes may be asked for; odd signs stand for themselves."""
    return "".join(sign if sign.isascii() else "".join(f"%{byte:02x}" for byte in sign.encode()) for sign in path)


@pytest.mark.parametrize("path", [*PATHS, "/events", "/nothing", "/page/none.js"])
def test_every_answer_has_the_headers_that_keep_it_here(lasting: Preview, path: str) -> None:
    headers = lasting.get(path, "HEAD" if path == "/events" else "GET").headers
    assert headers.items() >= EVERYWHERE.items()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "digest"


@pytest.mark.parametrize("path", PATHS)
def test_what_there_is_is_answered(lasting: Preview, path: str) -> None:
    assert lasting.get(path).status == 200
    assert lasting.get(path, "HEAD").status == 200
    assert lasting.get(path, "HEAD").body == b""


def test_nobody_outside_reaches_it(lasting: Preview) -> None:
    with socket.socket() as outside:
        outside.settimeout(2)
        place = ("127.0.0.2", lasting.port)  # another address of this machine, as those of its networks are
        assert outside.connect_ex(place) != 0


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "[::1]:{}", "LOCALHOST:{}"])
def test_the_names_of_this_machine_are_answered(lasting: Preview, host: str) -> None:
    assert lasting.get("/api/issues", host=host.format(lasting.port)).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "letter.test",
        "letter.test:{}",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "localhost.letter.test:{}",
        "0.0.0.0:{}",
        "127.0.0.1:{}.letter.test",
        "letter.test@127.0.0.1:{}",
        "none",
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/issues", "/events"])
def test_a_name_that_a_stranger_lets_point_here_is_turned_away(lasting: Preview, path: str, host: str) -> None:
    answer = lasting.get(path, host=host.format(lasting.port))
    assert answer.status in {400, 421}
    assert b"The Letter" not in answer.body


def test_two_hosts_are_turned_away(lasting: Preview) -> None:
    own = f"127.0.0.1:{lasting.port}"
    assert lasting.get("/api/issues", host=own, HOST="letter.test").status in {400, 421}


@pytest.mark.parametrize(
    "origin", ["http://letter.test", "null", "https://127.0.0.1:{}", "http://127.0.0.1", "http://127.0.0.1:1", ""]
)
def test_a_page_of_another_origin_is_turned_away(lasting: Preview, origin: str) -> None:
    answer = lasting.get("/api/issues", Origin=origin.format(lasting.port))
    assert (answer.status, answer.json().keys()) == (403, {"error"})


def test_a_page_of_the_own_origin_is_answered(lasting: Preview) -> None:
    assert lasting.get("/api/issues", Origin=lasting.address, Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_without_telling_its_origin_is_turned_away(lasting: Preview, site: str) -> None:
    assert lasting.get(f"/api/issues/{WEEK}", Sec_Fetch_Site=site).status == 403
    assert lasting.get("/", Sec_Fetch_Site=site).status == 200  # a link leads to the page, and nothing can frame it


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/api/issues", f"/letters/{WEEK}/free/source"])
def test_only_asking_is_answered(lasting: Preview, method: str, path: str) -> None:
    answer = lasting.get(path, method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("odd", ODD)
def test_nothing_odd_leads_anywhere(lasting: Preview, odd: str) -> None:
    word = quoted(odd)
    paths = [
        f"/{word}",
        f"/page/{word}",
        f"/api/issues/{word}",
        f"/letters/{word}/free/source",
        f"/letters/{WEEK}/{word}/source",
        f"/letters/{WEEK}/free/{word}",
        f"/files/{word}/images/how-the-lamps-were-lit.png",
        f"/files/{WEEK}/images/{word}",
        f"/files/{WEEK}/{word}/how-the-lamps-were-lit.png",
    ]
    found = {path: lasting.get(path) for path in paths}
    known = {"/", PATHS[-1]}  # an empty word and the right one lead to what is open anyway
    assert {path: answer.status for path, answer in found.items() if answer.status not in {400, 404}} == {
        path: 200 for path in paths if path in known
    }


@pytest.mark.parametrize("name", ["issue.json", "preflight.json", "letter.mjml", "manifest.json", "letter.eml"])
def test_files_that_nobody_needs_are_not_served(lasting: Preview, name: str) -> None:
    assert lasting.get(f"/letters/{WEEK}/free/{name}").status == 404
    assert lasting.get(f"/files/{WEEK}/images/{name}").status == 404


def test_links_that_lead_out_of_the_issue_are_not_followed(preview: Preview, newsletter: Path) -> None:
    issue = newsletter / "outbox" / WEEK
    for link in ("images/out.png", "free/letter.txt", "member/letter.html"):
        (issue / link).unlink(missing_ok=True)
        (issue / link).symlink_to(newsletter / "digest.toml")
    (issue / "stranger").symlink_to(newsletter / "seeds")
    (newsletter / "seeds/manifest.json").write_text("{}", encoding="utf-8")
    (newsletter / "seeds/letter.html").write_text("secret", encoding="utf-8")
    for path in (
        f"/files/{WEEK}/images/out.png",
        f"/letters/{WEEK}/free/letter.txt",
        f"/letters/{WEEK}/member/letter.html",
        f"/letters/{WEEK}/member/source",
        f"/letters/{WEEK}/stranger/source",
    ):
        assert preview.get(path).status == 404, path
    told = preview.get(f"/api/issues/{WEEK}")
    assert b"secret" not in told.body
    assert b"Any Street" not in told.body


def test_pictures_that_could_carry_a_script_are_not_served(preview: Preview, newsletter: Path) -> None:
    folder = newsletter / "outbox" / WEEK / "images"
    for name in ("drawing.svg", "page.html", "words.txt", "none"):
        (folder / name).write_text("<svg onload='alert(1)'/>", encoding="utf-8")
        assert preview.get(f"/files/{WEEK}/images/{name}").status == 404


def test_the_letter_can_run_and_send_and_fetch_nothing(lasting: Preview) -> None:
    policy = lasting.get(f"/letters/{WEEK}/free/letter.html").headers["Content-Security-Policy"]
    assert policy == (
        f"default-src 'none'; img-src {lasting.address}/files/{WEEK}/ data:; style-src 'unsafe-inline'; "
        "sandbox allow-same-origin; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
    without = lasting.get(f"/letters/{WEEK}/free/letter.html?images=off").headers["Content-Security-Policy"]
    assert without == policy.replace(f"{lasting.address}/files/{WEEK}/ data:", "'none'")


def test_the_page_can_load_what_is_its_own_alone(lasting: Preview) -> None:
    assert lasting.get("/").headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("kind", ["letter.txt", "source", "message"])
def test_words_of_a_letter_are_never_taken_for_a_page(lasting: Preview, kind: str) -> None:
    assert lasting.get(f"/letters/{WEEK}/free/{kind}").headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("kind", ["image", "iframe", "document", "style"])
@pytest.mark.parametrize("path", ["/api/issues", f"/api/issues/{WEEK}", f"/events?week={WEEK}"])
def test_a_letter_s_picture_or_frame_may_not_ask_for_what_the_page_asks_for(
    lasting: Preview, path: str, kind: str
) -> None:
    assert lasting.get(path, Sec_Fetch_Site="same-origin", Sec_Fetch_Dest=kind).status == 403
    assert lasting.get(path, "HEAD", Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="empty").status == 200
