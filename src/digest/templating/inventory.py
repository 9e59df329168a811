"""Which templates there are, what each is, and what becomes of a newsletter's own copies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from digest.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

State = Literal["shipped", "own", "needless", "unknown"]

ROWS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("letter.mjml.j2", "letter.txt.j2"), "a letter, in which order its sections stand"),
    (("look.mjml.j2",), "sizes and the inline styles made from the settings' colours and fonts"),
    (
        ("pieces.mjml.j2", "pieces.txt.j2"),
        "headline, byline line, picture, key paragraphs: what several sections use",
    ),
    (("sections/preheader.mjml.j2",), "the hidden line that an inbox shows after the subject"),
    (("sections/dark.mjml.j2",), "the colours of dark mode"),
    (
        ("sections/masthead.mjml.j2", "sections/masthead.txt.j2"),
        'name or logo, tagline, number, date, "view in browser"',
    ),
    (("sections/note.mjml.j2", "sections/note.txt.j2"), "the editor's opening note"),
    (("sections/lead.mjml.j2", "sections/lead.txt.j2"), "the lead story with its picture, caption and credit"),
    (("sections/stories.mjml.j2", "sections/stories.txt.j2"), "the other stories, section by section"),
    (
        ("sections/headlines.mjml.j2", "sections/headlines.txt.j2"),
        '"more headlines": stories that are only named',
    ),
    (
        ("sections/beyond.mjml.j2", "sections/beyond.txt.j2"),
        "the rest online: what has no room in a letter that mail programs would clip",
    ),
    (("sections/archive.mjml.j2", "sections/archive.txt.j2"), '"you might also like"'),
    (
        ("sections/deals.mjml.j2", "sections/deals.txt.j2"),
        "members' deals and books, or an offer for other readers",
    ),
    (("sections/join.mjml.j2", "sections/join.txt.j2"), "how to join, for everybody else"),
    (
        ("sections/about.mjml.j2", "sections/about.txt.j2"),
        "about each publication: its own words, address and phone",
    ),
    (
        ("sections/footer.mjml.j2", "sections/footer.txt.j2"),
        "why this letter came, postal address, unsubscribe, manage, subscribe",
    ),
    (
        ("sections/english.mjml.j2", "sections/english.txt.j2"),
        "in a letter in another language: why it came and the way out, in English",
    ),
    (("web/index.html.j2", "web/article.html.j2"), "the web edition: the issue, and the full text of a story"),
    (("web/archive.html.j2",), "the archive's page: all issues that were sent"),
    (
        ("web/feed.xml.j2", "web/entry.xml.j2", "web/content.html.j2"),
        "the archive as an Atom feed, an issue's entry in it, and the entry's text",
    ),
    (("web/page.html.j2", "web/pieces.html.j2", "web/style.css"), "what the pages share"),
    (("readers.txt.j2",), "whom the header `To` names"),
    (("desk/draft.txt.j2",), "what a draft brings the editor: findings, and why each story and paragraph is there"),
    (
        tuple(f"locales/{language}.po" for language in ("ar", "de", "es", "fr", "he", "ru", "uk")),
        "the fixed phrases in other languages",
    ),
    (("locales/messages.pot",), "the phrases alone, to start a translation from"),
)
"""Every shipped template with the words that say what it is; docs/templates.md has the same table."""

_WHAT = {name: what for names, what in ROWS for name in names}
_PLACE = {name: place for place, name in enumerate(_WHAT)}
_OWN_LANGUAGE = re.compile(r"locales/[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\.po")
_NO_TEMPLATE = re.compile(r"(^|/)\.|~$|(^|/)README(\.\w+)?$", re.IGNORECASE)  # what editors and systems leave behind
_INCLUDES = re.compile(rb"\{%[-+]?\s*(?:include|import|from|extends)\s(.*?)%\}", re.DOTALL)
_TEXT = rb"(?:\"[^\"]*\"|'[^']*')"
_BY_NAME = re.compile(
    rb"\s*(?:%b|[\[(](?:\s*%b\s*,?)*\s*[\])])\s*(?:(?:ignore|with|without|as|import)\b.*)?[-+]?" % (_TEXT, _TEXT),
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template.

    ``state`` is ``shipped``; ``own``, a copy or a new file that is, or may be, used; ``needless``, a copy without any
    change; or ``unknown``, a file that nothing uses. ``hint`` says what to do about the last two.
    """

    name: str
    what: str
    state: State
    hint: str = ""


