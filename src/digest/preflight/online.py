"""What the web answered to the links of letters, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Finding, Severity
from digest.preflight.addresses import is_web, reserved
from digest.preflight.sight import Sight
from digest.preflight.table import gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.model import LaidIssue, LaidLetter

    Answers = Mapping[str, tuple[bool, str]]  # by address: whether it is gone, and what is wrong, empty for nothing

CHECK = "link-online"
_HINT = "open it in a browser, and give another address or leave the link out"
_UNPUBLISHED = "put outbox/archive/ on the web first, see docs/archive.md"
_PERHAPS = "open it in a browser: programs are often turned away where readers are not"
_SERVICE = "{}|[]"  # signs of merge tags, which only a sending service can fill in


def web_links(laid: LaidIssue) -> tuple[str, ...]:
    """The addresses in the letters that can be asked, each once; those with a service's merge tags cannot."""
    return tuple(dict.fromkeys(url for letter in laid.letters for url in _askable(laid, letter)))


def link_findings(laid: LaidIssue, answers: Answers) -> tuple[Finding, ...]:
    """What is gone forbids sending; what only turned the question away is a note.

    The issue's own pages, which may be put on the web after the check, are a should.

    Args:
        laid: The issue whose links were asked.
        answers: What became of them.
    """
    return gathered([list(_of(laid, letter, answers)) for letter in laid.letters])


def _of(laid: LaidIssue, letter: LaidLetter, answers: Answers) -> Iterator[Finding]:
    own = Sight(laid, letter).own.get("web", "").rstrip("/")
    for url in dict.fromkeys(_askable(laid, letter)):
        gone, wrong = answers.get(url, (False, ""))
        if gone and own and (url.rstrip("/") == own or f"{url}/".startswith(f"{own}/{laid.week}/")):
            what = f"the link to {url} leads nowhere yet: {wrong}"
            yield Finding(CHECK, Severity.SHOULD, letter.audience, what, _UNPUBLISHED)
        elif gone:
            yield Finding(CHECK, Severity.MUST, letter.audience, f"the link to {url} leads nowhere: {wrong}", _HINT)
        elif wrong:
            what = f"the link to {url} could not be followed: {wrong}"
            yield Finding(CHECK, Severity.NOTE, letter.audience, what, _PERHAPS)


def _askable(laid: LaidIssue, letter: LaidLetter) -> Iterator[str]:
    for link in Sight(laid, letter).links:
        if is_web(link.url) and not reserved(link.url) and not any(sign in link.url for sign in _SERVICE):
            yield link.url
