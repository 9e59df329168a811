"""Pictures: whether they are shown, described, and light enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.preflight.letters import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.page import Element
    from digest.preflight.sight import Sight

HEAVY = 200_000  # bytes of one picture
HEAVY_TOGETHER = 1_000_000  # bytes of all
WORDS_A_PICTURE = 40  # SpamAssassin's HTML_IMAGE_ONLY rules look for fewer
_WIDE = 2_000  # pixels; a letter is 600 wide, and screens show up to three dots for one
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|webp)$", re.IGNORECASE)
_UNSHOWN = re.compile(r"\.(?:svgz?|webp|avif|heic)(?:[?#]|$)", re.IGNORECASE)
_DOT = re.compile(r"[01](?:\.\d{1,3})?px\b")
_NUMBER = re.compile(r"\d{1,5}(?:px)?")


def pictures(sight: Sight) -> Iterator[str]:
    """WCAG 1.1.1, and mail programs that block what is not https."""
    for image in sight.images:
        source, alt = image.get("src"), image.attributes.get("alt", None)
        if not source.startswith(("https://", "cid:")):
            yield f"the picture {source or 'without a source'} cannot be shown in a mail program"
        elif source.startswith("cid:") and unquote(source[4:]) not in sight.mail.content_ids:
            yield f"the picture {source} is no part of the message"
        if alt is None and not _says_nothing(image):
            yield f"the picture {source} has no alt text"
        elif alt and _FILE_NAME.search(alt):
            yield f"the alt text of {source} is a file name"


def picture_kind(sight: Sight) -> Iterator[str]:
    """caniemail.com: Gmail shows no SVG, Outlook no WebP and no AVIF."""
    found = dict.fromkeys(image.get("src") for image in sight.images if _UNSHOWN.search(image.get("src")))
    if found:
        yield f"pictures that some mail programs do not show: {listed(list(found))}"


def picture_words(sight: Sight) -> Iterator[str]:
    """A reader without pictures should know what they show."""
    for picture in sight.letter.manifest.get("pictures", ()):
        if not picture["alt"]:
            yield f"the picture of “{picture['title']}” has no alt text"


def picture_room(sight: Sight) -> Iterator[str]:
    """Outlook knows only sizes in attributes, and without them a letter jumps while it loads."""
    for image in sight.images:
        lacking = [name for name in ("width", "height") if not _NUMBER.fullmatch(image.get(name).strip())]
        if lacking and not _is_tiny(image):
            yield f"the picture {image.get('src')} has no {' and no '.join(lacking)}"


def picture_weight(sight: Sight) -> Iterator[str]:
    """A letter is read on a train, and every picture is loaded there."""
    weights = dict(_weights(sight))
    for name, size in weights.items():
        if size > HEAVY:
            yield f"the picture {name} has {size:,} bytes; {HEAVY:,} are enough"
    if (total := sum(weights.values())) > HEAVY_TOGETHER:
        yield f"its pictures have {total:,} bytes together; {HEAVY_TOGETHER:,} are enough"
    shown = _widths(sight)
    for picture in sight.letter.manifest.get("pictures", ()):
        name = str(picture["src"]).rpartition("/")[2]
        width = shown.get(name, 0)
        if width and picture["width"] > _WIDE:
            yield f"the picture {name} is {picture['width']:,} pixels wide and shown at {width:,}"


def picture_share(sight: Sight) -> Iterator[str]:
    """Filters distrust letters of pictures with few words."""
    shown = [image for image in sight.images if not _is_tiny(image)]
    words = len(sight.words.split())
    if len(shown) > 1 and words < WORDS_A_PICTURE * len(shown) and not _written_without_spaces(sight.words):
        yield f"{len(shown)} pictures stand among {words} words; {WORDS_A_PICTURE} words for each are safe"


def tracking(sight: Sight) -> Iterator[str]:
    """A picture that nobody sees counts readers without asking them, and many mail programs block it."""
    hidden = [image.get("src") for image in sight.images if _is_tiny(image) or image.hidden]
    if hidden:
        yield f"pictures that nobody sees: {listed(hidden)}"


def _says_nothing(image: Element) -> bool:
    return "alt" in image.attributes  # `alt` without a value, which is empty


def _is_tiny(image: Element) -> bool:
    by_attribute = (image.get(name).strip().removesuffix("px") in {"0", "1"} for name in ("width", "height"))
    by_style = (_DOT.match(image.style.get(name, "")) for name in ("width", "height", "max-width", "max-height"))
    return any(by_attribute) or any(by_style)


def _weights(sight: Sight) -> Iterator[tuple[str, int]]:
    """The files in the issue's folder that the letter shows, with their bytes."""
    names = {image.get("src").rpartition("/")[2] for image in sight.images}
    pictures = {str(picture["src"]) for picture in sight.letter.manifest.get("pictures", ())}
    for file, size in sight.laid.sizes.items():
        if file.startswith("images/") and (file.rpartition("/")[2] in names or file in pictures):
            yield file, size


def _widths(sight: Sight) -> dict[str, int]:
    found = {}
    for image in sight.images:
        width = image.get("width").strip().removesuffix("px")
        if width.isascii() and width.isdecimal():
            found[image.get("src").rpartition("/")[2]] = int(width[:6])
    return found


def _written_without_spaces(words: str) -> bool:
    """Whether the words cannot be counted by the spaces between them, as in Chinese or Thai."""
    return len(words) > 12 * max(1, len(words.split()))
