from __future__ import annotations

import multiprocessing
import resource
import signal
import stat
import sys
from pathlib import Path

import pytest

from digest.delivery.suppression import suppress, suppressed
from digest.errors import RecipientsError


def a_file(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    file = folder / "suppressed.txt"
    file.write_bytes(content.encode(encoding))
    return file


def test_a_list_is_read_with_its_comments(tmp_path: Path) -> None:
    file = a_file(
        tmp_path, '# moved away\nJane@Reader.test\r\n\n  joe@reader.test  # by telephone\n"zoe@reader.test"'
    )
    found = suppressed(file)
    assert all(key in found for key in ("jane@reader.test", "joe@reader.test", "zoe@reader.test"))
    assert "ann@reader.test" not in found
    assert "" not in found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_with_a_column_of_addresses_is_read(tmp_path: Path, encoding: str) -> None:
    file = a_file(
        tmp_path, "# from the old service\nReason;Email\nçloses;jane@reader.test\n;joe@reader.test\n", encoding
    )
    found = suppressed(file)
    assert "jane@reader.test" in found
    assert "joe@reader.test" in found
    assert "çloses" not in found


def test_nobody_is_suppressed_without_a_file(tmp_path: Path) -> None:
    assert "jane@reader.test" not in suppressed(None)
    assert "jane@reader.test" not in suppressed(tmp_path / "none.txt")
    assert "jane@reader.test" not in suppressed(a_file(tmp_path, ""))


def test_an_address_in_unicode_is_that_in_ascii(tmp_path: Path) -> None:
    assert "jane@xn--bcher-kva.test" in suppressed(a_file(tmp_path, "Jane@Bücher.test\n"))


@pytest.mark.parametrize(
    "content", ["jane@reader.test\njoe\n", "joe\n", "Reason,Email\nx,joe\n", "Reason,Email\njoe\n"]
)
def test_a_line_that_is_no_address_is_an_error_for_someone_may_not_want_a_letter(
    tmp_path: Path, content: str
) -> None:
    file = a_file(tmp_path, content)
    with pytest.raises(RecipientsError) as caught:
        suppressed(file)
    line = content.count("\n")
    assert (
        str(caught.value) == f"not an address · {file}:{line} · joe · write one address a line, or take the line away"
    )


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match="cannot read the file of those who get nothing"):
        suppressed(tmp_path)


def test_binary_data_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "suppressed.txt"
    file.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(RecipientsError, match="binary data"):
        suppressed(file)


def test_addresses_are_added_once_each(tmp_path: Path) -> None:
    file = tmp_path / "made" / "suppressed.txt"
    assert suppress(file, ["Jane@reader.test", "joe@reader.test", "jane@READER.test"]) == (
        "Jane@reader.test",
        "joe@reader.test",
    )
    assert suppress(file, ["joe@reader.test", "zoe@reader.test"]) == ("zoe@reader.test",)
    assert suppress(file, ["joe@reader.test"]) == ()
    assert file.read_text() == "Jane@reader.test\njoe@reader.test\nzoe@reader.test\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_last_line_without_an_end_is_ended_first(tmp_path: Path) -> None:
    file = a_file(tmp_path, "jane@reader.test # the last")
    suppress(file, ["joe@reader.test"])
    assert file.read_text() == "jane@reader.test # the last\njoe@reader.test\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_table_gets_rows_of_its_own_kind(tmp_path: Path, encoding: str) -> None:
    file = a_file(tmp_path, "Reason;Email;Day\nà;jane@reader.test;monday\n", encoding)
    assert suppress(file, ["joe@reader.test"]) == ("joe@reader.test",)
    assert file.read_bytes().decode(encoding) == "Reason;Email;Day\nà;jane@reader.test;monday\n;joe@reader.test;\n"
    assert "joe@reader.test" in suppressed(file)


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        RecipientsError, match=r"cannot write the file of those who get nothing · .* · (File exists|Not a directory)"
    ):
        suppress(tmp_path / "file" / "suppressed.txt", ["jane@reader.test"])


@pytest.mark.parametrize("given", ["jane", "jane@reader.test\njoe@reader.test", ""])
def test_what_is_no_address_is_not_added(tmp_path: Path, given: str) -> None:
    with pytest.raises(RecipientsError, match="not an address"):
        suppress(tmp_path / "suppressed.txt", ["zoe@reader.test", given])
    assert (tmp_path / "suppressed.txt").read_text() == ""


def _add_on_a_small_disk(file: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 5, resource.RLIM_INFINITY))
    try:
        suppress(file, ["joe@reader.test"])
    except RecipientsError as error:
        sys.exit(7 if str(error).startswith("cannot write the file of those who get nothing") else 1)


def test_on_a_full_disk_no_half_line_is_left(tmp_path: Path) -> None:
    file = a_file(tmp_path, "jane@reader.test\n")
    program = multiprocessing.get_context("fork").Process(target=_add_on_a_small_disk, args=(file,))
    program.start()
    program.join()
    assert program.exitcode == 7
    assert file.read_text() == "jane@reader.test\n"


def _add(file: Path) -> None:
    for number in range(60):
        suppress(file, [f"r{number}@reader.test"])


def test_several_programs_add_at_the_same_time_and_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "suppressed.txt"
    fork = multiprocessing.get_context("fork")
    programs = [fork.Process(target=_add, args=(file,)) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert sorted(file.read_text().split()) == sorted(f"r{number}@reader.test" for number in range(60))


def test_many_addresses_take_little_room(tmp_path: Path) -> None:
    file = a_file(tmp_path, "".join(f"r{number}@reader.test\n" for number in range(20_000)))
    found = suppressed(file)
    assert all(f"r{number}@reader.test" in found for number in range(0, 20_000, 97))
    assert not any(f"q{number}@reader.test" in found for number in range(1000))


def test_an_address_that_cannot_be_written_to_may_stand_in_the_list(tmp_path: Path) -> None:
    file = a_file(tmp_path, "zoë@reader.test\njane@reader.test\n")
    assert "jane@reader.test" in suppressed(file)
    assert suppress(file, ["joe@reader.test"]) == ("joe@reader.test",)


def test_a_table_with_an_open_quotation_mark_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match=r"not CSV · .*:\d · .* · close the quotation mark"):
        suppressed(a_file(tmp_path, 'Email,Reason\njane@reader.test,"left\njoe@reader.test,\n'))
