"""Hostile letters and documents in `digest preview`: nothing runs, nothing is asked of anybody else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser import previews
from tests.browser.previews import SOON, VIEWS, WEEK, letter, opened, shown

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror=top.ran=1><script>top.ran=1</script>"


@pytest.fixture
def stranger() -> Iterator[socket.socket]:
    """Another machine's port, at which nobody may knock: connections wait there to be counted."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return previews.newsletter(tmp_path_factory.mktemp("newsletter"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with previews.running(folder) as found:
        yield found


@pytest.fixture
def file(folder: Path) -> Iterator[Path]:
    """A letter that is put back."""
    found = folder / f"outbox/{WEEK}/free/letter.html"
    kept = found.read_bytes()
    yield found
    found.write_bytes(kept)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with previews.window(browser) as made:
        yield made


def answered(page: Page) -> list[str]:
    """The addresses that were fetched from now on, whoever asked."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(request.url)

    page.context.on("requestfinished", note)
    return found


def knocked(listener: socket.socket) -> bytes | None:
    """What somebody who connected has said; None when nobody has connected."""
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return None
    with connection:
        connection.settimeout(0.2)
        try:
            return connection.recv(1000)
        except TimeoutError:
            return b""


def hostile(there: str) -> str:
    """A letter that tries what a letter can try; ``there`` is a host of somebody else."""
    return f"""<!doctype html><html><head><meta http-equiv=refresh content="0;url={there}/refresh">
<meta http-equiv="Content-Security-Policy" content="default-src *"><base href="{there}/">
<link rel=stylesheet href="{there}/sheet.css"><link rel=preload as=image href="{there}/preload.png">
<link rel=prefetch href="{there}/prefetch"><link rel=preconnect href="{there}"><link rel=dns-prefetch href="{there}">
<link rel=icon href="{there}/icon.png">
<style>@import url({there}/import.css); body {{ background: url({there}/background.png) }}
@font-face {{ font-family: theirs; src: url({there}/font.woff2) }} p {{ font-family: theirs }}</style>
<script src="{there}/script.js"></script><script>top.ran = 1; parent.ran = 1; location = '{there}/location'</script>
</head><body onload="top.ran = 1"><p>Fine Print of a stranger</p>
<img src="{there}/picture.png" onerror="top.ran = 1"><img srcset="{there}/set.png 1x">
<img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' onload='top.ran=1'/%3E">
<svg onload="top.ran = 1"><image href="{there}/svg.png"/></svg><video autoplay poster="{there}/poster.png"
src="{there}/film.mp4"></video><audio autoplay src="{there}/sound.mp3"></audio>
<iframe srcdoc="<script>top.ran=1</script>"></iframe>
<object data="{there}/object"></object><embed src="{there}/embed"><details open ontoggle="top.ran = 1"></details>
<p><a id=away href="{there}/link" ping="{there}/ping">away</a> <a id=top target=_top href="{there}/top">top</a>
<svg width=40 height=20><a id=drawn xlink:href="{there}/drawn"><text y=15>drawn</text></a></svg>
<a id=new target=_blank href="{there}/new">new</a> <a id=script href="javascript:top.ran=1">script</a></p>
<form action="{there}/form" method=post><input name=word autofocus onfocus="top.ran = 1">
<button id=send>send</button></form>
</body></html>"""


def test_a_hostile_letter_is_inert(page: Page, address: str, file: Path, stranger: socket.socket) -> None:
    there = f"http://127.0.0.1:{stranger.getsockname()[1]}"
    file.write_text(hostile(there), encoding="utf-8")
    fetched = answered(page)
    opened(page, address)
    shown(page, "of a stranger")
    page.wait_for_timeout(300)
    for link in ("away", "top", "new", "script", "drawn", "send"):
        letter(page).locator(f"#{link}").click()
    page.wait_for_timeout(300)
    shown(page, "of a stranger")
    assert page.evaluate("typeof ran") == "undefined"
    assert page.url.startswith(address)
    assert len(page.context.pages) == 1
    assert [url for url in fetched if not url.startswith((f"{address}/", "data:"))] == []
    assert knocked(stranger) is None


def test_markup_in_documents_and_settings_is_text(page: Page, tmp_path: Path) -> None:
    folder = previews.newsletter(tmp_path / "newsletter")
    toml = (folder / "digest.toml").read_text(encoding="utf-8")
    (folder / "digest.toml").write_text(
        toml.replace('name = "Fine Print"', f"name = '''Fine Print {MARKUP}'''", 1), "utf-8"
    )
    (folder / "seeds/hostile.md").write_text(
        f"# A title of {MARKUP}\n\n" + f"Some words of {MARKUP} here. " * 40, "utf-8"
    )
    (folder / "edits").mkdir(exist_ok=True)
    (folder / f"edits/{WEEK}.toml").write_text(f"subject = '''{MARKUP}'''\n", "utf-8")
    previews.digest(folder, "build", "--date", "2024-06-23")
    with previews.running(folder) as address:
        fetched = answered(page)
        opened(page, address)
        expect(page.locator("#name")).to_contain_text("<img src=x", timeout=SOON)
        for number, view in enumerate(VIEWS, 1):
            page.keyboard.press(str(number))
            expect(page.locator(f"#view-{view} > *")).not_to_have_count(0)
            assert page.locator("body img, body script").count() == 0
        assert page.evaluate("typeof ran") == "undefined"
        assert [url for url in fetched if not url.startswith((f"{address}/", "data:"))] == []


@pytest.mark.parametrize(
    "odd",
    [
        '<iframe src="{0}/frame"></iframe><object data="{0}/object"></object><embed src="{0}/embed">',
        '<link rel=preconnect href="{0}">',
    ],
    ids=["frames", "connecting ahead"],
)
def test_nobody_is_connected_to(page: Page, address: str, file: Path, stranger: socket.socket, odd: str) -> None:
    there = f"http://127.0.0.1:{stranger.getsockname()[1]}"
    file.write_text(f"<!doctype html><p>Fine Print of a stranger</p>{odd.format(there)}", encoding="utf-8")
    opened(page, address)
    shown(page, "of a stranger")
    page.wait_for_timeout(300)
    assert knocked(stranger) is None


def test_a_picture_of_another_server_is_not_fetched_and_that_is_said(
    page: Page, address: str, file: Path, stranger: socket.socket
) -> None:
    there = f"http://127.0.0.1:{stranger.getsockname()[1]}"
    picture = f'<p><img src="{there}/picture.png" alt=""></p></body>'
    file.write_text(file.read_text("utf-8").replace("</body>", picture), encoding="utf-8")
    opened(page, address)
    expect(page.locator("#below")).to_contain_text("1 picture on other servers, not fetched here")
    assert knocked(stranger) is None


def test_a_letter_s_picture_asks_the_preview_for_nothing_but_pictures_of_its_issue(
    page: Page, address: str, file: Path
) -> None:
    own = ("/api/issues", f"/events?week={previews.WEEK}", "/page/preview.js", "/files/2024-W24/images/a.png")
    pictures = "".join(f'<img src="{path}" alt="">' for path in own)
    file.write_text(f"<!doctype html><p>Fine Print of a stranger</p>{pictures}", encoding="utf-8")
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.resource_type))
    opened(page, address)
    shown(page, "of a stranger")
    page.wait_for_timeout(200)
    assert "image" not in asked
