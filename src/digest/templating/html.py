"""MJML to HTML: the one home of mjml-python (mrml), with its mistakes put into words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.errors import TemplateError
from digest.templating.balance import TAG, lost_quote, unbalanced
from digest.templating.mjml_rules import Fault, fault
from digest.templating.polish import polished

if TYPE_CHECKING:
    from collections.abc import Callable

_POSITION = re.compile(r"at position (\d+)")
# mrml refuses blanks between two elements of the head unless a newline is among them.
_GAP = re.compile(r"(?<=>) +(?=<)")
# In here it deletes white space with a newline between two inline elements, and so joins their words (its issue 439).
_CONTENT = re.compile(
    r"<(mj-text|mj-button|mj-table|mj-navbar-link|mj-social-element|mj-accordion-t\w+)\b[^>]*(?<!/)>.*?</\1>",
    re.DOTALL,
)
_CARELESS = (
    (re.compile(r"<(?![a-zA-Z/!?])"), "write &lt; for a lone <"),
    (re.compile(r"<[a-zA-Z][\w-]*\s[^<>]*?=(?![\"'])"), "an attribute has no quotation marks"),
)
_VALUE = re.compile(r"(?<==)\s*(?:\"[^\"]*\"|'[^']*')")
_PANIC = "PanicException"  # of Rust, which no module of Python has by name, and which no `except Exception` sees
_HINT = "close every tag and quote every attribute, also inside mj-text"


def compiled(mjml: str, find: Callable[[str], str]) -> str:
    """The HTML of a letter.

    Args:
        mjml: The letter in MJML.
        find: Which template's line, as ``file:line``, a filled-in line came from.

    Raises:
        TemplateError: When the MJML is not well-formed, or has an element, an attribute, a value or a nesting that
            MJML does not know; mrml itself passes over those in silence.
    """
    from mjml import mjml2html

    try:
        html = mjml2html(_spaced(mjml), fonts={})
    except ValueError as error:
        raise _mistake(mjml, _refused(mjml, error), find) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise _mistake(mjml, _refused(mjml, error), find) from error
    if wrong := _mismatched(mjml) or fault(mjml):
        raise _mistake(mjml, wrong, find)
    return polished(html)


def _refused(mjml: str, error: BaseException) -> Fault:
    """What mrml cannot read, in our own words where there are some."""
    if wrong := lost_quote(mjml):
        return Fault(*wrong, _HINT)
    if other := _mismatched(mjml):
        return other
    if wrong := _careless(mjml):
        return Fault(*wrong, _HINT)
    said = str(error) if isinstance(error, ValueError) else "what stands there is no MJML"
    return fault(mjml) or Fault(_characters(mjml, _POSITION.search(str(error))), said, _HINT)


def _spaced(mjml: str) -> str:
    """White space where mrml wants it; as long as before, so that its positions hold for the original."""
    head, end, body = mjml.rpartition("</mj-head>")
    head = _GAP.sub(lambda match: "\n" * len(match[0]), head)
    return head + end + _CONTENT.sub(lambda match: match[0].replace("\n", " "), body)


def _mismatched(mjml: str) -> Fault | None:
    wrong = unbalanced(mjml)
    return Fault(*wrong, _HINT) if wrong else None


def _careless(mjml: str) -> tuple[int, str] | None:
    """The first thing that HTML allows and MJML does not."""
    bare = _bare(mjml)
    for sign, what in _CARELESS:
        if match := sign.search(bare):
            return match.start(), what
    return None


def _bare(mjml: str) -> str:
    """The same with comments and attribute values blotted out, every other character in its place."""

    def blot(tag: re.Match[str]) -> str:
        if not tag[2]:  # a comment
            return "_" * len(tag[0])
        return _VALUE.sub(lambda value: '"' + "_" * (len(value[0]) - 2) + '"', tag[0])

    return TAG.sub(blot, mjml)


def _characters(mjml: str, position: re.Match[str] | None) -> int:
    """The position in characters; mrml counts bytes."""
    return len(mjml.encode()[: int(position[1])].decode(errors="ignore")) if position else 0


def _mistake(mjml: str, wrong: Fault, find: Callable[[str], str]) -> TemplateError:
    line = mjml.splitlines()[mjml.count("\n", 0, wrong.at)].strip()
    return TemplateError(
        "the letter is not valid MJML",
        where=find(line),
        found=f"{wrong.what}: {line[:120]}",
        hint=wrong.hint,
    )
