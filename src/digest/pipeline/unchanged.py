"""Whether an issue that was sent would come out as its readers have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.outbox.issues import read_issue
from digest.outbox.sent import sent_issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from digest.model import SentIssue, UsedStory

    Told = Mapping[str, Any]  # an issue.json, or a story in one

_NAMED = 3  # differences that an error names


def same_as_sent(record: Told, memory: Sequence[SentIssue], outbox: Path) -> None:
    """Refuse to lay another issue in the place of one that was sent; its letters may look otherwise.

    What was sent is known by what is remembered of it and, where it still lies in the outbox, by its issue.json.

    Args:
        record: What the issue.json of the new one says.
        memory: Issues that were sent.
        outbox: Where it would be laid.

    Raises:
        OutboxError: It tells other stories, other words of them, or is not for the same audiences.
    """
    then = next((sent for sent in memory if str(sent.week) == record["week"]), None)
    if then is None:
        return
    now = sent_issue(record, then.sent)
    differences = list(_sources(then, now))
    if not differences:
        before = _still_there(then, outbox)
        differences = [*_remembered(then, now), *(_words(before, record) if before else ())]
    if differences:
        week = record["week"]
        raise OutboxError(
            f"the issue of {week} was sent and would come out differently",
            where=week,
            found=", ".join(list(dict.fromkeys(differences))[:_NAMED]),
            hint=f"it stays as it is; to make another: digest mark-sent {week} --undo",
        )


def _sources(then: SentIssue, now: SentIssue) -> Iterator[str]:
    before, after = ({used.source: used.sketch for used in issue.stories} for issue in (then, now))
    yield from (f"without {name}" for name in before if name not in after)
    yield from (f"with {name}" for name in after if name not in before)
    yield from (f"with other words in {name}" for name in after if before.get(name, after[name]) != after[name])


def _remembered(then: SentIssue, now: SentIssue) -> Iterator[str]:
    """What differs of what the memory keeps, where the stories are the same."""
    if then.audiences:
        yield from (f"without the letter for {name}" for name in then.audiences if name not in now.audiences)
        yield from (f"with a letter for {name}" for name in now.audiences if name not in then.audiences)
    if then.subject != now.subject:
        yield "with another subject"
    titles = {used.source: used.title for used in then.stories}
    yield from (f"with another title of {used.source}" for used in now.stories if titles[used.source] != used.title)
    if [_place(used) for used in then.stories] != [_place(used) for used in now.stories]:
        yield "in another order"
    if set(then.shown) != set(now.shown):
        yield "with other offers or archive items"


def _place(used: UsedStory) -> tuple[str, bool]:
    return used.source, used.headline


def _still_there(then: SentIssue, outbox: Path) -> Told | None:
    """The issue.json of what was sent; None where another one lies there, or none that can be read."""
    try:
        record = read_issue(outbox, then.week)
        issue = sent_issue(record, then.sent)
    except (OutboxError, ValueError):
        return None
    there, sent = ((one.subject, [(_place(used), used.title) for used in one.stories]) for one in (issue, then))
    return record if there == sent else None


def _words(before: Told, after: Told) -> Iterator[str]:
    """What differs of what readers see between two issues that tell the same stories."""
    yield from (f"with another {part}" for part in ("preheader", "note") if before[part] != after[part])
    paragraphs = {story["source"]: _shown(story) for story in before["stories"]}
    for story in after["stories"]:
        if paragraphs.get(story["source"]) != _shown(story):
            yield f"with other paragraphs of {story['source']}"


def _shown(story: Told) -> list[str]:
    kept = [paragraph["text"] for paragraph in story["paragraphs"] if paragraph["selected"]]
    inside = [one for each in story["inside"] for one in each["paragraphs"] if one["audience"] and one["selected"]]
    return [*(story["summary"] or kept), *(one["text"] for one in inside)]
