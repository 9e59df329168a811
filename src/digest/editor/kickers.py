"""Kickers: words in front of a title, or behind it, that only say what sort of piece it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.model import folded

if TYPE_CHECKING:
    from collections.abc import Collection

_WORDS = """
video videos audio podcast opinion analysis interview review exclusive explainer watch listen live updates update
breaking news photo photos gallery pictures essay column editorial comment commentary feature longread liveblog
slideshow infographic quiz transcript webinar guest
meinung analyse kommentar exklusiv kolumne reportage porträt leitartikel gastbeitrag glosse essay hörstück eilmeldung
liveticker ticker bildergalerie fotostrecke bilder fotos umfrage
vidéo vidéos entretien tribune chronique édito éditorial diaporama exclusif reportage enquête décryptage
opinión entrevista análisis reportaje vídeo vídeos exclusiva exclusivo fotos galería crónica columna
opinione intervista analisi editoriale esclusiva fotogallery foto diretta
opinião análise coluna exclusivo galeria
видео аудио мнение интервью подкаст репортаж колонка фото эксклюзив срочно лонгрид трансляция инфографика
анализ аналіз аналітика відео думка інтерв ексклюзив терміново
opinie analiza wywiad wideo opinia felieton zdjęcia galeria pilne beeld
视频 視頻 影片 直播 快讯 快訊 独家 獨家 评论 評論 播客 专访 專訪 社论 社論 图集 圖集 组图 組圖 观点 觀點
動画 写真 速報 独自 社説 コラム インタビュー ポッドキャスト 特集
영상 단독 속보 인터뷰 사설 칼럼 포토
فيديو بالفيديو بودكاست حصري عاجل رأي مقابلة صور بالصور
סרטון וידאו פודקאסט ראיון דעה בלעדי צפו תמונות וידיאו
वीडियो साक्षात्कार राय تصاویر ویدئو
"""
_PHRASES = """
in pictures, in photos, in video, long read, the long read, op ed, q a, first person, letter to the editor, just in,
im video, in bildern, das interview, im interview, in beeld, in foto, in diretta, le foto, il video, en images,
en photos, en direct, en vidéo, grand entretien, le grand entretien, point de vue, libre propos,
en vivo, en directo, en imágenes, en fotos, en vídeo, en video, última hora, ao vivo, em imagens, em fotos, em vídeo,
точка зрения, прямая трансляция, в фото, точка зору, na żywo, z ostatniej chwili, guest post, carta al director
"""
_NUMBERED = (
    "no nr nº n folge episode ep épisode episodio episódio teil part vol выпуск эпизод часть випуск odcinek afl"
)
_LABELS = frozenset(_WORDS.split())
_SAID = frozenset(" ".join(phrase.split()) for phrase in _PHRASES.split(","))
_COUNTING = frozenset(_NUMBERED.split())
_BRACKETS = r"[\[(（【［〔][ ]*(?P<kicker>[^\[\]()（）【】［］〔〕]{2,30}?)[ ]*[\])）】］〕]"
_BEFORE = (
    re.compile(r"(?P<kicker>[^:：|–—]{2,30}?)\s*(?:：\s*|[:|–—]\s+|(?<=\s)-\s+)(?P<title>\S.*)"),
    re.compile(_BRACKETS + r"\s*(?:[:：|–—-]\s*)?(?P<title>\S.*)"),
)
_SHOUTED = re.compile(r"(?P<kicker>[^.:：|–—]{2,30})\.\s+(?P<title>\S.*)")
_BEHIND = re.compile(r"(?P<title>.*\S)\s*" + _BRACKETS)
_JOINED = re.compile(r"[\W_]+")
_MOST = 3  # kickers of one title


def without_kickers(title: str, own: Collection[str] = ()) -> str:
    """The title without labels such as "Video:", "[Podcast #12]" or "ВИДЕО.", as often as there are some.

    Args:
        title: On one line.
        own: The article's own kicker, folded.
    """
    for _ in range(_MOST):
        shorter = _shorter(title, own)
        if shorter == title:
            break
        title = shorter
    return title


def _shorter(title: str, own: Collection[str]) -> str:
    found = [match for form in (*_BEFORE, _BEHIND) if (match := form.fullmatch(title))]
    if (match := _SHOUTED.fullmatch(title)) and match["kicker"].isupper():
        found.append(match)
    taken = (match["title"] for match in found if folded(match["kicker"]) in own or is_label(match["kicker"]))
    return next(taken, title)


def is_label(text: str) -> bool:
    """Whether these words only name a sort of piece, with or without its number."""
    said = _JOINED.sub(" ", text.casefold()).split()
    return " ".join(said) in _SAID or (
        not _LABELS.isdisjoint(said) and all(one in _LABELS or one in _COUNTING or one.isdigit() for one in said)
    )
