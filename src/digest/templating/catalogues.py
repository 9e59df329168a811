"""The templates' fixed phrases in other languages: gettext's .po files, found folder by folder like templates."""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from digest.errors import TemplateError
from digest.model import Problem
from digest.templating.customs import tags
from digest.templating.keeping import keep, kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

FOLDER = "locales"
SOURCE = "en"
"""The language of the phrases in the templates themselves, which needs no catalogue."""
PLACE = re.compile(r"%\((\w+)\)s")
"""Where a phrase is filled in, and with what."""
MEANING = "quotation marks"
"""What the phrase of the four quotation marks means."""
_MARKS = 4
_HINT = "keep every %(name)s of the phrase, and give every plural form"


def phrases(language: str, folders: Sequence[Path], cache: Path | None = None) -> NullTranslations:
    """The phrases of a language: what one file lacks the next one says, English in the end.

    Args:
        language: A tag such as ``pt-BR``; what ``pt-BR.po`` lacks, ``pt.po`` says.
        folders: Those of the templates; in each the files stand under ``locales``, and the first folder has its way.
        cache: A folder where compiled files are kept, because Babel takes 60 ms to read one.

    Raises:
        TemplateError: A file is no .po file, or one of its phrases could not be filled in; with file and line.
    """
    found = NullTranslations()
    for file in reversed(_files(language, folders)):
        layer = _read(file, cache)
        layer.add_fallback(found)
        found = layer
    return found


def missing_language(language: str, folders: Sequence[Path]) -> Problem | None:
    """What the editor should know when phrases are missing in the newsletter's language.

    Args:
        language: A tag such as ``pt-BR``.
        folders: Those of the templates; the last one's own catalogues are whole.

    Raises:
        TemplateError: A file is no .po file.
    """
    *_, shortest = tags(language)
    if shortest == SOURCE or _files(language, folders[-1:]):
        return None
    asked = "its letters say them in English"
    if not (files := _files(language, folders)):
        what = "the templates have no phrases in the newsletter's language"
        hint = f"{asked}; add {FOLDER}/{shortest}.po to your templates, see docs/templates.md"
        return Problem(what, "newsletter.language", language, hint)
    every = _keys(folders[-1] / FOLDER / "messages.pot", empty=True)
    missing = every.difference(*map(_keys, files))
    if not missing:
        return None
    what = "some phrases are missing in the newsletter's language"
    found = f"{language}: {len(missing)} of {len(every)}"
    hint = f"{asked}; messages.pot, beside the shipped {FOLDER}, has them all: copy them to {files[0].name}"
    return Problem(what, "newsletter.language", found, hint)


def _keys(file: Path, *, empty: bool = False) -> set[tuple[str, str | None]]:
    """The phrases that a catalogue says; with ``empty``, those that it lists."""
    return {
        (_forms(message.id)[0], message.context)
        for message in _parsed(_bytes(file), file)
        if message.id and (empty or (not message.fuzzy and all(_forms(message.string))))
    }


def _files(language: str, folders: Sequence[Path]) -> list[Path]:
    """The catalogues that there are, the most particular one first."""
    files = (
        folder / FOLDER / f"{name}.po"
        for tag in tags(language)
        for folder in folders
        for name in dict.fromkeys((tag, tag.replace("-", "_")))
    )
    return [file for file in files if file.is_file()]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TemplateError(
            "the phrases cannot be read", where=str(file), found=error.strerror or str(error)
        ) from error


def _read(file: Path, cache: Path | None) -> GNUTranslations:
    source = _bytes(file)
    compiled = cache / f"phrases-{sha256(source).hexdigest()[:32]}.mo" if cache else None
    with suppress(OSError, ValueError, LookupError, struct.error):
        return GNUTranslations(BytesIO(kept(compiled)))
    made = _compiled(source, file)
    keep(compiled, made)
    return GNUTranslations(BytesIO(made))


def _compiled(source: bytes, file: Path) -> bytes:
    """The catalogue as an .mo file, without what is fuzzy or not translated."""
    from babel.messages.mofile import write_mo

    catalogue = _parsed(source, file)
    for message in list(catalogue):
        if not message.id or message.fuzzy:
            continue
        if not all(_forms(message.string)):
            catalogue.delete(message.id, message.context)
            continue
        where = f"{file}:{message.lineno}"
        if mistake := _mistake(message):
            raise TemplateError("a phrase could not be filled in", where=where, found=mistake, hint=_HINT)
        if message.pluralizable and (given := len(_forms(message.string))) != catalogue.num_plurals:
            found = f"{given} plural form{'s' * (given != 1)}, where there are {catalogue.num_plurals}"
            raise _odd_plural(found, source, file, message.lineno or 1)
        if message.context == MEANING and len(_forms(message.string)[0].split(" ")) != _MARKS:
            what, found = "quotation marks are four, with blanks between them", _forms(message.string)[0]
            raise TemplateError(what, where=where, found=found, hint="write them as in « » “ ”")
    if catalogue.locale is None:  # without a language Babel writes no rule of plurals either
        catalogue.locale = "en"
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def _odd_plural(found: str, source: bytes, file: Path, line: int) -> TemplateError:
    where = f"{file}:{line}"
    if b"Plural-Forms:" in source:
        return TemplateError("a phrase could not be filled in", where=where, found=found, hint=_HINT)
    from babel.core import UnknownLocaleError
    from babel.messages.plurals import get_plural

    rule = "nplurals=2; plural=(n != 1);"
    with suppress(UnknownLocaleError, ValueError):
        rule = get_plural(file.stem.replace("-", "_")).plural_forms
    what = "the header of the phrases does not say how the language counts"
    return TemplateError(
        what, where=where, found=found, hint=f"add to it, in quotation marks: Plural-Forms: {rule}\\n"
    )


def _mistake(message: Message) -> str:
    """What would stop a phrase from being filled in, or nothing."""
    known = {name for text in _forms(message.id) for name in PLACE.findall(text)}
    for text in _forms(message.string):
        if stray := set(PLACE.findall(text)) - known:
            return f"%({stray.pop()})s, which the phrase does not have: {text}"
        if "%" in PLACE.sub("", text).replace("%%", ""):
            return f"a lone %, which is written %%: {text}"
    return ""


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _parsed(source: bytes, file: Path) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    try:
        source.decode()
        return read_po(BytesIO(source), abort_invalid=True)
    except UnicodeDecodeError as error:
        place = f"{file}:{source.count(10, 0, error.start) + 1}"
        found, hint = f"the byte 0x{source[error.start]:02x}", "save it as UTF-8"
    except PoFileError as error:
        if "num_plurals" in str(error):
            raise _odd_plural("more plural forms than two", source, file, error.lineno + 1) from error
        place, found, hint = f"{file}:{error.lineno + 1}", str(error), "see docs/templates.md"
    except (ValueError, LookupError) as error:
        place, found, hint = str(file), str(error), "see docs/templates.md"
    raise TemplateError("the phrases are not a .po file", where=place, found=found, hint=hint)
