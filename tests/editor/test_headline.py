from __future__ import annotations

import pytest

from digest.editor.headline import headline, words
from tests.factories import an_article


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("[Video] How the river turned", "How the river turned"),
        ("(Podcast) How the river turned", "How the river turned"),
        ("How the river turned [VIDEO]", "How the river turned"),
        ("【動画】郵便切手の物語", "郵便切手の物語"),
        ("Live updates: The river turns", "The river turns"),
        ("In pictures: The river", "The river"),
        ("Long read: The river", "The river"),
        ("Guest essay: The river", "The river"),
        ("Op-Ed: The river", "The river"),
        ("Exklusiv-Interview: Der Fluss", "Der Fluss"),
        ("Podcast #12: The river", "The river"),
        ("Podcast, Folge 12: Der Fluss", "Der Fluss"),
        ("ВИДЕО. Река повернула", "Река повернула"),
        ("独家：邮票的故事", "邮票的故事"),
        ("סרטון: הנהר", "הנהר"),
        ("🎥 Video: The river", "The river"),
        ("Video - The river", "The river"),
        ("[Video] Exclusive: The river", "The river"),
    ],
)
def test_a_kicker_is_taken_off(title: str, bare: str) -> None:
    assert headline(an_article(title)) == bare


@pytest.mark.parametrize(
    "title",
    [
        "How the river turned (in Oslo)",
        "Live. Love. Laugh",
        "Interview with Prof. Ash: lamps",
        "Folge 12: Der Fluss",
        "Rivers: a video",
        "Video",
    ],
)
def test_what_only_looks_like_a_kicker_stays(title: str) -> None:
    assert headline(an_article(title)) == title


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Vidéo : comment le timbre naquit", "Comment le timbre naquit"),
        ("[Video] how the river turned", "How the river turned"),
        ("Video: iPhone sales fall", "iPhone sales fall"),
        ("how the river turned", "how the river turned"),
    ],
)
def test_behind_a_kicker_the_title_has_its_capital(title: str, bare: str) -> None:
    assert headline(an_article(title)) == bare


def test_words_keep_their_vowel_signs() -> None:
    assert words("हिंदी किताबें") == ["हिंदी", "किताबें"]
    assert words("தமிழ் மொழி") == ["தமிழ்", "மொழி"]


def test_words_of_a_script_without_spaces_are_found_wherever_they_stand() -> None:
    assert set(words("แสตมป์")) <= set(words("เรื่องแสตมป์ดวงแรก"))
    assert not set(words("แสตมป์")) & set(words("แม่น้ำในเมือง"))
