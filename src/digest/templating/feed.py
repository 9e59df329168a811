"""The Atom feed of issues (RFC 4287): each issue leaves an entry, and the feed is put together from those.

An entry is written when its issue is built, and never again once that was sent: a feed of a hundred issues renders
none of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, cast
from urllib.parse import quote
from xml.etree import ElementTree as ET

from markupsafe import Markup

from digest.errors import TemplateError
from digest.model import Page
from digest.model.visible import visible
from digest.templating.contents import web_address
from digest.templating.environment import render
from digest.templating.web import as_public, frame, public

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

    from digest.model import Issue, Newsletter, Picture, SentIssue
    from digest.templating.contents import Entry, Group

ENTRY = "entry.xml"
NEWEST = 52
"""How many issues the feed tells: a year of weeks."""

_ATOM = "http://www.w3.org/2005/Atom"
_NEEDED = ("id", "title", "updated")  # RFC 4287, section 4.1.2
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_TEMPLATE = "web/entry.xml.j2"


def entry_pages(issue: Issue, env: jinja2.Environment) -> tuple[Page, ...]:
    """``entry.xml``, the issue as an Atom Entry Document; nothing when nobody knows where the web edition lies.

    Raises:
        TemplateError: When its template is refused, or writes something else.
    """
    home = web_address(issue)
    if not home:
        return ()

    def published(picture: Picture) -> str:
        return home + quote(picture.src) if picture.file is not None else ""

    context = _with_addresses_alone(as_public(public(issue, published)))
    xml = _legal(render(env, _TEMPLATE, context))
    try:
        _parsed(xml)
    except ValueError as error:
        what, hint = "this writes no entry of a feed", "see the shipped template, and RFC 4287, section 4.1.2"
        raise TemplateError(what, where=_TEMPLATE, found=str(error), hint=hint) from error
    return (Page(ENTRY, xml),)


def entry_of(issue: SentIssue, newsletter: Newsletter, xml: str = "") -> str:
    """The issue's entry as it stands in the feed.

    It keeps what its issue left, and says when the issue was sent: the day of its issue is when it was published, or
    earlier where it was sent before that day; a newer sending is an update (RFC 4287, sections 4.2.9 and 4.2.15).

    Args:
        issue: What is remembered of it.
        newsletter: Whose web edition it is in.
        xml: What its issue left as ``entry.xml``; without, the entry has the subject and the address alone.

    Raises:
        ValueError: That is no entry.
    """
    entry = _parsed(xml) if xml else _bare(issue, newsletter)
    day = datetime.combine(issue.day, time(), UTC)
    for name, moment in (("published", min(day, issue.sent)), ("updated", issue.sent)):
        found = entry.find(f"{{{_ATOM}}}{name}")
        element = found if found is not None else ET.SubElement(entry, f"{{{_ATOM}}}{name}")
        element.text = moment.astimezone(UTC).strftime(_MOMENT)
    entry.tail = None
    ET.register_namespace("", _ATOM)
    return ET.tostring(entry, encoding="unicode")


def feed(newsletter: Newsletter, issues: Sequence[SentIssue], entries: Sequence[str], env: jinja2.Environment) -> str:
    """The feed; it is as new as the issue that was sent last.

    Args:
        newsletter: Whose it is; its ``web_url`` is known.
        issues: Those of the entries, at least one.
        entries: What `entry_of` makes of them, in the feed's order.
        env: Where its template is.

    Raises:
        TemplateError: When the template is refused, with its place.
    """
    last = max(issue.sent for issue in issues).astimezone(UTC).strftime(_MOMENT)
    whole = [Markup(entry) for entry in entries]  # noqa: S704 (parsed, and written as XML)
    return _legal(render(env, "web/feed.xml.j2", frame(newsletter) | {"entries": whole, "updated": last}))


def _with_addresses_alone(context: dict[str, object]) -> dict[str, object]:
    """The same without the pages beside the issue: a feed reader needs whole addresses."""

    def away(entry: Entry) -> Entry:
        return replace(entry, page="")

    lead, groups = cast("Entry | None", context["lead"]), cast("tuple[Group, ...]", context["groups"])
    return context | {
        "lead": away(lead) if lead else None,
        "groups": tuple(replace(group, entries=tuple(map(away, group.entries))) for group in groups),
        "entries": tuple(map(away, cast("tuple[Entry, ...]", context["entries"]))),
        "stories": tuple(map(away, cast("tuple[Entry, ...]", context["stories"]))),
    }


def _parsed(xml: str) -> ET.Element:
    """The entry.

    Raises:
        ValueError: It is none, or lacks what an entry needs.
    """
    try:
        entry = ET.fromstring(xml)  # noqa: S314 (written here; expat itself bounds what entities expand to)
    except (ET.ParseError, ValueError) as error:
        raise ValueError(f"no XML: {error}") from error
    if entry.tag != f"{{{_ATOM}}}entry":
        raise ValueError(f"the element {entry.tag.rpartition('}')[2]}")
    for name in _NEEDED:
        if not (entry.findtext(f"{{{_ATOM}}}{name}") or "").strip():
            raise ValueError(f"no {name}")
    return entry


def _bare(issue: SentIssue, newsletter: Newsletter) -> ET.Element:
    """An entry for an issue that left none, from before there was a feed."""
    base = str(frame(newsletter)["issues_address"])
    entry = ET.Element(f"{{{_ATOM}}}entry")
    ET.SubElement(entry, f"{{{_ATOM}}}title").text = _legal(visible(issue.subject)) or str(issue.week)
    ET.SubElement(entry, f"{{{_ATOM}}}id").text = f"{base}{issue.week}/"
    ET.SubElement(
        entry, f"{{{_ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": f"{base}{issue.week}/"}
    )
    return entry


def _legal(xml: str) -> str:
    """Without the characters that XML cannot hold, which a template of the newsletter's own could print."""
    return _FORBIDDEN.sub("", xml)
