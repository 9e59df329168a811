"""The Jinja2 environment: shipped templates, overridden file by file, and template mistakes with their place."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

import jinja2

from digest.errors import TemplateError
from digest.templating.flow import fixed, flowed, headed
from digest.templating.lacking import Strict, of_an_own_copy
from digest.templating.loading import Compiled, Folders
from digest.templating.markup import aligned, attribute, direction, foreign, isolated
from digest.templating.mixed import bracketed, dotted
from digest.templating.plain import shortened
from digest.templating.wording import speak

if TYPE_CHECKING:
    from collections.abc import Mapping

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
# What a template's own expressions can raise: {{ 1 / 0 }}, {{ day + 1 }}, {{ nothing | date }}, an endless include.
_OF_EXPRESSIONS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_HINT = "look up in docs/templates.md what a template is given"
_MARKUP = (".html", ".mjml", ".xml", ".html.j2", ".mjml.j2", ".xml.j2")


def templates(folder: Path | None = None, *, cache: Path | None = None) -> jinja2.Environment:
    """The environment in which letters and pages are rendered.

    Args:
        folder: The newsletter's own templates; each replaces the shipped one of the same name, the others stay.
        cache: A folder for compiled templates and phrases, made when missing; None makes them anew in each process.
    """
    folders = where(folder)
    env = jinja2.Environment(
        loader=Folders(folders),
        autoescape=is_markup,  # noqa: S701 (decided by name: the text part must not be escaped)
        undefined=Strict,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_bytecode(cache) if cache else None,
    )
    env.filters.update(
        aligned=aligned,
        attribute=attribute,
        bracketed=bracketed,
        direction=direction,
        dotted=dotted,
        fixed=fixed,
        flowed=flowed,
        foreign=foreign,
        headed=headed,
        isolated=isolated,
        shortened=shortened,
    )
    speak(env, folders, cache)
    return env


def where(folder: Path | None) -> tuple[Path, ...]:
    """The folders of templates and their phrases: the newsletter's own, then those that come with the package."""
    return (*([folder] if folder else ()), shipped())


def shipped() -> Path:
    """The templates that come with the package: inside a wheel, or at the top of a checkout."""
    package = Path(str(files("digest")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"


def is_markup(name: str | None) -> bool:
    """Whether a template of this name is escaped; one without a name is, to be on the safe side."""
    return name is None or name.endswith(_MARKUP)


def render(env: jinja2.Environment, name: str, context: Mapping[str, object]) -> str:
    """The template filled in.

    Raises:
        TemplateError: With file and line, when Jinja2 refuses the template, when it asks for what does not exist, or
            when it computes what cannot be computed.
    """
    try:
        return env.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        where = f"{error.filename or error.name or name}:{error.lineno}"
        raise TemplateError("the template is not valid Jinja", where=where, found=str(error.message)) from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError("a template is missing", where=name, found=str(error.name)) from error
    except jinja2.TemplateError as error:
        if older := of_an_own_copy(env, error, shipped(), _place(error)):
            raise older from error
        raise TemplateError(
            "the template cannot be filled in",
            where=_place(error) or name,
            found=str(error.message),
            hint=_HINT,
        ) from error
    except _OF_EXPRESSIONS as error:
        place = _place(error)
        if not place:  # raised by no template
            raise
        if older := of_an_own_copy(env, error, shipped(), place):
            raise older from error
        found = f"{type(error).__name__}: {error}"
        raise TemplateError("the template cannot be filled in", where=place, found=found, hint=_HINT) from error


def line_of(env: jinja2.Environment, name: str, filled: str) -> str:
    """The template's line, as ``file:line``, that a filled-in line most likely came from; else the template.

    It is the line most of whose own characters stand in the filled-in one, in their order.
    """
    best, place = 0, name
    suffix = "".join(Path(name).suffixes)
    for other in env.list_templates(filter_func=lambda candidate: candidate.endswith(suffix)):
        try:
            source, filename, _ = env.loader.get_source(env, other) if env.loader else ("", None, None)
        except (TemplateError, jinja2.TemplateNotFound):  # not this one, or the letter would not have been filled in
            continue
        for number, line in enumerate(source.splitlines(), start=1):
            literal = _literals(line, filled)
            if literal > best:
                best, place = literal, f"{filename or other}:{number}"
    return place


def _literals(line: str, filled: str) -> int:
    """How many characters the two have in common outside Jinja's signs; 0 when the line says something else."""
    start = common = 0
    for piece in filter(None, map(str.strip, _JINJA.split(line))):
        start = filled.find(piece, start)
        if start < 0:
            return 0
        start, common = start + len(piece), common + len(piece)
    return common


def _place(error: Exception) -> str:
    """The last line of a template in the traceback, which Jinja2 rewrites to point into templates; empty if none."""
    lines = [
        f"{frame.filename}:{frame.lineno}"
        for frame in extract_tb(error.__traceback__)
        if not _is_code(frame.filename)
    ]
    return lines[-1] if lines else ""


def _is_code(filename: str) -> bool:
    return filename.endswith(".py") or filename.startswith("<")


def _bytecode(folder: Path) -> jinja2.BytecodeCache | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # compiling again costs milliseconds; a read-only home must not cost the issue
        return None
    return Compiled(str(folder))
