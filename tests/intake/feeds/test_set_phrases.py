from __future__ import annotations

import pytest

from digest.intake.feeds.furniture import without_furniture
from digest.intake.page_text.lines import Line
from digest.model import Kind, Role
from tests.intake.feeds.articles import ONE, TWO, body, read

FURNITURE = [
    "The Mill was originally published in Town Notes on Medium, where people are continuing the conversation.",
    "Thanks for reading The Harbour Post! Subscribe for free to receive new posts and support my work.",
    "The Harbour Post is a reader-supported publication. To receive new posts, consider becoming a subscriber.",
    "Thank you for reading The Harbour Post. This post is public so feel free to share it.",
    "Danke fürs Lesen von Hafenpost! Abonniere kostenlos, um neue Beiträge zu erhalten.",
    "Merci d’avoir lu Le Port ! Abonnez-vous gratuitement pour recevoir de nouveaux articles.",
    "¡Gracias por leer El Puerto! Suscríbete gratis para recibir nuevas publicaciones.",
    "Read more: The mill by the river",
    "Lesen Sie auch: Die Mühle am Fluss",
    "À lire aussi : Le moulin",
    "Читайте также: Мельница",
    "関連記事：水車小屋",
    "You can follow this on Twitter.",
    "Follow us on Mastodon and Bluesky",
    "Folgen Sie uns auf Instagram!",
    "Suivez-nous sur Facebook.",
    "Síguenos en Telegram",
    "Подписывайтесь на нас в Телеграм",
    '[gallery ids="1,2,3"]',
    "[gallery]",
    "[/caption]",
    '[contact-form-7 id="1" title="Write"]',
    "#mill #river, #town",
]
CALLS = [
    "点击阅读原文",
    "続きを読む",
    "계속 읽기",
    "Läs mer »",
    "Les mer",
    "Devamını oku",
    "اقرأ المزيد",
    "Číst dále",
    "आगे पढ़ें",
]
CREDITS = [
    "(Reporting by A. Sample; Editing by B. Sample)",
    "(Additional reporting by A. Sample in Porttown.)",
    "(Reportage de A. Sample, édité par B. Sample)",
    "(Reporte de A. Sample; editado por B. Sample)",
    "(Redigiert von A. Sample)",
]
PROSE = [
    "Related matters were left for the next week.",
    "More: that was all that they wanted.",
    "He was told to follow this river on foot.",
    "Thanks for reading aloud the whole of the letter, they said, and went home.",
    "They gave [it] back, and [sic] stayed.",
    "(Writing was all that she had left by then.)",
    "#1 in the list is the mill.",
    "Photos of the mill were shown in the hall.",
]


def role(text: str, url: str = "", kind: Kind = Kind.PARAGRAPH) -> Role | None:
    (line,) = without_furniture([Line(text, 1, kind=kind, url=url)])
    return line.role


@pytest.mark.parametrize("text", FURNITURE)
def test_what_services_and_weblogs_set_in_is_furniture(text: str) -> None:
    assert role(text) is Role.FURNITURE


@pytest.mark.parametrize("text", CALLS)
def test_a_call_to_read_on_is_known_in_many_languages(text: str) -> None:
    assert role(text) is Role.CALL_TO_ACTION


@pytest.mark.parametrize("text", CREDITS)
def test_who_reported_and_edited_is_no_text(text: str) -> None:
    assert role(text) is Role.SIGN_OFF


@pytest.mark.parametrize("text", PROSE)
def test_prose_that_begins_alike_stays(text: str) -> None:
    assert role(text) is None


@pytest.mark.parametrize("text", ["Related: The mill", "More on this topic: The mill", "Mehr dazu – Die Mühle"])
def test_a_doubtful_reference_is_one_where_a_link_stands_in_it(text: str) -> None:
    assert role(text) is None
    assert role(text, url="https://a.test/mill") is Role.FURNITURE


@pytest.mark.parametrize("text", ["Become a member", "Donate now"])
def test_a_link_that_asks_for_something_is_a_button(text: str) -> None:
    assert role(text, url="https://a.test/") is Role.FURNITURE
    assert role(text) is None


@pytest.mark.parametrize("text", ["Share this:", "Like this:", "Teilen mit:", "Partager :", "Compartir"])
def test_a_heading_over_buttons_is_furniture(text: str) -> None:
    assert role(text, kind=Kind.HEADING) is Role.FURNITURE


@pytest.mark.parametrize("text", ["Share prices fall", "Photo: the beginnings", "Read more books"])
def test_other_headings_stay(text: str) -> None:
    assert role(text, kind=Kind.HEADING) is None


def test_a_credit_in_a_line_of_its_own_is_the_credit() -> None:
    article = read(f"<p>{ONE}</p><p>Photo: A. Sample</p><p>{TWO}</p>")
    assert (article.credit, body(article)) == ("Photo: A. Sample", [ONE, TWO])


def test_a_caption_in_a_weblog_s_code_is_the_caption() -> None:
    code = '[caption id="x" width="300"]<img src="https://a.test/a.jpg"> The quay in May[/caption]'
    article = read(f"<p>{ONE}</p><p>{code}</p><p>{TWO}</p>")
    assert (article.caption, body(article)) == ("The quay in May", [ONE, TWO])


def test_a_code_inside_a_paragraph_is_left_out() -> None:
    assert body(read(f'<p>{ONE} [su_button url="x"]</p><p>{TWO}</p>')) == [ONE, TWO]
