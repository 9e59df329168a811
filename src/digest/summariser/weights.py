"""How much each rule counts: a setting for each, with its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field


def _weight_of(default: float, doc: str) -> float:
    weight: float = field(default=default, metadata={"doc": doc})
    return weight


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each rule counts; below zero it speaks against a paragraph."""

    opening: float = _weight_of(0.3, "Standing near the top, counted in words.")
    lead: float = _weight_of(1.2, "Standing near the top of an article that talks to its readers or quotes people.")
    early: float = _weight_of(0.7, "Standing in an early part of the article.")
    title: float = _weight_of(0.8, "Taking up the words of the title.")
    standfirst: float = _weight_of(0.3, "Taking up the words of the standfirst.")
    recurring: float = _weight_of(1.4, "Words that recur in many paragraphs.")
    leading_up: float = _weight_of(0.4, "Standing right above a paragraph that is kept.")
    new_words: float = _weight_of(1.1, "Recurring words that no kept paragraph has yet.")
    named: float = _weight_of(0.02, "Names of people, places and things.")
    figures: float = _weight_of(0.08, "Figures.")
    announcing: float = _weight_of(0.1, "Telling of something begun, proposed or made public.")
    about_itself: float = _weight_of(0.3, 'Saying what the text is about: "this article", "our study".')
    concluding: float = _weight_of(0.02, 'Drawing a conclusion: "therefore", "in short".')
    full_sentences: float = _weight_of(0.2, "Long sentences rather than fragments.")
    filling: float = _weight_of(0.75, "Filling its share of a story of few paragraphs.")
    timely: float = _weight_of(1.1, 'Words such as "now", "first" and "only".')
    pointing_back: float = _weight_of(-0.05, 'Beginning with "he" or "this" while what stands above it is not kept.')
    long: float = _weight_of(-0.3, "Every 40 words beyond the first 40.")
    terse: float = _weight_of(-0.02, "Fewer than 10 words.")
    listed: float = _weight_of(-0.17, "An item of a list.")
    links: float = _weight_of(-0.1, "Nothing but addresses, or names between bars.")
    dangling: float = _weight_of(-0.02, "A colon at the end.")
    reporting: float = _weight_of(-0.3, "Reporting what somebody said.")
    aside: float = _weight_of(-0.25, 'Notes beside the text: "Update:", a line in brackets.')
    quoted: float = _weight_of(-0.35, "Standing in quotation marks.")
    asking: float = _weight_of(-0.05, "Questions.")
    addressing: float = _weight_of(-0.12, 'Speaking to "you".')
    author: float = _weight_of(-0.2, 'Speaking of "me".')
    us: float = _weight_of(0.02, 'Speaking of "us".')
    housekeeping: float = _weight_of(-0.3, "Asking to subscribe, follow or share.")
