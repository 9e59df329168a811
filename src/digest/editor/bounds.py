"""How long the parts of a document may be in an issue, so that a page gone wrong never fills the letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.editor.headline import cut
from digest.model.sentences import sentences as split

if TYPE_CHECKING:
    from digest.model import Article, CatalogueItem, Publication, RelatedItem

_NAME = 120  # characters of a name, a section, a line of an address
_TITLE = 200
_LINE = 400  # of a standfirst, a caption, a credit
_PASSAGE = 800  # of a teaser, a blurb, what a publication says of itself
_ADDRESS = 6  # lines
_ITEMS = 200  # related items or catalogue items of one document
_ROOM = 20  # times as many characters are looked at: white space and soft hyphens go


def bounded(article: Article) -> Article:
    """The article with its parts cut to what a letter can show; its body stays as it is."""
    return replace(
        article,
        title=_cut(article.title, _TITLE),
        kicker=_cut(article.kicker, _NAME),
        section=_cut(article.section, _NAME),
        byline=_cut(article.byline, _NAME),
        standfirst=sentences(article.standfirst, _LINE),
        caption=sentences(article.caption, _LINE),
        credit=_cut(article.credit, _LINE),
        related=tuple(map(_related, article.related[:_ITEMS])),
        catalogue=tuple(map(_item, article.catalogue[:_ITEMS])),
        publication=_publication(article.publication),
    )


def sentences(text: str, longest: int) -> str:
    """As many whole sentences as fit; where not even the first one does, its beginning with an ellipsis."""
    if len(text) <= longest:
        return text
    fitting = 0
    for sentence in split(text[: longest * _ROOM]):
        end = text.index(sentence, fitting) + len(sentence)
        if end > longest:
            break
        fitting = end
    return text[:fitting] if fitting else _cut(text, longest)


def _cut(text: str, longest: int) -> str:
    return cut(text[: longest * _ROOM], longest)


def _related(item: RelatedItem) -> RelatedItem:
    return replace(item, title=_cut(item.title, _TITLE), teaser=sentences(item.teaser, _PASSAGE))


def _item(item: CatalogueItem) -> CatalogueItem:
    return replace(item, title=_cut(item.title, _TITLE), blurb=sentences(item.blurb, _PASSAGE))


def _publication(publication: Publication) -> Publication:
    return replace(
        publication,
        name=_cut(publication.name, _NAME),
        about=sentences(publication.about, _PASSAGE),
        postal_address=tuple(_cut(line, _NAME) for line in publication.postal_address[:_ADDRESS]),
    )
