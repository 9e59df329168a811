"""Sentences of a paragraph, by their end marks and what stands round them."""

from __future__ import annotations

import re

_CLOSING = "\"'”’»“)\\]"
_OPENING = "\"'“‘„«‹»¿¡(\\[*_—–-"
_FULL_STOPS = "。！？।॥۔؟։።။"  # of Chinese, Hindi, Urdu, Arabic, Armenian, Amharic, Burmese: they end sentences alone
END_MARKS = f".!?…{_FULL_STOPS}"
"""The marks that can end a sentence, for a character class or one by one."""
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?:\s»(?=\s))?\s++(?=[{_OPENING}]*+\s?(?P<next>[^\W_][\w’']*+))"
    rf"|(?<![{_FULL_STOPS}])[{_FULL_STOPS}]++[」』）{_CLOSING}]*+\s*+",
)
_LAST_WORD = re.compile(rf"(?P<day>\d\.?\s+)?(?<![^\s({_OPENING}])(?P<word>[^\s({_OPENING}]+)\.[{_CLOSING}\s]*$")
_REACH = 40  # characters before an end mark that can hold the word it belongs to
_SHORTENED = """
    adm approx asst bros capt cf cmdr col corp dept dr eds fr gen gov hon inc jr lieut lt ltd maj messrs mr mrs ms mt
    pres prof rep rev sen sgt sr st supt univ viz vs ave blvd
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
_MONTHS = """
    jan feb febr apr jun jul aug sep sept oct nov dec jän mär okt dez janv févr avr juil déc
    ene abr dic genn febbr giu lug ott fev mrt paź wrz gru sty
    янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек лют берез квіт трав черв лип серп верес жовт
    листоп груд"""
_MONTHS_OR_WORDS = "mar may mai mag ago set sett out gen juin mars lut kwi maj cze lip sie lis січ бер"
_GERMAN_MONTHS = "januar jänner februar märz april mai juni juli august september oktober november dezember"
_LETTERS = "I Я a i y w à è é ó а и я"
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_BEFORE_FIGURES = frozenset([*_NUMBERED.split(), *_MONTHS.split()])
_AFTER_DAYS = frozenset(_MONTHS_OR_WORDS.split())
_AFTER_ORDINALS = frozenset([*_GERMAN_MONTHS.split(), *_MONTHS.split(), "jahrhundert"])
_ONE_LETTER_WORDS = frozenset(_LETTERS.split())


def sentences(text: str) -> tuple[str, ...]:
    """Split a paragraph into its sentences.

    A sentence ends at ``. ! ? …``, with the quotes and brackets that close there, when anything but a small letter
    follows, unless the full stop belongs to an abbreviation, an initial or a date; and at ``。！？`` and the full
    stops of other scripts, such as the danda of Hindi.

    Args:
        text: One paragraph; runs of spaces inside a sentence stay as they are.

    Returns:
        The sentences without outer spaces, none of them empty; together they hold every other character of the text.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if not goes_on(text[max(start, end.end() - _REACH) : end.end()], end["next"] or ""):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def goes_on(before: str, following: str) -> bool:
    """Whether a sentence goes on after the end mark that closes ``before``, with the word ``following``."""
    if following[:1].islower():
        return True
    match = _LAST_WORD.search(before)
    return match is not None and _is_shortened(match["word"], following, dated=match["day"] is not None)


def _is_shortened(word: str, following: str, *, dated: bool) -> bool:
    """Whether a full stop after this word shortens it rather than ends the sentence."""
    plain = word.casefold()
    if word.isdigit():
        return following.casefold() in _AFTER_ORDINALS
    if following[:1].isdigit() and (plain in _BEFORE_FIGURES or (dated and plain in _AFTER_DAYS)):
        return True
    initial = len(word) == 1 and word.isalpha() and word not in _ONE_LETTER_WORDS
    dotted = "." in word and all(0 < len(part) <= 2 for part in word.split("."))  # noqa: PLR2004 - "U.S", "z.B", "т.е"
    return plain in _ABBREVIATIONS or initial or dotted
