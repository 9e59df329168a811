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
_PLACE = re.compile(r"%\((\w+)\)s")
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
    """What the editor should know when no file has phrases in the newsletter's language."""
    if SOURCE in tags(language) or _files(language, folders):
        return None
    *_, shortest = tags(language)
    return Problem(
        "the templates have no phrases in the newsletter's language",
        "newsletter.language",
        language,
        f"its letters say them in English; add {FOLDER}/{shortest}.po to your templates, see docs/templates.md",
    )


def _files(language: str, folders: Sequence[Path]) -> list[Path]:
    """The catalogues that there are, the most particular one first."""
    files = (
        folder / FOLDER / f"{name}.po"
        for tag in tags(language)
        for folder in folders
        for name in dict.fromkeys((tag, tag.replace("-", "_")))
    )
    return [file for file in files if file.is_file()]


def _read(file: Path, cache: Path | None) -> GNUTranslations:
    try:
        source = file.read_bytes()
    except OSError as error:
        raise TemplateError(
            "the phrases cannot be read", where=str(file), found=error.strerror or str(error)
        ) from error
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
        elif mistake := _mistake(message, catalogue.num_plurals):
            where = f"{file}:{message.lineno}"
            raise TemplateError("a phrase could not be filled in", where=where, found=mistake, hint=_HINT)
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def _mistake(message: Message, plurals: int) -> str:
    """What would stop a phrase from being filled in, or nothing."""
    known = {name for text in _forms(message.id) for name in _PLACE.findall(text)}
    for text in _forms(message.string):
        if stray := set(_PLACE.findall(text)) - known:
            return f"%({stray.pop()})s, which the phrase does not have: {text}"
        if "%" in _PLACE.sub("", text).replace("%%", ""):
            return f"a lone %, which is written %%: {text}"
    given = len(_forms(message.string))
    return f"{given} plural forms, where there are {plurals}" if message.pluralizable and given != plurals else ""


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
        place, found, hint = f"{file}:{error.lineno + 1}", str(error), "see docs/templates.md"
    except (ValueError, LookupError) as error:
        place, found, hint = str(file), str(error), "see docs/templates.md"
    raise TemplateError("the phrases are not a .po file", where=place, found=found, hint=hint)
