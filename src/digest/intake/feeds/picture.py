"""The picture of an entry: the first of its text that shows something, else the one that the feed names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.encodings import clean
from digest.intake.pictures import Named, is_tracker
from digest.intake.shapes import is_web_address
from digest.model import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model.feeds import Entry

_LONGEST = 2000  # characters of an address
_SMALLEST = 100  # pixels; what is smaller is an avatar, an icon or a button
_LONGEST_SIDE = 6  # times the other; what is longer is a rule, a strip or an advertisement
_UNSHOWN = re.compile(r"\.(?:svgz?|ico|avif|mp4|webm|pdf)(?:[?#]|$)", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|tiff?|heic)", re.IGNORECASE)
# Hosts and paths of pictures that count readers or stand for buttons, as the large feed and blog services use them.
_BEACON = re.compile(
    r"""
    ^https://(?:[^/]*\.)?(?:
        feedburner\.com|feedsportal\.com|feedads\.[^/]+|doubleclick\.net|google-analytics\.com|googletagmanager\.com
        |quantserve\.com|scorecardresearch\.com|stats\.wordpress\.com|pixel\.wp\.com|stats\.wp\.com|facebook\.com
        |addtoany\.com|sharethis\.com|addthis\.com|shareaholic\.com|follow\.it|list-manage\.com|chartbeat\.(?:com|net)
        |omnystudio\.com/d/track|segment\.(?:com|io)|mixpanel\.com|matomo\.cloud|statcounter\.com|histats\.com
        |emltrk\.com|mailtrack\.io
    )(?:[:/?]|$)
    |^https://(?:pixel|beacon|track(?:ing|er)?|analytics|stats|counter|metrics|telemetry)s?\.
    |^https://(?:[^/]*\.)?(?:blogger\.googleusercontent\.com/tracker|medium\.com/_/stat|s\.w\.org/images/core/emoji)
    |/(?:pixel|beacon|track(?:er|ing)?|count(?:er)?|blank|spacer|transparent|clear|1x1|1px|open|impression|hit)
        \.(?:gif|png|php|aspx?|jpe?g)(?:[?#]|$)
    |/(?:pixel|beacon|track|open|impression|collect|rss-pixel|[bt]\.gif|(?:piwik|matomo)\.php)/?(?:[?#]|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def picture_of(entry: Entry, named: Iterable[Named]) -> Picture | None:
    """The picture to show with an entry, or None.

    Args:
        entry: The entry, whose own picture is taken where its text has none.
        named: The pictures of its text, in order, their addresses absolute.
    """
    own = Named(entry.picture, " ".join(clean(entry.picture_alt).split()), entry.picture_width, entry.picture_height)
    for one in (*named, own):
        if is_usable(one):
            alt = "" if _FILE_NAME.fullmatch(one.alt) else one.alt
            return Picture(one.src.strip(), alt, one.width, one.height)
    return None


def is_usable(named: Named) -> bool:
    """Whether this is a picture at an https address that mail programs show, neither tiny, a strip nor a counter."""
    src = named.src.strip()
    if is_tracker(named) or len(src) > _LONGEST or not src.startswith("https://") or not is_web_address(src):
        return False
    small = 0 < named.width < _SMALLEST or 0 < named.height < _SMALLEST
    sides = named.width, named.height
    strip = all(sides) and max(sides) > _LONGEST_SIDE * min(sides)
    return not (small or strip or _UNSHOWN.search(src) or _BEACON.search(src))
