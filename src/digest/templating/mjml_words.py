"""What MJML 5 has: its elements, which stand in which, and their attributes with the kind of each.

The facts are those of the official validator in strict mode (the npm package mjml, 5.4.1). A kind is ``color``,
``boolean``, ``integer``, ``string``, words with ``|`` between them, or ``unit:`` and the units a size may have, with
``-`` before them where it may be negative and ``*`` behind where one to four sizes may stand.
"""

from __future__ import annotations

Words = dict[str, str]

_SIDES = ("bottom", "left", "right", "top")
_SIZE, _SIZES, _PIXELS, _LINE, _LETTERS = "unit:px,%", "unit:px,%*", "unit:px", "unit:px,%,", "unit:-px,em"
_ACROSS, _DOWN = "left|right|center", "top|bottom|middle"


def _padding(name: str = "padding") -> Words:
    return {name: _SIZES, **{f"{name}-{side}": _SIZE for side in _SIDES}}


def _border(name: str = "border") -> Words:
    return {name: "string", **{f"{name}-{side}": "string" for side in _SIDES}}


def _strings(*names: str) -> Words:
    return dict.fromkeys(names, "string")


_BEHIND = {"container-background-color": "color"}
_BOX = {**_padding(), **_BEHIND}
_WEIGHT = {**_strings("font-family", "font-weight"), "font-size": _PIXELS, "color": "color"}
_TYPE = {**_WEIGHT, **_strings("font-style", "text-decoration"), "line-height": _LINE}
_SPOKEN = {**_TYPE, **_strings("text-transform"), "letter-spacing": _LETTERS}
_LINK = _strings("href", "rel", "target")
_PICTURE = _strings("alt", "title", "src")
_ICONS = {
    **_strings("border", "font-family", "icon-wrapped-url", "icon-wrapped-alt"),
    **_strings("icon-unwrapped-url", "icon-unwrapped-alt"),
    "icon-align": "top|middle|bottom",
    "icon-width": _SIZE,
    "icon-height": _SIZE,
    "icon-position": "left|right",
}
_SECTION = {
    **_padding(),
    **_border(),
    **_strings("background-url", "background-size", "background-position"),
    **_strings("background-position-x", "background-position-y", "border-radius"),
    "background-color": "color",
    "background-repeat": "repeat|no-repeat",
    "direction": "ltr|rtl",
    "full-width": "full-width|false|",
    "gutter": _SIZE,
    "text-align": _ACROSS,
    "text-padding": _SIZES,
}
_SOCIAL = {
    **_padding(),
    **_TYPE,
    **_strings("border", "border-radius"),
    "align": _ACROSS,
    "icon-size": _SIZE,
    "icon-height": _SIZE,
    "icon-padding": _SIZES,
    "text-padding": _SIZES,
    "vertical-align": _DOWN,
}

