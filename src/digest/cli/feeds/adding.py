"""`digest feeds add`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from digest.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.errors import DigestError
    from digest.intake.feeds.trial import Answer
    from digest.model.feeds import Feed
    from digest.settings import Settings

_WEB = ("http:", "https:", "feed:", "file:")
_SUFFIXES = (".xml", ".rss", ".atom", ".json")  # of feeds' files; no host is called so


@click.command()
@options.config
@click.option("--publication", default="", metavar="NAME", help="The publication that its articles belong to.")
@click.option("--section", default="", metavar="NAME", help="The section that its articles stand in.")
@click.option("--audience", default="", metavar="NAME", help="The one audience that its articles are for.")
@click.option("--max-items", type=click.IntRange(0), default=0, metavar="N", help="Most entries for an issue.")
@click.option("--full-text", is_flag=True, help="Take the whole text from each entry's page.")
@click.option("--unchecked", is_flag=True, help="Write it down as it is, without asking it.")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS…")
def add(
    *,
    config: Path,
    publication: str,
    section: str,
    audience: str,
    max_items: int,
    full_text: bool,
    unchecked: bool,
    addresses: tuple[str, ...],
) -> None:
    """Add feeds: by their address, their home page's, or a file's path.

    Each is asked first, and what is no feed is refused. A feed that was switched off because it was gone is switched
    on again.

    \b
    Example:
      digest feeds add https://example.org/ --section Books
    """
    from digest.cli.feeds.admission import Admission
    from digest.intake.feeds.opml_writing import one_line
    from digest.model.feeds import Feed
    from digest.settings.reading import load

    settings = load(config)
    _check_audience(audience, settings)
    plain = Feed(
        "",
        publication=one_line(publication),
        section=one_line(section),
        audience=audience,
        max_items=max_items,
        full_text=full_text,
    )
    admission = Admission.to(settings)
    wanted = list(admission.sifted(_feeds(addresses, plain, settings, admission.refused)))
    taken = list(admission.taken(_unasked(wanted) if unchecked else _asked(wanted, settings)))
    admission.write(taken)
    there = {feed.url for feed in settings.feeds}
    for answer in taken:
        _tell(answer, "switched on again:" if answer.feed.url in there else "added")
    if options.complain(admission.refused):
        click.get_current_context().exit(1)


def _check_audience(audience: str, settings: Settings) -> None:
    from digest.errors import SettingsError, did_you_mean

    known = [each.name for each in settings.audiences]
    if audience and audience not in known:
        hint = did_you_mean(audience, known) or f"known here: {', '.join(known)}"
        raise SettingsError("unknown audience", where=settings.file.name, found=audience, hint=hint)


def _feeds(addresses: Sequence[str], plain: Feed, settings: Settings, refused: list[DigestError]) -> Iterator[Feed]:
    from digest.errors import DigestError
    from digest.settings.settings import local_file

    home = settings.file.parent
    for address in dict.fromkeys(address.strip() for address in addresses):
        try:
            url = _written(address, home)
        except DigestError as error:
            refused.append(error)
        else:
            yield replace(plain, url=url, file=local_file(url, home))


def _written(address: str, home: Path) -> str:
    """As it shall stand in the settings: a file by its path from there, else an address with its scheme."""
    from pathlib import Path

    from digest.errors import DigestError
    from digest.intake.feeds.opml import feed_address

    if not address:
        raise DigestError("an address is empty", hint="name a feed, or the home page of one")
    if address.casefold().startswith(_WEB):
        return feed_address(address) or address
    try:
        path = Path(address).expanduser()
        if path.exists():
            place = path.parent.resolve() / path.name  # a link to the newest of many files stays one
            return place.relative_to(home).as_posix() if place.is_relative_to(home) else str(place)
    except (OSError, RuntimeError) as error:  # too long a name, a user who is not known
        if not isinstance(error, OSError):
            raise DigestError(
                "there is no such file", where=address, found=str(error), hint="check the path"
            ) from error
    if address.startswith("//"):
        return f"https:{address}"
    if "/" not in address and address.casefold().endswith(_SUFFIXES):
        hint = f"check its name; an address begins with its scheme: https://{address}"
        raise DigestError("there is no such file", where=address, hint=hint)
    return address if "://" in address or address.startswith((".", "/", "~")) else f"https://{address}"


def _asked(feeds: Sequence[Feed], settings: Settings) -> list[Answer]:
    from digest.cli.progress import Progress
    from digest.intake.feeds.trial import ask

    with Progress() as progress:
        return ask(feeds, settings.fetching, options.now(), progress.say) if feeds else []


def _unasked(feeds: Sequence[Feed]) -> list[Answer]:
    from digest.intake.feeds.trial import Answer

    return [Answer(feed, address=feed.url) for feed in feeds]


def _tell(answer: Answer, done: str) -> None:
    from digest.cli.columns import printable

    name = answer.feed.publication or answer.title or answer.address
    parts = [f"{done} {click.style(printable(name), bold=True)}"]
    if answer.kind:
        newest = f"newest {answer.newest:%Y-%m-%d}" if answer.newest else "without dates"
        parts += [answer.kind, options.counted(answer.entries, "entry"), newest]
    parts += [printable(answer.address)] if name != answer.address else []
    click.echo(" · ".join(parts))
    if answer.discovered:
        others = f"; it also names {printable(', '.join(answer.others))}" if answer.others else ""
        click.echo(f"  named by {printable(answer.feed.url)}{others}")
    elif answer.moved:
        click.echo(f"  moved for good from {printable(answer.feed.url)}")
    if not answer.whole:
        click.echo("  the feed breaks off; what stands before that is read")
