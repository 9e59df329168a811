"""Lines in, typed blocks out: every line gets exactly one role, with the reasons for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.intake.page_text import authors, dateline, head, tail
from digest.intake.page_text.body import in_body, score_lines
from digest.intake.page_text.byline import sign_off_name
from digest.intake.page_text.facts import facts_of_page
from digest.intake.page_text.housekeeping import closing_roles
from digest.intake.page_text.recognised import Recognised
from digest.intake.page_text.title import find_title, trimmed
from digest.intake.page_text.vocabulary import PICTURE
from digest.model import Block, Kind, Reason, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from digest.intake.page_text.body import Scored
    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line


_META = frozenset({Role.DATE, Role.BYLINE})
_ABOVE_TITLE = 0.1  # share of the words of the body
_DENSE = 4  # lines that hold three lines of the body
_MOSTLY = 0.6  # share of the words above a heading that can end an article
_ASIDE = 5  # words
_PARAGRAPH = 8  # words
_STANDFIRST_REACH = 5  # lines between a headline and the byline or date under its standfirst


@dataclass(slots=True)
class _Work:
    """One document while its lines get their roles."""

    lines: Sequence[Line]
    page: Sequence[Facts]
    scored: Sequence[Scored]
    roles: dict[int, tuple[Role, str]]

    def give(self, i: int, role: Role, rule: str) -> None:
        """A line keeps the first role it is given."""
        self.roles.setdefault(i, (role, rule))

    def having(self, role: Role) -> list[int]:
        return [i for i in range(len(self.lines)) if self.roles[i][0] is role]


def recognise(lines: Iterable[Line], *, bounded: bool = False, titled: bool = False) -> Recognised:
    """Give every line its role and gather what the roles say.

    Args:
        lines: The lines of one document in reading order.
        bounded: Whether the document's markup bounds the article: then a line is body unless something speaks
            against it.
        titled: Whether the headline is known from elsewhere: then only what the markup calls one is the headline of
            a bounded article.
    """
    every = list(lines)
    page = facts_of_page(every)
    work = _Work(every, page, score_lines(page), {})
    body = _bounded_body(work) if bounded else _body(work)
    if not body:
        return Recognised(tuple(_block(work, i) for i in range(len(every))))
    for i, line in enumerate(every):
        if line.role is not None and line.role is not Role.BODY:
            work.give(i, line.role, "markup of the document")
    title = None
    if not (bounded and titled) or any(line.role is Role.TITLE for line in every):
        title = find_title(every, page, body[0] if bounded else _dense_start(body), body[-1] + 1)
    title_text = ""
    if title is not None and body != [title]:
        work.give(title, Role.TITLE, "stands as a headline")
        title_text = every[title].text if every[title].role is Role.TITLE else trimmed(every[title].text)
        body = _below_title(page, body, title)
    else:
        title = None
    fields = _head(work, title, body)
    if title is not None and body and not bounded:
        between = [i for i in range(title + 1, body[0]) if i not in work.roles]
        body = [*head.opening_paragraphs(every, page, between), *body]
    _below(work, body)
    for i in body:
        work.give(i, Role.BODY, "")
    _between(work, body)
    return _gather(work, title_text, *fields)


def _body(work: _Work) -> list[int]:
    """Indexes of the lines of the body, in order; where no line is likely, of the likeliest."""
    marked = [line.role is Role.BODY for line in work.lines]
    chosen = marked if any(marked) else in_body(work.page, [score for score, _ in work.scored])
    if not any(chosen):
        chosen = [facts.words >= _PARAGRAPH and not facts.furniture for facts in work.page]
    if not any(chosen):
        chosen = [facts.ends and facts.words > 1 for facts in work.page]
    return [i for i, is_chosen in enumerate(chosen) if is_chosen and work.lines[i].role in {None, Role.BODY}]


def _below_title(page: Sequence[Facts], body: Sequence[int], title: int) -> list[int]:
    """The body without the headline, and without the little that stands above it.

    Where much stands above it, the headline is more likely to be a subhead, and nothing is taken away.
    """
    above = sum(page[i].words for i in body if i < title)
    every = sum(page[i].words for i in body)
    least = title if above <= _ABOVE_TITLE * every else -1
    return [i for i in body if i > least and i != title]


def _dense_start(body: Sequence[int]) -> int:
    """The first line of the body behind which the body goes on: a lone line above it may be a teaser."""
    for position, i in enumerate(body[:-2]):
        if body[position + 2] - i <= _DENSE:
            return i
    return body[0]


def _bounded_body(work: _Work) -> list[int]:
    """The lines of a bounded article: all that have no role yet, up to the headings of related items and the like."""
    free = [i for i, line in enumerate(work.lines) if line.role in {None, Role.BODY} and not line.outside]
    titles = [i for i, line in enumerate(work.lines) if line.role is Role.TITLE]
    free = [i for i in free if not titles or i > titles[0]] or free
    while free and (work.page[free[0]].dated or work.page[free[0]].byline):
        free.pop(0)
    every, above = sum(work.page[i].words for i in free), 0
    for position, i in enumerate(free):
        if above > _MOSTLY * every and work.page[i].heading and tail.opens_section(work.page[i]):
            free = free[:position]
            break
        above += work.page[i].words
    return [i for i in free if not _is_aside(work.page[i])] or free


def _is_aside(facts: Facts) -> bool:
    """Whether a line inside a bounded article is a button or a share bar, not a line of it."""
    return (
        facts.words <= _ASIDE
        and not facts.ends
        and not facts.heading
        and (facts.opens == "sharing" or facts.furniture > 0)
    )


def _head(work: _Work, title: int | None, body: Sequence[int]) -> tuple[str, date | None]:
    """Roles of the lines above the body; byline and date of publication."""
    lines, page = work.lines, work.page
    first = next((i for i in body if title is None or i > title), len(lines))
    anchor = title if title is not None else first
    around = [i for i in head.near(anchor, first, len(lines)) if i not in work.roles]
    late = head.behind(lines, page, body)
    dated = dateline.find_date(lines, page, around, anchor, late)
    if dated and page[dated[0]].dated:
        work.give(dated[0], Role.DATE, "date line beside the headline")
    told = authors.words_told(page, body)
    places = authors.Places(anchor, around, late, dated[0] if dated else None, told)
    by, name = authors.find_byline(lines, page, places)
    for i in by:
        work.give(i, Role.BYLINE, "names the author")
    if title is None:
        return name, dated[1] if dated else None
    for i in range(max(0, title - 3), min(len(lines), first + 3)):
        if i != title and page[i].key == page[title].key:
            work.give(i, Role.PICTURE, "the headline again, as words of a picture")
    standfirst = _standfirst(work, title, body)
    if standfirst is not None:
        work.give(standfirst, Role.STANDFIRST, "sums up, under the headline")
    for i in range(title + 1, min(len(lines), first + 2)):
        if i < first or (
            lines[i - 1].text == lines[title].text and not lines[i].gap and head.under_picture(lines, page, i)
        ):
            _picture_or_caption(work, i)
    return name, dated[1] if dated else None


def _standfirst(work: _Work, title: int, body: Sequence[int]) -> int | None:
    """The index of the standfirst, which may have been taken for the first line of the body."""
    lines, page, first = work.lines, work.page, body[0] if body else len(work.lines)
    below = [i for i in range(title + 1, min(len(lines), first + 4)) if work.roles.get(i, (None,))[0] in _META]
    end = max([first, *(i for i in below if i - title <= _STANDFIRST_REACH)])
    headline = lines[title].text
    free = [i for i in range(title + 1, end) if i not in work.roles and not head.tells_again(lines[i].text, headline)]
    found = head.find_standfirst(lines, page, free)
    if found == first and len(body) == 1:
        return None
    if found is None and (
        (_stands_apart(work, title, body) and head.find_standfirst(lines, page, [first]) == first)
        or head.opens_apart(lines, page, title, body)
    ):
        return first
    if found is None and title <= 1 and first == title + 1 and head.opens_tight(lines, page, body):
        return first
    return found


def _stands_apart(work: _Work, title: int, body: Sequence[int]) -> bool:
    """Whether the first line of the body is close under the headline and cut off from the rest by something else."""
    close = all(i in work.roles for i in range(title + 1, body[0])) if body else False
    return close and len(body) >= _STANDFIRST_REACH and body[1] > body[0] + 1


def _picture_or_caption(work: _Work, i: int) -> None:
    facts, line = work.page[i], work.lines[i]
    under_picture = work.roles.get(i - 1, (None,))[0] is Role.PICTURE
    if PICTURE.fullmatch(line.text.casefold()):
        work.give(i, Role.PICTURE, "stands for a picture")
    elif head.is_caption(facts) or (under_picture and facts.words > 2 and not facts.gap):  # words, no label
        work.give(i, Role.CAPTION, "stands under a picture" if under_picture else "credits a picture")


def _below(work: _Work, body: Sequence[int]) -> None:
    """Roles of the closing paragraphs and of everything behind the body."""
    for i, (role, rule) in closing_roles(work.lines, work.page, body).items():
        work.give(i, role, rule)
    if len(body) > 1 and sign_off_name(work.lines[body[-1]].text):
        work.give(body[-1], Role.SIGN_OFF, "name after a dash")
    start = body[-1] + 1 if body else 0
    for i, (role, rule) in enumerate(tail.tail_roles(work.lines, work.page, start), start):
        work.give(i, role, rule)


def _between(work: _Work, body: Sequence[int]) -> None:
    """Roles of what interrupts the body, and of what stands above it untyped."""
    for i in range(body[0] if body else 0, len(work.lines)):
        if i not in work.roles:
            _picture_or_caption(work, i)
    for i in range(len(work.lines)):
        work.give(i, Role.FURNITURE, "")


def _gather(work: _Work, headline: str, name: str, published: date | None) -> Recognised:
    def lines(role: Role) -> list[Line]:
        return [work.lines[i] for i in work.having(role)]

    def first(role: Role) -> str:
        return next((line.text for line in lines(role)), "")

    kicker, title = head.split_kicker(headline)
    caption, credit = head.split_credit(first(Role.CAPTION)) if lines(Role.CAPTION) else ("", "")
    signed = first(Role.SIGN_OFF)
    found = Recognised(
        title=title,
        kicker=kicker or first(Role.KICKER),
        standfirst=first(Role.STANDFIRST),
        byline=name or (sign_off_name(signed) if signed else ""),
        published=published,
        caption=caption,
        credit=credit,
        call_to_action=first(Role.CALL_TO_ACTION),
        related=tail.related_items(lines(Role.RELATED)),
        catalogue=tail.catalogue_items(lines(Role.CATALOGUE)),
        publication=tail.publication(lines(Role.CONTACT), lines(Role.ABOUT)),
    )
    return replace(found, blocks=tuple(_block(work, i) for i in range(len(work.lines))))


def _block(work: _Work, i: int) -> Block:
    line = work.lines[i]
    score, signs = work.scored[i]
    role, rule = work.roles.get(i, (Role.FURNITURE, ""))
    likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    confidence = likely if role is Role.BODY else max(0.5, 1 - likely) if not rule else 0.9
    kind = _kind(work, i, role)
    return Block(
        line.text, role, line.number, kind, round(confidence, 3), ((Reason(rule, 1.0),) if rule else ()) + signs
    )


def _kind(work: _Work, i: int, role: Role) -> Kind:
    """Short lines of the body without an end mark are subheads."""
    line, facts = work.lines[i], work.page[i]
    if line.kind is not Kind.PARAGRAPH:
        return line.kind
    if role is Role.TITLE or role is Role.SECTION:
        return Kind.HEADING
    subhead = (
        role is Role.BODY and facts.words <= 12 and not facts.ends and not facts.colon and facts.gap
    )  # subheads are short
    return Kind.HEADING if subhead and i + 1 < len(work.lines) else Kind.PARAGRAPH
