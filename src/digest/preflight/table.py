"""The table of checks, and how they are run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Finding, Severity
from digest.preflight import (
    colours,
    completeness,
    files,
    inbox,
    law,
    links,
    markup,
    merge_tags,
    message,
    pictures,
    privacy,
    size,
    words,
)
from digest.preflight.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from digest.model import LaidIssue, SentIssue


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked for, how much it weighs and how it is mended."""

    name: str
    severity: Severity
    look: Callable[[Sight], Iterable[str]]
    hint: str


_M, _S, _N = Severity.MUST, Severity.SHOULD, Severity.NOTE
_SHORTER = "lower keep.stories, keep.paragraphs or keep.words in digest.toml"
_REPORT = "this is a fault of digest: please report it"
_OWN = "mend your own templates, see docs/templates.md"
_TAGS = "spell it as your sending service's handbook does, in digest.toml"
_NOT_THEIRS = "take them out of your note, inbox lines, summary or title, or unmark them in the document; build again"
_AGAIN = "build the week again, or make the same change in all of letter.html, letter.txt and letter.eml"
_LOOK = "choose other colours under [look] in digest.toml, or in your own templates"


def _lacking(*sections: str) -> str:
    """What a newsletter whose templates lack a section should do."""
    parts = " and ".join(f"sections/{section}.*" for section in sections)
    return f"let your own letter.mjml.j2 (HTML) and letter.txt.j2 (text) include {parts}, see docs/templates.md"


CHECKS: tuple[Check, ...] = (
    Check("unsubscribe", _M, law.unsubscribe, "keep the footer's unsubscribe link in your templates"),
    Check("one-click", _M, law.one_click, "set links.unsubscribe in digest.toml to an https:// address"),
    Check("postal-address", _M, law.postal_address, "keep the footer's postal address in your templates"),
    Check("stories", _M, words.stories, "add a document that is not kept for another audience"),
    Check("told", _M, completeness.told, _lacking("lead", "stories")),
    Check("named", _M, completeness.named, _lacking("headlines")),
    Check("note", _M, completeness.note, _lacking("note")),
    Check("size", _M, size.size, _SHORTER),
    Check("links", _M, links.links, "give an absolute https:// address in the document's header or in digest.toml"),
    Check("deceptive", _M, links.deceptive, "let the words be a name, or the address that they lead to"),
    Check("pictures", _M, pictures.pictures, "use an https:// address or a local PNG, JPEG or GIF, with an `alt`"),
    Check("files", _M, files.files, "build the week again"),
    Check("placeholders", _M, merge_tags.placeholders, "mend the template or the document that shows it"),
    Check("merge-tags", _M, merge_tags.merge_tags, _TAGS),
    Check("leaks", _M, privacy.leaks, _NOT_THEIRS),
    Check("subject", _M, inbox.subject, "give the lead a title"),
    Check("contrast", _M, colours.contrast, _LOOK),
    Check("elements", _M, markup.elements, _OWN),
    Check("message", _M, message.message, _REPORT),
    Check("headers", _M, message.headers, _REPORT),
    Check("carried", _M, message.carried, _AGAIN),
    Check("read-on", _S, links.read_on, "set newsletter.web_url, or give the document a `url`"),
    Check("room", _S, size.room, _SHORTER),
    Check(
        "picture-words",
        _S,
        pictures.picture_words,
        "say what it shows: `alt` in the document's header or in deals.toml",
    ),
    Check("picture-kind", _S, pictures.picture_kind, "save it as PNG, JPEG or GIF"),
    Check("picture-room", _S, pictures.picture_room, "give the picture a width and a height in your own templates"),
    Check("picture-weight", _S, pictures.picture_weight, "save it smaller: twice the width at which it is shown"),
    Check("picture-share", _S, pictures.picture_share, "show fewer pictures, or raise keep.words in digest.toml"),
    Check("tracking", _S, pictures.tracking, "take it out of your own templates"),
    Check("offers", _S, completeness.offers, _lacking("deals", "catalogue")),
    Check("same-links", _S, completeness.same_links, "let the section's text template show the link as well"),
    Check("link-words", _S, links.link_words, "let the link's words say where it goes"),
    Check("shortened", _S, links.shortened, "give the address that it leads to"),
    Check("insecure", _S, links.insecure, "write https:// where the site answers there"),
    Check("link-count", _S, links.link_count, "name fewer headlines, or lower keep.stories in digest.toml"),
    Check("forgotten", _S, words.forgotten, "finish or remove it in the document"),
    Check("stale-year", _S, words.stale_year, "bring the year up to date, or leave it out"),
    Check("weekday", _S, words.weekday, "look at a calendar, and mend the note in the edits"),
    Check("subject-length", _S, inbox.subject_length, "between 10 and 60 characters are shown whole"),
    Check("subject-tone", _S, inbox.subject_tone, "write a calm `subject` in the edits"),
    Check("subject-again", _S, inbox.subject_again, "write another `subject` in the edits"),
    Check(
        "preheader", _S, inbox.preheader, "between 40 and 140 characters work best: write a `preheader` in the edits"
    ),
    Check("preheader-shown", _S, inbox.preheader_shown, _lacking("preheader")),
    Check("answers", _S, inbox.answers, "set sender.reply_to to an address that somebody reads"),
    Check("contrast-more", _S, colours.contrast_more, _LOOK),
    Check("document", _S, markup.document, _OWN),
    Check("headings", _S, markup.headings, _OWN),
    Check("empty-sections", _S, markup.empty_sections, "leave the heading out where its section is empty"),
    Check("tables", _S, markup.tables, _OWN),
    Check("styles", _S, markup.styles, "shorten it in your own templates, or split it"),
    Check("css", _S, markup.css, _OWN),
    Check("message-id", _S, message.message_id, _REPORT),
    Check("edited", _S, message.edited, "write what should stay into the edits, and build the week again"),
    Check("mixed-tags", _S, merge_tags.mixed_tags, "keep to one service's merge tags under [links] in digest.toml"),
    Check("beyond", _N, size.beyond, _SHORTER),
    Check("sample-values", _N, inbox.sample_values, "replace the example.org values in digest.toml before sending"),
    Check("sample-links", _N, links.sample_links, "give addresses that exist"),
)


def preflight(laid: LaidIssue, sent: Sequence[SentIssue] = ()) -> tuple[Finding, ...]:
    """Look through the laid letters; the gravest findings first, each check in the order of the table.

    A finding that is the same in every letter is given once, for the whole issue (``audience`` empty).

    Args:
        laid: The issue.
        sent: Those that were sent before, oldest first.
    """
    return gathered([list(_findings(Sight(laid, letter, sent))) for letter in laid.letters])


def gathered(seen: Sequence[Sequence[Finding]]) -> tuple[Finding, ...]:
    """The findings of several letters, one list for each, as one list without repeats."""
    common = set.intersection(*({_key(f) for f in found} for found in seen)) if len(seen) > 1 else set()
    merged: dict[tuple[str, str, str], Finding] = {}
    for found in seen:
        for finding in found:
            audience = "" if _key(finding) in common else finding.audience
            merged.setdefault(
                (*_key(finding), audience),
                Finding(finding.check, finding.severity, audience, finding.what, finding.hint),
            )
    return graded(merged.values())


def graded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, else in their order."""
    rank = list(Severity)
    return tuple(sorted(findings, key=lambda finding: rank.index(finding.severity)))


def _findings(seen: Sight) -> Iterator[Finding]:
    for check in CHECKS:
        for what in dict.fromkeys(check.look(seen)):
            yield Finding(check.name, check.severity, seen.letter.audience, what, check.hint)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.check, finding.what
