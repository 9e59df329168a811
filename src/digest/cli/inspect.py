"""`digest inspect`."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.errors import DigestError
    from digest.model import Article, Block, Reason, Story, Verdict

_PIPED = 160  # columns where there is no terminal
_NO_CAP = 1_000_000  # paragraphs: only the words are capped


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each file.")
@click.option("--words", type=click.IntRange(min=1), metavar="N", help="Keep at most N words of each document.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.pass_context
def inspect(ctx: click.Context, *, as_json: bool, words: int | None, files: tuple[Path, ...]) -> None:
    """Show what digest sees in documents, and what it would keep.

    One line a block: line number, role, score, kept or not, the reasons, the beginning of the text. For a block
    that is not the article's own text the reasons are those of its role.

    \b
    Example:
      digest inspect seeds/penny-black.txt
      digest inspect --json --words 120 seeds/*.txt
    """
    from digest.errors import DigestError
    from digest.intake.sources import read_together
    from digest.summariser.keep import Keep
    from digest.summariser.selection import tell

    keep = Keep(paragraphs=_NO_CAP, words=words, trim=True) if words else Keep()
    read = 0
    for path, found in read_together(files):
        if isinstance(found, DigestError):
            _show_error(path, found, as_json=as_json)
            continue
        read += 1
        _show(path, tell(found, keep), as_json=as_json)
    if not read:
        ctx.exit(1)


def _show(path: Path, story: Story, *, as_json: bool) -> None:
    if as_json:
        for piece in as_json_line(path, story):
            click.echo(piece.encode(), nl=False)  # JSON is UTF-8 on any terminal
    else:
        click.echo("\n".join(lines(path, story)))
    sys.stdout.flush()


def _show_error(path: Path, error: DigestError, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"path": str(path), "error": str(error)}, ensure_ascii=False).encode())
        sys.stdout.flush()
    else:
        click.echo(f"digest: {error}", err=True)


def as_json_line(path: Path, story: Story) -> Iterator[str]:
    """What `--json` prints for a file (docs/formats/inspect.schema.json), a block at a time: it may be a book."""
    article = story.article
    about = {
        "title": article.title,
        "subtitle": article.standfirst,
        "date": article.published.isoformat() if article.published else "",
        "author": article.byline,
        "kicker": article.kicker,
        "publication": article.publication.name,
        "url": article.url,
        "language": article.language,
        "problems": [str(problem) for problem in article.problems],
    }
    yield _json({"path": str(path)})[:-1]
    yield f', {_inert(about)[1:-1]}, "blocks": ['
    for number, (block, verdict) in enumerate(_parted(_judged(story))):
        yield (", " if number else "") + _inert(_block(block, verdict))
    yield "]}\n"


def _inert(value: object) -> str:
    from digest.model.visible import inert

    return _json(inert(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(block: Block, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "text": block.text,
        "role": str(block.role),
        "kind": str(block.kind),
        "line": block.line,
        "audience": block.audience,
        "confidence": block.confidence,
        "score": verdict.score if verdict else 0.0,
        "selected": verdict.selected if verdict else False,
        "reasons": _reasons(verdict.reasons if verdict else block.signs),
        "signs": _reasons(block.signs),
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"rule": reason.rule, "points": reason.points} for reason in reasons]


def _parted(judged: Iterable[tuple[Block, Verdict | None]]) -> Iterator[tuple[Block, Verdict | None]]:
    """A paragraph that is kept in part as its runs of kept and of left-out sentences."""
    from digest.summariser.excerpt import parts

    for block, verdict in judged:
        if verdict is None or verdict.kept in ("", block.text):
            yield block, verdict
            continue
        for text, kept in parts(block.text, verdict.kept):
            yield replace(block, text=text), verdict if kept else replace(verdict, kept="")


def _judged(story: Story) -> Iterator[tuple[Block, Verdict | None]]:
    """Every block, those of the body with their verdicts."""
    judged = {id(verdict.block): verdict for verdict in story.verdicts}
    for one in story.inside:
        judged |= {id(v.block): v for v in one.verdicts if v.block.audience == one.audience}
    for block in story.article.blocks:
        yield block, judged.get(id(block))


def lines(path: Path, story: Story) -> Iterator[str]:
    """The table for people."""
    from digest.cli.columns import fitted, printable

    columns = shutil.get_terminal_size((_PIPED, 0)).columns if sys.stdout.isatty() else _PIPED
    rest = max(columns - 39, 40)
    yield click.style(printable(str(path)), bold=True)
    yield from (f"  {name:<12}{printable(value)}" for name, value in _facts(story.article) if value)
    yield click.style(
        f"  {'line':>5}  {'role':<14}  {'score':>6}  kept  {fitted('reasons', rest // 2)}  text", dim=True
    )
    for block, verdict in _judged(story):
        score = f"{verdict.score:.2f}" if verdict else ""
        kept = "yes" if verdict and verdict.selected else ""
        reasons = ", ".join(f"{r.rule} {r.points:+g}" for r in (verdict.reasons if verdict else block.signs))
        reasons = f"for {block.audience} alone, {reasons}" if block.audience else reasons
        row = (
            f"  {block.line:>5}  {block.role:<14}  {score:>6}  {kept:<4}"
            f"  {fitted(reasons, rest // 2)}  {fitted(block.text, rest - rest // 2).rstrip()}"
        )
        yield click.style(row, fg="green") if kept else row
    yield from (f"  {problem}" for problem in story.article.problems)
    yield ""


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    yield "kicker", article.kicker
    yield "title", article.title
    yield "standfirst", article.standfirst
    yield "byline", article.byline
    yield "published", article.published.isoformat() if article.published else ""
    yield "publication", article.publication.name
    yield "caption", " ".join(part for part in (article.caption, article.credit and f"({article.credit})") if part)
    yield "related", "; ".join(item.title for item in article.related)
    yield "catalogue", "; ".join(item.title for item in article.catalogue)
