"""Parts of documents that are for one audience, held against the audiences that there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import did_you_mean
from digest.intake.stretches import MEMBERS_ONLY
from digest.intake.withheld import withheld
from digest.model import Problem, Role
from digest.summariser.selection import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.intake.sources import Gathered
    from digest.model import Article, Audience, Block, Story
    from digest.summariser.keep import Keep


def assigned(gathered: Gathered, audiences: Sequence[Audience]) -> Gathered:
    """What was gathered, each marked part for an audience that there is; other parts nobody sees.

    What one document marks is public in no other. An article of which nothing is for everybody, and all for one
    audience, is that audience's.
    """
    if not any(block.audience for article in gathered.articles for block in article.blocks):
        return gathered
    whole, strange = withheld(gathered.articles)
    problems = [*strange]
    articles = tuple(_assigned(article, audiences, problems) for article in whole)
    return replace(gathered, articles=articles, problems=(*gathered.problems, *problems))


def told(article: Article, keep: Keep) -> Story:
    """The story of an article; where nothing of it can be shown to all, that of the one audience that it is for."""
    story = tell(article, keep)
    if story.paragraphs or len(article.insiders) != 1:
        return story
    return tell(_theirs_alone(article, article.insiders[0]), keep)


def _assigned(article: Article, audiences: Sequence[Audience], problems: list[Problem]) -> Article:
    if not any(block.audience for block in article.blocks):
        return article
    known = {audience.name for audience in audiences}
    members = next((audience.name for audience in audiences if audience.deals), MEMBERS_ONLY)
    blocks = [
        replace(block, audience=members) if block.audience == MEMBERS_ONLY and MEMBERS_ONLY not in known else block
        for block in article.blocks
    ]
    seen = {"", article.audience} if article.audience else {"", *known}
    problems += _unseen(article, [block for block in blocks if block.audience not in seen], audiences)
    kept = tuple(block for block in blocks if block.audience in seen)
    article = replace(article, blocks=kept)
    if article.audience:
        return _theirs_alone(article, article.audience)
    if not article.body and len(article.insiders) == 1:
        return _theirs_alone(article, article.insiders[0])
    return article


def _theirs_alone(article: Article, audience: str) -> Article:
    """The whole article for the audience, with the parts of it that are marked for it."""
    blocks = (replace(block, audience="") for block in article.blocks if block.audience in {"", audience})
    return replace(article, audience=audience, blocks=tuple(blocks))


def _unseen(article: Article, blocks: Sequence[Block], audiences: Sequence[Audience]) -> Iterator[Problem]:
    """Why parts of an article are shown to nobody, once for each audience that they name."""
    known = [audience.name for audience in audiences]
    first = {block.audience: block for block in reversed(blocks)}
    for name, block in sorted(first.items(), key=lambda item: item[1].line):
        where = f"{article.source}:{block.line}"
        if name in known:
            what, hint = "nobody sees this part", f"the document is for {article.audience} alone; take one mark out"
            yield Problem(f"{what}: it is for others than its document", where, name, hint)
        elif name == MEMBERS_ONLY:
            hint = "give one audience deals = true in the settings, or name the audience"
            yield Problem("nobody sees this part: no audience has deals", where, name, hint)
        else:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            yield Problem("nobody sees this part: no such audience", where, name, hint)


def lost_for_marks(article: Article) -> Problem | None:
    """Why an article has nothing for all and is not one audience's either; None where marks are not the cause."""
    if article.audience or any(block.role is Role.BODY and not block.audience for block in article.blocks):
        return None
    if not article.insiders:
        return None
    found, hint = ", ".join(article.insiders), "leave a paragraph unmarked, or make a document for each"
    return Problem("left out: all of it is for some, and not for the same", article.source, found, hint)
