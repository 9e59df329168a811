"""The shipped catalogues are whole, and say every fixed phrase of the templates."""

from __future__ import annotations

import re
import shutil
from functools import cache
from gettext import c2py
from html import unescape
from pathlib import Path
from string import Formatter

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from digest.errors import TemplateError
from digest.templating import catalogues
from digest.templating.catalogues import missing_language, phrases
from digest.templating.environment import render, shipped, templates, where
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.factories import a_newsletter
from tests.templating.issues import FREE, MEMBER
from tests.templating.languages import an_issue_in

LANGUAGES = ("ar", "de", "es", "fr", "he", "ru", "uk")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
Key = tuple[str | tuple[str, ...], str | None]


@cache
def said() -> frozenset[Key]:
    """Every phrase of the templates and of the code beside them, and its context."""
    code = Path(catalogues.__file__).parent
    found = [
        *extract_from_dir(shipped(), [("**.j2", "jinja2")], {"**.j2": {"silent": "false"}}),
        *extract_from_dir(code, [("**.py", "python")]),
    ]
    return frozenset(
        (tuple(text) if isinstance(text, list | tuple) else text, meaning) for *_, text, _, meaning in found
    )


@cache
def catalogue(language: str) -> Catalog:
    with (shipped() / "locales" / f"{language}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def test_every_catalogue_is_among_the_shipped_languages() -> None:
    assert tuple(sorted(file.stem for file in (shipped() / "locales").glob("*.po"))) == LANGUAGES


@pytest.mark.parametrize("language", [*LANGUAGES, "messages"])
def test_a_catalogue_has_every_phrase_of_the_templates_and_no_other(language: str) -> None:
    file = shipped() / "locales" / ("messages.pot" if language == "messages" else f"{language}.po")
    with file.open("rb") as source:
        found = {(message.id, message.context) for message in read_po(source) if message.id}
    assert found == said(), "run: make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_translated_for_certain(language: str) -> None:
    assert [m.id for m in messages(language) if m.fuzzy or not all(forms(m.string))] == []
    assert catalogue(language).obsolete == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_filled_in_with_what_the_phrase_is(language: str) -> None:
    for message in messages(language):
        *_, fullest = (set(PLACEHOLDER.findall(text)) for text in forms(message.id))
        for text in forms(message.string):
            found = set(PLACEHOLDER.findall(text))
            assert found == fullest or (len(forms(message.id)) > 1 and found == fullest - {"count"}), text
            assert "%" not in PLACEHOLDER.sub("", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    book, locale, index = catalogue(language), Locale.parse(language), c2py(catalogue(language).plural_expr)
    told_apart = {(index(number), locale.plural_form(number)) for number in range(130)}
    assert len(told_apart) == len({form for form, _ in told_apart}) == len({name for _, name in told_apart})
    assert len(told_apart) == book.num_plurals
    plural = [message for message in messages(language) if message.pluralizable]
    assert plural
    assert all(len(forms(message.string)) == book.num_plurals for message in plural)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_carries_no_markup(language: str) -> None:
    assert [m.string for m in messages(language) if re.search("[<>&{}]", "".join(forms(m.string)))] == []


def english_of(language: str) -> set[str]:
    """The English words of the phrases that the language says otherwise."""
    book = catalogue(language)
    found = set()
    for key, meaning in said():
        message = book.get(key, meaning)
        assert message is not None
        for english in forms(key):
            pieces = {piece.strip() for piece, *_ in Formatter().parse(PLACEHOLDER.sub("{}", english))}
            own = " ".join(forms(message.string))
            found |= {piece for piece in pieces if re.search(r"\w{3}", piece) and piece not in own}
    return found - {"at"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_phrase_is_left_in_an_issue_of_another_language(language: str) -> None:
    issue, env = an_issue_in(language), templates()
    made = [letter(issue, audience, env) for audience in (FREE, MEMBER)]
    everything = [part for each in made for part in (each.html, each.text, each.headers["To"])]
    everything += [page.html for page in pages(issue, env)]
    bare = [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", text))) for text in everything]
    bare = [re.sub(r"In English: .*?View in browser", "", text) for text in bare]  # the way out for everybody else
    flat = [text.replace("For members only", "") for text in bare]  # a title
    left = {
        piece for piece in english_of(language) if any(re.search(rf"\b{re.escape(piece)}", text) for text in flat)
    }
    assert left == set()


def test_an_issue_in_english_says_most_of_these_phrases() -> None:
    issue, env = an_issue_in("en"), templates()
    made = [letter(issue, audience, env) for audience in (FREE, MEMBER)]
    flat = re.sub(r"\s+", " ", " ".join([each.text + each.headers["To"] for each in made]))
    pieces = english_of("ru")
    assert len([piece for piece in pieces if piece in flat]) > len(pieces) / 2


WORD = re.compile(r"(?<![\w.-])[A-Za-z’]{2,}(?![\w-])")
JINJA = re.compile(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


FOR_READERS = sorted(set(shipped().rglob("*.j2")) - set(shipped().glob("desk/*")))  # the editor's are in English


@pytest.mark.parametrize("file", FOR_READERS, ids=lambda file: file.relative_to(shipped()).as_posix())
def test_a_template_says_nothing_outside_of_its_phrases(file: Path) -> None:
    if file.name in {"look.mjml.j2", "dark.mjml.j2", "english.mjml.j2"}:  # colours and type, and English on purpose
        return
    text = re.sub(r"<style>.*?</style>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", JINJA.sub("", text), flags=re.DOTALL)
    assert WORD.findall(re.sub(r"&#?\w+;| \w+=\"\S*\"", "", text)) == []


@pytest.mark.parametrize("file", FOR_READERS, ids=lambda file: file.name)
def test_an_expression_says_nothing_outside_of_its_phrases(file: Path) -> None:
    if file.name in {"look.mjml.j2", "english.txt.j2"}:
        return
    code = " ".join(re.findall(r"\{\{.*?\}\}|\{%.*?%\}", file.read_text(encoding="utf-8"), re.DOTALL))
    code = re.sub(r"(?:\b_|gettext)\((\"[^\"]*\"(?:,\s*)?)+", "", code)
    assert [
        text for text in re.findall(r'"([^"]*)"', code) if re.search(r"[A-Z][a-z]|\w .*\w", text) and ";" not in text
    ] == []


def po(folder: Path, name: str, text: str) -> Path:
    (folder / "locales").mkdir(exist_ok=True)
    file = folder / "locales" / name
    file.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + text, encoding="utf-8")
    return file


def asked(language: str, *folders: Path, phrase: str = "Unsubscribe") -> str:
    return phrases(language, folders).gettext(phrase)


def test_a_file_of_ones_own_comes_first_and_leaves_the_rest_to_the_shipped_one(tmp_path: Path) -> None:
    po(tmp_path, "de.po", 'msgid "Unsubscribe"\nmsgstr "Weg damit"\n')
    assert asked("de", *where(tmp_path)) == "Weg damit"
    assert asked("de", *where(tmp_path), phrase="This week") == "Diese Woche"


def test_a_regional_language_says_what_its_own_file_has_and_the_rest_as_the_language(tmp_path: Path) -> None:
    po(tmp_path, "de_AT.po", 'msgid "This week"\nmsgstr "Heuer im Juni"\n')
    assert asked("de-AT", *where(tmp_path), phrase="This week") == "Heuer im Juni"
    assert asked("de-AT", *where(tmp_path)) == "Abmelden"
    assert asked("de", *where(tmp_path), phrase="This week") == "Diese Woche"


def test_a_newsletter_may_say_it_in_its_own_english(tmp_path: Path) -> None:
    po(tmp_path, "en.po", 'msgid "Unsubscribe"\nmsgstr "Stop"\n')
    assert asked("en-GB", *where(tmp_path)) == "Stop"


def test_a_language_can_be_added(tmp_path: Path) -> None:
    po(tmp_path, "nl.po", 'msgid "Unsubscribe"\nmsgstr "Afmelden"\n')
    made = letter(an_issue_in("nl"), FREE, templates(tmp_path))
    assert "Afmelden" in made.html
    assert "23 juni 2024" in made.text


def test_what_is_fuzzy_or_empty_stays_english(tmp_path: Path) -> None:
    po(tmp_path, "nl.po", '#, fuzzy\nmsgid "Unsubscribe"\nmsgstr "Afm?"\n\nmsgid "This week"\nmsgstr ""\n')
    assert asked("nl", tmp_path) == "Unsubscribe"
    assert asked("nl", tmp_path, phrase="This week") == "This week"


def test_a_language_without_phrases_is_told_to_the_editor(tmp_path: Path) -> None:
    problem = missing_language("nl-BE", where(tmp_path))
    assert problem is not None
    assert (problem.where, problem.found) == ("newsletter.language", "nl-BE")
    assert "locales/nl.po" in problem.hint


def test_phrases_that_a_file_of_ones_own_lacks_are_counted(tmp_path: Path) -> None:
    po(tmp_path, "nl.po", 'msgid "Unsubscribe"\nmsgstr "Afmelden"\n\n#, fuzzy\nmsgid "This week"\nmsgstr "?"\n')
    po(tmp_path, "nl-BE.po", 'msgid "For members"\nmsgstr "Voor leden"\n\nmsgid "Until now"\nmsgstr "Tot nu"\n')
    problem = missing_language("nl-BE", where(tmp_path))
    assert problem is not None
    assert (problem.found, "nl-BE.po" in problem.hint) == (f"nl-BE: {len(said()) - 2} of {len(said())}", True)


def test_a_file_of_ones_own_that_has_all_phrases_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    shutil.copy(shipped() / "locales" / "fr.po", tmp_path / "locales" / "nl.po")
    assert missing_language("nl", where(tmp_path)) is None


@pytest.mark.parametrize("language", ["en", "en-GB", "de-CH", "ar-EG"])
def test_a_language_with_phrases_is_no_problem(language: str) -> None:
    assert missing_language(language, where(None)) is None


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\nmsgstr "d"\n', "", ""),
        ('msgid "Visit %(name)s"\nmsgstr "Naar %(nmae)s"\n', ":4", "nmae"),
        ('msgid "one %(n)s"\nmsgid_plural "%(n)s"\nmsgstr[0] "%(n)d"\nmsgstr[1] "x"\n', ":4", ""),
        ("nonsense\n", ":4", ""),
    ],
)
def test_a_mistake_in_a_catalogue_is_told_with_file_and_line(
    tmp_path: Path, text: str, line: str, found: str
) -> None:
    file = po(tmp_path, "nl.po", text)
    with pytest.raises(TemplateError) as caught:
        phrases("nl", [tmp_path])
    assert caught.value.where.startswith(f"{file}{line}")
    assert found in caught.value.found


def test_a_catalogue_in_another_encoding_is_told_with_file_and_line(tmp_path: Path) -> None:
    file = po(tmp_path, "nl.po", "")
    file.write_bytes(file.read_bytes() + 'msgid "a"\nmsgstr "é"\n'.encode("latin-1"))
    with pytest.raises(TemplateError) as caught:
        phrases("nl", [tmp_path])
    assert (caught.value.where, caught.value.found) == (f"{file}:5", "the byte 0xe9")


def test_four_quotation_marks_are_wanted(tmp_path: Path) -> None:
    file = po(tmp_path, "nl.po", 'msgctxt "quotation marks"\nmsgid "“ ” ‘ ’"\nmsgstr "„ ”"\n')
    with pytest.raises(TemplateError, match="quotation marks are four") as caught:
        phrases("nl", [tmp_path])
    assert (caught.value.where, caught.value.found) == (f"{file}:5", "„ ”")


def test_compiled_phrases_are_kept_and_their_loss_costs_nothing(tmp_path: Path) -> None:
    first = phrases("de", where(None), tmp_path).gettext("Unsubscribe")
    (file,) = tmp_path.glob("phrases-*.mo")
    assert phrases("de", where(None), tmp_path).gettext("Unsubscribe") == first
    for damage in (b"", b"\xde\x12\x04\x95", file.read_bytes()[:200]):
        file.write_bytes(damage)
        assert phrases("de", where(None), tmp_path).gettext("Unsubscribe") == first


@pytest.mark.parametrize(
    ("count", "form"), [(1, "1 материал:"), (2, "2 материала:"), (5, "5 материалов:"), (21, "21 материал:")]
)
def test_russian_counts_as_russians_do(count: int, form: str) -> None:
    assert form in counted("ru", count)


@pytest.mark.parametrize(
    ("count", "form"), [(1, "مقالًا آخر:"), (2, "مقالين"), (3, "3 مقالات"), (11, "11 مقالًا"), (100, "100 مقال آخر")]
)
def test_arabic_counts_in_six_ways(count: int, form: str) -> None:
    assert form in counted("ar", count)


def counted(language: str, count: int) -> str:
    one = "Members also read one more story this week: %(titles)s."
    many = "Members also read %(count)s more stories this week: %(titles)s."
    return phrases(language, where(None)).ngettext(one, many, count) % {"count": count, "titles": "…"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_its_language(language: str) -> None:
    assert catalogue(language).locale == Locale.parse(language)


def test_a_phrase_may_have_a_meaning_of_its_own(tmp_path: Path) -> None:
    po(
        tmp_path,
        "nl.po",
        'msgctxt "a verb"\nmsgid "May"\nmsgstr "Mogen"\n\n'
        'msgctxt "things"\nmsgid "one"\nmsgid_plural "%(num)s"\nmsgstr[0] "een"\nmsgstr[1] "%(num)s stuks"\n',
    )
    (tmp_path / "a.txt.j2").write_text(
        "{{ pgettext('a verb', 'May') }}, {{ npgettext('things', 'one', '%(num)s', 3) }}"
    )
    context = {"newsletter": a_newsletter(language="nl")}
    assert render(templates(tmp_path), "a.txt.j2", context) == "Mogen, 3 stuks"


def test_plural_forms_that_nobody_can_read_are_told_with_the_file(tmp_path: Path) -> None:
    file = po(tmp_path, "nl.po", "")
    file.write_text('msgid ""\nmsgstr "Plural-Forms: nplurals=two; plural=n;\\n"\n')
    with pytest.raises(TemplateError) as caught:
        phrases("nl", [tmp_path])
    assert caught.value.where == str(file)


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="no file here that opens but cannot be read")
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = po(tmp_path, "nl.po", "")
    file.unlink()
    file.symlink_to("/proc/self/mem")
    with pytest.raises(TemplateError) as caught:
        phrases("nl", [tmp_path])
    assert caught.value.where == str(file)


def test_a_header_that_does_not_say_how_a_language_counts_is_told_so_with_what_it_lacks(tmp_path: Path) -> None:
    given = "".join(f'msgstr[{number}] "x"\n' for number in range(3))
    file = po(tmp_path, "pl.po", 'msgid "one"\nmsgid_plural "many"\n' + given)
    with pytest.raises(TemplateError, match="does not say how the language counts") as caught:
        phrases("pl", [tmp_path])
    assert "nplurals=3; plural=(n==1 ? 0" in caught.value.hint
    assert caught.value.where.startswith(f"{file}:")


def test_french_and_hebrew_put_a_name_where_no_article_or_prefix_can_meet_it() -> None:
    french, hebrew = (phrases(language, where(None)) for language in ("fr", "he"))
    assert french.gettext("Become a member of %(name)s") == "Devenir membre de «\u00a0%(name)s\u00a0»"
    for message in messages("fr"):
        for text in forms(message.string):
            assert not re.search(r"(de|à) %\(name\)s", text)
    assert hebrew.ngettext(
        "Members also read one more story this week: %(titles)s.",
        "Members also read %(count)s more stories this week: %(titles)s.",
        2,
    ).startswith("חברי המועדון קוראים השבוע גם שתי")


def test_an_own_file_without_a_language_keeps_its_plurals(tmp_path: Path) -> None:
    text = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n%10<=4 ? 1 : 2);\\n"

msgid "1 min read"
msgid_plural "%(count)s min read"
msgstr[0] "%(count)s a"
msgstr[1] "%(count)s b"
msgstr[2] "%(count)s c"
"""
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "ru.po").write_text(text, encoding="utf-8")
    env = templates(tmp_path)
    template = env.from_string("{% trans count=n %}1 min read{% pluralize %}{{ count }} min read{% endtrans %}")
    newsletter = a_newsletter(language="ru")
    said = [template.render(n=number, newsletter=newsletter) for number in (1, 3, 5, 21)]
    assert said == ["1 a", "3 b", "5 c", "21 a"]
