"""Nothing is invented: what an issue shows of a story are whole sentences of its source, where its receipt says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from random import Random

import pytest

from digest.model import ELLIPSIS, Letter, Story
from digest.model.sentences import sentences
from digest.pipeline.building import Built, Order, build
from digest.settings.reading import load
from tests.needs import material
from tests.prose import headline, paragraphs
from tests.test_pipeline import SETTINGS

ROOT = Path(__file__).parents[1]
DAY = date(2024, 6, 23)


def plain(text: str) -> str:
    """Words alone: no markup of HTML or Markdown, one space between them."""
    bare = unescape(re.sub(r"<[^>]*>", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)))
    return " ".join(re.sub(r"[*_`>#\u00ad\u200b-\u200f\u2066-\u2069]", "", bare).split())


def torn(text: str, whole: Iterable[str]) -> str:
    """What is left of a shown text when whole sentences are taken from its beginning."""
    longest_first = sorted(whole, key=len, reverse=True)
    rest = text.strip()
    while found := next((sentence for sentence in longest_first if rest.startswith(sentence)), ""):
        rest = rest[len(found) :].lstrip()
    return rest


def runs(text: str) -> list[str]:
    """What stands between the marks of what is missing."""
    return [run.strip() for run in plain(text).split(ELLIPSIS) if run.strip()]


def told(built: Built) -> tuple[Story, ...]:
    return (*built.issue.stories, *built.issue.headlines)


def shown(story: Story) -> list[tuple[int, str]]:
    """Every run of sentences that is shown, with the line of its paragraph."""
    return [(each.block.line, run) for each in story.verdicts if each.selected for run in runs(each.kept)]


def paragraph_at(source: str, line: int) -> str:
    """The paragraph of a file from this line on: to a blank line, or to the end of its element."""
    rest = source.splitlines()[line - 1 :]
    if rest[0].lstrip().startswith("<"):
        return re.split(r"</(?:p|li|blockquote|h\d)>", "\n".join(rest))[0]
    return "\n".join(rest[: next((at for at, text in enumerate(rest) if not text.strip()), len(rest))])


def missing(story: Story, source: str) -> list[str]:
    """What is shown and is no whole sentence of the paragraph at its line."""
    found = [(run, paragraph_at(source, line)) for line, run in shown(story)]
    return [rest for run, paragraph in found if (rest := torn(run, whole_in(paragraph)))]


def whole_in(paragraph: str) -> set[str]:
    """The whole sentences of a paragraph, and of its lines where they end as paragraphs do."""
    lines = [line for line in paragraph.splitlines() if re.search(r"[.!?…][”’»)]*\s*$", line)]
    texts = map(plain, (paragraph, *lines))
    return {sentence for text in texts for sentence in sentences(text)}


@pytest.fixture(scope="module")
def sample() -> Built:
    return build(load(ROOT / "digest.toml"), Order(DAY, dry_run=True))


def source_of(story: Story) -> str:
    return (ROOT / "seeds" / story.article.source).read_text(encoding="utf-8")


def test_every_sentence_of_the_sample_issue_stands_whole_in_its_document(sample: Built) -> None:
    for story in told(sample):
        assert shown(story), story.article.source
        assert missing(story, source_of(story)) == [], story.article.source


def test_every_sentence_of_the_two_documents_stands_in_them() -> None:
    seeds = material("seeds")
    for story in told(build(load(ROOT / "digest.toml"), Order(DAY, seeds=(seeds,), dry_run=True))):
        assert missing(story, (seeds / story.article.source).read_text(encoding="utf-8")) == []


def test_what_does_not_stand_there_would_be_found(sample: Built) -> None:
    story = sample.issue.lead
    source = source_of(story)
    word = shown(story)[0][1].split()[3]
    assert missing(story, source.replace(word, "other")) != []
    assert missing(story, f"\n\n{source}") != []


def test_a_sentence_that_is_cut_would_be_found(sample: Built) -> None:
    story = sample.issue.lead
    first, *rest = story.verdicts
    for kept in (first.block.text[:-9], first.block.text.partition(" ")[2]):
        cut = replace(story, verdicts=(replace(first, kept=kept), *rest))
        assert missing(cut, source_of(story)) != [], kept


@dataclass(frozen=True, slots=True)
class Text:
    """A document of sentences that no other has."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    joint: str = " "

    @property
    def whole(self) -> set[str]:
        return {sentence for paragraph in self.paragraphs for sentence in paragraph}

    def markdown(self, header: str) -> str:
        return f"---\n{header}---\n\n# {self.title}\n\n" + "\n\n".join(map(self.joint.join, self.paragraphs)) + "\n"


