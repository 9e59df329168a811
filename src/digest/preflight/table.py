"""The table of checks, and how they are run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Finding, Severity
from digest.preflight import checks, completeness
from digest.preflight.sight import sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from digest.model import Issue, Letter
    from digest.preflight.sight import Sight


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked for, how much it weighs and how it is mended."""

    name: str
    severity: Severity
    look: Callable[[Sight], Iterable[str]]
    hint: str


_M, _S, _N = Severity.MUST, Severity.SHOULD, Severity.NOTE


def _lacking(*sections: str) -> str:
    """What a newsletter whose templates lack a section should do."""
    parts = " and ".join(f"sections/{section}.*" for section in sections)
    return f"let your own letter.mjml.j2 (HTML) and letter.txt.j2 (text) include {parts}, see docs/templates.md"


CHECKS: tuple[Check, ...] = (
    Check("unsubscribe", _M, checks.unsubscribe, "keep the footer's unsubscribe link in your templates"),
    Check("postal-address", _M, checks.postal_address, "keep the footer's postal address in your templates"),
    Check("stories", _M, checks.stories, "add a document that is not kept for another audience"),
    Check("told", _M, completeness.told, _lacking("lead", "stories")),
    Check("named", _M, completeness.named, _lacking("headlines")),
    Check("note", _M, completeness.note, _lacking("note")),
    Check("size", _M, checks.size, "lower keep.stories, keep.paragraphs or keep.words in digest.toml"),
    Check("links", _M, checks.links, "give an absolute https:// address in the document's header or in digest.toml"),
    Check("pictures", _M, checks.pictures, "use an https:// address or a local PNG, JPEG or GIF, with an `alt`"),
    Check("placeholders", _M, checks.placeholders, "mend the template or the document that shows it"),
    Check("subject", _M, checks.subject, "give the lead a title"),
    Check("message", _M, checks.message, "this is a fault of digest: please report it"),
    Check("read-on", _S, checks.read_on, "set newsletter.web_url, or give the document a `url`"),
    Check("room", _S, checks.room, "lower keep.stories, keep.paragraphs or keep.words in digest.toml"),
    Check(
        "picture-words",
        _S,
        checks.picture_words,
        "say what it shows: `alt` in the document's header or in deals.toml",
    ),
    Check("link-words", _S, checks.link_words, "let the link's words say where it goes"),
    Check("forgotten", _S, checks.forgotten, "finish or remove it in the document"),
    Check("subject-length", _S, checks.subject_length, "between 10 and 60 characters are shown whole"),
    Check(
        "preheader", _S, checks.preheader, "between 40 and 140 characters work best: write a `preheader` in the edits"
    ),
    Check("answers", _S, checks.answers, "set sender.reply_to to an address that somebody reads"),
    Check("sample-values", _N, checks.sample_values, "replace the example.org values in digest.toml before sending"),
)


def preflight(issue: Issue, letters: Iterable[Letter]) -> tuple[Finding, ...]:
    """Look through the finished letters; the gravest findings first, each check in the order of the table.

    A finding that is the same in every letter is given once, for the whole issue (``audience`` empty).
    """
    letters = tuple(letters)
    seen = [list(_findings(sight(issue, letter))) for letter in letters]
    common = set.intersection(*({_key(f) for f in found} for found in seen)) if len(seen) > 1 else set()
    merged: dict[tuple[str, str, str], Finding] = {}
    for found in seen:
        for finding in found:
            audience = "" if _key(finding) in common else finding.audience
            merged.setdefault(
                (*_key(finding), audience),
                Finding(finding.check, finding.severity, audience, finding.what, finding.hint),
            )
    rank = list(Severity)
    return tuple(sorted(merged.values(), key=lambda finding: rank.index(finding.severity)))


def _findings(seen: Sight) -> Iterator[Finding]:
    for check in CHECKS:
        for what in dict.fromkeys(check.look(seen)):
            yield Finding(check.name, check.severity, seen.letter.audience, what, check.hint)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.check, finding.what
