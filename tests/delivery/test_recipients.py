from __future__ import annotations

import json
import os
import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.recipients import recipients
from digest.errors import RecipientsError
from digest.model import BadRow, Recipient
from tests.needs import without_privileges

JANE = Recipient("jane@reader.test", "Jane Doe", "free", place=2)


def csv_file(folder: Path, content: str | bytes) -> Path:
    file = folder / "readers.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def read(folder: Path, content: str | bytes) -> list[Recipient | BadRow]:
    return list(recipients(csv_file(folder, content)))


def refused(file: Path) -> str:
    with pytest.raises(RecipientsError) as caught:
        recipients(file)
    return str(caught.value).replace(str(file), "FILE")


@pytest.mark.parametrize(
    "content",
    [
        "address,name,audience\njane@reader.test,Jane Doe,free\n",
        "Email;Name;Audience\r\njane@reader.test;Jane Doe;free\r\n",
        "E-Mail\tFull name\tAUDIENCE\njane@reader.test\tJane Doe\tfree",
        '"audience","e-mail address","name"\n"free","jane@reader.test","Jane Doe"\n',
        "\ufeffaddress,name,audience\njane@reader.test,Jane Doe,free\n",
        "address,name,audience\rjane@reader.test,Jane Doe,free\r",
        "address,name,audience\n jane@reader.test , Jane Doe\u00a0, free \n",
        "address,audience\nJane Doe <jane@reader.test>,free\n",
        "address,name,audience\njane@reader.test,Jane Doe,free,,\n",
    ],
)
def test_a_reader_is_read_however_the_file_is_written(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == [JANE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_names_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    content = "address,name\n" + "jane@reader.test,Zoë Muñoz\n" * 3
    names = [one.name for one in read(tmp_path, content.encode(encoding)) if isinstance(one, Recipient)]
    assert names == ["Zoë Muñoz"] * 3


def test_what_is_no_utf_8_is_found_at_the_end_of_a_long_file(tmp_path: Path) -> None:
    rows = b"address,name\n" + b"jane@reader.test,Jane\n" * 60_000 + b"zoe@reader.test,Zo\xeb\n"
    (*_, last) = read(tmp_path, rows)
    assert last == Recipient("zoe@reader.test", "Zoë", place=60_002)


def test_one_broken_name_spoils_its_row_and_no_other(tmp_path: Path) -> None:
    rows = "address,name\n" + "zoe@reader.test,Zoë\n" * 50
    found = read(tmp_path, rows.encode() + b"joe@reader.test,Jo\xeb\n")
    assert [one.name for one in found if isinstance(one, Recipient)] == ["Zoë"] * 50
    assert isinstance(found[-1], BadRow)
    assert found[-1].what == "a control character, or one that cannot be read, in the name"


def test_other_columns_are_kept_as_fields(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "Email,Address,City\njane@reader.test,1 Any Street,Anytown\n")
    assert isinstance(found, Recipient)
    assert found.fields == {"Address": "1 Any Street", "City": "Anytown"}


def test_rows_are_told_by_the_lines_on_which_they_begin(tmp_path: Path) -> None:
    content = 'address,notes\n\none@reader.test,"a\nb\n\nc"\n\n"","x"\ntwo@reader.test,\n'
    assert [(one.place, isinstance(one, BadRow)) for one in read(tmp_path, content)] == [
        (3, False),
        (8, True),
        (9, False),
    ]


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", "no address"),
        ("jane", "not an address"),
        ("jane@", "not an address"),
        ("@reader.test", "not an address"),
        ("jane@reader", "no domain behind the @"),
        ("jane@-reader.test", "no domain behind the @"),
        ("jane@192.0.2.1", "no domain behind the @"),
        ("jane@[192.0.2.1]", "no domain behind the @"),
        ("root@localhost", "an address of this machine alone"),
        ("root@LocalHost", "an address of this machine alone"),
        ("*@reader.test", "not an address"),
        ("jane@rea der.test", "no domain behind the @"),
        ("jane@reader..test", "no domain behind the @"),
        ("jane doe@reader.test", "not an address"),
        (".jane@reader.test", "not an address"),
        ("jane@reader.test;joe@reader.test", "not an address"),
        ("jane@joe@reader.test", "not an address"),
        ("jane@reader.test\x00", "a control character, or one that cannot be read, in the address"),
        (
            '"jane@reader.test\nBcc: all@reader.test"',
            "a control character, or one that cannot be read, in the address",
        ),
        ("zoë@reader.test", "signs outside ASCII before the @, which few servers take"),
        ("a" * 65 + "@reader.test", "more than 64 signs before the @"),
        ("jane@" + ".".join(["a" * 61] * 4) + ".test", "an address of more than 254 signs"),
        ("jane@" + ".".join(["a" * 60] * 5) + ".test", "an address of more than 254 signs"),
        ("jane@" + "ä" * 80 + ".test", "no domain behind the @"),
    ],
)
def test_a_row_that_names_no_reader_says_why(tmp_path: Path, cell: str, what: str) -> None:
    (found, after) = read(tmp_path, f"address,name\n{cell},Jane\njoe@reader.test,Joe\n")
    assert isinstance(found, BadRow)
    assert (found.place, found.what.partition(";")[0]) == (2, what)
    assert found.found.isprintable()
    assert isinstance(after, Recipient)


