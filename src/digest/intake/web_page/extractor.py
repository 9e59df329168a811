"""The text of a page as the package trafilatura finds it, where an editor asks for that (home of the package)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.intake.web_page.nesting import flat
from digest.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from digest.intake.page_text.lines import Line
    from digest.intake.reading import Reading

_SURE = 6  # words of a line that stands nowhere else by chance


def extracted(html: str, form: str, address: str = "") -> str:
    """The main text of a page.

    Args:
        html: The page.
        form: ``html`` or ``txt``.
        address: Where the page stands; helps with relative addresses.

    Raises:
        DigestError: The package is not installed.
    """
    found = _trafilatura().extract(
        flat(html), url=address or None, output_format=form, include_comments=False, include_images=form == "html"
    )
    return found or ""


def chosen(reading: Reading, html: str) -> Reading:
    """The reading with the lines that stand in the extracted text as its body; as it was, where none does.

    Raises:
        DigestError: The package is not installed.
    """
    text = extracted(html, "txt")
    paragraphs = {_key(line) for line in text.split("\n")}
    lines = tuple(_marked(reading.lines, paragraphs, f" {_key(text)} "))
    if not any(line.role is Role.BODY for line in lines):
        return reading
    return replace(reading, lines=lines, bounded=False)


def _marked(lines: tuple[Line, ...], paragraphs: set[str], whole: str) -> Iterator[Line]:
    for line in lines:
        key = _key(line.text)
        stands = key in paragraphs or (key.count(" ") >= _SURE - 1 and f" {key} " in whole)
        free = line.role in {None, Role.FURNITURE} and not line.outside
        yield replace(line, role=Role.BODY) if stands and free else line


def _key(text: str) -> str:
    return " ".join(text.strip("-–•| \t").split())


def _trafilatura() -> ModuleType:
    try:
        import trafilatura
    except ImportError as error:
        raise DigestError(
            "pages cannot be read with trafilatura: it is not installed",
            hint='install it with: pip install "digest[fulltext]"',
        ) from error
    return trafilatura
