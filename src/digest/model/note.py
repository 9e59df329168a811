"""What the editor writes to the readers, as blocks of spans: neither Markdown nor markup any more."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model.article import Kind


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one look; a line break in it is one that the editor meant.

    ``url`` is where it leads, an absolute address, or empty.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A paragraph, heading, item or quotation of a note; ``number`` is that of an item, None for a bullet's."""

    spans: tuple[Span, ...]
    kind: Kind = Kind.PARAGRAPH
    number: int | None = None

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(span.text for span in self.spans)
