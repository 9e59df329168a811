from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli.comparing import compared
from digest.cli.differences import lines
from digest.cli.receipts import issue_lines, legend, story_lines
from digest.errors import OutboxError
from digest.outbox import as_json
from digest.outbox.issues import read_record
from digest.outbox.sent import read_receipts, sent_issue, write_receipt
from tests.outbox.test_formats import a_full_record

WHOLE = a_full_record()
SENT = datetime(2024, 6, 23, 7, 30, tzinfo=UTC)
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=9),
    st.just([]),
    st.just({}),
    st.lists(st.text(max_size=3), max_size=2),
    st.sampled_from(["2024-W25", "2024-06-23", "2024-06-23T07:30:00+00:00", "0123abcd", "\x1b[2J"]),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in JSON values, by the keys that lead there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from places(each, (*path, key))


def changed(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The values with another one at a place."""
    copy = deepcopy(whole)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copy


@given(st.sampled_from(list(places(WHOLE))), ODD)
def test_a_record_that_was_changed_anywhere_is_refused_or_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, path: tuple[Any, ...], value: Any
) -> None:
    file = tmp_path_factory.mktemp("outbox") / "issue.json"
    file.write_bytes(as_json(changed(WHOLE, path, value)))
    try:
        told = read_record(file)
    except OutboxError:
        return
    with suppress(ValueError):
        sent_issue(told, SENT)
    shown = [*issue_lines(told), *legend(told, told["rules"]), *lines(("a", "b"), compared(WHOLE, told), [])]
    shown += [line for story in (*told["stories"], *told["headlines"]) for line in story_lines(story, why=True)]
    assert not any("\x1b[2J" in line for line in shown)


def a_receipt(folder: Path) -> Path:
    return write_receipt(folder, sent_issue(WHOLE, SENT))


@pytest.fixture(scope="module")
def receipt(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return json.loads(a_receipt(tmp_path_factory.mktemp("outbox")).read_text())


@given(st.data(), ODD)
def test_a_receipt_that_was_changed_anywhere_is_a_problem_or_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, receipt: Any, data: st.DataObject, value: Any
) -> None:
    outbox = tmp_path_factory.mktemp("outbox")
    path = data.draw(st.sampled_from(list(places(receipt))))
    a_receipt(outbox).write_bytes(as_json(changed(receipt, path, value)))
    issues, problems = read_receipts(outbox)
    assert len(issues) + len(problems) == 1
    for issue in issues:
        write_receipt(outbox, issue)
        assert read_receipts(outbox) == ((issue,), ())