def inventory(own: Path, shipped: Path) -> tuple[Template, ...]:
    """All templates, the shipped ones in the order of a letter, then what only the newsletter has.

    Args:
        own: The newsletter's folder of templates, which may be missing.
        shipped: That of the package.

    Raises:
        TemplateError: A file cannot be read.
    """
    theirs, ours, known = _files(shipped), _files(own), names(shipped)
    bodies = {name: _read(path) for name, path in {**theirs, **ours}.items()}
    computing = [name for name in sorted(ours) if _includes_by_computed_names(bodies[name])]
    return (
        *(_shipped(name, theirs, ours) for name in known),
        *(_only_own(name, bodies, known, computing) for name in sorted(ours) if name not in theirs),
    )


def names(shipped: Path) -> tuple[str, ...]:
    """The shipped templates, in the order of a letter."""
    return tuple(sorted(_files(shipped), key=lambda name: (_PLACE.get(name, len(_PLACE)), name)))


def named(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """The templates that an editor calls so: by the whole name, without its ending or folder, or by the folder.

    ``lead`` and ``sections/lead`` are both twins, ``lead.txt.j2`` is one of them, ``sections`` all of the folder.

    Raises:
        TemplateError: None is called so.
    """
    name = word.strip("/").removeprefix("./")
    tries = (
        [one for one in known if one == name],
        [one for one in known if _stem(one) == name],
        [one for one in known if one.rpartition("/")[2] == name],
        [one for one in known if _stem(one).rpartition("/")[2] == name],
        [one for one in known if one.startswith((f"{name}/", f"{name}."))],
    )
    if found := next(filter(None, tries), None):
        return tuple(found)
    hint = nearest(name, known) or "list them with: digest templates"
    raise TemplateError("no template of this name", found=word, hint=hint)


def nearest(name: str, known: Iterable[str]) -> str:
    """``did you mean "sections/lead"?`` for the template whose name is like this one; nothing where none is."""
    from difflib import get_close_matches

    groups: dict[str, list[str]] = {}
    for one in known:
        groups.setdefault(_stem(one).rpartition("/")[2], []).append(one)
    for stem in get_close_matches(_stem(name).rpartition("/")[2], groups, n=1):
        ending = name.rpartition("/")[2].partition(".")[2]
        same = [one for one in groups[stem] if ending and one.endswith(f".{ending}")]
        return f'did you mean "{same[0] if same else _stem(groups[stem][0])}"?'
    return ""


def _shipped(name: str, theirs: Mapping[str, Path], ours: Mapping[str, Path]) -> Template:
    what = _WHAT.get(name, "")
    if name not in ours:
        return Template(name, what, "shipped")
    if _read(theirs[name]) != _read(ours[name]):
        return Template(name, what, "own")
    return Template(name, what, "needless", "delete it: it is the shipped one byte for byte, and would grow old")


def _only_own(name: str, bodies: Mapping[str, bytes], known: Sequence[str], computing: Sequence[str]) -> Template:
    if _OWN_LANGUAGE.fullmatch(name):
        return Template(name, "phrases of your own", "own")
    quoted = (f'"{name}"'.encode(), f"'{name}'".encode())
    users = sorted(other for other, body in bodies.items() if other != name and any(one in body for one in quoted))
    if users:
        return Template(name, f"your own, used by {', '.join(users)}", "own")
    if others := ", ".join(other for other in computing if other != name):
        return Template(name, f"your own, perhaps used by {others}, which includes by a computed name", "own")
    return Template(name, "", "unknown", nearest(name, known) or "no template includes it")


def _includes_by_computed_names(body: bytes) -> bool:
    """Whether an include, an import or what is extended is named otherwise than in quotation marks."""
    return any(not _BY_NAME.fullmatch(named[1]) for named in _INCLUDES.finditer(body))


def _stem(name: str) -> str:
    folder, slash, file = name.rpartition("/")
    return f"{folder}{slash}{file.partition('.')[0]}"


def _files(folder: Path) -> dict[str, Path]:
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path for name, path in names.items() if not _NO_TEMPLATE.search(name)}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found = error.strerror or str(error)
        raise TemplateError("the template cannot be read", where=str(path), found=found) from error
