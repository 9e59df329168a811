from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from digest.preflight.judges import installed


def on_path(**programs: str) -> Callable[[str], str | None]:
    """The programs that there are, by their names with _ for -."""
    return lambda name: programs.get(name.replace("-", "_"))


def test_programs_are_found_on_the_path_and_packages_in_the_cache(tmp_path: Path) -> None:
    seat = installed({}, on_path(node="/bin/node", google_chrome="/bin/chrome"), tmp_path)
    assert (seat.node, seat.browser, seat.java, seat.rspamd) == ("/bin/node", "/bin/chrome", "", "")
    assert seat.modules == tmp_path / ".cache/digest/judges/node_modules"


def test_the_environment_wins(tmp_path: Path) -> None:
    named = {"DIGEST_JUDGES": str(tmp_path), "DIGEST_CHROMIUM": "/opt/c", "DIGEST_RSPAMD": "127.0.0.1:1"}
    seat = installed(named, on_path(chromium="/bin/chromium"))
    assert (seat.modules, seat.browser, seat.rspamd) == (tmp_path / "node_modules", "/opt/c", "127.0.0.1:1")


def test_the_cache_folder_of_the_environment_is_used(tmp_path: Path) -> None:
    seat = installed({"XDG_CACHE_HOME": str(tmp_path)}, on_path())
    assert seat.modules == tmp_path / "digest/judges/node_modules"


def test_a_package_needs_its_folder_and_a_node(tmp_path: Path) -> None:
    (tmp_path / "node_modules/mjml").mkdir(parents=True)
    with_node = installed({"DIGEST_JUDGES": str(tmp_path)}, on_path(node="/bin/node"))
    without = installed({"DIGEST_JUDGES": str(tmp_path)}, on_path())
    assert with_node.has("mjml")
    assert not with_node.has("mjml", "axe-core")
    assert not without.has("mjml")