@pytest.mark.parametrize("name", ['"Jane\r\nBcc: all@reader.test"', "Jane\x1b[2J", "Jane\u202e", "J" * 300])
def test_a_name_that_could_do_harm_is_a_bad_row(tmp_path: Path, name: str) -> None:
    (found,) = read(tmp_path, f"address,name\njane@reader.test,{name}\n")
    assert isinstance(found, BadRow)
    assert "name" in found.what
    assert found.found.isprintable()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("jane@reader.test", "1 column where the first row has 3"),
        ("jane@reader.test,Jane", "2 columns where the first row has 3"),
        ("jane@reader.test,Jane,free,more", "4 columns where the first row has 3"),
    ],
)
def test_a_row_with_other_columns_is_bad(tmp_path: Path, row: str, what: str) -> None:
    (found,) = read(tmp_path, f"address,name,audience\n{row}\n")
    assert found == BadRow(2, what, row.replace(",", ", "))


def test_an_open_quotation_mark_is_told_with_the_lines_that_it_swallows(tmp_path: Path) -> None:
    content = 'address,name\njane@reader.test,"Jane\njoe@reader.test,"Joe"\nzoe@reader.test,Zoe\n'
    (found, after) = read(tmp_path, content)
    assert isinstance(found, BadRow)
    assert found.place == 2
    assert found.what == "a quotation mark that is not closed, or not doubled; the row goes on to line 3"
    assert after == Recipient("zoe@reader.test", "Zoe", place=4)


def test_a_quotation_mark_open_to_the_end_is_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path, 'address,name\njane@reader.test,"Jane\njoe@reader.test,Joe\n')
    assert isinstance(found, BadRow)
    assert "not closed" in found.what


@pytest.mark.parametrize(
    ("domain", "ascii_domain"),
    [
        ("Bücher.test", "xn--bcher-kva.test"),
        ("straße.test", "xn--strae-oqa.test"),
        ("ςς.test", "xn--3xaa.test"),
        ("bücher。test", "xn--bcher-kva.test"),
    ],
)
def test_a_domain_is_given_in_ascii_and_is_nobody_else_s(tmp_path: Path, domain: str, ascii_domain: str) -> None:
    (found,) = read(tmp_path, f"address\njane@{domain}\n")
    assert found == Recipient(f"jane@{ascii_domain}", place=2)


@pytest.mark.parametrize("first", ["sep=;", "SEP=;\r", '"sep=;"', "\ufeffsep=;", "sep=;;"])
def test_the_line_with_which_excel_names_the_delimiter_is_no_row(tmp_path: Path, first: str) -> None:
    (found, bad) = read(tmp_path, f"{first}\nname,x;address\nJane;jane@reader.test\nJoe;joe@\n")
    assert found == Recipient("jane@reader.test", fields={"name,x": "Jane"}, place=3)
    assert isinstance(bad, BadRow)
    assert bad.place == 4


def test_a_delimiter_that_is_seldom_is_taken_when_it_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=|\naddress|name\njane@reader.test|Doe, Jane\n") == [
        Recipient("jane@reader.test", "Doe, Jane", place=3)
    ]


def test_two_spellings_have_one_key(tmp_path: Path) -> None:
    found = read(tmp_path, "address\nJane@Reader.test\njane@reader.TEST\n")
    assert [one.key for one in found if isinstance(one, Recipient)] == ["jane@reader.test"] * 2


def test_json_lines_are_read_by_what_they_hold(tmp_path: Path) -> None:
    lines = [
        json.dumps({"email": "jane@reader.test", "name": "Jane Doe", "audience": "free"}),
        "",
        json.dumps({"Name": None, "address": "zoe@reader.test", "visits": 3, "tags": ["a"]}),
        "{broken",
        "[1]",
        json.dumps({"name": "Nobody"}),
        json.dumps({"email": 5}),
        json.dumps({"email": "joe@reader.test", "name": "\ud800"}),
    ]
    found = read(tmp_path, "\n".join(lines))
    assert found[0] == Recipient("jane@reader.test", "Jane Doe", "free", place=1)
    assert found[1] == Recipient("zoe@reader.test", fields={"visits": "3", "tags": '["a"]'}, place=3)
    assert found[2:6] == [
        BadRow(4, "not a JSON object", "{broken"),
        BadRow(5, "not a JSON object", "[1]"),
        BadRow(6, "no address", "name"),
        BadRow(7, "not an address", "5"),
    ]
    assert isinstance(found[6], BadRow)


