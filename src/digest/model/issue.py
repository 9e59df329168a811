"""One week's composition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from digest.model.article import Article, Block, CatalogueItem, Publication, Reason, RelatedItem
    from digest.model.newsletter import Audience, Newsletter
    from digest.model.note import NoteBlock
    from digest.model.week import Week

ELLIPSIS = "[…]"
"""What stands in a kept paragraph where sentences of it were left out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules made of one body block.

    ``kept`` is what the story shows of it: the whole block, or, where there is no room for all of it, some of its
    whole sentences in their order, with an ellipsis in brackets where some between them are missing; empty when it
    was not selected. ``runner_up`` marks the block that would have been kept next.
    """

    block: Block
    score: float
    reasons: tuple[Reason, ...] = ()
    kept: str = ""
    runner_up: bool = False

    @property
    def selected(self) -> bool:
        """Whether the story shows it."""
        return bool(self.kept)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same story from another source, which the issue does not tell twice."""

    source: str
    title: str
    url: str = ""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class Inside:
    """What readers of an audience are shown of a story that has blocks for them alone: a verdict for each block.

    ``summary`` are the kept ones in the editor's order where that is not the article's.
    """

    audience: str
    verdicts: tuple[Verdict, ...]
    summary: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What they are shown, in its order."""
        return self.summary or tuple(verdict.kept for verdict in self.verdicts if verdict.selected)


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its key paragraphs.

    ``verdicts`` has one entry for each body block that everybody may read, in reading order, and everything else but
    ``inside`` comes from those alone; ``summary`` are the editor's own paragraphs in
    the place of the kept ones. ``url`` is where "read on" leads (absolute, or empty when unknown); ``page`` is the
    story's file in the web edition, empty when the article has its own address. ``terms`` are the stems that carry
    it, heaviest first; ``sketch`` a sample of its word triples as sorted numbers, by which copies are recognised.
    ``also`` is where else it stands.
    """

    article: Article
    verdicts: tuple[Verdict, ...]
    slug: str = ""
    url: str = ""
    page: str = ""
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    terms: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()
    also: tuple[Elsewhere, ...] = ()
    summary: tuple[str, ...] = ()
    inside: tuple[Inside, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What the issue shows everybody of it, in reading order."""
        return self.paragraphs_for("")

    def paragraphs_for(self, audience: str) -> tuple[str, ...]:
        """What the issue shows these readers of it, in reading order."""
        own = next((one for one in self.inside if one.audience == audience), None)
        if own is not None:
            return own.paragraphs
        return self.summary or tuple(verdict.kept for verdict in self.verdicts if verdict.selected)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A story that the issue does not tell, and why, in the editor's language."""

    story: Story
    why: str


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject that could be: what speaks for it and against it."""

    text: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxLine:
    """What an inbox shows of one audience's letter, where that is not what it shows of the others'.

    ``whole`` says that the subject is as the editor wrote it for them: it takes no other shape.
    """

    audience: str
    subject: str
    preheader: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """One week's composition, the same truth for every format.

    ``stories`` are told, the lead first; ``headlines`` only named. ``sections`` are those that have a heading of
    their own, in their order. ``publications`` are the publishers of its stories, each once; ``catalogue`` the items
    of the week, in the order of its rotation; ``deals`` what the editor offers; ``members`` the names of the
    audiences that see both. ``subjects`` are the subjects among which the rules chose, best first; ``decisions`` say
    what was decided about the week, in the editor's language; ``edited`` names the file of the editor's hand, empty
    without one. ``audiences`` are all that the newsletter has; ``inbox`` is for those whose subject or preheader is
    not the issue's.
    """

    week: Week
    number: int
    day: date
    newsletter: Newsletter
    subject: str
    preheader: str
    stories: tuple[Story, ...]
    headlines: tuple[Story, ...] = ()
    sections: tuple[str, ...] = ()
    note: tuple[NoteBlock, ...] = ()
    archive: tuple[RelatedItem, ...] = ()
    deals: tuple[CatalogueItem, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    publications: tuple[Publication, ...] = ()
    members: tuple[str, ...] = ()
    subjects: tuple[SubjectLine, ...] = ()
    decisions: tuple[str, ...] = ()
    edited: str = ""
    audiences: tuple[Audience, ...] = ()
    inbox: tuple[InboxLine, ...] = ()

    @property
    def lead(self) -> Story:
        """The story that opens the issue."""
        return self.stories[0]

    def line_for(self, audience: str) -> InboxLine:
        """Subject and preheader of the audience's letter, the subject without the audience's shape."""
        own = (line for line in self.inbox if line.audience == audience)
        return next(own, InboxLine(audience, self.subject, self.preheader))
