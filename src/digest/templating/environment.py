"""The Jinja2 environment: shipped templates, overridden file by file, and template mistakes with their place."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from digest.errors import TemplateError
from digest.templating.flow import fixed, flowed, headed
from digest.templating.inventory import nearest
from digest.templating.lacking import Strict, of_an_own_copy
from digest.templating.loading import Compiled, Folders
from digest.templating.markup import aligned, attribute, direction, foreign, isolated
from digest.templating.mixed import bracketed, dotted
from digest.templating.plain import shortened
from digest.templating.tracing import hint_for, place_of, traced
from digest.templating.wording import speak

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    except jinja2.TemplateError as error:
        raise _mistake(env, name, error) from error
    except _OF_EXPRESSIONS as error:
        place = place_of(error, shipped())
        if not place:  # raised by no template
            raise
        if older := of_an_own_copy(env, error, shipped(), place):
            raise older from error
        found = f"{type(error).__name__}: {error}"
        raise TemplateError("the template cannot be filled in", where=place, found=found, hint=_HINT) from error


def _mistake(env: jinja2.Environment, name: str, error: jinja2.TemplateError) -> TemplateError:
    """What Jinja2 says, in the house's words."""
    message, place = str(error.message).removesuffix("."), place_of(error, shipped()) or name
    if isinstance(error, jinja2.TemplateSyntaxError):
        where = f"{error.filename or error.name or name}:{error.lineno}"
        what = "the template is not valid Jinja"
        return TemplateError(what, where=where, found=message, hint=hint_for(env, message))
    if isinstance(error, jinja2.TemplateNotFound):
        hint = nearest(str(error.name), env.list_templates()) or "list them with: digest templates"
        return TemplateError("a template is missing", where=place, found=str(error.name), hint=hint)
    if older := of_an_own_copy(env, error, shipped(), place_of(error, shipped())):
        return older
    return TemplateError("the template cannot be filled in", where=place, found=message, hint=hint_for(env, message))


def line_of(env: jinja2.Environment, name: str, filled: str) -> str:
    """The template's line, as ``file:line``, that a filled-in line most likely came from; else the template."""
    return traced(env, name, filled, shipped())


def _bytecode(folder: Path) -> jinja2.BytecodeCache | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # compiling again costs milliseconds; a read-only home must not cost the issue
        return None
    return Compiled(str(folder))
