"""A newsletter to be previewed, `digest preview` running on it, and its page in a Chromium."""

from __future__ import annotations

import atexit
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Frame, Page, expect

from digest.pipeline.building import build
from digest.pipeline.order import Order
from digest.preflight.judges.bench import installed
from digest.settings.reading import load
from tests import needs

DAY, BEFORE = date(2024, 6, 23), date(2024, 6, 16)
ROOT = Path(__file__).parents[2]
PARTS = ("digest.toml", "deals.toml", "seeds", "templates")
VIEWS = ("letter", "text", "source", "headers", "inbox", "checks", "receipts")
WEEK = "2024-W25"
SOON = 10_000  # milliseconds; the page follows in a fraction of a second, but the machine may be busy
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/?")


@cache
def _pattern() -> Path:
    """The sample newsletter with two issues in its outbox, built once in a process; for copies alone."""
    place = TemporaryDirectory(prefix="sample-")
    atexit.register(place.cleanup)
    folder = Path(place.name)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    settings = load(folder / "digest.toml")
    for day in (BEFORE, DAY):
        build(settings, Order(day=day, now=None))
    return folder


def newsletter(folder: Path) -> Path:
    """A copy of the sample newsletter with the issues of two weeks in its outbox."""
    return Path(shutil.copytree(_pattern(), folder, dirs_exist_ok=True))


def digest(folder: Path, *arguments: str) -> None:
    """Run a command to its end."""
    subprocess.run([sys.executable, "-m", "digest", *arguments], cwd=folder, check=True, capture_output=True)


@contextmanager
def running(folder: Path, *arguments: str, port: int = 0) -> Iterator[str]:
    """The address of `digest preview` while it runs in this folder."""
    command = [sys.executable, "-m", "digest", "preview", "--no-open", "--port", str(port), *arguments]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = _ADDRESS.search(said)
            assert found, said + process.stdout.read()
            yield found[0].rstrip("/")
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def window(browser: Browser, *, width: int = 1280, height: int = 800, dark: bool = False) -> Iterator[Page]:
    """A page that must not err: whatever the console complains about fails the test."""
    context = browser.new_context(
        color_scheme="dark" if dark else "light", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{error}\n{error.stack}"))
    yield page
    context.close()
    assert wrong == [], wrong


def opened(page: Page, address: str, state: str = "") -> Page:
    """The page with its first letter, or another view, shown."""
    page.goto("about:blank")
    page.goto(f"{address}/#{state}")
    expect(page.locator("#pulse")).to_have_attribute("data-state", "live", timeout=SOON)
    expect(page.locator("#facts span")).not_to_have_count(0, timeout=SOON)
    if "view=" not in state:
        shown(page)
    return page


def letter(page: Page) -> Frame:
    """The letter's frame as it is now."""
    shown(page, "")
    frame = page.locator(".paper iframe:not(.coming)").element_handle().content_frame()
    assert frame is not None
    return frame


def shown(page: Page, words: str = "Fine Print") -> float:
    """Wait until the letter that is seen has these words; the time then, in seconds since 1970."""
    script = """words => {
        const frame = document.querySelector('.paper iframe:not(.coming)');
        return frame?.contentDocument?.body?.innerText.includes(words) && Date.now();
    }"""
    return float(page.wait_for_function(script, arg=words, timeout=SOON).json_value()) / 1000


def axe() -> str:
    """The script of axe-core, where it is installed beside the other judges."""
    path = installed().modules / "axe-core" / "axe.min.js"
    if not path.is_file():
        needs.missing("no axe-core found; see docs/preflight.md for how to install the judges")
    return path.read_text(encoding="utf-8")
