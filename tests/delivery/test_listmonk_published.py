"""Our description of listmonk's interface agrees with the published one, where a copy of that is at hand.

``LISTMONK_OPENAPI`` names the file (docs/swagger/collections.yaml of listmonk); it is not part of this project.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openapi_core import OpenAPI

from tests.delivery.test_listmonk import REQUESTS
from tests.listmonk_server import DESCRIPTION, misfit

VARIABLE = "LISTMONK_OPENAPI"
"""Without it these tests are not collected: see conftest.py."""


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    file = Path(os.environ[VARIABLE])
    told: dict[str, Any] = import_module("yaml").safe_load(file.read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="module")
def theirs(published: dict[str, Any]) -> OpenAPI:
    """The same as requests are held against it; reading it takes longer than all tests."""
    return OpenAPI.from_dict(published)


def ours() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_fits_the_published_description(name: str, theirs: OpenAPI) -> None:
    one = REQUESTS[name]
    assert misfit(theirs, one.method, one.path, list(one.query), one.body) == ""


def test_our_operations_are_published_with_the_same_names_and_parameters(published: dict[str, Any]) -> None:
    for path, operations in ours()["paths"].items():
        for method, operation in operations.items():
            theirs = published["paths"][path][method]
            assert theirs["operationId"] == operation["operationId"]
            known = {(one["in"], one["name"]) for one in theirs.get("parameters", ())}
            assert {(one["in"], one["name"]) for one in operation.get("parameters", ())} <= known


def test_our_fields_are_published_with_the_same_types(published: dict[str, Any]) -> None:
    schemas = published["components"]["schemas"]
    # What may be said is spread over two of theirs; the answer to a new campaign is written as what was said.
    theirs = {
        "CampaignSaid": schemas["CampaignUpdate"]["properties"],
        "Campaign": schemas["Campaign"]["properties"],
        "Template": schemas["Template"]["properties"],
    }
    for name, schema in ours()["components"]["schemas"].items():
        for field, told in schema["properties"].items():
            assert field in theirs[name], f"{name}.{field}"
            assert theirs[name][field]["type"] == told["type"], f"{name}.{field}"
