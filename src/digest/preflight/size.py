"""How long a letter is, and what a mail program hides of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

GMAIL_CLIPS = 102_400  # bytes of HTML after which Gmail hides the rest
ROOM_FOR_SERVICES = 81_920  # bytes; sending services lengthen links
_LAST_WORDS = 6


def size(sight: Sight) -> Iterator[str]:
    """Gmail clips a longer message, and with it the unsubscribe link."""
    content = sight.letter.html.encode()
    if len(content) > GMAIL_CLIPS:
        words, line = _clipped(content)
        after = f"“…{words}” (line {line:,} of letter.html)" if words else f"line {line:,} of letter.html"
        clips = f"Gmail hides what comes after {GMAIL_CLIPS:,}: all after {after}"
        yield f"the HTML part has {len(content):,} bytes; {clips}"


def room(sight: Sight) -> Iterator[str]:
    """Sending services rewrite links, which makes a letter longer."""
    found = len(sight.letter.html.encode())
    if ROOM_FOR_SERVICES < found <= GMAIL_CLIPS:
        yield f"the HTML part has {found:,} bytes; above {ROOM_FOR_SERVICES:,} a service's own links may overfill it"


def beyond(sight: Sight) -> Iterator[str]:
    """A letter that would be too long leaves stories to the web edition."""
    if count := len(sight.letter.manifest.get("beyond", ())):
        stories = "story stands" if count == 1 else "stories stand"
        yield f"{count:,} {stories} in the web edition alone: the letter has no room for more"


def _clipped(content: bytes) -> tuple[str, int]:
    """The last words that Gmail shows, and their line."""
    from digest.preflight.page import page

    kept = content[:GMAIL_CLIPS]
    kept = kept[: kept.rfind(b"<")] if kept.rfind(b"<") > kept.rfind(b">") else kept
    seen = page(kept.decode("utf-8", "ignore"))
    runs = [run.text for run in seen.texts if run.parent >= 0 and not seen.elements[run.parent].hidden]
    words = " ".join(runs).split()[-_LAST_WORDS:]
    return " ".join(word[:40] for word in words), kept.rstrip().count(b"\n") + 1
