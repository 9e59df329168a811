"""What of an issue is for some readers alone, as issue.json keeps it for the check that it reaches no others."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from digest.model import Role
from digest.model.runs import found, indexed, runs, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.model import CatalogueItem, Issue, Story

_RETITLED = "retitled by the editor"  # the reason of a title that is not the document's own
# What is told of a document that is for one audience: the rest is its publication's, as it stands in others, too.
_TOLD = frozenset({Role.BODY, Role.STANDFIRST, Role.CAPTION, Role.LEAD_IN, Role.CALL_TO_ACTION, Role.SIGN_OFF})


def private(story: Story) -> list[dict[str, str]]:
    """The texts of a story that one audience alone may read, each whole."""
    article = story.article
    if article.audience:
        return [{"audience": article.audience, "text": text} for text in dict.fromkeys(_texts(story))]
    return [{"audience": block.audience, "text": block.text} for block in article.blocks if block.audience]


def shared(issue: Issue) -> list[str]:
    """The public texts that share eight words, or a short passage, with what is for some alone."""
    stories = (*issue.stories, *issue.headlines)
    secret = [entry["text"] for story in stories for entry in private(story)]
    secret += [text for item in (*issue.deals, *issue.catalogue) for text in item_texts(item)]
    codes = {item.code for item in (*issue.deals, *issue.catalogue) if item.code}
    if not secret:
        return []
    index = indexed(chain.from_iterable(runs(words_of(text)) for text in secret))
    texts = dict.fromkeys(chain(chain.from_iterable(map(_public, stories)), _around(issue)))
    return [text for text in texts if next(found(index, words_of(text)), None) or any(code in text for code in codes)]


def quoted(record: dict[str, Any], phrases: Iterable[str]) -> list[str]:
    """Those of the templates' own phrases that a record's private texts have, too: it is no leak to say them.

    Args:
        record: An issue.json.
        phrases: The phrases, filled in.
    """
    secret = [entry["text"] for part in ("stories", "headlines") for one in record[part] for entry in one["private"]]
    offers = [item[key] for part in ("deals", "catalogue") for item in record[part] for key in ("title", "blurb")]
    index = indexed(chain.from_iterable(runs(words_of(text)) for text in (*secret, *offers)))
    return [text for text in phrases if next(found(index, words_of(text)), None)] if index else []


def item_texts(item: CatalogueItem) -> tuple[str, ...]:
    """What a thing on offer says."""
    return tuple(filter(None, (item.title, item.blurb, item.picture.alt if item.picture else "")))


def _texts(story: Story) -> Iterator[str]:
    article = story.article
    alt = article.picture.alt if article.picture else ""
    yield from filter(None, (article.standfirst, article.caption, article.credit, alt))
    yield from (block.text for block in article.blocks if block.role in _TOLD)
    yield from story.summary


def _public(story: Story) -> Iterator[str]:
    """What everybody may read of a story; a title by the editor is none of it, as it may quote what is not."""
    article = story.article
    own = not any(reason.rule == _RETITLED for reason in story.reasons)
    yield from filter(None, (article.title if own else "", article.kicker))
    yield from (block.text for block in article.blocks if block.role is Role.TITLE and not block.audience)
    if article.audience:
        return
    yield from ([article.picture.alt] if article.picture else ())
    yield from filter(None, (article.standfirst, article.byline, article.caption, article.credit))
    yield from (block.text for block in article.blocks if not block.audience and block.role is not Role.CATALOGUE)
    yield from (text for item in article.related for text in (item.title, item.teaser) if text)


def _around(issue: Issue) -> Iterator[str]:
    """What the issue says beside its stories that no editor has written for it."""
    yield from filter(None, (issue.newsletter.name, issue.newsletter.tagline, issue.newsletter.postal_address))
    yield from (text for item in issue.archive for text in (item.title, item.teaser) if text)
    yield from (publication.about for publication in issue.publications if publication.about)
