from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from digest.errors import SettingsError, SettingsErrors
from digest.settings.deals import Offers, read_deals

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "seeds/pictures/penny-black.png"


def read(folder: Path, text: str, *audiences: str) -> Offers:
    (folder / "deals.toml").write_text(text, encoding="utf-8")
    return read_deals(folder / "deals.toml", audiences or ("free", "member"))


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsErrors) as caught:
        read(folder, text)
    return str(caught.value).splitlines()


def test_without_a_file_nothing_is_offered(tmp_path: Path) -> None:
    assert read_deals(tmp_path / "deals.toml") == Offers()


def test_an_offer_has_all_that_its_table_says(tmp_path: Path) -> None:
    (deal,) = read(
        tmp_path,
        """
        [[deals]]
        title = "A ruler"
        blurb = "Points and picas."
        price = "£6"
        code = "RULE"
        url = "https://letter.test/ruler"
        image = "https://letter.test/ruler.png"
        alt = "A brass ruler"
        audience = "free"
        from = 2024-06-01
        until = 2024-06-30
        """,
    ).deals
    assert (deal.title, deal.blurb, deal.price, deal.code) == ("A ruler", "Points and picas.", "£6", "RULE")
    assert (deal.url, deal.audience) == ("https://letter.test/ruler", "free")
    assert deal.picture is not None
    assert (deal.picture.src, deal.picture.alt) == ("https://letter.test/ruler.png", "A brass ruler")
    assert (deal.since, deal.until) == (date(2024, 6, 1), date(2024, 6, 30))


def test_the_catalogue_is_apart_from_the_deals_and_keeps_its_order(tmp_path: Path) -> None:
    offers = read(tmp_path, "[[catalogue]]\ntitle = 'A'\n[[deals]]\ntitle = 'D'\n[[catalogue]]\ntitle = 'B'\n")
    assert [item.title for item in offers.deals] == ["D"]
    assert [item.title for item in offers.catalogue] == ["A", "B"]


def test_a_picture_beside_the_file_is_measured_and_has_a_place_of_its_own(tmp_path: Path) -> None:
    shutil.copy(PICTURE, tmp_path / "stamp.png")
    (item,) = read(tmp_path, "[[catalogue]]\ntitle = 'A'\nimage = 'stamp.png'\n").catalogue
    assert item.picture is not None
    assert item.picture.src == "images/offers/stamp.png"
    assert item.picture.file == (tmp_path / "stamp.png").resolve()
    assert item.picture.width > 0


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("gone.png", "the picture is missing · deals.toml:3 · gone.png · lay the file beside deals.toml"),
        (
            "note.png",
            "the picture cannot be shown: it is no PNG, JPEG or GIF · deals.toml:3 · note.png · save it again",
        ),
        (
            "http://letter.test/a.png",
            "the picture cannot be shown: its address is not https · deals.toml:3 · http://",
        ),
        (
            "../a.png",
            "the picture cannot be shown: it lies outside the newsletter's folder · deals.toml:3 · ../a.png",
        ),
    ],
)
def test_a_wrong_picture_is_a_mistake_with_its_line(tmp_path: Path, image: str, message: str) -> None:
    shutil.copy(PICTURE, tmp_path / "a.png")
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "note.png").write_text("no picture")
    (line,) = mistakes(folder, f"[[deals]]\ntitle = 'D'\nimage = '{image}'\n")
    assert line.startswith(message)


def test_an_unknown_audience_is_a_mistake(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "[[deals]]\ntitle = 'D'\naudience = 'membr'\n")
    assert line == 'unknown audience · deals.toml:3 · membr · did you mean "member"?'


def test_audiences_that_are_not_known_here_are_not_checked(tmp_path: Path) -> None:
    (tmp_path / "deals.toml").write_text("[[deals]]\ntitle = 'D'\naudience = 'friends'\n")
    assert read_deals(tmp_path / "deals.toml").deals[0].audience == "friends"


