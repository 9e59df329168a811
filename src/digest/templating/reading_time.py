"""How long an article takes to read."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = 238  # a minute, silently, of non-fiction in English: Brysbaert, Journal of Memory and Language 109 (2019)
CHARACTERS = 260  # a minute, of Chinese and Japanese: Trauzettel-Klosinski and Dietz, IOVS 53 (2012)
WORTH_SAYING = 2  # minutes; less is no news, and often only the beginning of what a feed has shortened

_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def minutes_of(texts: Iterable[str]) -> int:
    """Minutes, rounded to the nearest; 0 where that is not worth saying."""
    words = characters = 0
    for text in texts:
        own = 0 if text.isascii() else len(_CHARACTER.findall(text))
        characters += own
        words += len(text.split()) if not own else len(_CHARACTER.sub(" ", text).split())
    minutes = ceil(words / WORDS + characters / CHARACTERS - 0.5)
    return minutes if minutes >= WORTH_SAYING else 0
