"""What the judges answer, read: no judge needs to be installed for this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest.model import Severity
from digest.preflight.judges import axe, clients, nu, rspamd, spamassassin
from digest.preflight.judges.asking import JudgeFailed
from digest.preflight.judges.said import Said
from tests.preflight.judges.letters import an_exhibit

MUST, SHOULD, NOTE = Severity.MUST, Severity.SHOULD, Severity.NOTE


def weights(said: Said) -> list[Severity]:
    return [remark.severity for remark in said.remarks]


def a_message(file: Path, text: str, kind: str = "error", **more: Any) -> dict[str, Any]:
    return {"url": file.as_uri(), "type": kind, "message": text, "lastLine": 12, **more}


def test_nu_s_errors_are_told_with_its_own_words_and_line(tmp_path: Path) -> None:
    shown = an_exhibit(tmp_path)
    said = nu.read([a_message(shown.html, "Bad value “x”")], shown)
    assert said.measures == {"nu": 1, "nu-outlook": 0, "nu-warnings": 0}
    assert weights(said) == [MUST]
    assert said.remarks[0].what == "line 12 of letter.html: Bad value “x”"


def test_nu_s_errors_about_office_weigh_less(tmp_path: Path) -> None:
    shown = an_exhibit(tmp_path)
    assert weights(nu.read([a_message(shown.html, "CSS: “mso-hide”: no such property")], shown)) == [SHOULD]


def test_in_outlook_s_view_only_the_structure_counts(tmp_path: Path) -> None:
    shown = an_exhibit(tmp_path)
    told = [a_message(shown.outlook, "Stray end tag “td”."), a_message(shown.outlook, "Bad value “9”")]
    said = nu.read(told, shown)
    assert (said.measures["nu"], said.measures["nu-outlook"]) == (0, 1)


def test_nu_s_warnings_are_notes_but_for_layout_by_attributes(tmp_path: Path) -> None:
    shown = an_exhibit(tmp_path)
    told = [
        a_message(shown.html, "The “align” attribute is obsolete.", "info", subType="warning"),
        a_message(shown.html, "Section lacks heading.", "info", subType="warning"),
    ]
    assert weights(nu.read(told, shown)) == [NOTE]


def a_view(**changes: Any) -> dict[str, Any]:
    return {"scroll": 0, "wide": [], "sizes": {"17": 500}, "background": "light", "characters": 500, **changes}


def seen(violations: dict[str, list[dict[str, Any]]] | None = None, **views: dict[str, Any]) -> dict[str, Any]:
    keys = ("light-320", "light-600", "dark-320", "dark-600", "stripped-600", "stripped-320", "without-images-320")
    looks = {key: a_view(background=key.split("-")[0]) for key in keys}
    looks |= {key.replace("_", "-"): view for key, view in views.items()}
    judged = {key: {"violations": (violations or {}).get(key, []), "incomplete": []} for key in keys}
    return {"file": "0.html", "views": looks, "axe": judged, "requests": []}


def a_rule(name: str, *tags: str) -> dict[str, Any]:
    return {"id": name, "tags": list(tags), "help": f"{name}, please", "many": 1, "first": "<p>"}


def test_a_letter_without_faults_has_no_remarks() -> None:
    said = axe.read(seen())
    assert said.remarks == ()
    assert {said.measures[key] for key in said.measures if key.startswith("axe")} == {0}


def test_a_rule_of_level_aa_is_a_must_in_each_scheme() -> None:
    said = axe.read(seen({"dark-320": [a_rule("color-contrast", "wcag2aa")]}))
    assert (said.measures["axe-light"], said.measures["axe-dark"]) == (0, 1)
    assert weights(said) == [MUST]
    assert "color-contrast" in said.remarks[0].what
    assert "dark-320" in said.remarks[0].what


@pytest.mark.parametrize(
    ("key", "tag", "measure"),
    [
        ("light-600", "wcag2aaa", "axe-aaa"),
        ("light-600", "best-practice", "axe-best"),
        ("stripped-600", "wcag2a", "axe-stripped"),
        ("without-images-320", "wcag2a", "axe-imageless"),
    ],
)
def test_what_goes_beyond_is_a_should(key: str, tag: str, measure: str) -> None:
    said = axe.read(seen({key: [a_rule("rule", tag)]}))
    assert said.measures[measure] == 1
    assert weights(said) == [SHOULD]


def test_what_axe_cannot_decide_is_a_note() -> None:
    told = seen()
    told["axe"]["light-320"]["incomplete"] = [a_rule("color-contrast", "wcag2aa")]
    said = axe.read(told)
    assert said.measures["axe-review"] == 1
    assert weights(said) == [NOTE]


def test_a_letter_that_is_too_wide_is_a_must_and_without_styles_a_should() -> None:
    said = axe.read(seen(light_320=a_view(scroll=40, wide=["<td>"]), stripped_320=a_view(scroll=9)))
    assert said.measures["scroll"] == 2
    assert sorted(weights(said)) == [MUST, SHOULD]
    assert "40 px too wide (light-320): <td>" in said.remarks[0].what


def test_a_page_that_nobody_mails_is_not_judged_without_its_styles() -> None:
    told = seen({"stripped-600": [a_rule("rule", "wcag2a")]}, stripped_320=a_view(scroll=9))
    said = axe.read(told, page=True)
    assert (said.remarks, said.measures["scroll"], said.measures["axe-stripped"]) == ((), 0, 0)
    assert len(axe.read(told).remarks) == 2


def test_small_text_is_said() -> None:
    said = axe.read(seen(light_320=a_view(sizes={"14": 500, "11": 90})))
    assert [remark.what for remark in said.remarks] == [
        "most of the letter is set in 14 px on a telephone",
        "90 characters are smaller than 12 px",
    ]


def test_a_letter_that_fetches_something_or_has_no_dark_scheme_is_said() -> None:
    told = seen(dark_600=a_view(background="light"))
    told["requests"] = ["https://letter.example.org/font.woff2"]
    what = " ".join(remark.what for remark in axe.read(told).remarks)
    assert "asks for https://letter.example.org/font.woff2" in what
    assert "looks the same in the dark scheme" in what


def of_clients(**changes: Any) -> dict[str, Any]:
    return {
        "unsupported": {},
        "scores": {"gmail-web": 94, "outlook-windows": 91},
        "accessibility": 100,
        "minded": [],
        "unused": [],
        "mjml": [],
        **changes,
    }


def test_a_feature_that_the_layout_needs_is_a_must_with_the_clients_that_drop_it() -> None:
    said = clients.read(
        of_clients(unsupported={"outlook.windows": ["display: flex"], "gmail.ios": ["display: flex"]})
    )
    assert (said.measures["layout"], said.measures["cells"]) == (1, 2)
    assert weights(said) == [MUST]
    assert said.remarks[0].what == "display: flex is not supported by gmail.ios, outlook.windows"


def test_a_feature_without_which_a_letter_stays_readable_is_only_counted() -> None:
    said = clients.read(of_clients(unsupported={"outlook.windows": ["border-radius", "color-scheme meta tag"]}))
    assert (said.measures["layout"], said.measures["cells"], said.remarks) == (0, 1, ())


def test_low_scores_and_broken_rules_are_told() -> None:
    told = of_clients(
        scores={"gmail-web": 80, "outlook-windows": 70},
        accessibility=60,
        minded=[
            {"severity": "error", "rule": "caps", "message": "THE SUBJECT"},
            {"severity": "error", "rule": "hidden-text", "message": "a preheader"},
            {"severity": "info", "rule": "size", "message": "small"},
        ],
        mjml=["Line 3: mj-txt is no element"],
        unused=[".a", ".b", ".c", ".d", ".moz-text-html"],
    )
    said = clients.read(told)
    assert sorted(weights(said)) == sorted([SHOULD, NOTE, NOTE, SHOULD, SHOULD, NOTE])
    assert (said.measures["mjml"], said.measures["unused-css"]) == (1, 4)


def test_many_features_that_one_program_or_another_lacks_are_a_note() -> None:
    dropped = {f"client-{number}": ["border-radius"] for number in range(16)}
    assert weights(clients.read(of_clients(unsupported=dropped))) == [NOTE]


def test_a_letter_without_mjml_is_not_measured_by_it() -> None:
    assert "mjml" not in clients.read(of_clients(mjml=None)).measures


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0.eml\t-1.001\tHTML_MESSAGE=0.001,MAILING_LIST_MULTI=-1", []),
        ("0.eml\t-0.4\tHTML_OBFUSCATE_05_10=0.601", [SHOULD, NOTE]),
        ("0.eml\t2.8\tMPART_ALT_DIFF=2.8", [MUST, SHOULD]),
        ("0.eml\t0.0\t", [NOTE]),
    ],
)
def test_spamassassin_s_points_are_weighed(line: str, expected: list[Severity]) -> None:
    assert weights(spamassassin.read(line)) == expected


def test_a_line_of_spamassassin_that_is_none_is_said() -> None:
    with pytest.raises(JudgeFailed, match="spamassassin"):
        spamassassin.read("nothing")


def of_rspamd(score: float, **symbols: float) -> dict[str, Any]:
    return {"score": score, "symbols": {name: {"score": points} for name, points in symbols.items()}}


def test_rspamd_s_points_for_the_sending_machine_and_the_day_do_not_count() -> None:
    said = rspamd.read(
        of_rspamd(4.3, HFILTER_HOSTNAME_UNKNOWN=2.5, DATE_IN_PAST=1.0, URI_COUNT_ODD=1.0, MIME_GOOD=-0.2)
    )
    assert said.measures == {"rspamd": 0.8}
    assert weights(said) == [SHOULD]
    assert said.remarks[0].what == "0.8 points; a clean letter has none: URI_COUNT_ODD 1"


def test_rspamd_s_aim_is_a_note_and_below_it_there_is_nothing_to_say() -> None:
    assert weights(rspamd.read(of_rspamd(-0.05))) == [NOTE]
    assert rspamd.read(of_rspamd(-0.2)).remarks == ()


def test_an_answer_of_rspamd_without_a_score_is_said() -> None:
    with pytest.raises(JudgeFailed, match="rspamd"):
        rspamd.read({"error": "empty"})
