from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SettingsError, SettingsErrors
from digest.settings import Settings
from digest.settings.reading import load

LEAST = """\
[newsletter]
name = "The Letter"
postal_address = "1 Any Street"
[sender]
address = "post@letter.test"
[links]
unsubscribe = "https://letter.test/u"
"""


def read(folder: Path, text: str) -> Settings:
    file = folder / "digest.toml"
    file.write_text(text, encoding="utf-8")
    return load(file)


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsErrors) as caught:
        read(folder, text)
    return str(caught.value).splitlines()


def test_four_settings_are_enough(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST)
    assert settings.newsletter.name == "The Letter"
    assert [audience.name for audience in settings.audiences] == ["free", "member"]


def test_folders_lie_beside_the_file(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST)
    assert (settings.seeds, settings.outbox) == ((tmp_path / "seeds",), tmp_path / "outbox")


def test_the_sender_has_the_newsletter_s_name_unless_told_otherwise(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST).newsletter.sender.name == "The Letter"


def test_the_list_id_comes_from_the_sender_s_domain(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST).newsletter.list_id == "weekly.letter.test"


def test_a_date_is_written_without_quotes(tmp_path: Path) -> None:
    text = LEAST.replace("[sender]", "first_issue = 2024-01-07\n[sender]")
    assert read(tmp_path, text).first_issue == date(2024, 1, 7)


def test_a_whole_file_is_read_into_the_nouns(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        LEAST
        + """
        [keep]
        words = 99
        [keep.weights]
        [look.light]
        accent = "#112233"
        [[publications]]
        name = "P"
        postal_address = "1 Street\\nTown"
        [[feeds]]
        url = "https://letter.test/feed"
        """,
    )
    assert settings.keep.words == 99
    assert settings.newsletter.light.accent == "#112233"
    assert settings.publications[0].postal_address == ("1 Street", "Town")
    assert [feed.url for feed in settings.feeds] == ["https://letter.test/feed"]


def test_deals_and_edits_lie_beside_the_file(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST)
    assert (settings.deals, settings.edits) == (tmp_path / "deals.toml", tmp_path / "edits")


def test_deals_in_the_settings_are_sent_to_their_own_file(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, LEAST + "[[deals]]\ntitle = 'D'\n")
    assert line.startswith("deals stand in deals.toml now · digest.toml:8 · deals · move the [[deals]] tables into")


def test_an_empty_file_is_asked_for_every_required_setting_by_name(tmp_path: Path) -> None:
    lines = mistakes(tmp_path, "")
    assert [line.split(" · ")[2] for line in lines] == [
        "no newsletter.name",
        "no newsletter.postal_address",
        "no sender.address",
        "no links.unsubscribe",
    ]
    assert lines[0].endswith('add under [newsletter]: name = "Fine Print"')


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = mistakes(tmp_path, LEAST.replace("name =", "nmae =") + "[keep]\nwords = -1\nstories = true\n")
    assert [line.partition(" · ")[0] for line in lines] == [
        "missing setting",
        "unknown setting",
        "keep.words must be a whole number, 0 or more",
        "keep.stories must be a whole number, 1 or more",
    ]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (
            "[look.dark]\npaper = 'red'",
            'look.dark.paper must be a colour such as "#8a2b1d" · digest.toml:9 · found "red"',
        ),
        (
            "[[audiences]]\nname = 'A B'",
            "audiences[1].name must be a short name in small letters, digits and hyphens",
        ),
        (
            "[folders]\nseeds = 'seeds'",
            'folders.seeds must be a list in square brackets · digest.toml:9 · found "seeds"',
        ),
        ("[folders]\nseeds = ['a', 7]", "folders.seeds[2] must be text in quotes · digest.toml:9 · found 7"),
        ("[keep.weights]\nnonsense = 1", "unknown setting · digest.toml:9 · keep.weights.nonsense"),
        ("keep = 3", "keep must be a table · digest.toml:8 · found 3"),
        ("[[publications]]\nabout = '1'", "missing setting · digest.toml:8 · no publications[1].name"),
        ("[folders]\nseeds = [\n  'a',\n  7]", "folders.seeds[2] must be text in quotes · digest.toml:11 · found 7"),
        ("[unknown]", "unknown setting · digest.toml:8 · unknown"),
    ],
)
def test_a_mistake_says_what_where_and_what_was_found(tmp_path: Path, setting: str, message: str) -> None:
    text = setting + "\n" + LEAST if setting.startswith("keep =") else LEAST + setting
    found = mistakes(tmp_path, text)
    assert len(found) == 1
    assert found[0].startswith(message.replace("toml:8", "toml:1") if setting.startswith("keep =") else message)


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        ("tagine = 'x'", 'did you mean "tagline"?'),
        ("time_zone = 'Europe/Londn'", 'did you mean "Europe/London"?'),
        ("week_start = 'sundy'", 'did you mean "sunday"?'),
    ],
)
def test_a_slip_of_the_pen_is_recognised(tmp_path: Path, setting: str, meant: str) -> None:
    (line,) = mistakes(tmp_path, LEAST.replace("[sender]", f"{setting}\n[sender]"))
    assert line.endswith(meant)


