"""Plain prose without end: two numbers give two texts that share hardly three words in a row."""

from __future__ import annotations

from random import Random

_WHO = (
    "a lamplighter|the miller|an old ferryman|the night porter|a young baker|the map maker|her apprentice"
    "|a blind piper|the postmaster|two brothers|a glazier|the bell founder|a travelling dentist"
    "|the last weaver|an archivist|the tide clerk|a chimney sweep|the orchard keeper|a retired judge"
    "|the ropewalk foreman"
)
_DID = (
    "counted|repaired|carried|measured|painted|forgot|sold|hid|inherited|drew|listed|borrowed|dismantled"
    "|polished|wrapped|numbered|weighed|lost|recovered|described|auctioned|catalogued|melted|engraved|planted"
)
_WHAT = (
    "copper kettles|harbour bells|paper lanterns|walnut drawers|ledger pages|garden gates|church clocks"
    "|glass floats|apple barrels|printing blocks|silk ribbons|brass compasses|signal flags|tram tickets"
    "|stone steps|violin cases|oil portraits|winter coats|railway maps|bread ovens|bicycle wheels"
    "|chess boards|marble tiles|seed packets"
)
_WHERE = (
    "behind the customs house|near Aldermoor|along the north quay|under the viaduct|in Marrowby"
    "|by the salt marsh|at the upper lock|across the fish market|in the rope district|above the tannery"
    "|outside Thornwick|at low tide|on the station roof|beneath the library|beside the dry dock"
    "|in a village called Ember|on the mill road"
)
_WHEN = (
    "before the frost came|while the band played|for eleven winters|until the wires arrived"
    "|on the shortest day|after the flood|between two harvests|without being asked|for a shilling each"
    "|in complete silence|as the registers show|to everyone's surprise|long after dark|with borrowed tools"
    "|against all advice"
)
_ENDS = (
    "and nobody wrote down why|which the council later regretted|so the street was renamed"
    "|and the debt was forgiven|although the rules forbade it|because the ice had held"
    "|and a museum keeps three of them|as a photograph proves|which is how the custom began"
    "|and the price has doubled since|until a storm took the rest|and the town applauded"
)
_PARTS = tuple(part.split("|") for part in (_WHO, _DID, _WHAT, _WHERE, _WHEN, _ENDS))


def paragraphs(number: int, many: int = 4, sentences: int = 3) -> list[str]:
    """So many paragraphs, always the same for a number."""
    chance = Random(number)  # noqa: S311 - nothing secret
    return [" ".join(_sentence(chance) for _ in range(sentences)) for _ in range(many)]


def headline(number: int) -> str:
    """A title for the text of that number."""
    chance = Random(number + 1_000_000)  # noqa: S311 - nothing secret
    _, did, what, where, *_ = (chance.choice(part) for part in _PARTS)
    return f"Who {did} the {what} {where}"


def _sentence(chance: Random) -> str:
    who, did, what, where, when, ends = (chance.choice(part) for part in _PARTS)
    order = (f"{who} {did} the {what} {where} {when}, {ends}.", f"{when}, {who} {did} the {what} {where}, {ends}.")
    chosen = chance.choice(order)
    return chosen[0].upper() + chosen[1:]
