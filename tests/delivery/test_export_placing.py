"""An export appears whole or not at all, and takes the place of nothing but another export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digest.errors import DeliveryError
from digest.pipeline.placing import place

FILES = {"free/letter.html": b"one", "free/cur/": b""}
ABOUT = {"week": "2024-W25", "for": "generic"}


def test_files_and_empty_folders_lie_there_with_a_record_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "deep/export"
    assert place(folder, FILES, ABOUT)
    assert (folder / "free/letter.html").read_bytes() == b"one"
    assert (folder / "free/cur").is_dir()
    told = json.loads((folder / "export.json").read_bytes())
    assert (told["week"], told["for"], [one["name"] for one in told["files"]]) == (
        "2024-W25",
        "generic",
        ["free/letter.html"],
    )
    assert [path.name for path in folder.parent.iterdir()] == ["export"]


def test_an_export_takes_the_place_of_an_earlier_one_and_of_nothing_that_is_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    place(folder, FILES, ABOUT)
    assert not place(folder, FILES, ABOUT)
    (folder / "free/letter.html").unlink()
    assert place(folder, FILES, ABOUT)
    assert place(folder, {"member/letter.html": b"two"}, ABOUT)
    assert sorted(path.name for path in folder.iterdir()) == ["export.json", "member"]


def test_where_a_system_cannot_swap_folders_the_old_one_goes_first(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    place(folder, FILES, ABOUT)
    assert place(folder, {"member/letter.html": b"two"}, ABOUT, swap=lambda *_: False)
    assert sorted(path.name for path in folder.iterdir()) == ["export.json", "member"]
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_a_folder_of_somebody_else_stays(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export/mine.txt").write_text("mine")
    with pytest.raises(DeliveryError, match=r"the folder was not made by an export · .* · name another folder"):
        place(tmp_path / "export", FILES, ABOUT)
    (tmp_path / "export/export.json").write_text('{"made_by": "another", "files": []}')
    with pytest.raises(DeliveryError, match="the folder was not made by an export"):
        place(tmp_path / "export", FILES, ABOUT)
    assert (tmp_path / "export/mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["free/letter.html", "free/notes.txt"])
def test_what_was_changed_or_added_by_hand_stays(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "export"
    place(folder, FILES, ABOUT)
    (folder / name).write_text("by hand")
    with pytest.raises(DeliveryError, match=f"the export was changed since it was made · .* · {name}"):
        place(folder, {"free/letter.html": b"two"}, ABOUT)
    assert (folder / name).read_text() == "by hand"


def test_a_file_of_that_name_stays_and_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DeliveryError, match="something else lies there"):
        place(tmp_path / "file", FILES, ABOUT)
    (tmp_path / "empty").mkdir()
    assert place(tmp_path / "empty", FILES, ABOUT)


def test_what_a_killed_export_left_beside_it_is_swept_away(tmp_path: Path) -> None:
    left = tmp_path / ".export.digest-export/free"
    left.mkdir(parents=True)
    (left / "half").write_text("half")
    place(tmp_path / "export", FILES, ABOUT)
    assert [path.name for path in tmp_path.iterdir()] == ["export"]
    assert not (tmp_path / "export/free/half").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DeliveryError, match=r"cannot write the export · .*/file/export · "):
        place(tmp_path / "file/export", FILES, ABOUT)
