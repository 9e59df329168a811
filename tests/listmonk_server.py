"""A listmonk on loopback that behaves as listmonk's documentation says, as far as digest asks.

Every request is held against our description of the interface; what does not fit it is refused and kept in ``odd``.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest
from werkzeug.datastructures import MultiDict

DESCRIPTION = Path(__file__).parent / "data/listmonk/openapi.json"
BARE = {"id": 7, "name": "as it is", "type": "campaign", "body": '{{ template "content" . }}\n', "is_default": False}
DEFAULT = {
    "id": 1,
    "name": "Default",
    "type": "campaign",
    "body": '<p>{{ template "content" . }}</p>',
    "is_default": True,
}
USER, TOKEN = "digest", "a-token-of-tests"


@dataclass(slots=True)
class Listmonk:
    """Its address without a slash at the end, its campaigns by their numbers, and what it was asked."""

    address: str = ""
    campaigns: dict[int, dict[str, Any]] = field(default_factory=dict)
    templates: list[dict[str, Any]] = field(default_factory=lambda: [DEFAULT, BARE])
    asked: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    knows_tags: bool = True
    broken: tuple[int, str, bytes] | None = None
    made: Callable[[], None] = lambda: None

    def writes(self) -> list[str]:
        return [one for one in self.asked if not one.startswith("GET")]


class HangUp(Exception):
    """Raised by ``made``: the campaign is there, and nobody is told."""


@cache
def description() -> OpenAPI:
    """Ours, read once: reading it takes longer than most tests."""
    return OpenAPI.from_dict(json.loads(DESCRIPTION.read_text(encoding="utf-8")))


def misfit(spec: OpenAPI, method: str, path: str, query: list[tuple[str, str]], body: bytes | None) -> str:
    """What of a request does not fit a description; empty for nothing."""
    asked = MockRequest("http://localhost:9000", method, path, args=MultiDict(query), data=body or None)
    try:
        spec.validate_request(asked)
    except OpenAPIError as error:
        inner = error.__cause__
        told = [str(one.message) for one in getattr(inner, "schema_errors", ())]
        return "; ".join([str(error), *told])
    return ""


@contextmanager
def listmonk() -> Iterator[Listmonk]:
    """One server that answers while the block runs."""
    state = Listmonk()
    with _Quiet(("127.0.0.1", 0), _handler(state)) as http:
        state.address = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield state
        finally:
            http.shutdown()
            thread.join()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of those who hang up."""


def _handler(state: Listmonk) -> type[BaseHTTPRequestHandler]:
    spec, lock = description(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                with lock:
                    status, kind, told = _answer(state, spec, self, body)
            except HangUp:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(told)))
            if 300 <= status < 400:
                self.send_header("Location", "https://elsewhere.test/")
            self.end_headers()
            self.wfile.write(told)

        def do_POST(self) -> None:
            self.do_GET()

        def do_PUT(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _answer(state: Listmonk, spec: OpenAPI, asked: BaseHTTPRequestHandler, body: bytes) -> tuple[int, str, bytes]:
    at = urlsplit(asked.path)
    query = parse_qsl(at.query)
    state.asked.append(f"{asked.command} {at.path}")
    if state.broken:
        return state.broken
    if asked.headers.get("Authorization") != f"token {USER}:{TOKEN}":
        return _json(403, {"message": "invalid API credentials"})
    if wrong := misfit(spec, asked.command, at.path, query, body):
        state.odd.append(wrong)
        return _json(400, {"message": wrong})
    return _json(*_done(state, asked.command, at.path, query, body))


def _json(status: int, told: Mapping[str, Any]) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(told).encode()


def _done(
    state: Listmonk, method: str, path: str, query: list[tuple[str, str]], body: bytes
) -> tuple[int, dict[str, Any]]:
    if path == "/api/templates":
        return 200, {"data": state.templates}
    if path == "/api/campaigns":
        return (200, {"data": _made(state, body)}) if method == "POST" else (200, {"data": _listed(state, query)})
    there = state.campaigns.get(int(path.rpartition("/")[2]))
    if there is None:
        return 400, {"message": "campaign not found"}
    if method == "PUT":
        if there["status"] not in ("draft", "scheduled", "paused"):
            return 400, {"message": "cannot update a running or a finished campaign"}
        there |= json.loads(body)
    return 200, {"data": _shown(there)}


def _made(state: Listmonk, body: bytes) -> dict[str, Any]:
    number = max(state.campaigns, default=0) + 1
    state.campaigns[number] = {"id": number, "status": "draft", **json.loads(body)}
    state.made()
    return _shown(state.campaigns[number])


def _listed(state: Listmonk, query: list[tuple[str, str]]) -> dict[str, Any]:
    told = dict(query)
    tags = {value for name, value in query if name == "tags"} if state.knows_tags else set()
    newest = [one for _, one in sorted(state.campaigns.items(), reverse=True) if tags <= set(one["tags"])]
    page, size = int(told["page"]), int(told["per_page"])
    results = [_shown(one) | {"body": ""} for one in newest[(page - 1) * size : page * size]]
    return {"results": results, "query": "", "total": len(newest), "per_page": size, "page": page}


def _shown(campaign: Mapping[str, Any]) -> dict[str, Any]:
    lists = [{"id": number, "name": f"list {number}"} for number in campaign.get("lists", ())]
    return {**campaign, "lists": lists}
