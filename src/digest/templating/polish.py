"""The pass over mrml's HTML that makes it valid, accessible and small.

mrml writes what MJML always wrote; the Nu checker, axe and the mail clients ask for more: a charset first, real
landmarks, no vendor properties outside comments for Outlook, a preheader that is hidden and nothing else.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_LANDMARKS = {"banner", "main", "contentinfo"}
# No-ops, and what only one vendor's comment may say; direction comes from the dir attribute.
_NEEDLESS = {
    "border-spacing",
    "cursor",
    "direction",
    "mso-padding-alt",
    "outline",
    "word-break",
    "word-spacing",
}
_FOR_OUTLOOK = (
    "<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o='urn:schemas-microsoft-com:office:office'><o:AllowPNG/>"
    "<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><style>table,td"
    "{border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt}.preheader{mso-hide:all}</style><![endif]-->"
)
# Each on a line of its own: a letter is read by people, too, and compared line by line.
_BLOCKS = {
    "body",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "img",
    "li",
    "meta",
    "ol",
    "p",
    "style",
    "table",
    "title",
    "ul",
}
_OF_MRML = ("OfficeDocumentSettings", "[if lte mso 11]", "[if !mso]><!", "<![endif]")
_DECLARATION = re.compile(r"(?:[^;(\"']|\([^)]*\)|\"[^\"]*\"|'[^']*')+")
_JOIN = re.compile(r"<!\[endif\]--><!--\[if mso \| IE\]>")
_OUTLOOK_CLASS = re.compile(r' class="[a-z-]*-outlook"')
_MRML_CLASS = re.compile(r"\.(mj-[\w-]+)")
# What one full-width column needs none of: inline styles say the same.
_IDLE_CLASSES = {"mj-column-per-100", "mj-outlook-group-fix"}
# Letters of a word that fit beside each other on the narrowest telephone; Outlook knows no break inside a longer one.
_ROOM = {"h1": 11, "h2": 14, "h3": 12}
_ROOM_IN_TEXT = 28
_BLANKS = re.compile(r"[ \n]+")
_BREAKING = "word-break:break-word"
_LIKE_FAULTS = re.compile(r"&amp;(?=(?:[a-z]+|#\w+);)|\\(?=u\{)")
_SPELT = {"&#39;": "'", "&#34;": '"', "&quot;": '"', "&gt;": ">"}


def polished(html: str) -> str:
    """The output of mrml for a letter, cleaned; everything a reader sees stays."""
    pass_ = _Polish(html)
    pass_.feed(html)
    pass_.close()
    whole = _LIKE_FAULTS.sub(_numbered, _JOIN.sub("", "".join(pass_.out))) + "\n"
    return whole if pass_.overlong else whole.replace(_BREAKING, "", 1)


def _numbered(found: re.Match[str]) -> str:
    """What a text says of entities and escapes, spelt so that nobody takes it for a fault in the letter's making."""
    return "&#38;" if found[0] == "&amp;" else "&#92;"


class _Polish(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._body = html.partition("<body")[2]
        self._style: list[str] | None = None
        self._head = True
        self._room = _ROOM_IN_TEXT
        self.overlong = False

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "html":
                self._write(tag, {name: given[name] for name in ("lang", "dir") if name in given})
            case "head":
                self.out.append('\n<head>\n<meta charset="utf-8">')
            case "meta":
                if "http-equiv" not in given:
                    self._write(tag, given)
            case "style":
                self._style = []
            case _:
                self._head = self._head and tag != "body"
                self._room = _ROOM.get(tag, self._room)
                self._write(tag, _attributes(tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            css = _css("".join(self._style or ()), self._body)
            self.out += ["\n<style>", css, "</style>"] if css else []
            self._style = None
        elif tag == "head":
            self.out += ["\n", _FOR_OUTLOOK, "\n</head>"]
        else:
            self._room = _ROOM_IN_TEXT if tag in _ROOM else self._room
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)
        elif data.strip(" \n"):
            self.overlong = self.overlong or (not self._head and max(map(len, _BLANKS.split(data))) > self._room)
            self.out.append(data)
        elif data.strip("\n"):
            self.out.append(" ")

    def handle_entityref(self, name: str) -> None:
        self.out.append(_SPELT.get(f"&{name};", f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.out.append(_SPELT.get(f"&#{name};", f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        if not (self._head and any(sign in data for sign in _OF_MRML)):
            self.out.append(f"<!--{_OUTLOOK_CLASS.sub('', data)}-->")

    def _write(self, tag: str, attrs: dict[str, str]) -> None:
        written = "".join(f' {name}="{escape(value).replace("&#x27;", chr(39))}"' for name, value in attrs.items())
        self.out.append(f"{chr(10) * (tag in _BLOCKS)}<{tag}{written}>")


def _attributes(tag: str, given: dict[str, str]) -> dict[str, str]:
    if tag == "div" and given.get("style", "").startswith("display:none"):
        return {"class": "preheader", "style": "display:none"}
    kept = {
        name: value
        for name, value in given.items()
        if name not in {"target", "vertical-align"}
        and not name.startswith("aria-role")
        and (name, value) != ("height", "auto")
    }
    if "aria-roledescription" in given:
        kept = {name: given[name] for name in ("lang", "dir", "style") if name in given}
        return kept | {"class": "paper", "style": _style(kept.get("style", "")) + _BREAKING}
    _landmark(kept)
    if "style" in kept:
        kept["style"] = _style(kept["style"])
        if tag == "body":
            kept["style"] = "margin:0;padding:0;" + kept["style"]
        if not kept["style"]:
            del kept["style"]
    return kept


def _landmark(attrs: dict[str, str]) -> None:
    """Put ``role`` where the template says it with a class, since mj-section drops roles."""
    classes = attrs.get("class", "").split()
    roles = [name for name in classes if name in _LANDMARKS]
    rest = [name for name in classes if name not in _LANDMARKS | _IDLE_CLASSES]
    if roles:
        attrs["role"] = roles[0]
    attrs.pop("class", None)
    if rest:
        attrs["class"] = " ".join(rest)


def _style(style: str) -> str:
    """The declarations that do something."""
    kept: dict[str, None] = {}
    for declaration in _DECLARATION.findall(style):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if name == "background" and value.startswith("#"):
            name = "background-color"
        if colon and name not in _NEEDLESS:
            kept[f"{name}:{value};"] = None
    return "".join(kept)


def _css(css: str, body: str) -> str:
    """The style block, or nothing when it is mrml's and no element of the letter is meant."""
    if "#outlook a" in css or ".moz-text-html" in css:
        return ""
    classes = set(_MRML_CLASS.findall(css)) - _IDLE_CLASSES
    mine = "mj-" not in css
    return css if mine or any(name in body for name in classes) else ""