def test_what_ends_before_it_begins_is_a_mistake(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "[[deals]]\ntitle = 'D'\nfrom = 2024-06-02\nuntil = 2024-06-01\n")
    assert line.startswith("it ends before it begins · deals.toml:4 · from 2024-06-02, until 2024-06-01")


@pytest.mark.parametrize(
    ("key", "hint"),
    [("link", "url"), ("begins", "from"), ("ends", "until"), ("picture", "image"), ("titel", "title")],
)
def test_a_key_by_another_name_is_recognised(tmp_path: Path, key: str, hint: str) -> None:
    (line,) = mistakes(tmp_path, f"[[deals]]\ntitle = 'D'\n{key} = '1'\n")
    assert line == f'unknown key · deals.toml:3 · deals[1].{key} · did you mean "{hint}"?'


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    lines = mistakes(
        tmp_path, "[[deals]]\ntitle = 'D'\nimage = 'gone.png'\naudience = 'x'\n[[catalogue]]\ntitle = 'C'\n"
        "from = 2024-06-02\nuntil = 2024-06-01\n",
    )  # fmt: skip
    assert [line.split(" · ")[1] for line in lines] == ["deals.toml:3", "deals.toml:4", "deals.toml:8"]


def test_a_date_in_quotes_is_a_mistake(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "[[deals]]\ntitle = 'D'\nuntil = '2024-06-01'\n")
    assert line.startswith("deals[1].until must be a date such as 2024-06-23, without quotes · deals.toml:3")


def test_an_offer_without_a_title_is_asked_for_one(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "[[catalogue]]\nprice = '1'\n")
    assert line.startswith("missing key · deals.toml:1 · no catalogue[1].title · add under [[catalogue]]: title = ")


TWICE = "[[deals]]\ntitle = '20% off'\ncode = 'A'\n{0}\n[[deals]]\ntitle = '20%  OFF'\ncode = 'B'\n{1}\n"


def test_two_offers_of_one_title_at_the_same_time_are_a_mistake(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, TWICE.format("until = 2024-06-10", "from = 2024-06-10"))
    assert line == (
        "it has the title of line 2 · deals.toml:6 · 20% OFF · only the first would be shown; "
        'give each a title of its own, such as "20% OFF: B"'
    )


@pytest.mark.parametrize(
    "more", [("until = 2024-06-09", "from = 2024-06-10"), ("from = 2024-06-10", "until = 2024-06-09")]
)
def test_an_offer_may_come_again_when_the_first_is_over(tmp_path: Path, more: tuple[str, str]) -> None:
    assert len(read(tmp_path, TWICE.format(*more)).deals) == 2


def test_an_offer_may_have_one_title_for_each_audience(tmp_path: Path) -> None:
    assert len(read(tmp_path, TWICE.format("audience = 'free'", "audience = 'member'")).deals) == 2


def test_a_table_in_single_brackets_is_recognised(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "[catalogue]\ntitle = 'C'\n")
    assert line.endswith(" · write [[catalogue]], in double brackets")


def test_what_is_not_toml_says_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"not TOML · .*deals.toml:2 · "):
        read(tmp_path, "[[deals]]\ntitle = D\n")


def test_an_offer_cannot_speak_to_a_mail_service(tmp_path: Path) -> None:
    (deal,) = read(tmp_path, "[[deals]]\ntitle = 'For {{name}}'\n").deals
    assert "{{" not in deal.title


def test_the_sample_s_deals_are_right() -> None:
    offers = read_deals(ROOT / "deals.toml", ("free", "member"))
    assert len(offers.deals) == 1
    assert len(offers.catalogue) >= 1


def test_the_documentation_s_example_is_right_and_every_key_stands_there(tmp_path: Path) -> None:
    text = (ROOT / "docs/deals.md").read_text(encoding="utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "pictures").mkdir()
    shutil.copy(PICTURE, tmp_path / "pictures/stamps.png")
    offers = read(tmp_path, example)
    assert len(offers.deals) == 1
    assert len(offers.catalogue) == 2
    keys = ("title", "blurb", "price", "code", "url", "image", "alt", "audience", "from", "until")
    assert all(f"| `{key}` |" in text for key in keys)
