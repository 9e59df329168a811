"""Lines that newsletter services, weblogs and agencies set into the texts of entries, in many languages.

Every pattern is matched against a whole line that was casefolded, unless it says otherwise.
"""

from __future__ import annotations

import re

from digest.intake.page_text import vocabulary
from digest.model import Role

_LONGEST = 480  # characters
_SHORT = 120  # characters
_BUTTON = 5  # words
_CREDIT = 12  # words


def _whole(pattern: str, end: str = "") -> re.Pattern[str]:
    return re.compile("(?:" + pattern.replace("\n", "") + ")" + end.replace("\n", ""))


_THANKS = _whole(
    r"""
(?:thanks|thank you)(?: so much)? for reading\b.{0,160}?[!.] ?(?:subscribe|this post is public|consider|to receive
|sign up|share|if you).{0,200}|(?:thanks|thank you) for reading .{1,80}!
|(?:vielen )?danke? f[üu]r(?:s|['’]s| das)? lesen\b.{0,160}?[!.] ?(?:abonnier|melde).{0,200}
|merci (?:d['’]avoir lu|de (?:me |nous )?lire|pour (?:la|votre) lecture)\b.{0,160}?[!.] ?(?:abonne|inscri).{0,200}
|[¡ ]*gracias por leer\b.{0,160}?[!.] ?[¡ ]*(?:suscr[ií]b|apúnt).{0,200}
|grazie per (?:aver letto|la lettura)\b.{0,160}?[!.] ?(?:iscriv|abbon).{0,200}
|obrigad[oa] por ler\b.{0,160}?[!.] ?(?:assin|inscrev|subscrev).{0,200}
|спасибо,? (?:что (?:читаете|прочитали)|за (?:чтение|внимание))\b.{0,160}?[!.] ?подпи.{0,200}
|bedankt voor het lezen\b.{0,160}?[!.] ?(?:abonneer|schrijf|meld).{0,200}
|dziękuj\w+ za (?:przeczytanie|czytanie|lekturę)\b.{0,160}?[!.] ?(?:subskryb|zapisz|zasubskryb).{0,200}
"""
)
_OF_SERVICES = (  # a mark without which the pattern cannot match, and the pattern
    (
        "on medium, where",
        _whole(r".{1,300}\bwas originally published in .{1,150} on medium, where people are.{0,160}"),
    ),
    (
        "reader-supported",
        _whole(r".{1,120} is a reader-supported (?:publication|newsletter|guide|project)\b.{0,240}"),
    ),
)
_NETWORKS = r"""
(?:twitter|x|mastodon|bluesky|facebook|instagram|threads|linkedin|telegram|tiktok|youtube|whatsapp|medium|pinterest
|reddit|vk|xing|twitch|телеграм\w*|вконтакте|фейсбук\w*|твиттер\w*)\b.{0,60}
"""
_FOLLOW = _whole(
    r"""
(?:(?:you can|please|and|also) ){0,2}(?:follow|find) .{1,40} on .{0,30}
|(?:du kannst |sie können )?(?:folg\w*|finde\w*) .{1,30} (?:auf|bei) .{0,20}
|(?:suivez|retrouvez|rejoignez)[- ].{1,40} sur .{0,20}|(?:síg|siga|sigue|puedes seguir).{1,40} en .{0,20}
|(?:seguici|seguimi|segui) .{0,30}su .{0,20}|(?:siga|segue|acompanhe|curta).{1,40} n[oa] .{0,20}
|(?:подписывайтесь|подпишитесь|читайте|следите) .{0,40}(?:в|во|на) .{0,20}
|volg .{1,30} (?:op|via) .{0,20}|(?:obserwuj|śledź|polub) .{1,30} na .{0,20}
""",
    _NETWORKS,
)
_ALSO = r"""
read (?:more|also|next|this(?: next)?)|also read|see also|mehr zum thema|lesen sie (?:auch|mehr)|lies auch|siehe auch
|(?:à )?lire (?:aussi|également)|voir aussi|sur le même sujet|(?:lee|lea|leer|ver|vea|mira) (?:también|más)
|te puede interesar|(?:leggi|vedi) anche|(?:leia|veja|saiba) (?:também|mais)|читайте (?:также|ещё|еще)|смотрите также
|(?:lees|zie|kijk) ook|(?:czytaj|zobacz|przeczytaj) (?:też|także|również|więcej)|läs (?:också|mer|även)|les også
|相关阅读|延伸阅读|相關閱讀|関連記事|あわせて読みたい|관련 ?기사
"""
_PERHAPS = r"""
related(?: \w+)?|more(?: on (?:this|the)(?: \w+)?| from \w+)?|further reading|background|recommended|mehr(?: dazu)?
|zum thema|hintergrund|pour aller plus loin|relacionad[oa]s?|más|correlati|approfondimenti|mais|по теме|подробнее
|meer|gerelateerd|więcej|powiązane
"""
_MARK = r")(?: ?[:：»›>|–—]+| [-]+) ?\S.{0,200}"
_READ_ALSO = re.compile(r"[\W_]*(?:" + _ALSO.replace("\n", "") + _MARK)
_LINKED = re.compile(r"[\W_]*(?:" + _PERHAPS.replace("\n", "") + _MARK)
_REPORTED = _whole(
    r"""
\((?:(?:additional )?(?:reporting|writing|editing|research|translation)|(?:reported|written|edited|compiled
|translated)) by\b.{2,300}\)\.?
|\((?:reportage|rédigé|écrit|édité|edité|version française|avec la contribution|traduit)\b
.{0,40}?(?:de|par)\b.{2,300}\)\.?
|\((?:reporte|reportaje|información|escrito|editado|traducido|redacción)\b.{0,40}?(?:de|por)\b.{2,300}\)\.?
|\((?:reportagem|edição|escrito|editado|texto|tradução)\b.{0,40}?(?:de|por)\b.{2,300}\)\.?
|\((?:bericht(?:et)?|redigiert|geschrieben|bearbeitet|mitarbeit|redaktion|übersetzt)\b.{0,20}?(?:von\b|:).{2,300}\)\.?
|\((?:scritto|tradotto|a cura|redazione|montaggio)\b.{0,20}?(?:da|di|a)\b.{2,300}\)\.?
|\((?:подготовил\w*|репортаж|редактор\w*|перев[её]л\w*|текст)\b.{2,300}\)\.?
|\((?:verslag|bewerkt|geschreven|redactie|vertaald)\b.{0,20}?(?:door\b|:).{2,300}\)\.?
|\((?:relacja|opracowa\w+|redakcja|tłumaczenie|napisał\w*)\b.{2,300}\)\.?
"""
)
_PHOTO = _whole(
    r"""
[\W_]*(?:(?:photo(?:graph)?|image|picture|illustration|cover|header|lead)s?(?: (?:image|photo))?(?: ?credits?
| by| courtesy(?: of)?)?|fotos?|bild(?:er|nachweis|quelle)?|titelbild|grafik|crédits?(?: photo)?|imagen|imagem
|immagine|фото|изображение|zdjęci[ea]|fot\.?|afbeelding|beeld|写真|图片|圖片|图|사진)(?: von| de| par| di| door)? ?
[:：/©] ?\S.{0,100}
"""
)
_HASHTAGS = re.compile(r"(?:[#＃][^\s#＃,;.]++[\s,;·|]*+)++")
_SHARE_HEADING = _whole(
    r"""
[\W_]*(?:(?:share|like|tweet|print|pin|rate) (?:this|on|with|it)\b.{0,30}|share|teilen(?: mit| auf)?|gefällt mir
|partager(?: ceci| sur)?|j['’]aime ça|compart(?:e|ir)(?: esto| en)?|me gusta|condividi\w*(?: su)?|mi piace
|compartilh\w+(?: isso)?|curtir isso|поделиться.{0,20}|понравилось это|delen(?: met)?|dit delen|vind ik leuk
|udostępnij.{0,10}|lubię to)[\W_]*
"""
)
_NAMES = r"(?:gallery|caption|embed|audio|video|playlist|contact-form(?:-7)?|youtube|vimeo|soundcloud|tweet|twitter"
_NAMES += r"|instagram|googlemaps|polldaddy|display-posts|su_\w+|vc_\w+|et_pb_\w+|fusion_\w+|jetpack[\w-]*|wpforms"
_NAMES += r"|mailpoet\w*|sourcecode|button|pullquote|dropcap|adrotate|toc|ad)"
_SHORTCODE = re.compile(  # as it is written
    rf"\[(?:/{_NAMES}|(?:gallery|caption|embed|playlist)|{_NAMES}\s[^\[\]]*=[^\[\]]*)\s*/?\]", re.IGNORECASE
)


