"""Maildir, mbox and zip are read by those who know the forms."""

from __future__ import annotations

import io
import mailbox
from pathlib import Path
from zipfile import ZipFile

import pytest

from digest.delivery.services import exported, service
from digest.errors import DeliveryError
from tests.delivery.laid_letters import a_laid_letter


def test_a_maildir_has_one_new_message_that_is_the_letter(tmp_path: Path) -> None:
    letter = a_laid_letter()
    for name, content in exported(service("maildir"), letter, {}).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.mkdir() if name.endswith("/") else path.write_bytes(content)
    box = mailbox.Maildir(tmp_path, create=False)
    (key,) = box.keys()
    assert box.get_bytes(key) == letter.eml.replace(b"\r\n", b"\n")
    assert box[key].get_subdir() == "new"


def test_an_mbox_has_one_message_that_is_the_letter_though_a_line_begins_with_from(tmp_path: Path) -> None:
    letter = a_laid_letter()
    (tmp_path / "mbox").write_bytes(exported(service("mbox"), letter, {})["letters.mbox"])
    box = mailbox.mbox(tmp_path / "mbox", create=False)
    try:
        (key,) = box.keys()
        assert box[key].get_from() == "post@letter.test Sun Jun 23 07:00:00 2024"
        assert box.get_bytes(key) == letter.eml.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
    finally:
        box.close()


def test_a_zip_has_the_letter_s_files_and_its_pictures() -> None:
    letter = a_laid_letter(audience="member")
    made = exported(service("zip"), letter, {"images/a.png": b"png"})
    with ZipFile(io.BytesIO(made["letters.zip"])) as archive:
        assert archive.testzip() is None
        assert {about.date_time for about in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == [
            f"member/{name}" for name in ("images/a.png", "letter.eml", "letter.html", "letter.txt", "manifest.json")
        ]
        assert archive.read("member/letter.eml") == letter.eml
        assert archive.read("member/images/a.png") == b"png"


@pytest.mark.parametrize("form", ["maildir", "mbox", "zip"])
def test_the_same_letter_gives_the_same_bytes(form: str) -> None:
    assert exported(service(form), a_laid_letter(), {}) == exported(service(form), a_laid_letter(), {})


def test_a_letter_without_a_date_is_refused() -> None:
    with pytest.raises(DeliveryError, match="the letter has no date · 2024-W25 free · none · build the week again"):
        exported(service("mbox"), a_laid_letter(headers={}), {})
