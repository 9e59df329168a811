"""Which of an entry's categories names its section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.encodings import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

# What weblogs, in the languages they speak, file under that was filed under nothing.
_NO_SECTION = """
uncategorized|uncategorised|unclassified|allgemein|allgemeines|unkategorisiert|nicht kategorisiert|non classé
|sans catégorie|sin categoría|sin categorizar|sin clasificar|senza categoria|non categorizzato|sem categoria
|não categorizado|sense categoria|без рубрики|без категории|без категорії|некатегоризирано|bez kategorii
|bez kategorie|nezařazené|nezaradené|geen categorie|niet gecategoriseerd|ongecategoriseerd|okategoriserade
|okategoriserad|ikke kategorisert|ukategorisert|ukategoriseret|yleinen|luokittelematon|kategorilenmemiş|genel
|egyéb|kategorizálatlan|fără categorie|necategorizate|χωρίς κατηγορία|nekategorizirano|未分类|未分類|미분류|غير مصنف
|دسته‌بندی نشده|ללא קטגוריה|tak berkategori|chưa phân loại|ไม่มีหมวดหมู่
"""
_NOTHING = frozenset(_NO_SECTION.replace("\n", "").split("|"))


def section_of(categories: Iterable[str]) -> str:
    """The first category that says anything: neither a hashtag nor what a weblog calls what has none; else nothing.

    Args:
        categories: As the feed has them; one that lists several with commas is all of them.
    """
    parts = (" ".join(clean(part).split()) for category in categories for part in category.split(","))
    return next((name for name in parts if name and name[0] not in "#＃" and name.casefold() not in _NOTHING), "")
