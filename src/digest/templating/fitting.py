"""Makes room: a letter that would be too long tells fewer stories and only names the rest, or leaves it to the web.

Mail programs clip a long message, and with it the way out of the list; filters distrust hundreds of links, and many
pictures among few words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.templating.contents import for_readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Audience, Issue, Story
    from digest.templating.contents import Contents

HTML_BYTES = 80_000
MESSAGE_BYTES = 150_000
LINKS = 100
WORDS_A_PICTURE = 45  # SpamAssassin's HTML_IMAGE_ONLY rules look for fewer
_NAMED_AT_LEAST = 20  # headlines for which told stories make room, where there are so many
_ANY = 10_000


@dataclass(frozen=True, slots=True)
class Cut:
    """How much of an issue a letter shows: so many stories told, then so many named, so many paragraphs of each."""

    told: int = _ANY
    named: int = _ANY
    paragraphs: int = _ANY


def fitted(issue: Issue, audience: Audience, fits: Callable[[Cut], bool]) -> Cut:
    """The most that fits: first as many told stories as possible, then as many headlines.

    A lead that leaves no room for twenty headlines loses its last paragraphs.

    Args:
        issue: The week's composition.
        audience: Who reads it.
        fits: Whether a letter cut so is small enough; asked about a dozen times, and only where the whole is not.
    """
    if fits(Cut()):
        return Cut()
    stories = len(for_readers(issue.stories, audience))
    headlines = len(for_readers(issue.headlines, audience))

    def named(told: int) -> int:
        return min(_NAMED_AT_LEAST, stories - told + headlines)

    told = _most(1, stories, lambda count: fits(Cut(count, named(count))))
    if told:
        behind = stories - told + headlines
        return Cut(told, _most(named(told), behind, lambda count: fits(Cut(told, count))))
    longest = max((len(story.paragraphs_for(audience.name)) for story in issue.stories[:1]), default=0)
    if kept := _most(1, longest, lambda count: fits(Cut(1, named(1), count))):
        return Cut(1, named(1), kept)
    return Cut(1, _most(1, named(1), lambda count: fits(Cut(1, count, 0))), 0)


def cut(issue: Issue, audience: Audience, much: Cut) -> tuple[Issue, tuple[Story, ...]]:
    """The issue with so much of it, and the stories that are not in it any more."""
    if much == Cut():
        return issue, ()
    told = for_readers(issue.stories, audience)
    rest = (*told[much.told :], *for_readers(issue.headlines, audience))
    gone = set(map(id, told[much.told :]))
    stories = tuple(_shortened(story, much.paragraphs) for story in issue.stories if id(story) not in gone)
    return replace(issue, stories=stories, headlines=rest[: much.named]), rest[much.named :]


def with_few_pictures(shown: Contents) -> Contents:
    """Thumbnails as long as there are words enough for them, and none that stands for several stories."""
    entries = [entry for group in shown.groups for entry in group.entries]
    sources = [entry.thumbnail.src for entry in entries if entry.thumbnail]
    lead = shown.entries[0].image if shown.entries else None
    offers = (offer.image for offer in (*shown.deals, *shown.catalogue))
    others = sum(1 for image in (shown.logo, lead, *offers) if image)
    room = max(0, _words(shown) // WORDS_A_PICTURE - others)
    once = [src for src in sources if sources.count(src) == 1 and not (lead and lead.src == src)]
    allowed = set(once[:room])
    groups = tuple(
        replace(
            group,
            entries=tuple(
                replace(entry, thumbnail=None) if entry.thumbnail and entry.thumbnail.src not in allowed else entry
                for entry in group.entries
            ),
        )
        for group in shown.groups
    )
    return replace(shown, groups=groups)


def _words(shown: Contents) -> int:
    """Words that a reader sees without pictures, the letter's own phrases left aside."""
    texts = [text for entry in shown.entries for text in (entry.title, entry.standfirst, *entry.paragraphs)]
    texts += [entry.title for entry in shown.headlines]
    texts += [text for offer in (*shown.deals, *shown.catalogue) for text in (offer.title, offer.blurb)]
    return sum(len(text.split()) for text in texts)


def _shortened(story: Story, paragraphs: int) -> Story:
    """The story with its first paragraphs alone."""
    if paragraphs >= _ANY:
        return story
    left, verdicts = 0 if story.summary else paragraphs, []
    for verdict in story.verdicts:
        verdicts.append(verdict if left > 0 or not verdict.selected else replace(verdict, kept=""))
        left -= verdict.selected
    return replace(story, summary=story.summary[:paragraphs], verdicts=tuple(verdicts), inside=())


def _most(least: int, most: int, fits: Callable[[int], bool]) -> int:
    """The greatest number from ``least`` to ``most`` that fits; 0 when not even the least does."""
    found = 0
    while least <= most:
        middle = (least + most) // 2
        if fits(middle):
            found, least = middle, middle + 1
        else:
            most = middle - 1
    return found
