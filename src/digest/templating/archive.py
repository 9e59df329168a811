"""The list of all issues that were sent."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.model.visible import visible
from digest.templating.web import frame, page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import jinja2

    from digest.model import Newsletter, SentIssue


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue in the list; ``page`` is its address relative to it."""

    number: int
    day: date
    subject: str
    page: str


@dataclass(frozen=True, slots=True)
class Year:
    """The issues of one year, the newest first."""

    number: int
    issues: tuple[Listed, ...]


def issues_page(newsletter: Newsletter, issues: Iterable[SentIssue], env: jinja2.Environment) -> str:
    """The page that lists all issues, the newest first.

    Args:
        newsletter: Theirs.
        issues: Those that lie beside the page, each in the folder of its week.
        env: Where its template is.

    Raises:
        TemplateError: When the template is refused, with its place.
    """
    newest = sorted(issues, key=lambda issue: (issue.day, issue.week), reverse=True)
    years = tuple(
        Year(number, tuple(map(_listed, told))) for number, told in groupby(newest, key=lambda issue: issue.day.year)
    )
    return page(env, "web/archive.html.j2", frame(newsletter) | {"years": years})


def _listed(issue: SentIssue) -> Listed:
    subject = visible(issue.subject) or str(issue.week)
    return Listed(issue.number, issue.day, subject, f"{issue.week}/index.html")
