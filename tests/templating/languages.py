"""Issues in other languages than English, one of them written from right to left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from digest.model import (
    CatalogueItem,
    Elsewhere,
    Kind,
    Mailbox,
    NoteBlock,
    Picture,
    Publication,
    RelatedItem,
    Span,
)
from tests.factories import an_issue
from tests.templating.issues import a_full_issue, a_full_newsletter, linked

if TYPE_CHECKING:
    from digest.model import Issue


def an_issue_in(language: str) -> Issue:
    """The full English issue in a newsletter of another language: its phrases alone are of that language."""
    issue = a_full_issue()
    return replace(issue, newsletter=replace(issue.newsletter, language=language))


def a_german_issue() -> Issue:
    review = Publication(
        "Die Rundschau",
        "https://rundschau.test/",
        "Eine Zeitschrift über Orte, gemacht von einer Handvoll Leute.",
        ("Hafenstraße 7", "12345 Irgendwo"),
        "+49 30 1234567",
    )
    lead = linked(
        "Die Brücke, die ein Jahr brauchte",
        "Im ersten Absatz steht, worum es geht, in einfachen Sätzen, die man im Zug lesen kann. […] Er nennt Ort und "
        "Zeit.",
        "Im zweiten steht, woher die Zahl kommt, und ein Zitat: „Damit hatte niemand gerechnet.“ Wer von der einen "
        "Seite auf die andere wollte, nahm die Fähre, und wer sie verpasste, wartete eine Stunde. So lange dauerte "
        "damals ein Gespräch.",
        "Im dritten wird die Brücke eröffnet. Die Fähre liegt noch am Ufer, und manchmal setzt sich jemand hinein.",
        url="https://rundschau.test/bruecke",
        kicker="Reportage",
        standfirst="Niemand hat sie gebraucht, und jetzt brauchen sie alle.",
        byline="Von der Redaktion",
        published=date(2024, 6, 21),
        publication=review,
        caption="Die Brücke, von Süden gesehen.",
        credit="Die Rundschau",
        picture=Picture("https://letter.test/bruecke.png", "Eine lange Brücke über einen Fluss", 1200, 800),
        also=(
            Elsewhere("b.txt", "Brücke", "https://post.test/bruecke", "Die Post"),
            Elsewhere("c.txt", "Brücke", "https://gazette.test/bruecke", "Die Gazette"),
            Elsewhere("d.txt", "Brücke", "https://bote.test/bruecke", "Der Bote"),
        ),
    )
    others = (
        linked(
            "Warum „Fährmann“ kein Beruf mehr ist",
            "Die letzte Fähre legte an einem Dienstag ab. Niemand stand am Ufer.",
            page="articles/warum.html",
            section="Essay",
        ),
        linked("Why the ferries stopped", "Nobody saw it coming.", url="https://review.test/ferries"),
        linked("Nur für Mitglieder", "Das liest sonst niemand.", audience="member"),
        linked("Noch etwas für Mitglieder", "Das liest sonst auch niemand.", audience="member"),
    )
    note = (
        NoteBlock((Span("Guten Morgen! Diese Woche geht es um "), Span("Brücken", strong=True), Span("."))),
        NoteBlock((Span("Das Warten macht den Ort."),), Kind.QUOTE),
    )
    newsletter = a_full_newsletter(
        name="Der Brief",
        tagline="Was die Woche gebracht hat",
        language="de",
        sender=Mailbox("Der Brief", "post@letter.test"),
        reply_to=Mailbox("Die Redaktion", "redaktion@letter.test"),
        postal_address="Der Brief, Irgendeine Straße 1, 12345 Irgendwo",
    )
    return an_issue(
        lead,
        *others,
        newsletter=newsletter,
        subject="Die Brücke, die ein Jahr brauchte",
        preheader="Warum „Fährmann“ kein Beruf mehr ist, und was die Woche sonst gebracht hat.",
        note=note,
        sections=("Essay",),
        headlines=(
            linked(
                "Ein Leuchtturm wird verkauft", "Am Dienstag.", url="https://rundschau.test/l", publication=review
            ),
        ),
        archive=(
            RelatedItem(
                "Ein Winter am Meer", "Wenn die Straße gesperrt ist.", date(2024, 4, 17), "https://rundschau.test/w"
            ),
        ),
        deals=(
            CatalogueItem(
                "Ein Jahr Rundschau",
                "Sechs Hefte.",
                "https://rundschau.test/j",
                "24 €",
                "BRIEF-6",
                until=date(2024, 6, 30),
            ),
        ),
        publications=(review,),
        members=("member",),
    )


def an_arabic_issue() -> Issue:
    review = Publication(
        "مجلة المكان",
        "https://makan.test/",
        "مجلة عن الأمكنة، يصنعها عدد قليل من المحرّرين.",
        ("7 شارع الميناء", "المدينة 11511"),
        "+20 2 1234 5678",
    )
    english = Publication("The Review", "https://review.test/", "A magazine about places.")
    lead = linked(
        "الجسر الذي استغرق عامًا",
        "تقول الفقرة الأولى ما موضوع المقال، بجمل بسيطة تُقرأ في القطار. […] وتذكر المكان والزمان، وتحيل إلى "
        "https://makan.test/data (بالإنكليزية).",
        "وتقول الثانية من أين جاء الرقم 1,250، وتقتبس: «لم يتوقع أحد ذلك»، كما كتبت The Review (2024).",
        url="https://makan.test/bridge",
        kicker="تحقيق",
        standfirst="لم يكن أحد بحاجة إليه، والآن يحتاج إليه الجميع.",
        byline="من هيئة التحرير",
        published=date(2024, 6, 21),
        publication=review,
        caption="الجسر كما يُرى من الجنوب.",
        credit="مجلة المكان",
        picture=Picture("https://letter.test/bridge.png", "جسر طويل فوق نهر", 1200, 800),
        also=(
            Elsewhere("b.txt", "جسر", "https://post.test/bridge", "البريد"),
            Elsewhere("c.txt", "A bridge", "https://gazette.test/bridge", "The Gazette"),
        ),
    )
    others = (
        linked(
            "Why did the ferries stop?",
            "Nobody saw it coming. The word they used was شتاء, which means winter.",
            "That was not expected!",
            url="https://review.test/ferries",
            kicker="Essay",
            byline="By the editors",
            published=date(2024, 6, 20),
            publication=english,
        ),
        linked("من يشتري منارة؟", "بيعت المنارة يوم الثلاثاء.", page="articles/lighthouse.html", section="مقالات"),
        *(
            linked(title, "لا يقرؤه غيرهم.", audience="member")
            for title in ("للأعضاء وحدهم", "Members only!", "ثالث")
        ),
    )
    note = (
        NoteBlock(
            (
                Span("صباح الخير! هذا الأسبوع عن "),
                Span("الجسور", strong=True),
                Span("، وعن "),
                Span("صوركم", url="https://letter.test/photographs"),
                Span(":"),
            )
        ),
        NoteBlock((Span("مئة جسر،"),), Kind.ITEM),
        NoteBlock((Span("وعبّارة واحدة (Ferry No. 5)."),), Kind.ITEM),
        NoteBlock((Span("الانتظار هو ما يصنع المكان."),), Kind.QUOTE),
    )
    newsletter = a_full_newsletter(
        name="الرسالة",
        tagline="ما جاء به الأسبوع",
        language="ar",
        sender=Mailbox("الرسالة", "post@letter.test"),
        reply_to=Mailbox("هيئة التحرير", "editor@letter.test"),
        postal_address="الرسالة، 1 شارع ما، المدينة 11511",
    )
    return an_issue(
        lead,
        *others,
        newsletter=newsletter,
        subject="الجسر الذي استغرق عامًا",
        preheader="من يشتري منارة؟ وماذا جاء به الأسبوع أيضًا من أخبار الجسور والعبّارات.",
        note=note,
        sections=("مقالات",),
        headlines=(
            linked("منارة للبيع", "بيعت يوم الثلاثاء.", url="https://makan.test/l", publication=review),
            linked(
                "The last of the toll houses!",
                "It stands by the bridge.",
                url="https://review.test/toll",
                publication=english,
            ),
        ),
        archive=(RelatedItem("شتاء عند البحر", "حين يُغلق الطريق.", date(2024, 4, 17), "https://makan.test/w"),),
        deals=(
            CatalogueItem(
                "سنة من مجلة المكان",
                "ستة أعداد.",
                "https://makan.test/y",
                "24 €",
                "LETTER-6",
                until=date(2024, 6, 30),
            ),
        ),
        publications=(review, english),
        members=("member",),
    )
