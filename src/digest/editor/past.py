"""What earlier issues used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.editor.samples import compared, same_text, suspects
from digest.model import folded
from digest.model.visible import name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.model import SentIssue, Story, UsedStory, Week

_CROWD = 50  # stories with one number; the latest of more
_A_SENTENCE = 3  # numbers of a sketch
_SOMETHING = 0.25  # of a text that was written anew, from which on it is the same


@dataclass(frozen=True, slots=True)
class Past:
    """What the issues that count have used, to be asked often.

    ``sources`` and ``addresses`` (folded) lead to the week of the last issue that used them; ``titles`` (folded) and
    the ``numbers`` of sketches to places in ``stories``.
    """

    sources: Mapping[str, Week]
    addresses: Mapping[str, Week]
    stories: tuple[tuple[Week, UsedStory], ...]
    titles: Mapping[str, Sequence[int]]
    numbers: Mapping[int, Sequence[int]]

    def used(self, source: str, url: str) -> Week | None:
        """The week whose issue had a story of this source or address."""
        return self.sources.get(name(source)) or self.addresses.get(address(url))

    def told(self, story: Story) -> Week | None:
        """The week whose issue had this story, be it from another source and under another title.

        A document is another one when hardly anything of what its name stood for then is left in it: some editors
        write every week's lead into the same file.
        """
        article = story.article
        source = "" if self._written_anew(story) else article.source
        return self.used(source, article.url) or self._read(story.sketch, folded(article.title))

    def _written_anew(self, story: Story) -> bool:
        if story.article.feed:
            return False
        source = name(story.article.source)
        before = [used.sketch for _, used in self.stories if used.source == source]
        return bool(before) and all(
            min(len(sketch), len(story.sketch)) >= _A_SENTENCE
            and compared(story.sketch, sketch).containment < _SOMETHING
            for sketch in before
        )

    def _read(self, sketch: Sequence[int], title: str) -> Week | None:
        shared = Counter(place for number in sketch for place in self.numbers.get(number, ()))
        for place in sorted({*self.titles.get(title, ()), *suspects(shared, len(sketch))}, reverse=True):
            week, used = self.stories[place]
            if same_text(sketch, used.sketch, titled=folded(used.title) == title):
                return week
        return None


def past(week: Week, memory: Sequence[SentIssue], audience: str = "") -> Past:
    """What counts as used when the issue of this week is made.

    Args:
        week: The issue's.
        memory: Issues that were sent.
        audience: For whom a story would be: what only others have read is new to them. Empty for everybody.
    """
    readers = {"", audience}
    told = ((issue.week, used) for issue in counting(week, memory) for used in issue.stories)
    stories = tuple((when, used) for when, used in told if used.audience in readers)
    titles: dict[str, list[int]] = {}
    numbers: dict[int, list[int]] = {}
    for place, (_, used) in enumerate(stories):
        titles.setdefault(folded(used.title), []).append(place)
        for number in used.sketch:
            numbers.setdefault(number, []).append(place)
    return Past(
        {source: when for when, used in stories for source in (used.source, *used.also)},
        {found: when for when, used in stories for url in (used.url, *used.also) if (found := address(url))},
        stories,
        titles,
        {number: places[-_CROWD:] for number, places in numbers.items()},
    )


def counting(week: Week, memory: Sequence[SentIssue]) -> tuple[SentIssue, ...]:
    """The issues that count for one of this week, oldest first: all, or the earlier ones where it was sent itself."""
    rebuilt = any(issue.week == week for issue in memory)
    counted = (issue for issue in memory if issue.week < week or not rebuilt)
    return tuple(sorted(counted, key=lambda issue: issue.week))


def address(url: str) -> str:
    """An address as it is compared: without scheme, ``www.``, the last slash and the place within a page.

    Empty for what is no address, and for a site's front page, which is no story's own.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    place = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    if not host or not path + place:
        return ""
    return f"{host}{f':{port}' if port not in (None, 80, 443) else ''}{path}{place}"
