"""The inbox line: subject and preheader, composed from the stories' own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Story

SUBJECT_LONGEST = 60  # characters; telephones cut at 40 to 60
_SUBJECT_SHORT = 40
PREHEADER_LONGEST = 130
_PREHEADER_SHORT = 50


def subject(stories: Sequence[Story], otherwise: str) -> str:
    """The lead's title, at most 60 characters; a short one says how many more stories there are.

    Args:
        stories: In the order of the issue.
        otherwise: What to say when no story is open to every reader.
    """
    public = _public(stories)
    if not public:
        return otherwise
    title = cut(public[0].article.title, SUBJECT_LONGEST)
    more = len(public) - 1
    if more and len(title) < _SUBJECT_SHORT:
        return f"{title}, and {more} more {'story' if more == 1 else 'stories'}"
    return title


def preheader(stories: Sequence[Story], tagline: str) -> str:
    """What the subject does not say: the other titles, then the lead's standfirst or first sentence."""
    public = _public(stories)
    others = [story.article.title for story in public[1:]]
    line = _listed(others) if others else ""
    for addition in (*_openings(public), tagline):
        if len(line) >= _PREHEADER_SHORT:
            break
        line = f"{line} {addition}".strip()
    return cut(line, PREHEADER_LONGEST)


def cut(text: str, longest: int) -> str:
    """The text on one line, without soft hyphens, ended at a word with an ellipsis where it is longer than that."""
    text = " ".join(text.replace("\N{SOFT HYPHEN}", "").split())
    if len(text) <= longest:
        return text
    head = text[:longest]  # one character more than may stay, so that a word that just fits is seen to end
    whole = head.rpartition(" ")[0] or head[:-1]
    return whole.rstrip(" ,;:–—-·.") + "…"


def _public(stories: Sequence[Story]) -> list[Story]:
    return [story for story in stories if not story.article.audience]


def _listed(titles: Sequence[str]) -> str:
    """``Also: A · B``, as many whole titles as fit, at least one."""
    line = f"Also: {titles[0]}"
    for title in titles[1:]:
        if len(line) + len(title) + 3 > PREHEADER_LONGEST:
            break
        line = f"{line} · {title}"
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."


def _openings(public: Sequence[Story]) -> list[str]:
    if not public:
        return []
    lead = public[0]
    return [text for text in (lead.article.standfirst, *lead.paragraphs[:1]) if text]
