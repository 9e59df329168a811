"""Newsletters made of numbers: five hundred stories, words without end, and nothing but pictures."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.prose import headline, paragraphs
from tests.torture.pixels import a_png

_SETTINGS = """\
[newsletter]
name = "{name}"
tagline = "{tagline}"
language = "en-GB"
home_page = "https://{host}"
web_url = "https://{host}/issues"
postal_address = "{name}, 7 Sample Street, Exampleton EX4 3PL"
list_id = "weekly.{host}"
logo = "https://{host}/logo.png"

[sender]
name = "{name}"
address = "post@{host}"
reply_to = "desk@{host}"

[links]
unsubscribe = "https://{host}/unsubscribe/8fz3k2q9"
unsubscribe_mail = "leave@{host}"
manage = "https://{host}/preferences"
subscribe = "https://{host}/subscribe"
join = "https://{host}/join"

{more}"""

LONG = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
)
LONG_URL = "https://long-words.example.org/" + "a-path-that-goes-on-" * 8 + "and-then-ends"
UNBROKEN = "https://long-words.example.org/" + "withoutanybreak" * 12


def five_hundred(place: Path) -> None:
    """Documents on five hundred subjects; keep.stories is five hundred, too."""
    more = "[keep]\nstories = 500\nheadlines = 0\n"
    _settings(place, "Everything", "All five hundred of them", "everything.example.org", more)
    for number in range(500):
        day = date(2024, 6, 22) - timedelta(days=number % 6)
        url = f"https://everything.example.org/{number}"
        title = f"{headline(number)}, no. {number + 1}"  # some would be the same otherwise
        _document(place, f"{number:03d}.md", title, paragraphs(number), url=url, date=str(day))


def long_words(place: Path) -> None:
    """Words and addresses of two hundred letters as titles, as names, in prose and in offers."""
    _settings(place, "Long Words", "No place to break", "long-words.example.org", "")
    prose = paragraphs(1)
    _document(
        place,
        "a.md",
        LONG,
        [f"The law was called {LONG}, and it was in force for years.", *prose],
        url=UNBROKEN,
        publication=LONG[:120],
    )
    _document(place, "b.md", LONG_URL, [f"{prose[0]} See {UNBROKEN} for the rest.", *paragraphs(2)], url=LONG_URL)
    _document(
        place,
        "c.md",
        "W" * 200,
        [f"A word of {'漢字' * 100} has no blank, and {'m' * 200} neither.", *paragraphs(3)],
        url="https://long-words.example.org/c",
        author="By " + "Y" * 200,
    )
    (place / "deals.toml").write_text(
        f'[[deals]]\ntitle = "{LONG}"\nblurb = "{"b" * 200}"\ncode = "{"CODE" * 50}"\nprice = "{"9" * 60} €"\n'
        f'url = "{UNBROKEN}"\naudience = "free"\n\n'
        f'[[deals]]\ntitle = "{"V" * 200}"\nblurb = "{UNBROKEN}"\nurl = "{LONG_URL}"\n',
        encoding="utf-8",
    )
    (place / "edits").mkdir()
    (place / "edits/2024-W25.toml").write_text(
        f'subject = "Words that are longer than any line"\n'
        f"note = '''\nDear readers, {LONG} and [{UNBROKEN}]({UNBROKEN}) are for you: {'n' * 200}.\n'''\n",
        encoding="utf-8",
    )


def only_images(place: Path) -> None:
    """Documents that are hardly more than a picture."""
    _settings(place, "Contact Sheet", "Hardly a word", "contact-sheet.example.org", "")
    (place / "seeds/pictures").mkdir(parents=True)
    shown = (
        "A field in bands of green",
        "A sea in bands of blue",
        "A wall in bands of red",
        "A sky at six in the morning",
    )
    for number, alt in enumerate(shown):
        (place / f"seeds/pictures/{number}.png").write_bytes(a_png(1200, 800, number))
        _document(
            place,
            f"{number}.md",
            alt.replace(" in bands of ", ", "),
            [f"{alt}. Nothing has been added to the picture, and nothing taken away from it."],
            url=f"https://contact-sheet.example.org/{number}",
            image=f"pictures/{number}.png",
            alt=alt,
            caption=f"{alt}.",
            credit="Contact Sheet",
        )


def _settings(place: Path, name: str, tagline: str, host: str, more: str) -> None:
    settings = _SETTINGS.format(name=name, tagline=tagline, host=host, more=more)
    (place / "digest.toml").write_text(settings, encoding="utf-8")
    (place / "seeds").mkdir(exist_ok=True)


def _document(place: Path, name: str, title: str, body: list[str], **header: str) -> None:
    lines = "\n".join(f'{key} = "{value}"' for key, value in {"title": title, "date": "2024-06-20", **header}.items())
    text = f"+++\n{lines}\n+++\n\n" + "\n\n".join(body) + "\n"
    (place / "seeds" / name).write_text(text, encoding="utf-8")
