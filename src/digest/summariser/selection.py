"""The choice: which paragraphs of an article a story keeps, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Inside, Reason, Story, Verdict
from digest.summariser.fitness import Fitness, fitness
from digest.summariser.picking import Pick, candidates, pick
from digest.summariser.profile import profile
from digest.summariser.repeats import repeated, says_again
from digest.summariser.rules import turn, weigh
from digest.summariser.sketch import sketch
from digest.summariser.terms import terms
from digest.summariser.words import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from digest.model import Article, Block
    from digest.summariser.keep import Keep
    from digest.summariser.profile import Profile

_FIELD = 500  # blocks among which key paragraphs are looked for; what is longer is a book
_NO_MERIT = frozenset({"lead", "leading_up"})  # rules that say which paragraph is better, but not which article
_FAR_DOWN = (Reason("far_down", 0.0),)
_NO_ROOM = (Reason("no_room", 0.0),)
_REPEATED = (Reason("repeated", 0.0),)
_SUBSTANTIAL = 400  # words of an article that has room to say something


def judge(article: Article, keep: Keep) -> tuple[Verdict, ...]:
    """Weigh every block of an article's body and keep the key paragraphs.

    Paragraphs are taken by score, best first, as long as they fit; after each, the others lose what they would only
    repeat. Of equal ones the earlier wins. Nothing outside the article counts, and of a body as long as a book only
    the first five hundred blocks.

    Args:
        article: The article; its body may be empty.
        keep: How much to keep.

    Returns:
        One verdict for each body block, in reading order. Time grows with the number of words.
    """
    return _judge(article, _profile(article, keep), keep)


def tell(article: Article, keep: Keep) -> Story:
    """The story of an article: its key paragraphs, and a first measure of how well it would lead an issue.

    The measure is the mean score of the key paragraphs, less what they have from their article's tone ("lead") and
    from their neighbours ("leading_up"), and up to 1 for a body of 400 words and more; both stand among the reasons.
    An article that keeps nothing scores 0. Where it has blocks for one audience alone, what its readers are shown is
    chosen apart: nothing else of the story knows of those blocks.
    """
    counted = _profile(article, keep)
    verdicts = _judge(article, counted, keep)
    reasons = _merits(article, [_worth(verdict) for verdict in verdicts if verdict.selected])
    return Story(
        article,
        verdicts,
        score=round(sum(reason.points for reason in reasons), 3),
        reasons=reasons,
        terms=terms(counted),
        sketch=sketch([word for paragraph in counted.paragraphs for word in paragraph.words]),
        inside=tuple(Inside(audience, _judge_inside(article, audience, keep)) for audience in article.insiders),
    )


def _judge_inside(article: Article, audience: str, keep: Keep) -> tuple[Verdict, ...]:
    """The verdicts on all that these readers may read, as if there were no others.

    Of what is marked for them alone at least the best paragraph is kept: it may stand nowhere else.
    """
    blocks = article.body_for(audience)
    verdicts = _judge_blocks(article, blocks, keep)
    if any(verdict.selected and verdict.block.audience for verdict in verdicts):
        return verdicts
    marked = [block for block in blocks if block.audience]
    best = next((v for v in _judge_blocks(article, marked, replace(keep, paragraphs=1)) if v.selected), None)
    return tuple(best if best and verdict.block is best.block else verdict for verdict in verdicts)


def _judge_blocks(article: Article, blocks: Sequence[Block], keep: Keep) -> tuple[Verdict, ...]:
    alone = replace(article, blocks=tuple(replace(block, audience="") for block in blocks))
    return tuple(replace(verdict, block=block) for verdict, block in zip(judge(alone, keep), blocks, strict=True))


def _profile(article: Article, keep: Keep) -> Profile:
    body = article.body
    field = replace(article, blocks=body[:_FIELD]) if len(body) > _FIELD else article
    return profile(field, keep.words / max(1, keep.paragraphs))


def _judge(article: Article, counted: Profile, keep: Keep) -> tuple[Verdict, ...]:
    paragraphs = counted.paragraphs
    standing = tuple(weigh(paragraph, counted, keep.weights) for paragraph in paragraphs)
    scores = {index: sum(reason.points for reason in reasons) for index, reasons in enumerate(standing)}
    sorts = [fitness(paragraph, counted) for paragraph in paragraphs]
    fittest = candidates(counted, sorts, keep)
    twice = repeated(fittest, keep.words)
    picks = pick(counted, [paragraph for paragraph in fittest if paragraph.index not in twice], scores, keep)
    bars = _bars(counted, sorts, {paragraph.index for paragraph in fittest}, twice, picks, keep)
    passed = _passed(counted, bars, picks, keep)
    verdicts = [
        _verdict(block, reasons, picks.get(index) or passed[index])
        for index, (block, reasons) in enumerate(zip(article.body, standing, strict=False))
    ]
    second = _runner_up(verdicts, [index for index, bar in bars.items() if bar in {(), _NO_ROOM}])
    if second is not None:
        verdicts[second] = replace(verdicts[second], runner_up=True)
    return (*verdicts, *(Verdict(block, 0.0, _FAR_DOWN) for block in article.body[_FIELD:]))


def _bars(
    counted: Profile,
    sorts: Sequence[Fitness],
    fittest: Collection[int],
    twice: Collection[int],
    picks: Mapping[int, Pick],
    keep: Keep,
) -> dict[int, tuple[Reason, ...]]:
    """What kept out those of the paragraphs that are not kept; nothing for one that only had too few points."""
    room = keep.words - sum(count(pick.kept) for pick in picks.values()) if keep.words else None
    kept = [counted.paragraphs[index] for index in picks]
    bars: dict[int, tuple[Reason, ...]] = {}
    for paragraph in counted.paragraphs:
        index = paragraph.index
        if index in picks:
            continue
        if index not in fittest:
            bars[index] = (Reason(sorts[index].name.casefold(), 0.0),)
        elif index in twice or says_again(paragraph, kept):
            bars[index] = _REPEATED
        else:
            bars[index] = _NO_ROOM if room is not None and paragraph.length > room else ()
    return bars


def _passed(
    counted: Profile, bars: Mapping[int, tuple[Reason, ...]], picks: Mapping[int, Pick], keep: Keep
) -> dict[int, Pick]:
    """What is to be said of the paragraphs that are not kept: their points at the end, and what kept them out."""
    covered = {stem for index in picks for stem in counted.paragraphs[index].stems}
    return {
        index: Pick("", turn(counted.paragraphs[index], counted, keep.weights, covered, picks) + bar)
        for index, bar in bars.items()
    }


def _verdict(block: Block, standing: tuple[Reason, ...], pick: Pick) -> Verdict:
    reasons = standing + pick.turn
    return Verdict(block, round(sum(reason.points for reason in reasons), 3), reasons, pick.kept)


def _runner_up(verdicts: Sequence[Verdict], passed: Iterable[int]) -> int | None:
    """The best that could have been kept and was not; None where all were kept, or nothing could be."""
    return max(passed, key=lambda index: (verdicts[index].score, -index), default=None)


def _worth(verdict: Verdict) -> float:
    return verdict.score - sum(reason.points for reason in verdict.reasons if reason.rule in _NO_MERIT)


def _merits(article: Article, scores: list[float]) -> tuple[Reason, ...]:
    if not scores:
        return ()
    merits = (
        Reason("key_paragraphs", round(sum(scores) / len(scores), 3)),
        Reason("substance", round(min(1.0, article.words / _SUBSTANTIAL), 3)),
    )
    return tuple(merit for merit in merits if merit.points)