PARTS = {
    "ar": (
        "ساعي البريد|الخباز العجوز|أمين المكتبة|صانع الخرائط|حارس المنارة|عازف الناي|قاضي المدينة",
        "وجد|أصلح|باع|رسم|أخفى|حمل",
        "ساعات الكنيسة|خرائط السكك|أجراس الميناء|مصابيح الورق|دفاتر الحساب|أبواب الحدائق",
        "قرب الجسر|خلف السوق|تحت القلعة|عند الميناء القديم|فوق سطح المحطة",
        "وندم المجلس على ذلك بعد سنين|ولم يكتب أحد سبب ذلك|فتغير اسم الشارع كله|لأن الجليد صمد في ذلك الشتاء",
    ),
    "zh": (
        "邮递员|老面包师|图书管理员|绘图师|灯塔看守人|吹笛子的人|退休的法官",
        "找到了|修好了|卖掉了|画下了|藏起了|运走了",
        "教堂的大钟|铁路地图|港口的铜铃|纸灯笼|账本|花园的铁门",
        "在桥的旁边|在市场的后面|在城堡下面|在旧码头|在车站的屋顶上",
        "后来议会为此感到后悔|没有人写下其中的原因|于是整条街改了名字|因为那年冬天冰没有破",
    ),
}
MARKS = {"ar": (" ", "، ", "."), "zh": ("", "，", "。")}
LONG = 24  # sentences of a paragraph that has no room as a whole
ONLY_LONG = 3  # the document that is one such paragraph


def a_text(language: str, number: int) -> Text:
    """Always the same for a number."""
    if language == "en":
        many, length = (1, LONG) if number % 10 == ONLY_LONG else (4, 3)
        prose = paragraphs(number, many=many, sentences=length)
        return Text(headline(number), tuple(sentences(text) for text in prose))
    chance = Random(number)  # noqa: S311 - nothing secret
    who, did, what, where, ends = (part.split("|") for part in PARTS[language])
    space, comma, end = MARKS[language]
    every = [
        f"{space.join((a, b, c, d))}{comma}{e}{end}"
        for a in who
        for b in did
        for c in what
        for d in where
        for e in ends
    ]
    taken = chance.sample(every, LONG)
    length = LONG if number % 10 == ONLY_LONG else 4
    texts = tuple(tuple(taken[at : at + length]) for at in range(0, LONG, length))
    title = space.join(map(chance.choice, (what, who, where)))
    return Text(title, texts, joint="" if language == "zh" else " ")


def built_of(folder: Path, language: str, numbers: Iterable[int]) -> tuple[Built, dict[str, Text]]:
    """An issue of four documents, of which one is for members alone and one is only named."""
    (folder / "seeds").mkdir(parents=True)
    own = SETTINGS.replace("[sender]", f'language = "{language}"\n[sender]', 1)
    (folder / "digest.toml").write_text(f"{own}[keep]\nstories = 3\nwords = 90\n", encoding="utf-8")
    texts = {f"{number}.md": a_text(language, number) for number in numbers}
    for place, (name, text) in enumerate(texts.items()):
        header = f"language: {language}\n" + ("audience: member\n" if place == 1 else "")
        (folder / "seeds" / name).write_text(text.markdown(header), encoding="utf-8")
    return build(load(folder / "digest.toml"), Order(DAY)), texts


