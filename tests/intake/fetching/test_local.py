from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.errors import FetchFailed
from digest.intake.fetching.local import read_local
from digest.intake.fetching.messages import Request
from tests.needs import without_privileges

from .servers import HELLO

LIMIT = 1_000


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed ü.xml"
    file.write_bytes(HELLO)
    return file


def failure(file: Path) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        read_local(Request("feeds/feed.xml"), file, LIMIT)
    assert caught.value.where == "feeds/feed.xml"
    assert caught.value.hint
    return caught.value


def test_a_file_is_an_answer(feed: Path) -> None:
    response = read_local(Request("feeds/feed.xml"), feed, LIMIT)
    assert (response.url, response.status, response.body, response.moved) == ("feeds/feed.xml", 200, HELLO, "")
    assert response.address == feed.as_uri()
    assert set(response.headers) == {"etag", "last-modified"}


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_a_file_that_has_not_changed_is_not_read_again(feed: Path, header: str) -> None:
    first = read_local(Request("f"), feed, LIMIT)
    said = first.headers[header]
    known = Request("f", etag=said) if header == "etag" else Request("f", last_modified=said)
    again = read_local(known, feed, LIMIT)
    assert (again.status, again.body, again.headers) == (304, b"", first.headers)


def test_a_file_that_was_written_in_the_same_second_has_changed(feed: Path) -> None:
    os.utime(feed, ns=(10**18, 10**18))
    first = read_local(Request("f"), feed, LIMIT).headers
    os.utime(feed, ns=(10**18, 10**18 + 1))
    again = read_local(Request("f", etag=first["etag"], last_modified=first["last-modified"]), feed, LIMIT)
    assert again.status == 200


def test_a_link_to_a_file_is_followed(feed: Path) -> None:
    link = feed.with_name("link.xml")
    link.symlink_to(feed)
    assert read_local(Request("f"), link, LIMIT).body == HELLO


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    missing = failure(tmp_path / "none.xml")
    assert (missing.what, missing.hint) == ("there is no such file", "check the path")


def test_a_path_through_a_file_leads_nowhere(feed: Path) -> None:
    assert failure(feed / "more.xml").what == "there is no such file"


def test_a_file_without_permission_is_said_to_be_closed(feed: Path) -> None:
    feed.chmod(0)
    with without_privileges():
        assert failure(feed).what == "the file may not be read"


@pytest.mark.timeout(10)
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused = failure(tmp_path / "pipe")
    assert (refused.what, refused.found) == ("not a file", "a pipe")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert failure(tmp_path).found == "a folder"


def test_a_device_is_refused() -> None:
    assert failure(Path("/dev/zero")).found == "a device"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert failure(tmp_path / "a").what == "the file cannot be read"


def test_a_name_with_a_zero_byte_is_refused() -> None:
    assert failure(Path("a\0b")).what == "the file cannot be read"


@pytest.mark.parametrize(("size", "fits"), [(LIMIT, True), (LIMIT + 1, False)])
def test_a_file_may_have_as_many_bytes_as_the_limit_and_not_one_more(tmp_path: Path, size: int, fits: bool) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(bytes(size))
    if fits:
        assert len(read_local(Request("f"), file, LIMIT).body) == size
    else:
        assert failure(file).what == "more than 0.001 MB"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such files")
def test_a_file_that_breaks_while_it_is_read_is_refused() -> None:
    refused = failure(Path("/proc/self/mem"))
    assert (refused.what, refused.found) == ("the file cannot be read", "input/output error")


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux has such files")
def test_a_file_whose_size_is_not_known_before_is_counted_while_it_is_read() -> None:
    with pytest.raises(FetchFailed) as caught:
        read_local(Request("f"), Path("/proc/self/maps"), 10)
    assert caught.value.what == "more than 1e-05 MB"
