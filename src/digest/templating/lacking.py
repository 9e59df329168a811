"""What a template asks of another one that has it no more, or not yet: an own copy may be older than the others."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.environment import TemplateModule
from jinja2.utils import missing

from digest.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

_REFUSED = re.compile(r"macro '(\w+)' (?:takes|got|was)")
_HINT = "your copy is older than the others: take over what the shipped file of this name has, see docs/templates.md"


class Lacking(jinja2.UndefinedError):
    """Raised where an imported template has no such macro or value."""

    def __init__(self, template: str, name: str, message: str | None = None) -> None:
        super().__init__(message or f"{template} has no {name}")
        self.template, self.name = template, name


class Strict(jinja2.StrictUndefined):
    """A name that nothing has; one of an imported template says whose it should be."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: Callable[[str | None], jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        if isinstance(obj, TemplateModule):
            hint, exc = None, partial(Lacking, str(obj.__name__), str(name))
        super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]  # Jinja2 only calls it


def of_an_own_copy(env: jinja2.Environment, error: Exception, shipped: Path, place: str) -> TemplateError | None:
    """The mistake, when a file of the newsletter's own lacks what another template asks of it; else None.

    Args:
        env: The environment.
        error: What Jinja2 raised.
        shipped: The folder of the shipped templates, which have what they ask of each other.
        place: The line that asked.
    """
    if isinstance(error, Lacking):
        file, found = _file(env, error.template), f"nothing named “{error.name}”, which {place} asks for"
    elif refused := _REFUSED.match(str(error)):
        file, found = _owner(env, refused[1], shipped), f"{error}, as {place} says it"
    else:
        return None
    if not file or Path(file).is_relative_to(shipped):
        return None
    return TemplateError("a template of your own lacks what others need", where=file, found=found, hint=_HINT)


def _owner(env: jinja2.Environment, macro: str, shipped: Path) -> str:
    """The newsletter's own file that has the macro, or nothing."""
    says = re.compile(rf"\bmacro\s+{macro}\b")
    files = filter(None, (_file(env, name) for name in env.list_templates(extensions=["j2"])))
    own = (Path(file) for file in files if not Path(file).is_relative_to(shipped))
    return next((str(file) for file in own if says.search(file.read_text(encoding="utf-8"))), "")


def _file(env: jinja2.Environment, name: str) -> str:
    try:
        return env.get_template(name).filename or ""
    except (jinja2.TemplateError, TemplateError):  # not that one, or another mistake would have been told
        return ""
