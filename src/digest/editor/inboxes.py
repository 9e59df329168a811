"""What inboxes show of the letters of single audiences, where that is not what they show of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.editor.headline import plain
from digest.model import InboxLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from digest.editor.inbox import Inbox
    from digest.model import Audience, Hand, Story


def own_lines(
    audiences: Sequence[Audience],
    stories: Sequence[Story],
    common: Inbox,
    chosen: Callable[[Sequence[Story]], Inbox],
    hand: Hand,
) -> Iterator[InboxLine]:
    """The lines of audiences that get only some of the stories, and of those for whom the editor wrote one.

    Args:
        audiences: All of them.
        stories: The issue's, in their order.
        common: What all others are shown.
        chosen: Chooses a line from stories.
        hand: The editor's.
    """
    for audience in audiences:
        theirs = [story for story in stories if audience.gets(story.article)]
        fewer = any(not story.article.audience and not audience.gets(story.article) for story in stories)
        line = chosen(theirs) if fewer else common
        own = plain(hand.subjects.get(audience.name, ""))
        subject = own or line.subject
        preheader = plain(hand.preheaders.get(audience.name, "")) or line.preheader
        if own or (subject, preheader) != (common.subject, common.preheader):
            yield InboxLine(audience.name, subject, preheader, whole=bool(own))
