"""The paragraphs that the editor chooses, by the words with which they begin."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.editor.order import because
from digest.model import Inside, Problem, Reason
from digest.model.beginnings import bare, beginnings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Block, Story, StoryEdit, Verdict

_SHOWN = 5  # paragraphs whose beginnings a hint has


def with_paragraphs(story: Story, edit: StoryEdit, where: str) -> tuple[Story, tuple[Problem, ...]]:
    """The story with the paragraphs that begin so; in another order than the article's they become its summary.

    A paragraph's number is no name for it: when the document changes, it is another's. So a number shows nothing, and
    its problem says what to write in its place. What is for one audience alone is shown to that one alone.
    """
    blocks = _blocks(story)
    texts = tuple(block.text for block in blocks)
    problems: list[Problem] = []
    places: list[int] = []
    for wanted in edit.paragraphs:
        found = () if isinstance(wanted, int) else _places(wanted, texts)
        if len(found) == 1:
            places.extend(found)
        elif not isinstance(wanted, int):
            problems.append(_unclear(wanted, len(found), edit.name, where))
    if numbers := [wanted for wanted in edit.paragraphs if isinstance(wanted, int)]:
        problems.append(_numbered(numbers, texts, edit.name, where))
    if not places:
        return story, tuple(problems)
    chosen = [blocks[place] for place in dict.fromkeys(places)]
    public = [block for block in chosen if not block.audience]
    verdicts, summary = _shown(story.verdicts, public) if public else (story.verdicts, ())
    inside = tuple(_shown_inside(one, chosen) for one in story.inside)
    story = replace(story, verdicts=verdicts, summary=summary, inside=inside)
    return because(story, "paragraphs chosen by the editor"), tuple(problems)


def _blocks(story: Story) -> tuple[Block, ...]:
    """The body of the article, each audience's blocks among it, in reading order."""
    if not story.inside:
        return tuple(verdict.block for verdict in story.verdicts)
    judged = {id(v.block) for v in (*story.verdicts, *(v for one in story.inside for v in one.verdicts))}
    return tuple(block for block in story.article.blocks if id(block) in judged)


def _shown_inside(one: Inside, wanted: Sequence[Block]) -> Inside:
    theirs = [block for block in wanted if block.audience in {"", one.audience}]
    return Inside(one.audience, *_shown(one.verdicts, theirs)) if theirs else one


def _shown(verdicts: Sequence[Verdict], wanted: Sequence[Block]) -> tuple[tuple[Verdict, ...], tuple[str, ...]]:
    """The verdicts that show these blocks, and their texts where their order is not the article's."""
    places = {id(verdict.block): place for place, verdict in enumerate(verdicts)}
    there = [places[id(block)] for block in wanted if id(block) in places]
    shown = tuple(_chosen(verdict, place in there) for place, verdict in enumerate(verdicts))
    return shown, () if there == sorted(there) else tuple(shown[place].kept for place in there)


def _places(wanted: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Where the paragraphs stand that begin with these words; one that has no others goes before longer ones."""
    words = bare(wanted)
    begun = {place: text for place, text in enumerate(map(bare, texts)) if words and text.startswith(words)}
    whole = [place for place, text in begun.items() if text == words]
    return tuple(whole[:1] or (begun if len(set(begun.values())) > 1 else list(begun)[:1]))


def _unclear(wanted: str, count: int, name: str, where: str) -> Problem:
    if count:
        what, hint = f"{count} paragraphs of the story begin with these words", "add the words that follow"
    else:
        what, hint = "no paragraph of the story begins with these words", "see how they begin with: digest explain"
    return Problem(what, where, f"{name}: {wanted}", hint)


def _numbered(numbers: Sequence[int], texts: Sequence[str], name: str, where: str) -> Problem:
    """What to write in the place of numbers."""
    firsts = beginnings(texts)
    named = [firsts[number - 1] for number in dict.fromkeys(numbers) if 1 <= number <= len(texts)][:_SHOWN]
    count = f"it has {len(texts)} paragraph{'s'[: len(texts) != 1]}"
    hint = f"write: paragraphs = {json.dumps(named, ensure_ascii=False)}" if named else count
    found = f"{name}: {', '.join(map(str, numbers))}"
    return Problem("paragraphs are named by their first words: a number may become another's", where, found, hint)


def _chosen(verdict: Verdict, chosen: bool) -> Verdict:
    if not chosen:
        return replace(verdict, kept="")
    reasons = (*verdict.reasons, Reason("chosen by the editor", 0.0))
    return replace(verdict, kept=verdict.block.text, reasons=reasons, runner_up=False)
