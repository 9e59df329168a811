"""Where a mistake in the templates was made: file and line, the newsletter's own files before the shipped ones."""

from __future__ import annotations

import re
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

import jinja2

from digest.errors import TemplateError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})")
_OPENS = re.compile(r"\{%[-+]?\s*(?:if|for)\b")
_CLOSES = re.compile(r"\{%[-+]?\s*end(?:if|for|trans)\b")
_TRANSLATED = re.compile(r"\{%[-+]?\s*trans\b")  # what stands in it is said in the letter's language
_FEWEST = 3  # characters that a line must have in common to have been its source
_ASKED = re.compile(r"(?:has no attribute|has no element) '(\w+)'|'(\w+)' is undefined")
_NO_SUCH = re.compile(r"No (filter|test) named '(.+?)'")
_NO_TAG = re.compile(r"unknown tag '(.+?)'")
_TAGS = """
autoescape block call elif else endautoescape endblock endcall endfilter endfor endif endmacro endset endtrans endwith
extends filter for from if import include macro pluralize set trans with
"""
_GIVEN = "look up in docs/templates.md what a template is given"
_SIGNS = "look whether every {{ has its }} and every {% its %}, on this line and above it"


def traced(env: jinja2.Environment, name: str, filled: str, shipped: Path) -> str:
    """The template's line, as ``file:line``, that a filled-in line most likely came from; else the template.

    It is the line most of whose own characters stand in the filled-in one, in their order: one of the newsletter's
    own files, there a line that the shipped file has not before others, and of a shipped file only where none fits.

    Args:
        env: The environment.
        name: The template that was filled in.
        filled: One line of what came of it.
        shipped: The folder of the shipped templates, in which no mistake is expected.
    """
    best, place = (False, 0, False), name
    suffix = "".join(Path(name).suffixes)
    for file, source, theirs in _sources(env, suffix, shipped):
        known = frozenset(theirs.splitlines())
        own = not Path(file).is_relative_to(shipped)
        for number, line in enumerate(source.splitlines(), start=1):
            common = _literals(line, filled)
            rank = own and common >= _FEWEST, common, line not in known
            if common and rank > best:
                best, place = rank, f"{file}:{number}"
    return place


def _sources(env: jinja2.Environment, suffix: str, shipped: Path) -> Iterator[tuple[str, str, str]]:
    """The file and the text of each template of a kind, and the text of the shipped one that it replaces."""
    for name in env.list_templates(filter_func=lambda candidate: candidate.endswith(suffix)):
        try:
            source, filename, _ = env.loader.get_source(env, name) if env.loader else ("", None, None)
            theirs = shipped / name
            yield filename or name, source, theirs.read_text(encoding="utf-8") if theirs.is_file() else ""
        except (TemplateError, jinja2.TemplateNotFound):  # not this one, or the letter would not have been filled in
            continue


def _literals(line: str, filled: str) -> int:
    """How many characters the two have in common outside Jinja's signs; 0 when the line says something else.

    What stands between the two ends of a condition, a loop or a translation may be missing.
    """
    start = common = depth = 0
    for piece in filter(None, map(str.strip, _JINJA.split(line))):
        if piece.startswith(("{{", "{%", "{#")) and _JINJA.fullmatch(piece):
            depth += bool(_OPENS.match(piece) or _TRANSLATED.match(piece)) - bool(_CLOSES.match(piece))
            continue
        found = filled.find(piece, start)
        if found >= 0:
            start, common = found + len(piece), common + len(piece)
        elif depth <= 0:
            return 0
    return common


def place_of(error: Exception, shipped: Path) -> str:
    """The line of a template that is to blame, out of the traceback, which Jinja2 rewrites to point into templates.

    It is the last line that says the name that nothing has; else the last one in a file of the newsletter's own, for
    the shipped ones only do what they are told; else the last one. Empty if there is none.
    """
    frames = [frame for frame in extract_tb(error.__traceback__) if not _is_code(frame.filename)]
    asked = _ASKED.search(str(error))
    name = (asked[1] or asked[2]) if asked else ""
    said = [frame for frame in frames if name and re.search(rf"\b{name}\b", frame.line or "")]
    own = [frame for frame in frames if not Path(frame.filename).is_relative_to(shipped)]
    last = next((some[-1] for some in (said, own, frames) if some), None)
    return f"{last.filename}:{last.lineno}" if last else ""


def _is_code(filename: str) -> bool:
    return filename.endswith(".py") or filename.startswith("<")


def hint_for(env: jinja2.Environment, message: str) -> str:
    """What to do about Jinja2's message: the word that was meant, where to look words up, or what to look for."""
    if found := _NO_SUCH.search(message):
        return did_you_mean(found[2], env.filters if found[1] == "filter" else env.tests) or _GIVEN
    if found := _NO_TAG.search(message):
        return did_you_mean(found[1], _TAGS.split()) or "Jinja has no such tag"
    if "Unexpected end of template" in message:
        return "close what is open"
    return _SIGNS if _is_of_syntax(message) else _GIVEN


def _is_of_syntax(message: str) -> bool:
    return any(word in message.casefold() for word in ("unexpected", "expected", "missing end"))
