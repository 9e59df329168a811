"""A letter in Arabic in a real Chromium: what stands where."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.templating.issues import MEMBER
from tests.templating.languages import an_arabic_issue

FILES = ["letter.html", "index.html"]
# Where the first and the last letter of an element's text are painted, and the edges of the element itself.
ENDS = """element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
    const at = (node, offset) => {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        return range.getBoundingClientRect();
    };
    const last = nodes.at(-1), box = element.getBoundingClientRect();
    return [at(nodes[0], 0), at(last, last.data.trimEnd().length - 1), box].flatMap(({left, right}) => [left, right]);
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("arabic")
    (made / "letter.html").write_text(letter(an_arabic_issue(), MEMBER, templates()).html, encoding="utf-8")
    (made / "index.html").write_text(pages(an_arabic_issue(), templates())[0].html, encoding="utf-8")
    return made


def ends(page: Page, element: str) -> tuple[float, ...]:
    """Left and right edges, in pixels: of the first letter, of the last one, and of the element."""
    return tuple(page.locator(element).first.evaluate(ENDS))


@pytest.mark.parametrize("width", [320, 360, 600, 800])
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_wider_than_the_screen(page: Page, folder: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", FILES)
def test_arabic_starts_at_the_right_edge(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    for element in ("h1", "h2 >> text=الجسر", "p >> text=صباح", "p >> text=بيعت"):
        _, first, *_, edge = ends(page, element)
        assert edge - first < 2


@pytest.mark.parametrize("name", FILES)
def test_a_story_in_english_starts_at_the_left_edge_and_ends_with_its_question_mark(
    page: Page, folder: Path, name: str
) -> None:
    page.goto((folder / name).as_uri())
    first, _, _, last, edge, _ = ends(page, "h3 >> text=Why did the ferries")
    assert first - edge < 2
    assert last > first + 100


@pytest.mark.parametrize("name", FILES)
def test_what_belongs_to_such_a_story_stands_at_its_side(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    for element in ("p >> text=By the editors", "p:has(a[href='https://review.test/ferries'])"):
        side, way = page.locator(element).last.evaluate(
            "element => { const {textAlign, direction} = getComputedStyle(element); return [textAlign, direction] }"
        )
        assert (side, way) in {("left", "ltr"), ("left", "rtl"), ("start", "ltr"), ("end", "rtl")}


@pytest.mark.parametrize("name", FILES)
def test_a_telephone_number_is_read_from_left_to_right(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    first, _, _, last, *_ = ends(page, "span >> text=+20 2 1234")
    assert last - first > 50