@pytest.mark.parametrize("key", ["smtp_password", "api_key", "token"])
def test_a_secret_is_sent_to_the_environment(tmp_path: Path, key: str) -> None:
    (line,) = mistakes(tmp_path, LEAST.replace("[links]", f"{key} = 'x'\n[links]"))
    assert line.endswith("secrets come from the environment only, never from this file")


@pytest.mark.parametrize(
    "value",
    ["ftp://a.test", "http://a.test", "https://", "https://a", "a.test", "javascript:alert(1)", "https://a.test/ b"],
)
def test_only_an_https_address_is_one(tmp_path: Path, value: str) -> None:
    (line,) = mistakes(tmp_path, LEAST.replace("https://letter.test/u", value))
    assert "links.unsubscribe must be an address that starts with https://" in line


@pytest.mark.parametrize(("setting", "old"), [("links.unsubscribe", "https://letter.test/u")])
def test_an_address_that_is_too_long_is_told_so(tmp_path: Path, setting: str, old: str) -> None:
    longest = old + "a" * (900 - len(old))
    assert read(tmp_path, LEAST.replace(old, longest)).newsletter.unsubscribe_url == longest
    (line,) = mistakes(tmp_path, LEAST.replace(old, f"{longest}b"))
    assert f"{setting} must be an address of at most 900 characters · digest.toml:" in line
    assert line.endswith("it has 901 characters: take a shorter one")


def test_two_audiences_of_one_name_are_refused(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, LEAST + "[[audiences]]\nname = 'a'\n[[audiences]]\nname = 'a'\n")
    assert line.startswith("two audiences of one name · digest.toml:11 · a")


@pytest.mark.parametrize("name", ["articles", "images"])
def test_an_audience_cannot_have_a_folder_of_the_web_edition(tmp_path: Path, name: str) -> None:
    (line,) = mistakes(tmp_path, LEAST + f"[[audiences]]\nname = '{name}'\n")
    assert line.startswith(f"an audience cannot have this name · digest.toml:9 · {name}")


@pytest.mark.parametrize("value", ["https://letter.test/?a=1", "https://letter.test/#a"])
def test_the_web_edition_s_address_is_one_to_which_a_path_can_be_added(tmp_path: Path, value: str) -> None:
    (line,) = mistakes(tmp_path, LEAST.replace("[sender]", f"web_url = '{value}'\n[sender]"))
    assert line.startswith("newsletter.web_url must be an address to which a path can be added")


@pytest.mark.parametrize("setting", ["post@letter.test", "https://letter.test/u"])
def test_a_required_setting_cannot_be_empty(tmp_path: Path, setting: str) -> None:
    (line,) = mistakes(tmp_path, LEAST.replace(setting, ""))
    assert " must be given · digest.toml:" in line


def test_a_table_where_a_list_of_tables_belongs_is_shown_as_it_is(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, LEAST + "[publications]\nname = 'x'\n")
    assert 'publications must be a list in square brackets · digest.toml:8 · found {"name": "x"}' in line


def test_no_audience_at_all_is_refused(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "audiences = []\n" + LEAST)[0].startswith("no audience · digest.toml:1")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"no settings here · .*digest.toml · no such file · make a newsletter with"
    ):
        load(tmp_path / "digest.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read the settings"):
        load(tmp_path)


def test_what_is_not_toml_says_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"not TOML · .*digest.toml:2 · "):
        read(tmp_path, "[newsletter]\nname = The Letter\n")


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000], ids=["a number without end", "lists without end"])
def test_a_value_that_python_refuses_is_one_line(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match=r"not TOML · .*digest.toml · "):
        read(tmp_path, f"x = {value}")


def test_another_encoding_says_its_line(tmp_path: Path) -> None:
    file = tmp_path / "digest.toml"
    file.write_bytes(b"[newsletter]\nname = 'Caf\xe9'\n")
    with pytest.raises(SettingsError, match=r"digest.toml:2 · bytes that are not UTF-8 · save it as UTF-8"):
        load(file)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_bytes(b"\xef\xbb\xbf" + LEAST.encode())
    assert load(tmp_path / "digest.toml").newsletter.name == "The Letter"


def test_a_gigantic_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_bytes(b"#" * 8_000_001)
    with pytest.raises(SettingsError, match="is this the right file"):
        load(tmp_path / "digest.toml")


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False), st.sampled_from(["", "x", "a@b.c"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3)),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(["newsletter", "keep", "audiences", "look", "folders", "zz"]), VALUES))
def test_no_value_in_any_place_is_a_crash(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, object]
) -> None:
    lines = [f"{key} = {_toml(value)}" for key, value in tables.items()]
    found = mistakes(tmp_path_factory.mktemp("settings"), "\n".join(lines))
    assert all(" · digest.toml:" in line for line in found)


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value).lower() if isinstance(value, bool) else repr(value)
