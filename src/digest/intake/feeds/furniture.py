"""What feeds hang on the text of their entries: "Read more", "The post … appeared first on …", share links, counts.

In many languages; every pattern is matched against casefolded text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.intake.feeds.set_phrases import role_of, without_shortcodes
from digest.intake.page_text import vocabulary
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.intake.page_text.lines import Line

_READ_ON_WORDS = r"""
(?:(?:click|tap) (?:here )?to )?(?:read (?:more|on|it|(?:the |this )?(?:full|rest|whole|complete|entire|original
|article|story|post)\b.{0,90}|in full|(?:more )?(?:on|at|here)\b.{0,60})|(?:continue|keep) reading\b.{0,160}
|(?:view|see|visit) (?:the )?(?:full|original|entire|whole)\b.{0,60}
|learn more|find out more|full (?:story|article|text))
|weiter ?lesen\b.{0,160}|(?:hier )?(?:mehr|weiter) (?:lesen|erfahren|dazu)|lesen sie (?:mehr|weiter)\b.{0,90}
|(?:den |zum )?(?:ganzen?|vollständigen?|kompletten?) (?:artikel|beitrag|text)\b.{0,40}|zum (?:artikel|beitrag)
|(?:lire|voir|lisez) (?:la suite|plus|l['’]article)\b.{0,160}|(?:continuer|poursuivre) la lecture\b.{0,160}
|en savoir plus
|(?:leer|ver|lee) (?:más|el (?:artículo|resto)|la (?:noticia|entrada)|completo)\b.{0,90}
|(?:seguir|sigue|continuar|continúa) leyendo\b.{0,160}
|leggi (?:tutto|di più|l['’]articolo|il (?:seguito|resto))\b.{0,90}
|continua (?:a leggere|la lettura)\b.{0,160}|per saperne di più
|(?:leia|ler|saiba) (?:mais|o (?:artigo|resto|texto)|a matéria|na íntegra)\b.{0,90}
|continu(?:e|ar) (?:a ler|lendo|a leitura)\b.{0,160}
|читать (?:далее|дальше|полностью|ещё|еще|больше|статью)\b.{0,90}|подробнее|продолжить чтение\b.{0,160}
|(?:lees|verder|meer) (?:meer|verder|lezen|het hele)\b.{0,90}
|(?:czytaj|przeczytaj|czytać) (?:dalej|więcej|cał\w+)\b.{0,90}
|(?:点击|點擊)?(?:继续|繼續)?(?:阅读|閱讀|查看|看)(?:原文|全文|更多|下文)|(?:继续|繼續)(?:阅读|閱讀)
|(?:この)?(?:続き|全文|記事)(?:を|は)(?:読む|こちら|見る)|もっと(?:読む|見る)
|(?:계속|더|전문|기사) ?(?:읽기|보기)|(?:اقرأ|أكمل|متابعة|تابع) ?(?:المزيد|القراءة|قراءة)|ادامه مطلب
|(?:קרא|קראו|להמשך|המשך) (?:עוד|קריאה|לקרוא)|devamını oku\w*|okumaya devam et\w*
|(?:läs|les|læs) (?:mer|mere|hele \w+|hela \w+)|fort(?:sätt|sett|sæt) (?:å |att |med at )?l[äeæ]s\w*
|(?:lue|jatka) (?:lisää|lukemista)|(?:číst|čtěte|čítať) (?:dále|více|ďalej|viac)|pokračova[tť] ve? čten[íi]
|(?:tovább olvas\w*|olvass\w* tovább|bővebben)|(?:citește|citiți) (?:mai (?:mult|departe)|tot\w*)
|continu(?:ă|are) (?:lectura|să citești)|(?:читати|продовжити) (?:далі|більше|читання)|чети още
|(?:διαβάστε (?:περισσότερα|τη συνέχεια)|συνέχεια ανάγνωσης)|(?:और|आगे|पूरा) पढ़ें
|baca (?:selengkapnya|lebih lanjut|lagi)|(?:đọc|xem) (?:thêm|tiếp)|อ่าน(?:ต่อ|เพิ่มเติม)
|(?:llegi(?:u|r)?|continua llegint)(?: més)?|čitaj dalje|preberi več
"""
_READ_ON = "(?:" + _READ_ON_WORDS.replace("\n", "") + r")[\W_]*"
_ALONE = re.compile(r"[\W_]*" + _READ_ON)
_LAST_BREAK = re.compile(r".*[.!?…\]»”\"'’)\u00a0](?=[\s(\[→»›>|–—-]*\w)", re.DOTALL)
_CUT = re.compile(r"\s*[\[(](?:…|\.{3}|\. \. \.)[\])][\s.]*$")
_APPEARED_WORDS = r"""
(?:the|this) (?:post|article|story|entry|piece|episode)\b.{0,250}?(?:appeared first|first appeared|originally appeared
|was (?:first|originally) (?:published|posted)) (?:on|at|in|by)\b.{0,120}
|(?:der|dieser|the)? ?(?:beitrag|artikel) .{0,250}(?:erschien|erschienen|veröffentlicht)\b.{0,120}
|(?:l['’]article|cet article|le post) .{0,250}est (?:apparu|paru) en premier\b.{0,120}
|(?:la entrada|el artículo|el post|el cargo) .{0,250}(?:public|apare)\w+ primero en\b.{0,120}
|(?:l['’]articolo|il post) .{0,250}(?:proviene da|sembra essere il primo|è apparso)\b.{0,120}
|(?:o post|o artigo|a entrada) .{0,250}(?:apareceu|aparece|publicado) primeiro\b.{0,120}
|(?:сообщение|запись|пост|статья) .{0,250}(?:появил\w+ сначала|сначала появил\w+
|впервые (?:появил|опубликован)\w*)\b.{0,120}
|(?:het bericht|het artikel|de post) .{0,250}(?:verscheen|verschenen) (?:eerst|als eerste)\b.{0,120}
|(?:wpis|artykuł|post) .{0,250}(?:pojawił się|pochodzi z|został opublikowany)\b.{0,120}
"""
_APPEARED = re.compile("(?:" + _APPEARED_WORDS.replace("\n", "") + r")[\W_]*")
_COUNTS_WORDS = r"""
submitted by .{0,80}|\[(?:link|comments|permalink)\].{0,40}|(?:article|comments) url: .*
|(?:points|# ?comments|likes): ?\d+
|permalink|(?:e-?mail|digg|tweet|flattr|pin|print|like) this|click to (?:share|e-?mail|print)\b.{0,90}|like loading.*
|loading|(?:add|save) to (?:del\.icio\.us|facebook|pocket|twitter|instapaper)|discuss(?: on .{0,30})?
|subscribe(?: now)?
|(?:view|read|open) (?:this|in|on) .{0,20}(?:browser|app|online|web)
|(?:no|[\d.,]+k?) (?:likes?|shares?|views?|retweets?)
|(?:enclosure|attachment)s?|source|via|\d{1,2}:\d\d(?::\d\d)?[ )\]–-].{0,80}|(?:chapters|timestamps|time ?codes)
|learn more about your ad choices\b.*|send (?:in a voice message|us a text)\b.*|hosted on acast\b.*
|see (?:acast|omnystudio|pcm\.adswizz)\S* for .*
"""
_COUNTS = re.compile(r"[\W_]*(?:" + _COUNTS_WORDS.replace("\n", "") + r")[\W_]*")
_ADDRESS = re.compile(r"https?://|www\.\w")
_LAST = 4  # lines in which an entry says where it came from
_LONGEST = {"call": 220, "origin": 480, "counts": 120}  # characters
_SHORT = 8  # words of a button
_SIDE = frozenset({"comments", "sharing"})


def without_furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with the role of each that is no part of the text; a call at the end of one becomes a line.

    Args:
        lines: The lines of an entry in reading order.
    """
    for i, line in enumerate(lines):
        if line.role is not None or line.kind is Kind.CODE:
            yield line
            continue
        text, is_caption = without_shortcodes(line.text)
        role = _role(line, text, last=i >= len(lines) - _LAST) if text else Role.FURNITURE
        if role is None and is_caption:
            role = Role.CAPTION
        if role is None:
            yield from _parted(line if text == line.text else replace(line, text=text))
        else:
            yield replace(line, text=text or line.text, role=role)


def _role(line: Line, text: str, *, last: bool) -> Role | None:
    if len(text) > _LONGEST["origin"]:
        return None
    folded = text.casefold()
    if len(text) <= _LONGEST["call"] and _ALONE.fullmatch(folded):
        return Role.CALL_TO_ACTION
    if last and _APPEARED.fullmatch(folded):
        return Role.FURNITURE
    heading = line.kind is Kind.HEADING
    if role := role_of(text, folded, linked=bool(line.url), heading=heading):
        return role
    return Role.FURNITURE if len(text) <= _LONGEST["counts"] and not heading and _is_side(folded) else None


def _is_side(folded: str) -> bool:
    """Whether a line is a button, a count, a bare address with its label, or nothing but marks."""
    if _COUNTS.fullmatch(folded) or not any(map(str.isalnum, folded)):
        return True
    short = len(folded.split()) <= _SHORT
    return short and (vocabulary.opens(folded) in _SIDE or _ADDRESS.search(folded) is not None)


def _parted(line: Line) -> Iterator[Line]:
    """A paragraph without the call and the mark of a cut at its end."""
    start = max(0, len(line.text) - _LONGEST["call"])
    last = _LAST_BREAK.match(line.text, start)
    end = last.end() if last and _ALONE.fullmatch(line.text[last.end() :].casefold()) else len(line.text)
    kept = line.text[:end].rstrip()
    kept = _CUT.sub("…", kept) if kept.endswith(("]", ")", "].")) else kept
    yield line if kept == line.text else replace(line, text=kept)
    if end < len(line.text):
        yield replace(line, text=line.text[end:].strip(), role=Role.CALL_TO_ACTION)
