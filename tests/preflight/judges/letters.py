"""Letters for the judges: a clean one as digest writes it, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from digest.model import LaidIssue, LaidLetter, Week
from digest.preflight.judges.asking import Exhibit

HTML = """\
<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A letter</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>@media (prefers-color-scheme: dark)
{ body { background-color: #111111 !important; color: #eeeeee !important } }</style></head>
<body style="margin:0;background-color:#ffffff;color:#222222;font-size:17px"><main><h1>A letter</h1>
<p>The week was quiet, and nobody minded that it had been so.</p></main></body></html>
"""
EML = b"""\
From: The Letter <post@letter.example.org>\r
To: Readers <post@letter.example.org>\r
Subject: A quiet week\r
Date: Sun, 23 Jun 2024 07:00:00 +0000\r
Message-ID: <1@letter.example.org>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset="utf-8"\r
\r
The week was quiet, and nobody minded that it had been so.\r
"""


def a_letter(**changes: object) -> LaidLetter:
    letter = LaidLetter("free", {"subject": "A letter", "preheader": ""}, HTML, "A letter", "", EML)
    return replace(letter, **changes)  # type: ignore[arg-type]


def an_issue(*letters: LaidLetter) -> LaidIssue:
    week = Week.parse("2024-W25")
    assert week
    return LaidIssue(week, {}, letters or (a_letter(),))


def an_exhibit(folder: Path, html: str = HTML) -> Exhibit:
    page, outlook, mail = folder / "0.html", folder / "0-outlook.html", folder / "0.eml"
    page.write_text(html, encoding="utf-8")
    outlook.write_text(html, encoding="utf-8")
    mail.write_bytes(EML)
    return Exhibit(folder, page, outlook, None, mail)