def sqlite_file(folder: Path, *statements: str) -> Path:
    file = folder / "readers.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return file


def test_a_sqlite_file_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    file = sqlite_file(
        tmp_path,
        "CREATE TABLE other (email)",
        'CREATE TABLE "Recipients" ("E-mail", name, "odd ""name""")',
        "INSERT INTO Recipients VALUES ('jane@reader.test', 'Jane', 7), (NULL, 'x', NULL), (x'ff', 'y', NULL)",
    )
    before = file.read_bytes()
    found = list(recipients(file))
    assert found[0] == Recipient("jane@reader.test", "Jane", fields={'odd "name"': "7"}, place=1)
    assert [(one.place, isinstance(one, BadRow)) for one in found[1:]] == [(2, True), (3, True)]
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["readers.db"]


def test_the_only_table_with_addresses_is_taken(tmp_path: Path) -> None:
    file = sqlite_file(
        tmp_path, "CREATE TABLE a (x)", "CREATE TABLE people (mail)", "INSERT INTO people VALUES ('a@b.test')"
    )
    assert list(recipients(file)) == [Recipient("a@b.test", place=1)]


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (
            ["CREATE TABLE a (email)", "CREATE TABLE b (email)"],
            "several tables of readers · FILE · a, b · name the table",
        ),
        (
            ["CREATE TABLE a (x)"],
            "no table of readers · FILE · a · one of its columns must be named address or email",
        ),
        (
            ["CREATE TABLE recipients (emial)"],
            'no column of addresses · FILE, table recipients · emial · did you mean "email"?',
        ),
    ],
)
def test_a_sqlite_file_without_readers_is_refused(tmp_path: Path, statements: list[str], found: str) -> None:
    assert refused(sqlite_file(tmp_path, *statements)).startswith(found)


def test_a_broken_sqlite_file_is_one_line(tmp_path: Path) -> None:
    file = sqlite_file(tmp_path, "CREATE TABLE recipients (email)", "INSERT INTO recipients VALUES ('a@b.test')")
    file.write_bytes(file.read_bytes()[:1000])
    assert refused(file).startswith("cannot read the file of readers · FILE · ")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            b"",
            "the file of readers is empty · FILE · write a row of names such as address,name into it",
        ),
        (b"\xef\xbb\xbf\r\n \n", "the file of readers is empty · FILE"),
        (
            b"PK\x03\x04rest",
            "not a file of readers · FILE · a ZIP archive, perhaps a workbook of Excel · save it as CSV",
        ),
        (bytes(range(256)) * 20, "not a file of readers · FILE · binary data · save it as CSV, in UTF-8"),
        (b"emial,name\n", 'no column of addresses · FILE:1 · emial, name · did you mean "email"?'),
        (b"a;b\n", "no column of addresses · FILE:1 · a, b · name the column of addresses address or email"),
        (
            b"jane@reader.test,Jane\n",
            "no column of addresses · FILE:1 · jane@reader.test, Jane · begin the file with a row of names",
        ),
        (b"sep=;\nemial;name\n", 'no column of addresses · FILE:2 · emial, name · did you mean "email"?'),
        (b'[{"email": "a@b.test"}]', "not JSON Lines · FILE:1 · "),
        (b'{\n"email": "a@b.test"}', "not JSON Lines · FILE:1 · { · write one JSON object a line"),
        (b'{"emial": "a@b.test"}', 'no column of addresses · FILE:1 · emial · did you mean "email"?'),
    ],
)
def test_a_file_that_is_none_of_readers_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    assert refused(csv_file(tmp_path, content)).startswith(found)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv").startswith(
        "there is no file of readers · FILE · name the file with --recipients"
    )
    assert refused(tmp_path).startswith("not a file of readers · FILE · a folder")


def test_a_file_without_rights_is_refused(tmp_path: Path) -> None:
    file = csv_file(tmp_path, "address\n")
    file.chmod(0)
    with without_privileges():
        said = refused(file)
    assert said.startswith("cannot read the file of readers · FILE · Permission denied")


def test_what_is_read_only_once_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").startswith("not a file of readers · FILE · no file that can be read twice")


def test_memory_does_not_grow_with_the_readers(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        file = csv_file(tmp_path, "address,name\n" + "".join(f"r{n}@reader.test,Reader\n" for n in range(count)))
        tracemalloc.start()
        try:
            assert sum(isinstance(one, Recipient) for one in recipients(file)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(40_000) < peak(10_000) * 1.2


@given(st.binary(max_size=300))
def test_whatever_bytes_there_are_they_are_readers_bad_rows_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(b"address,name\n" + data)
    try:
        found = list(recipients(file))
    except RecipientsError:
        return
    for one in found:
        assert one.place >= 2
        if isinstance(one, Recipient):
            assert one.address.isascii()
            assert one.address.isprintable()
            assert "\n" not in one.name
