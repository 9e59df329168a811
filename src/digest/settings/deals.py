"""deals.toml → the deals and catalogue items that the newsletter offers, with every mistake reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from digest.errors import did_you_mean
from digest.intake.pictures import Named, resolve
from digest.model import CatalogueItem, Picture, folded
from digest.model.visible import visible
from digest.settings.kinds import Line, OptionalDay, SecureUrl, Text
from digest.settings.reader import Reader
from digest.settings.toml_file import read_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from digest.settings.lines import Path as Place

_FOLDER = PurePosixPath("images/offers")  # in the issue's folder, apart from the stories' pictures


@dataclass(frozen=True, slots=True)
class Offers:
    """What the newsletter offers, in the order of the file."""

    deals: tuple[CatalogueItem, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()


def _key(doc: str, **more: object) -> dict[str, object]:
    return {"doc": doc, **more}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTable:
    """A deal or a catalogue item."""

    title: Text = field(metadata=_key("What it is.", example="Free postage on all books"))
    blurb: str = field(default="", metadata=_key("A sentence or two about it."))
    price: Line = field(default=Line(""), metadata=_key("Its price, as readers shall read it."))
    code: Line = field(default=Line(""), metadata=_key("The code that readers use."))
    url: SecureUrl = field(
        default=SecureUrl(""),
        metadata=_key("Where to get it: an https address.", called=("link", "href", "address")),
    )
    image: str = field(
        default="",
        metadata=_key(
            "A picture: an https address, or a PNG, JPEG or GIF beside deals.toml, of at most 2 MB.",
            called=("picture", "img"),
        ),
    )
    alt: Line = field(default=Line(""), metadata=_key("What the picture shows, in words."))
    audience: Line = field(
        default=Line(""), metadata=_key("The one audience that sees it; without it, all that have deals.")
    )
    since: OptionalDay = field(
        default=None,
        metadata=_key("The first day on which it is offered.", key="from", called=("since", "start", "begins")),
    )
    until: OptionalDay = field(
        default=None, metadata=_key("The last one.", called=("to", "end", "ends", "expires", "till"))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DealsToml:
    """The whole file."""

    deals: tuple[OfferTable, ...] = field(default=(), metadata=_key("What readers save by."))
    catalogue: tuple[OfferTable, ...] = field(
        default=(), metadata=_key("Books and other things on offer.", called=("books", "items", "offers", "catalog"))
    )


def read_deals(file: Path, audiences: Collection[str] | None = None) -> Offers:
    """Read the file of deals and catalogue items; without one there are none.

    A picture in a file gets a ``src`` of its own in the issue's folder.

    Args:
        file: deals.toml.
        audiences: The names of the newsletter's audiences; None leaves them unchecked.

    Raises:
        SettingsError: The file cannot be read, or is not TOML.
        SettingsErrors: It has mistakes; all of them, each with its line.
    """
    try:
        found = read_toml(file, file.name, "the deals")
    except FileNotFoundError:
        return Offers()
    reader = Reader(found, noun="key")
    toml = reader.table(DealsToml, found.values, ())
    if toml is None:
        reader.refuse_mistakes()
    deals = tuple(_items(toml.deals, "deals", file, reader, audiences))
    catalogue = tuple(_items(toml.catalogue, "catalogue", file, reader, audiences))
    _look_at_twins("deals", deals, reader)
    _look_at_twins("catalogue", catalogue, reader)
    reader.refuse_mistakes()
    return Offers(deals, catalogue)


def _look_at_twins(name: str, items: tuple[CatalogueItem, ...], reader: Reader) -> None:
    """Two of one title for the same readers at the same time: the title is what an offer is remembered by."""
    known: dict[tuple[str, str], list[tuple[int, CatalogueItem]]] = {}
    for number, item in enumerate(items):
        alike = known.setdefault((folded(item.title), item.audience), [])
        first = next((place for place, other in alike if _overlap(item, other)), None)
        if first is not None:
            line = reader.line((name, first, "title"))
            hint = f"only the first would be shown; give each a title of its own{_such_as(item)}"
            reader.note((name, number, "title"), f"it has the title of line {line}", item.title, hint)
        alike.append((number, item))


def _overlap(one: CatalogueItem, other: CatalogueItem) -> bool:
    ends_before = one.until and other.since and one.until < other.since
    begins_behind = one.since and other.until and other.until < one.since
    return not (ends_before or begins_behind)


def _such_as(item: CatalogueItem) -> str:
    return f', such as "{item.title}: {item.code}"' if item.code else ""


def _items(
    tables: tuple[OfferTable, ...], name: str, file: Path, reader: Reader, audiences: Collection[str] | None
) -> Iterator[CatalogueItem]:
    for number, table in enumerate(tables):
        place = (name, number)
        if table.audience and audiences is not None and table.audience not in audiences:
            hint = did_you_mean(table.audience, audiences) or f"known here: {', '.join(audiences)}"
            reader.note((*place, "audience"), "unknown audience", table.audience, hint)
        if table.since and table.until and table.until < table.since:
            found = f"from {table.since}, until {table.until}"
            reader.note((*place, "until"), "it ends before it begins", found, "both days are included")
        yield CatalogueItem(
            title=visible(table.title),
            blurb=visible(table.blurb),
            url=table.url,
            price=visible(table.price),
            code=visible(table.code),
            picture=_picture(table, (*place, "image"), file, reader),
            audience=table.audience,
            since=table.since,
            until=table.until,
        )


def _picture(table: OfferTable, place: Place, file: Path, reader: Reader) -> Picture | None:
    if not table.image.strip():
        return None
    named = Named(table.image, visible(table.alt))
    picture = resolve(named, file, file.parent, f"{reader.name}:{reader.line(place)}")
    if isinstance(picture, Picture):
        return replace(picture, src=str(_FOLDER / picture.src)) if picture.file else picture
    # Said of documents, whose pictures may be left out; here the editor mends it first.
    what = picture.what.replace("is left out", "cannot be shown").replace(
        "the seeds folder", "the newsletter's folder"
    )
    reader.note(place, what, picture.found, picture.hint.replace("the document", "deals.toml"))
    return None
