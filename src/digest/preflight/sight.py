"""What a reader's mail program would show of a letter: its links, pictures and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Issue, Letter


@dataclass(frozen=True, slots=True)
class Link:
    """One link: where it leads and the words (or picture text) it stands under."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A finished letter as the checks see it; ``words`` is the visible text of the HTML part on one line."""

    issue: Issue
    letter: Letter
    words: str
    links: tuple[Link, ...]
    images: tuple[dict[str, str | None], ...]


def sight(issue: Issue, letter: Letter) -> Sight:
    """Read the finished HTML once for all checks."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(letter.html)
    images = tuple(dict(image.attributes) for image in tree.css("img"))
    links = tuple(
        Link(a.attributes.get("href") or "", _one_line(a.text()) or _alt(a.css_first("img"))) for a in tree.css("a")
    )
    tree.strip_tags(["head", "style", "script"])
    for hidden in tree.css("[style*='display:none']"):  # the preheader, which repeats titles
        hidden.decompose()
    body = tree.body
    return Sight(issue, letter, _one_line(body.text(separator=" ")) if body else "", links, images)


def _alt(image: object) -> str:
    attributes = getattr(image, "attributes", {})
    return str(attributes.get("alt") or "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
