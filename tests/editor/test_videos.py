from __future__ import annotations

import pytest

from digest.editor.videos import watched
from tests.factories import an_article


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("[Video] How a form is tested", "How a form is tested"),
        ("(VIDEO) How a form is tested", "How a form is tested"),
        ("Video: How a form is tested", "How a form is tested"),
        ("Vidéo : la poste", "la poste"),
        ("How a form is tested [video]", "How a form is tested"),
        ("Видео | Как печатали", "Как печатали"),
        ("【動画】活字の話", "活字の話"),
    ],
)
def test_a_mark_in_the_title_becomes_a_badge(title: str, left: str) -> None:
    article = watched(an_article(title))
    assert (article.title, article.video) == (left, True)


@pytest.mark.parametrize(
    "title", ["Video", "[Video]", "Videos of the week", "The video store closes", "A video-free day"]
)
def test_a_title_that_only_speaks_of_videos_stays(title: str) -> None:
    article = watched(an_article(title))
    assert (article.title, article.video) == (title, False)


@pytest.mark.parametrize("url", ["https://www.youtube.com/watch?v=a", "https://youtu.be/a", "https://vimeo.com/1"])
def test_a_story_on_a_video_service_is_a_video(url: str) -> None:
    assert watched(an_article("A form", url=url)).video


@pytest.mark.parametrize("url", ["https://notyoutube.com/watch", "https://[", "https://example.org/youtube.com"])
def test_another_address_is_none(url: str) -> None:
    assert not watched(an_article("A form", url=url)).video


@pytest.mark.parametrize("kicker", ["Video", "VIDEO:", "[Video]", "Vidéo :", "動画"])
def test_a_kicker_that_only_says_so_becomes_the_badge(kicker: str) -> None:
    article = watched(an_article("A form", kicker=kicker))
    assert (article.title, article.kicker, article.video) == ("A form", "", True)


@pytest.mark.parametrize("kicker", ["", "Video games", "The video"])
def test_another_kicker_stays(kicker: str) -> None:
    article = watched(an_article("A form", kicker=kicker))
    assert (article.kicker, article.video) == (kicker, False)


def test_what_its_feed_calls_a_video_stays_one() -> None:
    assert watched(an_article("A form", video=True)).video
