"""What can be asked for, and the answers."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing, suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aiohttp import web

from digest.errors import DigestError, LedgerError, OutboxError
from digest.model import Week
from digest.outbox.sent import receipt_file
from digest.pipeline.history import history
from digest.preview import guarding
from digest.preview.finding import part, picture_type, pictures
from digest.preview.framing import framed
from digest.preview.pictures import pictures_of
from digest.preview.telling import laid_letter, line, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aiohttp.typedefs import Handler, Middleware

    from digest.preview.session import Session
    from digest.preview.telling import Place

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_EXACT = {"letter.txt": "letter.txt", "source": "letter.html", "message": "letter.eml"}
_TEXT = "text/plain"
_POLICY = "Content-Security-Policy"


def application(session: Session, port: int) -> web.Application:
    """The whole server.

    Args:
        session: What is shown.
        port: The one that is listened to.
    """
    routes = Routes(session, _page_files())
    app = web.Application(middlewares=[_guard(session, port)])
    app.router.add_get("/", routes.page)
    app.router.add_get("/page/{name}", routes.page)
    app.router.add_get("/api/issues", routes.issues)
    app.router.add_get("/api/issues/{week}", routes.issue)
    app.router.add_get("/letters/{week}/{audience}/letter.html", routes.letter)
    app.router.add_get("/letters/{week}/{audience}/{name}", routes.exact)
    app.router.add_get("/files/{week}/images/{name}", routes.picture)
    app.router.add_get("/events", routes.events)
    app.on_response_prepare.append(_with_headers)
    app.on_shutdown.append(routes.end)
    return app


def _guard(session: Session, port: int) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        said = guarding.refused(
            method=request.method,
            path=request.path,
            hosts=request.headers.getall("Host", []),
            origins=request.headers.getall("Origin", []),
            sites=request.headers.getall("Sec-Fetch-Site", []),
            kinds=request.headers.getall("Sec-Fetch-Dest", []),
            port=port,
        )
        if said:
            return _wrong(*said)
        try:
            return await handler(request)
        except web.HTTPException as error:
            return _wrong(error.status, "there is no such thing here" if error.status == _GONE else error.reason)
        except DigestError as error:
            return _wrong(_GONE, " ".join(str(error).splitlines()))
        except Exception as error:  # noqa: BLE001 - one answer that fails must not be shown to the page as text of ours
            return _wrong(web.HTTPInternalServerError.status_code, session.bug(error))

    return guard


_GONE = web.HTTPNotFound.status_code


def _wrong(status: int, why: str) -> web.Response:
    answer = web.json_response({"error": why}, status=status)
    if status == web.HTTPMethodNotAllowed.status_code:
        answer.headers["Allow"] = ", ".join(guarding.METHODS)
    return answer


async def _with_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(guarding.EVERYWHERE)
    response.headers.setdefault(_POLICY, guarding.NOTHING)


def _page_files() -> dict[str, bytes]:
    folder = files("digest.preview") / "page"
    suffixes = tuple(_TYPES)
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(suffixes)}


class Routes:
    """The answers, one function each."""

    def __init__(self, session: Session, page: Mapping[str, bytes]) -> None:
        self._session, self._page = session, page

    async def page(self, request: web.Request) -> web.Response:
        """The page and its files: a fixed list."""
        name = request.match_info.get("name", "index.html")
        if name not in self._page or (name == "index.html" and request.path != "/"):
            raise web.HTTPNotFound
        kind = _TYPES["." + name.rpartition(".")[2]]
        charset = None if kind.startswith(("image/", "font/")) else "utf-8"
        headers = {_POLICY: guarding.PAGE}
        return web.Response(body=self._page[name], content_type=kind, charset=charset, headers=headers)

    async def issues(self, _: web.Request) -> web.Response:
        """All issues that can be shown, the newest first."""
        session = self._session
        places = [place for week in session.weeks() if (place := session.place(week))]
        told = await asyncio.to_thread(self._lines, places)
        news = session.settings.newsletter
        whole = {"newsletter": news.name, "language": news.language, "current": str(session.first), "issues": told}
        return _json(whole)

    async def issue(self, request: web.Request) -> web.Response:
        """One issue."""
        place = self._place(request)
        stamp = self._session.stamp  # before what it stands for is read: a page rather asks once too often
        return _json(await asyncio.to_thread(self._whole, place) | {"stamp": stamp})

    async def letter(self, request: web.Request) -> web.Response:
        """A letter for the frame."""
        place, audience = self._place(request), request.match_info["audience"]
        if part(place.folder, audience, "letter.html") is None:
            raise web.HTTPNotFound
        letter = laid_letter(place, audience)
        pictures = pictures_of(letter, place.folder, self._session.settings.newsletter.web_url)
        html = framed(letter.html, pictures, "dark" if request.query.get("scheme") == "dark" else "light")
        policy = guarding.letter_policy(str(place.week), request.host, images=request.query.get("images") != "off")
        return web.Response(text=html, content_type="text/html", charset="utf-8", headers={_POLICY: policy})

    async def exact(self, request: web.Request) -> web.Response:
        """A file of a letter, byte by byte."""
        name = _EXACT.get(request.match_info["name"], "")
        path = part(self._place(request).folder, request.match_info["audience"], name) if name else None
        if path is None:
            raise web.HTTPNotFound
        return web.Response(body=_bytes(path), content_type=_TEXT, charset="utf-8")

    async def picture(self, request: web.Request) -> web.Response:
        """A picture of an issue."""
        path = pictures(self._place(request).folder).get(f"images/{request.match_info['name']}")
        if path is None:
            raise web.HTTPNotFound
        return web.Response(body=_bytes(path), content_type=picture_type(path))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as it happens; as long as it is listened to, saves build the issue of the ``week``."""
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        if request.method == "HEAD":
            await answer.prepare(request)
            return answer
        session = self._session
        week = session.heard(Week.parse(request.query.get("week", "")))
        await answer.prepare(request)
        with suppress(ConnectionError):  # the page was closed
            async with aclosing(session.events.stream(week, session.opening(week))) as stream:
                async for told in stream:
                    await answer.write(told)
        return answer

    async def end(self, _: web.Application) -> None:
        """End the streams, so that nothing is waited for."""
        self._session.events.close()

    def _place(self, request: web.Request) -> Place:
        week = Week.parse(request.match_info["week"])
        place = self._session.place(week) if week else None
        if place is None or str(week) != request.match_info["week"]:
            raise web.HTTPNotFound
        return place

    def _lines(self, places: Sequence[Place]) -> list[dict[str, Any]]:
        sent = self._sent(places)
        return [line(place, sent=place.week in sent) for place in places]

    def _whole(self, place: Place) -> dict[str, Any]:
        settings = self._session.settings
        titles = {audience.name: audience.title for audience in settings.audiences}
        sent = place.week in self._sent([place])
        return whole(place, titles, settings.newsletter.web_url, sent=sent)

    def _sent(self, places: Sequence[Place]) -> frozenset[Week]:
        """The weeks of issues that were sent: the outbox has their receipt, or the ledger knows."""
        outbox = self._session.outbox
        with_receipt = {place.week for place in places if receipt_file(outbox, place.week).exists()}
        try:
            known = history(self._session.settings, outbox=outbox).issues
        except LedgerError:  # told when an issue is built
            known = ()
        return frozenset(with_receipt | {issue.week for issue in known})


def _json(told: dict[str, Any]) -> web.Response:
    return web.Response(body=json.dumps(told).encode(), content_type="application/json")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutboxError("cannot read the file", where=str(path), found=error.strerror or str(error)) from error
