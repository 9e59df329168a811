"""The choice: which paragraphs of an article a story keeps, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Reason, Story, Verdict
from digest.summariser.picking import Pick, pick, turn
from digest.summariser.profile import profile
from digest.summariser.rules import weigh

if TYPE_CHECKING:
    from digest.model import Article, Block
    from digest.summariser.keep import Keep

_FIELD = 500  # blocks among which key paragraphs are looked for; what is longer is a book
_FAR_DOWN = (Reason("far_down", 0.0),)
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
    body = article.body
    if len(body) > _FIELD:
        field = replace(article, blocks=body[:_FIELD])
        return judge(field, keep) + tuple(Verdict(block, 0.0, _FAR_DOWN) for block in body[_FIELD:])
    counted = profile(article, keep.words / max(1, keep.paragraphs))
    standing = tuple(weigh(paragraph, counted, keep.weights) for paragraph in counted.paragraphs)
    scores = {index: sum(reason.points for reason in reasons) for index, reasons in enumerate(standing)}
    picks = pick(counted, scores, keep)
    covered = {stem for index in picks for stem in counted.paragraphs[index].stems}
    return tuple(
        _verdict(block, standing[index], picks.get(index) or Pick("", turn(paragraph, counted, covered, picks, keep)))
        for index, (block, paragraph) in enumerate(zip(body, counted.paragraphs, strict=True))
    )


def _verdict(block: Block, standing: tuple[Reason, ...], pick: Pick) -> Verdict:
    reasons = standing + pick.turn
    return Verdict(block, round(sum(reason.points for reason in reasons), 3), reasons, pick.kept)


def tell(article: Article, keep: Keep) -> Story:
    """The story of an article: its key paragraphs, and a first measure of how well it would lead an issue.

    The measure is the mean score of the key paragraphs and up to 1 for a body of 400 words and more; both stand among
    the reasons. An article that keeps nothing scores 0.
    """
    verdicts = judge(article, keep)
    reasons = _merits(article, [verdict.score for verdict in verdicts if verdict.selected])
    return Story(article, verdicts, score=round(sum(reason.points for reason in reasons), 3), reasons=reasons)


def _merits(article: Article, scores: list[float]) -> tuple[Reason, ...]:
    if not scores:
        return ()
    merits = (
        Reason("key_paragraphs", round(sum(scores) / len(scores), 3)),
        Reason("substance", round(min(1.0, article.words / _SUBSTANTIAL), 3)),
    )
    return tuple(merit for merit in merits if merit.points)
