"""How much of an article a story keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.summariser.weights import Weights


@dataclass(frozen=True, slots=True)
class Keep:
    """How much of an article a story keeps.

    Args:
        paragraphs: The most paragraphs kept.
        words: The most words kept in all; 0 for no limit. Only a first sentence that is longer alone breaks it.
        trim: Whether a paragraph that is longer than the room left may be kept by its first whole sentences. Without
            it only a very long one, which alone would fill more than half of the story, may be given in part: by its
            key sentences.
        weights: How much each rule counts.
    """

    paragraphs: int = 4
    words: int = 180
    trim: bool = False
    weights: Weights = field(default_factory=Weights)
