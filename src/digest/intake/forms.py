"""What a document is written in, and its lines, whichever that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.intake.parting import Form

if TYPE_CHECKING:
    from digest.intake.page_text.lines import Line
    from digest.intake.reading import Reading
    from digest.intake.stretches import Parted, Passage
    from digest.intake.web_page import Reader
    from digest.model import Problem

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_SOME_TAGS = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """How a document was parted by its readers."""

    whole: Parted
    form: Form
    problems: tuple[Problem, ...]

    def lines(self, passage: Passage) -> tuple[Line, ...]:
        """Those of a passage."""
        if self.form is Form.HTML:
            from digest.intake.web_page import passage_lines

            return passage_lines(passage.text, passage.line)
        return read_form(passage.text, self.form, passage.line, "own").lines


def form_of(text: str, suffix: str) -> Form:
    """What the document's name or its look says that it is written in."""
    if suffix in MARKDOWN_SUFFIXES:
        return Form.MARKDOWN
    return Form.HTML if suffix in HTML_SUFFIXES or looks_like_html(text) else Form.TEXT


def read_form(text: str, form: Form, first: int, reader: Reader) -> Reading:
    """The document's lines, by the reader of its form."""
    if form is Form.MARKDOWN:
        from digest.intake.markdown import read_markdown

        return read_markdown(text, first)
    if form is Form.HTML:
        from digest.intake.web_page import read_web_page

        return read_web_page(text, first, reader=reader)
    from digest.intake.page_text.lines import text_lines
    from digest.intake.page_text.wrapping import unwrapped
    from digest.intake.reading import Reading

    return Reading(unwrapped(list(text_lines(text, first))))


def looks_like_html(text: str) -> bool:
    """Whether a text is evidently an HTML document, whatever its file is called."""
    head = text[:4000].lstrip().casefold()
    if head.startswith(("<!doctype html", "<html", "<head", "<body")):
        return True
    return sum(head.count(mark) for mark in ("</p>", "</div>", "</h1>", "<br")) >= _SOME_TAGS
