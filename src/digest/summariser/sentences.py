"""Sentences of a paragraph, by their end marks and what stands round them."""

from __future__ import annotations

import re

_CLOSING = "\"'”’»“)\\]"
_OPENING = "\"'“‘„«‹»¿¡(\\[*_—–-"
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?:\s»(?=\s))?\s++(?=[{_OPENING}]*+\s?(?P<next>[^\W_][\w’']*+))"
    r"|(?<![。！？])[。！？]++[」』”’）]*+\s*+",
)
_LAST_WORD = re.compile(rf"(?P<word>[^\s({_OPENING}]+)\.[{_CLOSING}\s]*$")
_REACH = 40  # characters before an end mark that can hold the word it belongs to
_SHORTENED = """
    adm approx asst bros capt cf cmdr col dept dr eds fr gen gov hon jr lt maj messrs mr mrs ms mt prof rep rev sen
    sgt sr st supt viz vs ave blvd
    abb allg bzw dgl dipl evtl exkl fa ggf hr hrn inkl ing mio mrd sog str usw vgl zzgl
    av bd chap env éd mgr mlle mm mme réf
    apdo avda dña excmo lic núm pág sra sres srta ud uds
    avv cfr dott ecc egr geom on pag sig sigg
    exa exmo profa
    bijv blz bv dhr drs enz evt ir jhr mevr mw nl resp
    акад гг им кв коп млн млрд обл пер проф просп рис руб св см стр табл тел тыс ул
    бл буд вул грн див ім напр обл рр січ тис
    godz hab im inż lek np pkt płk por prof red rozdz św tel tj tzn ul wg zob"""
_NUMBERED = "art ca fig figs no nos nr núm p pp pág s str vol § č г д п ст рис c"
_GERMAN_MONTHS = "januar jänner februar märz april mai juni juli august september oktober november dezember"
_LETTERS = "I Я a i y w à è é ó а и я"
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_BEFORE_FIGURES = frozenset(_NUMBERED.split())
_AFTER_ORDINALS = frozenset([*_GERMAN_MONTHS.split(), "jahrhundert"])
_ONE_LETTER_WORDS = frozenset(_LETTERS.split())


def sentences(text: str) -> tuple[str, ...]:
    """Split a paragraph into its sentences.

    A sentence ends at ``. ! ? …``, with the quotes and brackets that close there, when anything but a small letter
    follows, unless the full stop belongs to an abbreviation, an initial or a German date; and at ``。！？``.

    Args:
        text: One paragraph; runs of spaces inside a sentence stay as they are.

    Returns:
        The sentences without outer spaces, none of them empty; together they hold every other character of the text.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if not _goes_on(text[max(start, end.end() - _REACH) : end.end()], end["next"] or ""):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def _goes_on(before: str, following: str) -> bool:
    """Whether the sentence goes on after the mark that ends ``before``."""
    if following[:1].islower():
        return True
    match = _LAST_WORD.search(before)
    return match is not None and _is_shortened(match["word"], following)


def _is_shortened(word: str, following: str) -> bool:
    """Whether a full stop after this word shortens it rather than ends the sentence."""
    plain = word.casefold()
    if word.isdigit():
        return following.casefold() in _AFTER_ORDINALS
    if plain in _BEFORE_FIGURES and following[:1].isdigit():
        return True
    initial = len(word) == 1 and word.isalpha() and word not in _ONE_LETTER_WORDS
    dotted = "." in word and all(0 < len(part) <= 2 for part in word.split("."))  # noqa: PLR2004 - "U.S", "z.B", "т.е"
    return plain in _ABBREVIATIONS or initial or dotted
