"""The words that carry an article."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.summariser.profile import Profile

MOST = 12
_IN_TITLE = 3  # paragraphs in which a word would have to stand to carry as much as by standing in the title
_IN_STANDFIRST = 1
_SHORTEST = 3  # letters of what is a word rather than a mark
_LONE = 6  # paragraphs of an article that has room to say twice what it is about


def terms(profile: Profile) -> tuple[str, ...]:
    """The stems that carry an article, the heaviest first.

    A stem weighs the number of paragraphs in which it stands, and more where the title or the standfirst have it; of
    equal ones the earlier comes first. What stands in one paragraph alone, and in neither of these, carries only an
    article of few paragraphs.

    Args:
        profile: The article.

    Returns:
        At most 12 different stems of three letters and more.
    """
    weight = Counter(chain.from_iterable(paragraph.stems for paragraph in profile.paragraphs))
    for stem in sorted(profile.title | profile.standfirst):
        weight[stem] += _IN_TITLE * (stem in profile.title) + _IN_STANDFIRST * (stem in profile.standfirst)
    least = 1 if len(profile.paragraphs) < _LONE else 2
    ranked = (stem for stem, weighs in weight.most_common() if weighs >= least and len(stem) >= _SHORTEST)
    return tuple(stem for stem, _ in zip(ranked, range(MOST), strict=False))