ATTRIBUTES: dict[str, Words] = {
    "mjml": _strings("lang", "dir", "owa"),
    "mj-head": {},
    "mj-attributes": {},
    "mj-breakpoint": {"width": _PIXELS},
    "mj-font": _strings("name", "href"),
    "mj-preview": {},
    "mj-style": _strings("inline"),
    "mj-title": {},
    "mj-raw": {"position": "file-start"},
    "mj-body": {"width": _PIXELS, "background-color": "color", "id": "string"},
    "mj-hero": {
        **_padding(),
        **_padding("inner-padding"),
        **_strings("mode", "background-url", "background-position", "border-radius"),
        "height": _SIZE,
        "background-width": _SIZE,
        "background-height": _SIZE,
        "inner-background-color": "color",
        "background-color": "color",
        "vertical-align": _DOWN,
    },
    "mj-wrapper": {**_SECTION, "gap": _PIXELS},
    "mj-section": _SECTION,
    "mj-group": {"background-color": "color", "direction": "ltr|rtl", "vertical-align": _DOWN, "width": _SIZE},
    "mj-column": {
        **_padding(),
        **_border(),
        **_border("inner-border"),
        **_strings("border-radius", "inner-border-radius"),
        "background-color": "color",
        "inner-background-color": "color",
        "direction": "ltr|rtl",
        "vertical-align": _DOWN,
        "width": _SIZE,
    },
    "mj-text": {
        **_BOX,
        **_SPOKEN,
        "align": "left|right|center|justify",
        "background-color": "color",
        "height": _SIZE,
        "vertical-align": _DOWN,
    },
    "mj-button": {
        **_BOX,
        **_SPOKEN,
        **_LINK,
        **_border(),
        **_strings("border-radius", "name", "title"),
        "align": _ACROSS,
        "background-color": "color",
        "height": _SIZE,
        "inner-padding": _SIZES,
        "text-align": _ACROSS,
        "vertical-align": _DOWN,
        "width": _SIZE,
    },
    "mj-image": {
        **_BOX,
        **_LINK,
        **_PICTURE,
        **_border(),
        **_strings("name", "srcset", "sizes", "usemap", "border-radius"),
        "align": _ACROSS,
        "fluid-on-mobile": "boolean",
        "width": _PIXELS,
        "height": "unit:px,auto",
        "max-height": _SIZE,
        "font-size": _PIXELS,
    },
    "mj-divider": {
        **_BOX,
        "border-color": "color",
        "border-style": "string",
        "border-width": _PIXELS,
        "width": _SIZE,
        "align": _ACROSS,
    },
    "mj-spacer": {**_BOX, **_border(), "height": _SIZE},
    "mj-table": {
        **_BOX,
        **_WEIGHT,
        "align": _ACROSS,
        "border": "string",
        "cellpadding": "integer",
        "cellspacing": "integer",
        "line-height": _LINE,
        "role": "none|presentation",
        "table-layout": "auto|fixed|initial|inherit",
        "vertical-align": _DOWN,
        "width": "unit:px,%,auto",
    },
    "mj-social": {
        **_SOCIAL,
        **_BEHIND,
        "inner-padding": _SIZES,
        "mode": "horizontal|vertical",
        "table-layout": "auto|fixed",
    },
    "mj-social-element": {
        **_SOCIAL,
        **_LINK,
        **_PICTURE,
        **_strings("name", "srcset", "sizes"),
        "background-color": "color",
        "icon-position": "left|right",
    },
    "mj-navbar": {
        **_padding(),
        **_padding("ico-padding"),
        **_strings("base-url", "hamburger", "ico-open", "ico-close", "ico-font-family"),
        **_strings("ico-text-transform", "ico-text-decoration"),
        "align": _ACROSS,
        "ico-align": _ACROSS,
        "ico-color": "color",
        "ico-font-size": _SIZE,
        "ico-line-height": _LINE,
    },
    "mj-navbar-link": {**_padding(), **_SPOKEN, **_LINK, "name": "string"},
    "mj-accordion": {**_BOX, **_ICONS},
    "mj-accordion-element": {**_ICONS, "background-color": "color"},
    "mj-accordion-title": {**_padding(), **_WEIGHT, "background-color": "color"},
    "mj-accordion-text": {
        **_padding(),
        **_WEIGHT,
        "background-color": "color",
        "letter-spacing": _LETTERS,
        "line-height": _LINE,
    },
    "mj-carousel": {
        **_BOX,
        **_strings("border-radius", "left-icon", "right-icon", "tb-border", "tb-border-radius"),
        "align": _ACROSS,
        "icon-width": _SIZE,
        "thumbnails": "visible|hidden|supported",
        "tb-hover-border-color": "color",
        "tb-selected-border-color": "color",
        "tb-width": _SIZE,
    },
    "mj-carousel-image": {
        **_LINK,
        **_PICTURE,
        **_strings("thumbnails-src", "border-radius", "tb-border", "tb-border-radius"),
    },
}
EVERYWHERE = ("css-class", "mj-class")

_IN_COLUMNS = (
    *("mj-accordion", "mj-button", "mj-carousel", "mj-divider", "mj-image", "mj-raw", "mj-social", "mj-spacer"),
    *("mj-table", "mj-text", "mj-navbar"),
)
CHILDREN: dict[str, tuple[str, ...]] = {
    "": ("mjml",),
    "mjml": ("mj-head", "mj-body", "mj-raw"),
    "mj-head": (*("mj-attributes", "mj-breakpoint", "mj-font", "mj-preview", "mj-style", "mj-title", "mj-raw"),),
    "mj-body": ("mj-section", "mj-wrapper", "mj-hero", "mj-raw"),
    "mj-wrapper": ("mj-section", "mj-hero", "mj-raw"),
    "mj-section": ("mj-column", "mj-group", "mj-raw"),
    "mj-group": ("mj-column", "mj-raw"),
    "mj-column": _IN_COLUMNS,
    "mj-hero": _IN_COLUMNS,
    "mj-social": ("mj-social-element", "mj-raw"),
    "mj-navbar": ("mj-navbar-link", "mj-raw"),
    "mj-accordion": ("mj-accordion-element", "mj-raw"),
    "mj-accordion-element": ("mj-accordion-title", "mj-accordion-text", "mj-raw"),
    "mj-carousel": ("mj-carousel-image",),
}

DEFAULTS = ("mj-all", "mj-class")
"""What stands in ``mj-attributes`` besides the elements themselves."""

OF_HTML = frozenset(
    {
        *("mj-text", "mj-button", "mj-table", "mj-raw", "mj-style", "mj-title", "mj-preview", "mj-social-element"),
        *("mj-navbar-link", "mj-accordion-title", "mj-accordion-text", "mj-carousel-image", "mj-breakpoint"),
    }
)
"""Elements whose content is HTML or text, and no MJML."""

_COLOURS = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod
    darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon
    darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray
    dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green
    greenyellow grey honeydew hotpink indianred indigo inherit ivory khaki lavender lavenderblush lawngreen
    lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink
    lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen
    linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
    mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy
    oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip
    peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown
    seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal
    thistle tomato transparent turquoise violet wheat white whitesmoke yellow yellowgreen
"""
NAMED_COLOURS = frozenset(_COLOURS.split())
