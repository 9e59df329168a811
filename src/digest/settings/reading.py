"""digest.toml → frozen `Settings`, with every mistake reported at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.errors import SettingsError, did_you_mean
from digest.model import folded
from digest.settings.look import note_illegible
from digest.settings.reader import Reader
from digest.settings.schema import DigestToml, default_audiences
from digest.settings.sending_kinds import SENDING_READERS
from digest.settings.settings import Settings, assembled
from digest.settings.toml_file import read_toml

if TYPE_CHECKING:
    from pathlib import Path

_RESERVED = {"articles", "images"}
_USUAL = [audience.name for audience in default_audiences()]
_DEALS = ("deals stand in deals.toml now", "move the [[deals]] tables into that file, beside this one")


def load(file: Path) -> Settings:
    """Read the settings file.

    Raises:
        SettingsError: There is no such file, or it is not TOML.
        SettingsErrors: It has mistakes; all of them, each with its line.
    """
    try:
        found = read_toml(file, file.name if file.is_absolute() else str(file))
    except FileNotFoundError as error:
        hint = "make a newsletter with: digest init DIR, or name its settings with --config"
        raise SettingsError("no settings here", where=str(file), found="no such file", hint=hint) from error
    reader = Reader(found, kinds=SENDING_READERS, elsewhere=lambda place: _DEALS if place == ("deals",) else None)
    toml = reader.table(DigestToml, found.values, ())
    note_illegible(reader, found)
    if not reader.mistakes:  # what no single value shows
        _look_at_audiences(reader, found.values)
        _look_at_feeds(reader, found.values)
    reader.refuse_mistakes()
    return assembled(toml, file)


def _look_at_audiences(reader: Reader, raw: dict[str, Any]) -> None:
    """None at all, twins, and names that the web edition needs."""
    if "audiences" not in raw:
        return
    names = [audience["name"] for audience in raw["audiences"]]
    if not names:
        hint = "leave `audiences` out for the usual two, free and member"
        reader.note(("audiences",), "no audience", "an empty list", hint)
    for i, name in enumerate(names):
        if name in _RESERVED:
            hint = "that folder belongs to the web edition; choose another"
            reader.note(("audiences", i, "name"), "an audience cannot have this name", name, hint)
        if name in names[:i]:
            hint = "each audience's name is its letter's folder; choose another"
            reader.note(("audiences", i, "name"), "two audiences of one name", name, hint)
    _look_at_sections(reader, raw)


def _look_at_sections(reader: Reader, raw: dict[str, Any]) -> None:
    """Sections that an audience wants and that are neither the week's nor a feed's, where the week names its own."""
    week = [folded(section) for section in raw.get("week", {}).get("sections", ())]
    known = {*week, *(folded(feed.get("section", "")) for feed in raw.get("feeds", ()))}
    for i, audience in enumerate(raw["audiences"]):
        for number, section in enumerate(audience.get("sections", ())):
            if week and folded(section) not in known:
                hint = did_you_mean(section, raw["week"]["sections"]) or "name it in week.sections, too"
                reader.note(("audiences", i, "sections", number), "unknown section", section, hint)


def _look_at_feeds(reader: Reader, raw: dict[str, Any]) -> None:
    """Twins, and audiences that nobody has."""
    known = [audience["name"] for audience in raw.get("audiences", ())] or _USUAL
    seen: set[str] = set()
    for i, feed in enumerate(raw.get("feeds", ())):
        url, audience = feed["url"].strip(), feed.get("audience", "").strip()
        if url in seen:
            reader.note(("feeds", i, "url"), "two feeds of one address", url, "take one of them out")
        if audience and audience not in known:
            hint = did_you_mean(audience, known) or f"known here: {', '.join(known)}"
            reader.note(("feeds", i, "audience"), "unknown audience", audience, hint)
        seen.add(url)
