"""Whether the issue's folder holds what its letters show and lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.preflight.addresses import parts
from digest.preflight.letters import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight


def files(sight: Sight) -> Iterator[str]:
    """A picture or a page of the issue that is not in its folder will be on no web server either."""
    there = sight.laid.sizes
    if "index.html" not in there:  # letters alone, as those of an issue without a web edition
        return
    shown = [str(picture["src"]) for picture in sight.letter.manifest.get("pictures", ())]
    wanted = [*filter(_is_of_the_folder, shown), *_below_its_address(sight)]
    if lost := [name for name in dict.fromkeys(wanted) if name not in there]:
        yield f"the issue's folder lacks {listed(lost)}"
    if empty := [name for name in dict.fromkeys(wanted) if there.get(name) == 0]:
        yield f"the issue's folder has nothing in {listed(empty)}"


def _is_of_the_folder(source: str) -> bool:
    found = parts(source)
    return bool(source) and found is not None and not found.scheme and not found.netloc


def _below_its_address(sight: Sight) -> Iterator[str]:
    """What the letter shows or leads to below the issue's address on the web, by its name in the folder."""
    web = sight.own.get("web", "")
    if not web:
        return
    below = f"{web.rstrip('/')}/{sight.laid.week}/"
    for url in dict.fromkeys((*sight.ways, *(image.get("src") for image in sight.images))):
        if url.startswith(below):
            name = unquote(url.removeprefix(below).partition("#")[0].partition("?")[0])
            yield f"{name}index.html" if not name or name.endswith("/") else name
