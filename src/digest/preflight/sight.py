"""A letter as the checks see it: what a reader's mail program would show of it, each view made once."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import getaddresses
from functools import cached_property
from typing import TYPE_CHECKING, Any

from digest.preflight.mail import mail
from digest.preflight.page import ROOT, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from digest.model import LaidIssue, LaidLetter, SentIssue
    from digest.preflight.mail import Mail
    from digest.preflight.page import Element, Page

    Told = Mapping[str, Any]  # a story of an issue.json


FARTHEST = 400_000  # characters of a part that are looked through


@dataclass(frozen=True, slots=True)
class Link:
    """One link: where it leads, the words (or picture text) it stands under, whether readers see none of them."""

    url: str
    words: str
    hidden: bool = False


@dataclass(frozen=True, eq=False)
class Sight:
    """One letter of an issue; ``sent`` are the issues that were sent before, oldest first."""

    laid: LaidIssue
    letter: LaidLetter
    sent: Sequence[SentIssue] = ()

    @cached_property
    def page(self) -> Page:
        """The HTML part, as far as anybody looks: Gmail shows a quarter of that."""
        return page(self.letter.html[:FARTHEST])

    @cached_property
    def mail(self) -> Mail:
        """The message."""
        return mail(self.letter.eml)

    @cached_property
    def words(self) -> str:
        """The visible text of the HTML part, on one line."""
        return _one_line(" ".join(text for text, _ in self.seen))

    @cached_property
    def seen(self) -> tuple[tuple[str, int], ...]:
        """The texts that a reader sees, each with the place of its element."""
        elements = self.page.elements
        return tuple(
            (run.text, run.parent)
            for run in self.page.texts
            if run.parent != ROOT
            and not elements[run.parent].hidden
            and not elements[run.parent].silent
            and not run.text.isspace()
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of the HTML part."""
        inside, pictured, seen = self.page.inside, self._pictured, self._shown_in
        found = [
            Link(a.get("href"), _one_line(inside.get(at, "")) or pictured.get(at, ""), hidden=at not in seen)
            for at, a in self.page.named("a")
        ]
        areas = (area for _, area in self.page.named("area"))
        return (*found, *(Link(area.get("href"), area.get("alt"), area.hidden) for area in areas))

    @property
    def ways(self) -> tuple[str, ...]:
        """Where the links lead, each once."""
        return tuple(dict.fromkeys(link.url for link in self.links))

    @cached_property
    def text(self) -> str:
        """The text part, as far as anybody looks."""
        return self.letter.text[:FARTHEST]

    @cached_property
    def images(self) -> tuple[Element, ...]:
        """Every picture of the HTML part."""
        return tuple(image for _, image in self.page.named("img"))

    @cached_property
    def stories(self) -> tuple[Told, ...]:
        """What the issue tells these readers, and the letter has room for."""
        return tuple(self._for_readers(self.laid.record.get("stories", ())))

    @cached_property
    def headlines(self) -> tuple[Told, ...]:
        """What the issue only names to them."""
        return tuple(self._for_readers(self.laid.record.get("headlines", ())))

    @cached_property
    def own(self) -> Mapping[str, str]:
        """The newsletter's own addresses as the settings spell them, by name; empty ones are left out."""
        links = self.letter.manifest.get("links") or {}
        fallback = {"unsubscribe": self.letter.manifest["placeholders"]["unsubscribe"]["text"]}
        given = {str(name): url for name, url in links.items() if isinstance(url, str) and url}
        return given or fallback

    @cached_property
    def answers(self) -> str:
        """The e-mail addresses that get what readers answer, as the message names them."""
        given = self.letter.manifest.get("reply_to")
        told = [str(given.get("address", ""))] if isinstance(given, dict) else []
        named = self.mail.all("Reply-To") or told or self.mail.all("From")
        return ", ".join(address for _, address in getaddresses(named) if address)

    @cached_property
    def _pictured(self) -> dict[int, str]:
        """The alt text of the first picture inside each link."""
        found: dict[int, str] = {}
        for _, image in self.page.named("img"):
            for at in image.inside:
                found.setdefault(at, image.get("alt"))
        return found

    @cached_property
    def _shown_in(self) -> set[int]:
        """The links of which a reader sees a letter, a digit or a picture that has words."""
        elements = self.page.elements
        found = {at for text, place in self.seen if _says(text) for at in elements[place].inside}
        pictures = (image for _, image in self.page.named("img") if not image.hidden and _says(image.get("alt")))
        return found | {at for image in pictures for at in image.inside}

    def _for_readers(self, stories: Iterable[Told]) -> Iterator[Told]:
        beyond, who = set(self.letter.manifest.get("beyond", ())), self.letter.audience
        for story in stories:
            shown = who in story["readers"] if "readers" in story else story.get("audience", "") in {"", who}
            if shown and story.get("source") not in beyond:
                yield story


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
