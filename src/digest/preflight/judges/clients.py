"""What mail programs drop: caniemail’s tables, @emailens/engine, email-comb and MJML’s own validator."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.preflight.judges.asking import JudgeFailed, answer, ask
from digest.preflight.judges.said import MUST, NOTE, SHOULD, Remark, Said, in_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.preflight.judges.asking import Exhibit
    from digest.preflight.judges.bench import Bench

MEAN = WORST = 90
ACCESSIBILITY = 95
CELLS = 15
UNUSED = 3
_SCRIPT = Path(__file__).with_name("clients.mjs")
_PACKAGES = ("caniemail", "@emailens/engine", "email-comb", "mjml")
_GRACEFUL = re.compile(  # what a letter can do without: it stays readable where these are dropped
    "target attribute|table-layout|box-sizing|^transform$|box-shadow|text-shadow|border-radius|@media|:hover"
    "|prefers-color-scheme|word-break|overflow-wrap|(?:lang|dir|role|title) attribute|aria|<style>|selector|<body>"
    "|outline|word-spacing|border-spacing|hyphens|letter-spacing|color-scheme|cursor|opacity|max-(?:width|height)"
    "|-webkit|text-size-adjust|<meta>|!important|<title>|<html>|display: ?none|overflow|height property|float"
    "|list-style|text-decoration",
    re.IGNORECASE,
)
_HARMLESS = re.compile("color-scheme|target attribute|^transform$", re.IGNORECASE)
_HOOKS = re.compile("moz-text|outlook|ogs|Apple|gmail|u-", re.IGNORECASE)  # by which mail programs are told apart
_PREHEADER = "hidden-text"  # every letter with a preheader has some


def lacks(bench: Bench) -> str:
    """What is not installed of it."""
    return "" if bench.has(*_PACKAGES) else f"node and its packages {', '.join(_PACKAGES)}"


def hear(bench: Bench, exhibits: Mapping[str, Exhibit], seconds: float) -> dict[str, Said]:
    """Ask about all letters in one process.

    Raises:
        JudgeFailed: It gave no answer.
    """
    names = {str(exhibit.html): name for name, exhibit in exhibits.items()}
    folder = next(iter(exhibits.values())).folder
    pairs = [f"{e.html}:{e.mjml}" if e.mjml else str(e.html) for e in exhibits.values()]
    said = ask([bench.node, str(_SCRIPT), str(bench.modules), *pairs], seconds=seconds, folder=folder)
    try:
        told = [answer(line, "clients") for line in said.splitlines() if line]
        heard = {names[one["file"]]: read(one) for one in told}
    except (KeyError, TypeError) as error:
        raise JudgeFailed("a judge cannot be understood", where="clients", found=in_short(repr(error))) from error
    if len(heard) != len(names):
        raise JudgeFailed(
            "a judge broke off", where="clients", found=f"{len(heard)} answers for {len(names)} letters"
        )
    return heard


def read(told: Mapping[str, Any]) -> Said:
    """What the script says of one letter."""
    cells = {
        (title, client)
        for client, titles in told["unsupported"].items()
        for title in titles
        if not _HARMLESS.search(title)
    }
    layout = sorted({title for title, _ in cells if not _GRACEFUL.search(title)})
    scores: dict[str, float] = told["scores"]
    unused = [name for name in told["unused"] if not _HOOKS.search(name)]
    measures: dict[str, float] = {
        "layout": len(layout),
        "cells": len(cells),
        "emailens-worst": min(scores.values()),
        "emailens-mean": round(sum(scores.values()) / len(scores), 1),
        "emailens-a11y": told["accessibility"] or 0,
        "unused-css": len(unused),
    }
    if told["mjml"] is not None:
        measures["mjml"] = len(told["mjml"])
    remarks = (
        *(_dropped(title, cells) for title in layout),
        *_scored(measures, scores),
        *_minded(told),
        *_lean(measures, unused),
    )
    return Said(measures, tuple(dict.fromkeys(remarks)))


def _dropped(title: str, cells: set[tuple[str, str]]) -> Remark:
    clients = ", ".join(sorted(client for one, client in cells if one == title))
    return Remark(MUST, in_short(f"{title} is not supported by {clients}"), "do without it: see caniemail.com")


def _scored(measures: Mapping[str, float], scores: Mapping[str, float]) -> Iterator[Remark]:
    hint = "see which features cost points at emailens’ own page, and do without them"
    if measures["emailens-mean"] < MEAN:
        yield Remark(SHOULD, f"emailens gives {measures['emailens-mean']:g} of 100 on average", hint)
    worst = min(scores, key=lambda client: scores[client])
    if scores[worst] < WORST:
        yield Remark(NOTE, f"emailens gives {scores[worst]:g} of 100 for {worst}", hint)
    if measures["emailens-a11y"] < ACCESSIBILITY:
        yield Remark(NOTE, f"emailens gives {measures['emailens-a11y']:g} of 100 for accessibility", hint)


def _minded(told: Mapping[str, Any]) -> Iterator[Remark]:
    for one in told["minded"]:
        if one["severity"] == "error" and one["rule"] != _PREHEADER:
            yield Remark(SHOULD, in_short(f"{one['rule']}: {one['message']}"), "mend what the rule names")
    for line in told["mjml"] or ():
        yield Remark(SHOULD, in_short(f"letter.mjml: {line}"), "write the tag or the attribute as MJML 5 knows it")


def _lean(measures: Mapping[str, float], unused: list[str]) -> Iterator[Remark]:
    if measures["cells"] > CELLS:
        yield Remark(NOTE, f"{measures['cells']:g} features are missing in one mail program or another", "use fewer")
    if len(unused) > UNUSED:
        yield Remark(NOTE, in_short(f"unused in the letter’s styles: {', '.join(unused)}"), "take them out")
