"""What the settings say of an issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.editor.policy import Policy

if TYPE_CHECKING:
    from datetime import date

    from digest.model import Audience, CatalogueItem, Newsletter, Publication, Week


@dataclass(frozen=True, slots=True)
class Plan:
    """What the settings say of an issue; counts are the most that may stand in it.

    ``deals`` and ``catalogue_items`` are what the editor offers; catalogue items of documents come to the latter.
    ``skipped`` are the weeks that had no issue for want of stories.
    """

    newsletter: Newsletter
    publications: tuple[Publication, ...] = ()
    deals: tuple[CatalogueItem, ...] = ()
    catalogue_items: tuple[CatalogueItem, ...] = ()
    stories: int = 12
    archive: int = 3
    catalogue: int = 3
    week_start: int = 0
    first_issue: date | None = None
    members: tuple[str, ...] = ()
    audiences: tuple[Audience, ...] = ()
    policy: Policy = field(default_factory=Policy)
    skipped: tuple[Week, ...] = ()

    @property
    def offers_to_all(self) -> bool:
        """Whether every audience sees the deals and the catalogue."""
        return bool(self.audiences) and all(audience.deals for audience in self.audiences)
