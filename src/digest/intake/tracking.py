"""Addresses without what says only where a reader came from."""

from __future__ import annotations

import re

_PARAMETERS = r"""
utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|at_(?:campaign|medium|custom\d|format|creation|ptr_name|link_\w+|bbc_team)
|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid|igsh|srsltid|_ga|_gl
|mc_cid|mc_eid|mkt_tok|ck_subscriber_id|_hsenc|_hsmi|__hs\w+|hsctatracking|oly_(?:enc|anon)_id|vero_(?:id|conv)
|_openstat|wt_z?mc|xtor|cmpid|cmp|ncid|icid|s_cid|guce_\w+|ns_(?:mchannel|source|campaign|linkname|fee)
"""
_TRACKING = re.compile(
    "(?:amp;)?(?:(?:" + _PARAMETERS.replace("\n", "") + r")(?:=.*)?|source=rss[-\w]*)", re.IGNORECASE
)


def untracked(address: str) -> str:
    """An address without the parameters that advertisers and newsletters add; all others stay, in their order.

    Args:
        address: A web address; what has no such parameter comes back as it is.
    """
    if "=" not in address:
        return address
    before, mark, fragment = address.partition("#")
    if mark and _TRACKING.fullmatch(fragment.partition("&")[0]):
        mark = fragment = ""
    page, question, query = before.partition("?")
    kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part)]
    if question and len(kept) <= query.count("&"):
        before = f"{page}?{'&'.join(kept)}" if kept else page
    return f"{before}{mark}{fragment}"
