"""Every setting with its kind, its default and a sentence; the settings reference is made from this."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.editor.policy import Policy
from digest.settings.declaring import listed, of_the_theme, setting, table
from digest.settings.fonts import STACKS
from digest.settings.kinds import (
    DENSITIES,
    Address,
    BaseUrl,
    Colour,
    Count,
    Density,
    Domain,
    FeedUrl,
    Fonts,
    Host,
    Language,
    Line,
    ListId,
    Name,
    OptionalDay,
    OptionalRadius,
    PageReader,
    Pattern,
    RollOver,
    Seconds,
    SecureUrl,
    Selector,
    Some,
    SubjectShape,
    Text,
    ThemeName,
    ThinWeek,
    Url,
    Weekday,
    Zone,
)
from digest.settings.sending_tables import DeliveryTable, ListmonkTable, ScheduleTable, SmtpTable
from digest.settings.themes import DEFAULT, THEMES
from digest.summariser.keep import Keep
from digest.summariser.rules import Weights

_KEEP = Keep()
_POLICY = Policy()
_THEME = THEMES[DEFAULT]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterTable:
    """What every issue carries."""

    name: Text = setting("The newsletter's name.", example="Fine Print")
    postal_address: Text = setting(
        "The sender's postal address; the law in many countries wants it in every letter.",
        example="Fine Print, 12 Sample Street, Exampleton EX4 3PL",
    )
    tagline: str = setting("One line under the name.", "")
    language: Language = setting(
        "Language of the letters, as a BCP 47 tag; dates and fixed phrases follow it.", Language("en")
    )
    time_zone: Zone = setting("IANA time zone in which weeks begin and issues are dated.", Zone("UTC"))
    week_start: Weekday = setting("First day of the newsletter's week; ISO weeks start on monday.", Weekday("monday"))
    first_issue: OptionalDay = setting(
        "A day in the week of issue number 1; without it an issue has the number of its ISO week.",
        None,
        example="2024-01-07",
    )
    home_page: SecureUrl = setting("The newsletter's own page.", SecureUrl(""))
    web_url: BaseUrl = setting(
        'Where outbox/archive is published; "view in browser", pictures and "read on" need it.',
        BaseUrl(""),
        example="https://fine-print.example.org/issues",
    )
    list_id: ListId = setting(
        "List-Id of RFC 2919; without it `weekly.` and the sender's domain.", ListId(""), example="weekly.example.org"
    )
    logo: SecureUrl = setting("Address of a PNG or JPEG logo for the masthead, 40 px high.", SecureUrl(""))
    logo_width: Some = setting("Width of the logo in pixels.", Some(160))


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderTable:
    """From whom the letters come."""

    address: Address = setting("The From address.", example="post@fine-print.example.org")
    name: str = setting("The From name; without it the newsletter's name.", "")
    reply_to: Address = setting("Where answers go, when not to the sender.", Address(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class DkimTable:
    """How letters are signed (RFC 6376)."""

    selector: Selector = setting(
        "Selector under which the public key stands in the DNS; with it, and a key file named by the environment "
        "variable `DIGEST_DKIM_KEY`, letters are signed. Needs the extra `dkim`.",
        Selector(""),
        example="digest",
    )
    domain: Domain = setting("The signing domain; without it the sender's.", Domain(""), example="example.org")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksTable:
    """Where readers go."""

    unsubscribe: SecureUrl = setting(
        "The unsubscribe address; a sending service puts each reader's own in its place.",
        example="https://fine-print.example.org/unsubscribe",
    )
    unsubscribe_mail: Address = setting("An address that unsubscribes whoever writes to it.", Address(""))
    manage: SecureUrl = setting("Where readers change what they get.", SecureUrl(""))
    subscribe: SecureUrl = setting("Where someone who was forwarded a copy can subscribe.", SecureUrl(""))
    join: SecureUrl = setting("Where free readers become members.", SecureUrl(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class LightTable:
    """Colours on a light screen; empty for the theme's."""

    paper: Colour = of_the_theme("Background.", _THEME.light.paper)
    ink: Colour = of_the_theme("Text; 7:1 on the paper.", _THEME.light.ink)
    quiet: Colour = of_the_theme("Dates, captions, labels; 7:1 on the paper.", _THEME.light.quiet)
    accent: Colour = of_the_theme("Links and the lead's label; 7:1 on the paper.", _THEME.light.accent)
    line: Colour = of_the_theme("Hairlines.", _THEME.light.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class DarkTable:
    """Colours on a dark screen; empty for the theme's."""

    paper: Colour = of_the_theme("Background.", _THEME.dark.paper)
    ink: Colour = of_the_theme("Text; 7:1 on the paper.", _THEME.dark.ink)
    quiet: Colour = of_the_theme("Dates, captions, labels; 7:1 on the paper.", _THEME.dark.quiet)
    accent: Colour = of_the_theme("Links and the lead's label; 7:1 on the paper.", _THEME.dark.accent)
    line: Colour = of_the_theme("Hairlines.", _THEME.dark.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookTable:
    """A theme, and what is changed in it."""

    theme: ThemeName = setting(f"A finished look: {listed(THEMES)}.", ThemeName(DEFAULT))
    headlines: Fonts = of_the_theme(
        f'Font of headlines: {listed(STACKS)}, or fonts of your own such as "Charter, Georgia, serif".', "serif"
    )
    text: Fonts = of_the_theme("Font of the text, in the same words.", "serif")
    labels: Fonts = of_the_theme("Font of labels, dates and captions, in the same words.", "sans")
    radius: OptionalRadius = of_the_theme(
        "How round corners are, in pixels, 0 to 24.", _THEME.look.radius, unset=None
    )
    density: Density = of_the_theme(f"How much room there is: {listed(DENSITIES)}.", _THEME.look.density)
    light: LightTable = table("Colours on a light screen, where they are not the theme's.", LightTable)
    dark: DarkTable = table("Colours on a dark screen, where they are not the theme's.", DarkTable)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldersTable:
    """Where things lie, relative to digest.toml."""

    seeds: tuple[Text, ...] = setting("Folders of documents.", (Text("seeds"),))
    outbox: Text = setting("Folder of finished issues.", Text("outbox"))
    templates: Text = setting("Folder of templates that replace shipped ones, file by file.", Text("templates"))
    edits: Text = setting("Folder of the editor's hand, a file for each issue.", Text("edits"))
    deals: Text = setting("File of deals and catalogue items.", Text("deals.toml"))
    ledger: Text = setting("File in which is remembered what feeds sent and what issues used.", Text("ledger.sqlite"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTable:
    """How much of the week goes into the issue."""

    stories: Some = setting("Most stories in an issue.", Some(12))
    headlines: Count = setting("Most stories beyond these that are named only.", Count(_POLICY.headlines))
    per_publication: Count = setting(
        "Most entries of feeds from one publication, where there are others; 0 for no limit.",
        Count(_POLICY.per_publication),
    )
    per_section: Count = setting("Most entries of feeds in one section; 0 for no limit.", Count(_POLICY.per_section))
    paragraphs: Some = setting("Most key paragraphs of a story.", Some(_KEEP.paragraphs))
    words: Count = setting("Most words of a story's key paragraphs together; 0 for no limit.", Count(_KEEP.words))
    archive: Count = setting('Most items "from the archive".', Count(3))
    deals: Count = setting("Deals in a letter, rotating week by week.", Count(_POLICY.deals))
    catalogue: Count = setting("Catalogue items in the members' part, rotating week by week.", Count(3))
    weights: Weights = table("What each rule that chooses paragraphs counts; 0 switches it off.", Weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTable:
    """What belongs to a week, and what becomes of one that brings little."""

    sections: tuple[Line, ...] = setting("Sections that have a heading of their own, in their order.", ())
    minimum: Some = setting("Fewest stories of an issue; with fewer the week is thin.", Some(_POLICY.minimum))
    floor: float = setting("Score below which an entry of a feed is left out.", _POLICY.floor)
    roll_over: RollOver = setting(
        'Whether unused entries of the seven days before may come in: "never", when the week is "thin", or "always".',
        RollOver(_POLICY.roll_over),
    )
    thin: ThinWeek = setting(
        'What becomes of a week that is thin even so: "publish" it, "fill" it from the archive, or "skip" it.',
        ThinWeek(_POLICY.thin),
    )
    apart: Count = setting(
        "Number of issues within which neither a lead's title nor a subject comes again.", Count(_POLICY.apart)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceTable:
    """Readers who get a letter of their own."""

    name: Name = setting("Short name: the letter's folder in the outbox.", example="member")
    title: str = setting("What these readers are called; without it the name.", "")
    deals: bool = setting("Whether they see the members' deals and books, or how to join.", False)
    sections: tuple[Line, ...] = setting("The sections whose stories they get; without any all of them.", ())
    subject: SubjectShape = setting(
        "Shape of their subject, in which {subject} stands for the issue's.",
        SubjectShape(""),
        example="Inside: {subject}",
    )
    unsubscribe: SecureUrl = setting("Their own unsubscribe address; without it that of [links].", SecureUrl(""))
    unsubscribe_mail: Address = setting("Their own address that unsubscribes whoever writes to it.", Address(""))
    manage: SecureUrl = setting("Where they change what they get.", SecureUrl(""))
    subscribe: SecureUrl = setting("Where someone who was forwarded their letter can subscribe.", SecureUrl(""))
    join: SecureUrl = setting("Where they become members.", SecureUrl(""))
    lists: tuple[Some, ...] = setting("Numbers of their lists at listmonk.", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationTable:
    """A publisher of articles; what stands here wins over what its documents say of it."""

    name: Text = setting("Its name as its documents give it.", example="The Postal Review")
    home_page: Url = setting("Its home page.", Url(""))
    about: str = setting("A sentence about it.", "")
    postal_address: str = setting("Its postal address.", "")
    phone: str = setting("Its phone number.", "")
    email: Address = setting("Its e-mail address.", Address(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTable:
    """An RSS, Atom or JSON feed."""

    url: FeedUrl = setting(
        "Address of the feed or of the home page that names it (https, http, file), or the path of a file.",
        example="https://example.org/feed.xml",
    )
    publication: Line = setting("The publication its articles belong to; without it the feed's own title.", Line(""))
    section: Line = setting("The section its articles stand in; without it the entry's first category.", Line(""))
    audience: str = setting("The one audience its articles are for; without it everybody.", "")
    max_items: Count = setting("Most entries that are taken for an issue, newest first; 0 for no limit.", Count(0))
    include: tuple[Pattern, ...] = setting(
        "Regular expressions; only entries are taken in whose title, categories or text one of them is found.", ()
    )
    exclude: tuple[Pattern, ...] = setting("Regular expressions; entries in which one is found are left out.", ())
    full_text: bool = setting("Whether the whole text is taken from the entry's page.", False)
    conditional: bool = setting(
        "Whether the server is asked for changes only; false for one that says wrongly that there are none.", True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTable:
    """How documents are read."""

    html: PageReader = setting(
        'Who finds the text in HTML pages: "own", or "trafilatura", which comes with the extra `fulltext`.',
        PageReader("own"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchingTable:
    """How feeds and pages are fetched."""

    contact: str = setting(
        "Web or mail address that the User-Agent names; without it the newsletter's home page or its sender.", ""
    )
    timeout: Some = setting("Seconds that an answer may take, redirects and all.", Some(30))
    megabytes: Some = setting("Size of the largest answer, after decompression.", Some(5))
    redirects: Count = setting("Most redirects that are followed.", Count(5))
    at_once: Some = setting("Most requests at the same time.", Some(64))
    per_host: Some = setting("Most requests to one host at the same time.", Some(2))
    delay: Seconds = setting(
        "Seconds between two requests to one host, and up to half as much again by chance.", Seconds(1.0)
    )
    pause: Count = setting(
        "Minutes for which a feed that answered well is not asked again; `digest feeds fetch --all` asks all.",
        Count(15),
    )
    allow_private: tuple[Host, ...] = setting(
        "Hosts of your own network that may be asked; to them there is no delay.", (), example=("intranet",)
    )


def default_audiences() -> tuple[AudienceTable, ...]:
    """The two that a newsletter has which names none."""
    return (
        AudienceTable(name=Name("free"), title="Free readers"),
        AudienceTable(name=Name("member"), title="Members", deals=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestToml:
    """The whole file."""

    newsletter: NewsletterTable = field(metadata={"doc": "What every issue carries."})
    sender: SenderTable = field(metadata={"doc": "From whom the letters come."})
    links: LinksTable = field(metadata={"doc": "Where readers go."})
    look: LookTable = table("What letters look like: a theme, and what is changed in it.", LookTable)
    folders: FoldersTable = table("Where things lie, relative to this file.", FoldersTable)
    keep: KeepTable = table("How much of the week goes into the issue.", KeepTable)
    week: WeekTable = table("What belongs to a week, and what becomes of one that brings little.", WeekTable)
    audiences: tuple[AudienceTable, ...] = setting(
        "Readers who get a letter of their own; without any: `free`, and `member` with deals.",
        factory=default_audiences,
    )
    publications: tuple[PublicationTable, ...] = setting(
        "Publishers; what stands here wins over what their documents say of them.", ()
    )
    feeds: tuple[FeedTable, ...] = setting("Feeds, RSS, Atom or JSON; `digest feeds` adds and removes them.", ())
    reading: ReadingTable = table("How documents are read.", ReadingTable)
    fetching: FetchingTable = table("How feeds and pages are fetched.", FetchingTable)
    dkim: DkimTable = table("How letters are signed.", DkimTable)
    schedule: ScheduleTable = table("When the issue is made, and what becomes of it then.", ScheduleTable)
    delivery: DeliveryTable = table("Who gets the letters, and the addresses of their own in them.", DeliveryTable)
    smtp: SmtpTable = table("The server that takes the letters.", SmtpTable)
    listmonk: ListmonkTable = table("The listmonk server that gets drafts of campaigns.", ListmonkTable)
