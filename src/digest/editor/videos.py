"""Stories that are watched: known by a mark in or above the title, which a badge then says, or by where they lie."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from digest.model import Article

_WORDS = "video vidéo vídeo wideo видео відео фильм 视频 視頻 影片 動画 영상 فيديو بالفيديو ویدئو סרטון וידאו वीडियो"
_WORD = f"(?:{'|'.join(_WORDS.split())})"
_OPENING, _CLOSING = r"[\[(（【［]\s*", r"\s*[\])）】］]"
_MARKS = (
    re.compile(rf"\s*{_OPENING}{_WORD}{_CLOSING}\s*[:：|–—-]?\s*(?P<title>\S.*)", re.IGNORECASE),
    re.compile(rf"\s*{_WORD}\s*(?:：\s*|[:|]\s+|\s[–—-]\s+)(?P<title>\S.*)", re.IGNORECASE),
    re.compile(rf"(?P<title>.*\S)\s*{_OPENING}{_WORD}{_CLOSING}\s*", re.IGNORECASE),
)
_KICKER = re.compile(rf"\s*(?:{_OPENING})?{_WORD}(?:{_CLOSING})?\s*[:：]?\s*", re.IGNORECASE)
_HOSTS = frozenset({"youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "peertube.tv"})


def watched(article: Article) -> Article:
    """The article as a video without the mark in or above its title, where it is one."""
    if _KICKER.fullmatch(article.kicker):
        article = replace(article, kicker="", video=True)
    for mark in _MARKS:
        if found := mark.fullmatch(article.title):
            return replace(article, title=found["title"], video=True)
    return replace(article, video=True) if _is_shown_by(article.url) else article


def _is_shown_by(url: str) -> bool:
    """Whether the address is a video's, on one of the large services."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return False
    return host in _HOSTS
