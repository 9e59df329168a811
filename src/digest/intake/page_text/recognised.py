"""What the lines of a document say, once every line has its role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.model import Publication

if TYPE_CHECKING:
    from datetime import date

    from digest.model import Block, CatalogueItem, RelatedItem


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the lines of a document say, as blocks and as fields."""

    blocks: tuple[Block, ...] = ()
    title: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    published: date | None = None
    caption: str = ""
    credit: str = ""
    call_to_action: str = ""
    related: tuple[RelatedItem, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    publication: Publication = field(default_factory=lambda: Publication(""))
