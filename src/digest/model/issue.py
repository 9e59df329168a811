"""One week's composition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from digest.model.article import Article, Block, CatalogueItem, Publication, Reason, RelatedItem
    from digest.model.newsletter import Newsletter
    from digest.model.week import Week


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules made of one body block.

    ``kept`` is what the story shows of it: the whole block, or, where there is no room for all of it, its first whole
    sentences; empty when it was not selected.
    """

    block: Block
    score: float
    reasons: tuple[Reason, ...] = ()
    kept: str = ""

    @property
    def selected(self) -> bool:
        """Whether the story shows it."""
        return bool(self.kept)


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its key paragraphs.

    ``verdicts`` has one entry for each body block, in reading order. ``url`` is where "read on" leads (absolute, or
    empty when unknown); ``page`` is the story's file in the web edition, empty when the article has its own address.
    """

    article: Article
    verdicts: tuple[Verdict, ...]
    slug: str = ""
    url: str = ""
    page: str = ""
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The key paragraphs, in reading order."""
        return tuple(verdict.kept for verdict in self.verdicts if verdict.selected)


@dataclass(frozen=True, slots=True)
class Issue:
    """One week's composition, the same truth for every format.

    ``publications`` are the publishers of its stories, each once; ``catalogue`` the items of the week, in the order
    of its rotation; ``deals`` what the editor offers members; ``members`` the names of the audiences that see both.
    """

    week: Week
    number: int
    day: date
    newsletter: Newsletter
    subject: str
    preheader: str
    stories: tuple[Story, ...]
    archive: tuple[RelatedItem, ...] = ()
    deals: tuple[CatalogueItem, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    publications: tuple[Publication, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def lead(self) -> Story:
        """The story that opens the issue."""
        return self.stories[0]
