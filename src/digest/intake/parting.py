"""A document's text parted by its readers before any of it is read, so that nothing can come to the wrong ones."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from digest.intake.fences import LIKE_FENCE
from digest.intake.marks import refuse_in_markdown, refuse_in_page, refuse_in_text
from digest.intake.stretches import Parted, gapless, parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.intake.stretches import Passage
    from digest.model import Problem

# Code within a paragraph of Markdown: it begins with a tick that no backslash takes its meaning from.
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t>]*\n).){1,2000}?)(?<!`)\1(?!`)", re.DOTALL)


class Form(Enum):
    """What a document's text is written in."""

    TEXT = auto()
    MARKDOWN = auto()
    HTML = auto()


def part(text: str, form: Form, where: str, first: int) -> tuple[Parted, tuple[Problem, ...]]:
    """Part a document: what everybody may read, and the passages that are for one audience.

    Args:
        text: The document without its header.
        form: What it is written in.
        where: Its name, for problems.
        first: The number of its first line.

    Raises:
        UnreadableDocument: The marks leave it open what is for whom.
    """
    if form is Form.HTML:
        page, problems = _by_elements(text, "", where, first, breaking=True)
        refuse_in_page(page.public, where)
        return page, problems
    whole, problems = _by_fences(text, form, where, first)
    if form is Form.TEXT:
        for words, line in ((whole.public, first), *((passage.text, passage.line) for passage in whole.passages)):
            refuse_in_text(words, where, line)
        return whole, problems
    public, strange = _by_elements(whole.public, _masked(whole.public), where, first)
    refuse_in_markdown(public.public, where, first)
    passages, more = _again(whole.passages, where)
    every = sorted((*passages, *public.passages), key=lambda passage: passage.line)
    return Parted(public.public, tuple(every)), (*problems, *strange, *more)


def _by_fences(text: str, form: Form, where: str, first: int) -> tuple[Parted, tuple[Problem, ...]]:
    from digest.intake.fences import fenced

    if not LIKE_FENCE.search(text):
        return Parted(text), ()
    stretches, odd = fenced(text, where, first, code=frozenset(_code(text)) if form is Form.MARKDOWN else ())
    problems = tuple(one.problem(text, where, first) for one in odd)
    return parted(text, gapless(stretches, len(text)) if stretches else (), first), problems


def _by_elements(
    text: str, tokens: str, where: str, first: int, *, breaking: bool = False
) -> tuple[Parted, tuple[Problem, ...]]:
    from digest.intake.enclosed import enclosed, marks_something

    if not marks_something(tokens or text):
        return Parted(text), ()
    stretches, odd = enclosed(text, where, tokens)
    if not stretches:
        return Parted(text), ()
    cut = parted(text, gapless(stretches, len(text)), first, breaking=breaking)
    return cut, tuple(one.problem(text, where, first) for one in odd)


def _again(passages: tuple[Passage, ...], where: str) -> tuple[list[Passage], list[Problem]]:
    """The passages between fences, those in them taken out that HTML marks for others."""
    found: list[Passage] = []
    problems: list[Problem] = []
    for passage in passages:
        inner, odd = _by_elements(passage.text, _masked(passage.text), where, passage.line)
        refuse_in_markdown(inner.public, where, passage.line)
        found += (replace(passage, text=inner.public), *inner.passages)
        problems += odd
    return found, problems


def _code(text: str) -> Iterator[int]:
    """The lines, from 0, of blocks of code between fences of their own that are closed; indents protect nothing."""
    from markdown_it import MarkdownIt

    lines = text.split("\n")
    for token in MarkdownIt("commonmark", {"html": True}).parse(text):
        if token.type == "fence" and token.map is not None:
            begin, end = token.map
            last = lines[end - 1].strip(" \t>") if end - 1 > begin else ""
            if last.startswith(token.markup) and not last.strip(token.markup[0]):
                yield from range(begin, end)


def _masked(text: str) -> str:
    """Markdown of the same length in which code has no tags."""
    from digest.intake.enclosed import marks_something

    if not marks_something(text):
        return text
    code = frozenset(_code(text))
    lines = ("x" * len(line) if number in code else line for number, line in enumerate(text.split("\n")))
    return _SPAN.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), "\n".join(lines))