def blocks_of_text(letter: Letter) -> Iterator[str]:
    """Paragraphs of the text part; its lines are broken at spaces that stay (RFC 3676), or between characters."""
    return (plain(block.replace("\n", "")) for block in re.split(r"\n{2,}", letter.text))


def blocks_of_html(letter: Letter) -> Iterator[str]:
    body = re.sub(r"(?s)<!--.*?-->|<(style|title)\b.*?</\1>|<head\b.*?</head>", "", letter.html)
    return (plain(block) for block in re.split(r"</?(?:p|div|td|tr|table|h\d|li|ul|br|body|span)\b[^>]*>", body))


@pytest.fixture(scope="module", params=["en", "ar", "zh"])
def two_issues(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[Built, dict[str, Text]], tuple[Built, dict[str, Text]]]:
    """Two issues that have no sentence in common but those of the templates."""
    folder = tmp_path_factory.mktemp(request.param)
    return (
        built_of(folder / "one", request.param, (1, 2, 3, 4)),
        built_of(folder / "other", request.param, (11, 12, 13, 14)),
    )


Issues = tuple[tuple[Built, dict[str, Text]], tuple[Built, dict[str, Text]]]


def test_stories_headlines_and_excerpts_are_whole_sentences_in_every_script(two_issues: Issues) -> None:
    (built, texts), _ = two_issues
    assert built.issue.headlines
    excerpts = [each for story in told(built) for each in story.verdicts if each.kept not in ("", each.block.text)]
    assert excerpts
    for story in told(built):
        assert shown(story)
        assert [rest for _, run in shown(story) if (rest := torn(run, texts[story.article.source].whole))] == []


def test_every_letter_shows_whole_sentences_of_its_stories_and_what_the_templates_say(two_issues: Issues) -> None:
    (built, texts), (other, _) = two_issues
    assert [letter.audience for letter in built.letters] == ["free", "member"]
    for letter, template in zip(built.letters, other.letters, strict=True):
        stories = [story for story in built.issue.stories if story.article.audience in ("", letter.audience)]
        whole = {sentence for story in stories for sentence in texts[story.article.source].whole}
        for blocks in (blocks_of_text, blocks_of_html):
            known = set(blocks(template))
            own = [
                block
                for block in blocks(letter)
                if re.search(r"\w", block)
                and block not in known
                and not any(text.title in block for text in texts.values())
            ]
            found = [run for block in own for run in runs(block) if not re.match(r"(\[\d+\] )?https://", run)]
            assert [rest for run in found if (rest := torn(run, whole))] == []
            assert {run for story in stories for _, run in shown(story)} <= set(found)


def test_every_sentence_of_an_entry_stands_in_what_its_feed_sent(tmp_path: Path) -> None:
    text = paragraphs(1, many=1, sentences=LONG)
    html = "".join(f"<p>{paragraph.replace(' the ', ' <em>the</em> ', 1)}</p>" for paragraph in text)
    (tmp_path / "post.xml").write_text(
        f'<rss version="2.0"><channel><title>Post</title><item><title>{headline(1)}</title>'
        f"<link>https://post.test/1</link><pubDate>Fri, 21 Jun 2024 09:00:00 GMT</pubDate>"
        f"<description><![CDATA[{html}]]></description></item></channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "digest.toml").write_text(f'{SETTINGS}[[feeds]]\nurl = "post.xml"\n', encoding="utf-8")
    built = build(load(tmp_path / "digest.toml"), Order(DAY, now=datetime(2024, 6, 23, 8, tzinfo=UTC)))
    (story,) = built.issue.stories
    whole = {sentence for paragraph in text for sentence in sentences(paragraph)}
    assert any(ELLIPSIS in part for part in story.paragraphs)
    assert [rest for _, run in shown(story) if (rest := torn(run, whole))] == []
