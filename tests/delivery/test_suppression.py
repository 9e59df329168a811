from __future__ import annotations

import multiprocessing
import resource
import signal
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

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
    for none in (suppressed(None), suppressed(tmp_path / "suppressed.txt")):
        assert (len(none), none.there) == (0, False)
        assert "jane@reader.test" not in none
    empty = suppressed(a_file(tmp_path, ""))
    assert (len(empty), empty.there) == (0, True)


@pytest.mark.parametrize("name", ["supressed.txt", "lists/suppressed.txt"])
def test_a_file_of_a_name_that_somebody_chose_must_be_there(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with pytest.raises(RecipientsError) as caught:
        suppressed(file)
    hint = f"correct delivery.suppressed in digest.toml, or make an empty one: touch {file}"
    assert str(caught.value) == f"there is no file of those who get nothing · {file} · {hint}"


def test_addresses_are_counted_once_each(tmp_path: Path) -> None:
    assert len(suppressed(a_file(tmp_path, "jane@reader.test\nJane@Reader.test\njoe@reader.test\n"))) == 2


def test_a_file_that_is_as_it_was_is_not_read_again(tmp_path: Path) -> None:
    for found in (suppressed(a_file(tmp_path, "jane@reader.test\n")), suppressed(None)):
        assert found.fresh() is found


def test_who_unsubscribes_meanwhile_is_in_the_fresh_list(tmp_path: Path) -> None:
    file = tmp_path / "suppressed.txt"
    found = suppressed(file)
    for number, address in enumerate(["jane@reader.test", "joe@reader.test"], 1):
        suppress(file, [address])
        found = found.fresh()
        assert address in found
        assert len(found) == number


def test_nobody_is_written_to_because_the_file_is_saved_or_shortened_meanwhile(tmp_path: Path) -> None:
    file = a_file(tmp_path, "jane@reader.test\njoe@reader.test\n")
    found = suppressed(file)
    file.unlink()
    assert "jane@reader.test" in found.fresh()
    file.write_text("joe@reader.test\nzoe@reader.test\n")
    found = found.fresh()
    assert all(key in found for key in ("jane@reader.test", "joe@reader.test", "zoe@reader.test"))
    assert len(found) == 3


def test_a_line_that_is_no_address_is_an_error_meanwhile_too(tmp_path: Path) -> None:
    file = a_file(tmp_path, "jane@reader.test\n")
    found = suppressed(file)
    file.write_text("jane@reader.test\njoe\n")
    with pytest.raises(RecipientsError, match="not an address"):
        found.fresh()


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
    hint = "write one whole address a line and remarks behind a #, or take the line away"
    assert str(caught.value) == f"not an address · {file}:{line} · joe · {hint}"


@pytest.mark.parametrize(
    "line",
    [
        "jane@reader.test, joe@reader.test",
        "jane@reader.test;joe@reader.test",
        "jane@reader.test joe@reader.test",
        "jane@reader.test\tjoe@reader.test",
        "Jane <jane@reader.test>, Joe <joe@reader.test>",
        "*@reader.test",
        "jane*@reader.test",
        "@reader.test",
        "mailto:jane@reader.test",
        "jane@reader.test.",
        "jane@reader.test - bounced",
        "jane@reader.test#bounced",
        "jane@reader",
        "zoë@reader.test.",
        "zoë@*.test",
        "ja\u200bne@reader.test",
    ],
)
def test_a_line_that_nobody_can_match_is_an_error(tmp_path: Path, line: str) -> None:
    file = a_file(tmp_path, f"ann@reader.test\n\n{line}\nbob@reader.test\n")
    with pytest.raises(RecipientsError, match=r"not an address · .*suppressed\.txt:3 · "):
        suppressed(file)


def test_an_address_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match=r"not an address · .*:2 · "):
        suppressed(a_file(tmp_path, f"# {'ü' * 50}\nja\ufffdne@reader.test\n"))


@pytest.mark.parametrize(
    "line",
    [
        "jane@reader.test, by telephone",
        "jane@reader.test;",
        '"jane@reader.test","bounced"',
        "Jane Doe <jane@reader.test>",
        "Doe, Jane <jane@reader.test>",
        "  <jane@reader.test>  # bounced, says joe@reader.test",
    ],
)
def test_an_address_may_stand_with_a_name_or_a_remark(tmp_path: Path, line: str) -> None:
    found = suppressed(a_file(tmp_path, f"{line}\n"))
    assert "jane@reader.test" in found
    assert len(found) == 1


def test_what_a_service_noted_down_does_no_harm_when_nobody_can_have_it(tmp_path: Path) -> None:
    found = suppressed(a_file(tmp_path, "Email,Reason\njane@reader,typed\njo..e@reader.test,x\nann@reader.test,\n"))
    assert "ann@reader.test" in found


@pytest.mark.parametrize("cell", ["mailto:jane@reader.test", "jane@reader.test.", '"a@reader.test, b@reader.test"'])
def test_a_cell_by_which_somebody_else_is_meant_is_an_error(tmp_path: Path, cell: str) -> None:
    with pytest.raises(RecipientsError, match=r"not an address · .*:2 · "):
        suppressed(a_file(tmp_path, f"Email,Reason\n{cell},bounced\n"))


@pytest.mark.parametrize(
    "content", ["sep=;\nReason;Email\nleft;jane@reader.test\n", "sep=;\njane@reader.test;left\n"]
)
def test_the_line_with_which_excel_names_the_delimiter_is_none_of_the_list(tmp_path: Path, content: str) -> None:
    found = suppressed(a_file(tmp_path, content))
    assert "jane@reader.test" in found
    assert len(found) == 1


def test_two_domains_that_old_rules_took_for_one_are_two(tmp_path: Path) -> None:
    found = suppressed(a_file(tmp_path, "jane@straße.test\n"))
    assert "jane@xn--strae-oqa.test" in found
    assert "jane@strasse.test" not in found


@pytest.mark.parametrize("content", ["joe\njane@reader.test", 'Email,Reason\njane@reader.test,"left\n'])
def test_a_slip_in_the_file_is_in_the_way_of_no_wish(tmp_path: Path, content: str) -> None:
    file = a_file(tmp_path, content)
    assert suppress(file, ["zoe@reader.test"]) == ("zoe@reader.test",)
    assert "zoe@reader.test" in file.read_text()


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


@pytest.mark.parametrize("given", ["jane", "jane@reader.test\njoe@reader.test", "*@reader.test", ""])
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


LOCALS = st.text(st.sampled_from("abXY09#!$%&'*+/=?^_`{|}~-."), min_size=1, max_size=20).filter(
    lambda text: text == text.strip(".*") and ".." not in text
)


@settings(max_examples=60)
@given(st.lists(LOCALS, min_size=1, max_size=5), st.sampled_from(["", "ann@reader.test\n", "Email;Reason\n"]))
@example(["#jane"], "")
def test_whoever_is_added_is_found(tmp_path_factory: pytest.TempPathFactory, names: list[str], begins: str) -> None:
    file = a_file(tmp_path_factory.getbasetemp(), begins)
    addresses = [f"{name}@reader.test" for name in names]
    for address in addresses:
        suppress(file, [address])
    found = suppressed(file)
    assert all(address.casefold() in found for address in addresses)


def test_a_table_with_an_open_quotation_mark_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match=r"not CSV · .*:\d · .* · close the quotation mark"):
        suppressed(a_file(tmp_path, 'Email,Reason\njane@reader.test,"left\njoe@reader.test,\n'))