def role_of(text: str, folded: str, *, linked: bool, heading: bool) -> Role | None:
    """What a line is that such a phrase makes up, or None for a line of the text.

    Args:
        text: The line.
        folded: The same, casefolded.
        linked: Whether a link stands in it.
        heading: Whether its markup calls it a heading.
    """
    if len(text) > _LONGEST:
        return None
    if heading:
        return Role.FURNITURE if len(text) <= _SHORT and _SHARE_HEADING.fullmatch(folded) else None
    if _THANKS.fullmatch(folded) or _of_a_service(folded):
        return Role.FURNITURE
    if _READ_ALSO.fullmatch(folded) or (linked and (_LINKED.fullmatch(folded) or _is_button(folded))):
        return Role.FURNITURE
    if text[0] == "(" and _REPORTED.fullmatch(folded):
        return Role.SIGN_OFF
    return _short_role(folded) if len(text) <= _SHORT else _hashtags(folded)


def _of_a_service(folded: str) -> bool:
    return any(mark in folded and form.fullmatch(folded) for mark, form in _OF_SERVICES)


def without_shortcodes(text: str) -> tuple[str, bool]:
    """A line without the codes that a weblog did not replace, and whether they call it a caption."""
    if "[" not in text or not (codes := _SHORTCODE.findall(text)):
        return text, False
    return " ".join(_SHORTCODE.sub(" ", text).split()), any("caption" in code.casefold() for code in codes)


def _short_role(folded: str) -> Role | None:
    if _FOLLOW.fullmatch(folded):
        return Role.FURNITURE
    if _PHOTO.fullmatch(folded) and len(folded.split()) <= _CREDIT:
        return Role.CAPTION
    return _hashtags(folded)


def _hashtags(folded: str) -> Role | None:
    return Role.FURNITURE if folded[0] in "#＃" and _HASHTAGS.fullmatch(folded) else None


def _is_button(folded: str) -> bool:
    return (
        len(folded) <= _SHORT
        and folded[-1] not in ".?:"
        and vocabulary.CALL.match(folded) is not None
        and len(folded.split()) <= _BUTTON
    )
