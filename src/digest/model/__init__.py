"""The nouns: what the stages hand to each other. Frozen, free of input and output, free of the clock."""

from digest.model.article import (
    Article,
    Block,
    CatalogueItem,
    Kind,
    Picture,
    Problem,
    Publication,
    Reason,
    RelatedItem,
    Role,
)
from digest.model.issue import Issue, Story, Verdict
from digest.model.letter import Finding, Input, Letter, Page, Severity
from digest.model.newsletter import Audience, Mailbox, Newsletter, Palette
from digest.model.week import Week

__all__ = [
    "Article",
    "Audience",
    "Block",
    "CatalogueItem",
    "Finding",
    "Input",
    "Issue",
    "Kind",
    "Letter",
    "Mailbox",
    "Newsletter",
    "Page",
    "Palette",
    "Picture",
    "Problem",
    "Publication",
    "Reason",
    "RelatedItem",
    "Role",
    "Severity",
    "Story",
    "Verdict",
    "Week",
]
