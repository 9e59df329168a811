"""What the reader of a format hands on: lines, and what the format itself says of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from digest.intake.page_text.lines import Line
    from digest.intake.pictures import Named


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines in reading order with what stands beside them.

    ``bounded`` says that the markup bounds the article, so that its lines are the body unless something speaks
    against them; a page's dump must be searched for it.
    """

    lines: tuple[Line, ...]
    bounded: bool = False
    title: str = ""
    byline: str = ""
    published: date | None = None
    language: str = ""
    url: str = ""
    publication: str = ""
    standfirst: str = ""
    pictures: tuple[Named, ...] = ()
