from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_new_newsletter_builds_at_once(run: Run, newsletter: Path) -> None:
    assert run("init", "fine-words").returncode == 0
    folder = newsletter / "fine-words"
    done = run("build", "--config", "fine-words/digest.toml")
    assert done.returncode == 0, done.stderr
    assert list((folder / "outbox").glob("*/free/letter.eml"))
    assert 'name = "Fine Words"' in (folder / "digest.toml").read_text()


def test_its_files_are_those_promised(run: Run, newsletter: Path) -> None:
    run("init", "new")
    names = {str(path.relative_to(newsletter / "new")) for path in (newsletter / "new").rglob("*") if path.is_file()}
    assert names == {"digest.toml", "seeds/welcome.md", "outbox/.gitkeep", ".gitignore"}


def test_templates_come_when_asked_for_and_build_too(run: Run, newsletter: Path) -> None:
    run("init", "new", "--with-templates")
    assert (newsletter / "new/templates/letter.mjml.j2").exists()
    assert run("build", "--config", "new/digest.toml").returncode == 0


def test_a_newsletter_that_is_there_is_not_touched(run: Run, newsletter: Path) -> None:
    before = (newsletter / "digest.toml").read_text()
    done = run("init", ".")
    assert (done.returncode, (newsletter / "digest.toml").read_text()) == (1, before)
    assert "nothing here was touched" in done.stderr


def test_files_that_are_there_are_kept(run: Run, newsletter: Path) -> None:
    (newsletter / "digest.toml").unlink()
    (newsletter / ".gitignore").write_text("mine")
    assert run("init", ".").returncode == 0
    assert (newsletter / ".gitignore").read_text() == "mine"
    assert (newsletter / "seeds/lamps.md").exists()


def test_a_try_that_failed_does_not_stand_in_the_way_of_the_next(run: Run, newsletter: Path) -> None:
    (newsletter / "new").mkdir()
    (newsletter / "new/seeds").write_text("in the way")
    assert run("init", "new").returncode == 1
    (newsletter / "new/seeds").unlink()
    assert run("init", "new").returncode == 0


def test_an_odd_name_makes_a_right_file(run: Run, newsletter: Path) -> None:
    done = run("init", "it's \x7f mine")
    assert done.returncode == 0
    assert "cd 'it'\"'\"'s" in done.stdout
    assert run("build", "--config", newsletter / "it's \x7f mine/digest.toml").returncode == 0
    assert 'name = "It\'s Mine"' in (newsletter / "it's \x7f mine/digest.toml").read_text()


def test_a_place_that_cannot_be_written_is_one_line(run: Run, newsletter: Path) -> None:
    (newsletter / "file").write_text("")
    done = run("init", "file/new")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
