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
from digest.model.hand import Hand, StoryEdit
from digest.model.issue import ELLIPSIS, Elsewhere, InboxLine, Inside, Issue, LeftOut, Story, SubjectLine, Verdict
from digest.model.laid import LaidIssue, LaidLetter
from digest.model.letter import Finding, Input, Letter, Page, Severity
from digest.model.memory import SentIssue, UsedStory, folded
from digest.model.newsletter import Audience, Look, Mailbox, Newsletter, Palette
from digest.model.note import NoteBlock, Span
from digest.model.recipient import BadRow, Recipient
from digest.model.schedule import Schedule
from digest.model.week import Week

__all__ = [
    "ELLIPSIS",
    "Article",
    "Audience",
    "BadRow",
    "Block",
    "CatalogueItem",
    "Elsewhere",
    "Finding",
    "Hand",
    "InboxLine",
    "Input",
    "Inside",
    "Issue",
    "Kind",
    "LaidIssue",
    "LaidLetter",
    "LeftOut",
    "Letter",
    "Look",
    "Mailbox",
    "Newsletter",
    "NoteBlock",
    "Page",
    "Palette",
    "Picture",
    "Problem",
    "Publication",
    "Reason",
    "Recipient",
    "RelatedItem",
    "Role",
    "Schedule",
    "SentIssue",
    "Severity",
    "Span",
    "Story",
    "StoryEdit",
    "SubjectLine",
    "UsedStory",
    "Verdict",
    "Week",
    "folded",
]
