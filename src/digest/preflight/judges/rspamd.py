"""Rspamd, asked over HTTP where one is running; only what the letter itself can mend is counted."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any

from digest.preflight.judges.asking import JudgeFailed
from digest.preflight.judges.said import NOTE, SHOULD, Remark, Said, in_short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.preflight.judges.asking import Exhibit
    from digest.preflight.judges.bench import Bench

HIGHEST = 0.0
AIM = -0.1
_COUNTS = 0.005
_HINT = "see what the symbol means in rspamd’s web interface, or with `rspamadm confighelp`"
# the machine that sends and the day of asking, neither of which is the letter’s
_DELIVERY = ("HFILTER_", "RCVD_", "RDNS", "AUTH_", "R_SPF", "R_DKIM", "DMARC", "DATE_IN_PAST")
_FROM = {"IP": "192.0.2.10", "Helo": "mail.example.org", "Hostname": "mail.example.org", "From": "bounce@example.org"}


def lacks(bench: Bench) -> str:
    """What is not there of it."""
    return "" if bench.rspamd else "a running rspamd, named by DIGEST_RSPAMD=host:port"


def hear(bench: Bench, exhibits: Mapping[str, Exhibit], seconds: float) -> dict[str, Said]:
    """Ask about one message after the other.

    Raises:
        JudgeFailed: It gave no answer.
    """
    try:
        connection = http.client.HTTPConnection(bench.rspamd, timeout=min(seconds, 30))
        try:
            return {
                name: read(_asked(connection, exhibit.eml.read_bytes()))
                for name, exhibit in exhibits.items()
                if exhibit.eml
            }
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise JudgeFailed("a judge gives no answer", where=f"rspamd at {bench.rspamd}", found=str(error)) from error


def _asked(connection: http.client.HTTPConnection, message: bytes) -> dict[str, Any]:
    connection.request("POST", "/checkv2", message, _FROM)
    told = json.loads(connection.getresponse().read())
    return told if isinstance(told, dict) else {}


def read(told: Mapping[str, Any]) -> Said:
    """What its answer says, less what it says of the machine that would have sent it.

    Raises:
        JudgeFailed: It says no score.
    """
    try:
        symbols = {str(name): float(one.get("score", 0)) for name, one in dict(told["symbols"]).items()}
        whole = float(told["score"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JudgeFailed("a judge cannot be understood", where="rspamd", found=in_short(repr(told))) from error
    score = round(whole - sum(points for name, points in symbols.items() if name.startswith(_DELIVERY)), 2)
    against = {n: p for n, p in sorted(symbols.items()) if p > _COUNTS and not n.startswith(_DELIVERY)}
    named = ", ".join(f"{name} {points:g}" for name, points in against.items()) or "no symbol against it"
    remarks: tuple[Remark, ...] = ()
    if score > HIGHEST:
        remarks = (Remark(SHOULD, f"{score:g} points; a clean letter has none: {named}", _HINT),)
    elif score > AIM:
        remarks = (Remark(NOTE, f"{score:g} points, where {AIM:g} can be reached: {named}", _HINT),)
    return Said({"rspamd": score}, remarks)
