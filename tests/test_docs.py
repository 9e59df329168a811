"""What the documents promise, these tests keep."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from digest import __version__, errors
from digest.cli.main import cli
from digest.errors import DigestError
from digest.preflight import CHECKS
from digest.templating.contents import Contents, Entry

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
GUIDES = (
    *("guide.md", "feeds.md", "edits.md", "memory.md", "templates.md", "preflight.md"),
    *("previewing.md", "scheduling.md", "sending.md", "exporting.md"),
)
GUIDE = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES)


def commands() -> list[str]:
    """Every line in a fenced block of a document that calls digest."""
    found: list[str] = []
    for document in DOCUMENTS:
        for block in re.findall(r"(?ms)^```\w*\n(.*?)^```", document.read_text(encoding="utf-8")):
            lines = (re.sub(r"\s+#.*$", "", line).removeprefix("$ ") for line in block.splitlines())
            found.extend(line for line in lines if line.startswith("digest "))
    return sorted(set(found))


def every_command() -> dict[str, click.Command]:
    """Each command by the words that call it, `feeds add` among them."""
    context = click.Context(cli)
    found: dict[str, click.Command] = {}
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            inner = {inner: command.get_command(context, inner) for inner in command.list_commands(context)}
            found |= {f"{name} {inner}": one for inner, one in inner.items() if one is not None}
            found |= {name: command} if command.invoke_without_command else {}
        else:
            found[name] = command
    return found


COMMANDS = every_command()


def options() -> list[tuple[str, str]]:
    context = click.Context(cli)
    return [
        (name, option)
        for name, command in COMMANDS.items()
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option != "--help"
    ]


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_is_understood(line: str) -> None:
    words = shlex.split(line.partition(" && ")[0])[1:]
    if words[0] in ("--version", "--help"):
        return
    name = next(name for name in sorted(COMMANDS, key=len, reverse=True) if " ".join(words).startswith(name))
    command = COMMANDS[name]
    parser = command.make_parser(click.Context(command))
    parser.parse_args(words[len(name.split()) :])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_shown_in_a_document(name: str) -> None:
    assert any(line.startswith(f"digest {name}") for line in commands())


def test_there_are_documented_commands() -> None:
    assert len(commands()) > 8


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_stands_in_the_guide(command: str, option: str) -> None:
    assert re.search(rf"`[^`]*{re.escape(option)}\b[^`]*`|(?m:^digest {command}.*{re.escape(option)}\b)", GUIDE)


@pytest.mark.parametrize(
    "kind",
    [0, *sorted({e.exit_code for e in vars(errors).values() if isinstance(e, type) and issubclass(e, DigestError)})],
)
def test_every_exit_code_stands_in_the_guide_and_in_the_help(kind: int) -> None:
    assert re.search(rf"(?m)^\| {kind} \| ", GUIDE)
    assert re.search(rf"(?m)^  {kind}  ", cli.epilog or "")


def test_every_preflight_check_stands_in_its_table() -> None:
    text = (ROOT / "docs/preflight.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| (\w+) \| (.*) \| (.*) \|$", text)
    assert rows == [(c.name, str(c.severity), " ".join((c.look.__doc__ or "").split()), c.hint) for c in CHECKS]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\":]+)\"", text):
        path = target[0] or target[1]
        assert (document.parent / path).exists(), path


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    assert all(path.name in listed for path in ROOT.glob("docs/decisions/0*.md"))


def test_the_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = re.findall(r"(?m)`make ([a-z]+)`|^make ([a-z]+)$", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"digest"} < {one or other for one, other in named} <= targets


def test_the_pinned_requirements_carry_hashes_and_no_address() -> None:
    for file in (ROOT / ".requirements").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        assert "://" not in text
        assert all("--hash=sha256:" in entry for entry in re.split(r"(?m)^(?=\w)", text) if entry.strip())


def test_the_four_packages_of_the_project_are_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=\[]", dependency)[0] for dependency in project["dependencies"]}
    assert {"jinja2", "feedparser", "mjml-python", "schedule"} <= names
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


def test_every_template_is_listed() -> None:
    text = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    files = [path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*")]
    assert [name for name in files if f"`{name}`" not in text] == []


@pytest.mark.parametrize("noun", [Contents, Entry])
def test_everything_that_a_template_is_given_is_listed(noun: type) -> None:
    text = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(noun) if f"`{field.name}`" not in text] == []
