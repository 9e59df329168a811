"""The names that carry stories: capitalised words that stand together in the middle of sentences."""

from __future__ import annotations

import re
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from digest.editor.headline import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Story

_FEWEST, _MOST_WORDS = 2, 4
_TIMES = 2  # a name that carries a story, or stories, is said more than once
_ENDS = re.compile(r"[.!?…:]\W*$")
_EDGES = re.compile(r"^\W+|\W+$|['’]s\W*$")


def names_of(stories: Sequence[Story]) -> tuple[str, ...]:
    """The name that each story says most often, in the stories' order, each once; a story may have none."""
    said = (max(_said(story).items(), key=itemgetter(1), default=("", 0)) for story in stories)
    return tuple(dict.fromkeys(name for name, times in said if times >= _TIMES))


def theme_of(stories: Sequence[Story]) -> str:
    """The name that most stories say, where it is more than one; of equals the first."""
    counted = Counter(name for story in stories for name in _said(story))
    name, times = max(counted.items(), key=itemgetter(1), default=("", 0))
    return name if times >= _TIMES else ""


def _said(story: Story) -> Counter[str]:
    """The names in an article, each with how often it stands there, in the order in which they come."""
    return Counter(name for block in story.article.body for name in _names(plain(block.text)))


def _names(text: str) -> Iterator[str]:
    """Runs of two to four capitalised words; the first word of a sentence is no sign of a name."""
    run: list[str] = []
    starts = True
    for word in [*text.split(), ""]:
        bare = _EDGES.sub("", word)
        if bare[:1].isupper() and not starts and bare[1:].islower():
            run.append(bare)
            ends = word[-1:] not in bare and not word[-1:].isalnum()
        else:
            ends = True
        if ends:
            if _FEWEST <= len(run) <= _MOST_WORDS:
                yield " ".join(run)
            run = []
        starts = bool(_ENDS.search(word))
