"""Checking an issue that lies in the outbox finds what the build found, and what became of it since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from digest.errors import OutboxError, SettingsError
from digest.intake.fetching.limits import Limits
from digest.intake.fetching.links import Asked
from digest.model import Week
from digest.pipeline.building import Built, Order, build
from digest.pipeline.checking import Checked, Wanted, check
from digest.settings import Settings
from digest.settings.reading import load
from tests.test_pipeline import SETTINGS, seed

WEEK = Week(2024, 25)
DAY = date(2024, 6, 23)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "digest.toml").write_text(SETTINGS.replace("letter.test", "letter.example.org"))
    made = load(tmp_path / "digest.toml")
    seed(made, "Lamps", extra="url: https://letter.example.org/lamps\n")
    return made


@pytest.fixture
def built(settings: Settings) -> Built:
    return build(settings, Order(DAY))


def checks(checked: Checked) -> list[str]:
    return [finding.check for finding in checked.findings]


def test_a_check_right_after_the_build_finds_the_same_and_changes_nothing(settings: Settings, built: Built) -> None:
    file = settings.outbox / str(WEEK) / "preflight.json"
    before = file.read_bytes()
    checked = check(settings, None)
    assert checked.findings == built.findings
    assert file.read_bytes() == before
    assert json.loads(before) == checked.record


def test_what_was_changed_by_hand_is_found(settings: Settings, built: Built) -> None:
    assert built.folder is not None
    file = built.folder / "free/letter.html"
    file.write_text(file.read_text().replace("Lamps", "Lights"))
    checked = check(settings, WEEK)
    assert {"told", "carried", "edited"} <= set(checks(checked))
    assert checked.forbidden()
    assert json.loads((built.folder / "preflight.json").read_bytes())["state"] == "held"


def test_only_the_named_letters_are_looked_through(settings: Settings, built: Built) -> None:
    assert built.folder is not None
    (built.folder / "free/letter.html").write_text("<p>Nothing</p>")
    assert not check(settings, WEEK, Wanted(("member",))).forbidden()
    assert check(settings, WEEK, Wanted(("free",))).forbidden()


def test_an_audience_without_a_letter_is_recognised(settings: Settings, built: Built) -> None:
    assert built.folder
    with pytest.raises(SettingsError, match='did you mean "member"'):
        check(settings, WEEK, Wanted(("membr",)))


def test_an_outbox_without_issues_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(OutboxError, match="digest build"):
        check(settings, None)


def test_a_place_that_cannot_be_written_does_not_cost_the_check(settings: Settings, built: Built) -> None:
    assert built.folder is not None
    (built.folder / "preflight.json").unlink()
    (built.folder / "preflight.json").mkdir()
    checked = check(settings, WEEK)
    assert checked.findings == built.findings
    assert [problem.what for problem in checked.problems] == ["cannot write what was found"]


def test_links_are_asked_once_and_what_is_gone_forbids_sending(settings: Settings, built: Built) -> None:
    assert built.folder
    said: list[str] = []

    def ask(urls: Sequence[str], limits: Limits) -> Mapping[str, Asked]:
        assert limits == settings.fetching
        said.extend(urls)
        gone, shy = Asked(404, "status 404", gone=True), Asked(403, "status 403")
        return {url: gone if "lamps" in url else shy if url.endswith("/u") else Asked(200) for url in urls}

    checked = check(settings, WEEK, Wanted(online=True), ask=ask)
    assert len(said) == len(set(said))
    assert "https://letter.example.org/lamps" in said
    told = [(str(one.severity), one.what) for one in checked.findings if one.check == "link-online"]
    assert told == [
        ("must", "the link to https://letter.example.org/lamps leads nowhere: status 404"),
        ("note", "the link to https://letter.example.org/u could not be followed: status 403"),
    ]
    assert checked.record["online"]


def test_a_link_with_a_merge_tag_is_not_asked(settings: Settings, tmp_path: Path) -> None:
    text = (tmp_path / "digest.toml").read_text().replace('/u"', '/u?{{id}}"')
    (tmp_path / "digest.toml").write_text(text)
    tagged = load(settings.file)
    build(tagged, Order(DAY))
    said: list[str] = []

    def ask(urls: Sequence[str], limits: Limits) -> Mapping[str, Asked]:  # noqa: ARG001 - as it is called
        said.extend(urls)
        return {}

    check(tagged, WEEK, Wanted(online=True), ask=ask)
    assert said
    assert [url for url in said if "id" in url] == []


def test_a_machine_that_is_not_online_forbids_nothing(settings: Settings, built: Built) -> None:
    def ask(urls: Sequence[str], limits: Limits) -> Mapping[str, Asked]:  # noqa: ARG001 - as it is called
        return {url: Asked(0, "the host is not known", gone=True) for url in urls}

    checked = check(settings, WEEK, Wanted(online=True), ask=ask)
    assert checked.findings == built.findings
    assert [problem.what for problem in checked.problems] == ["no link could be asked"]
