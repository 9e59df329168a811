from __future__ import annotations

import pytest

from tests.intake.feeds.samples import entry, item

SITE = "https://example.org"
SMALL_AND_LARGE = """<media:group><media:content url="/s" medium="image" width="100" height="50"/>
<media:content url="/l" medium="image" width="800" height="400"/></media:group>"""
LARGE_THUMBNAIL = """<media:thumbnail url="/t" width="900" height="600"/>
<media:content url="/a" medium="image" width="90" height="60"/>"""
CONTENT = '<media:content url="{}" medium="image"/>'


@pytest.mark.parametrize(
    ("inside", "picture"),
    [
        ("", ""),
        ('<media:content url="/a" medium="image"/>', "/a"),
        ('<media:content url="/a" type="image/jpeg"/>', "/a"),
        ('<media:content url="/a.jpg"/>', "/a.jpg"),
        ('<media:content url="/a.mp4" type="video/mp4"/>', ""),
        ('<media:content url="/a.jpg" type="video/mp4"/>', ""),
        ('<media:content url="/a.svg" type="image/svg+xml" medium="image"/>', ""),
        ('<media:content url="/a.mp4" medium="video"/><media:thumbnail url="/t"/>', "/t"),
        ('<media:thumbnail url="/t"/>', "/t"),
        ('<media:thumbnail url="/t" width="75" height="75"/><media:content url="/a" medium="image"/>', "/a"),
        (LARGE_THUMBNAIL, "/t"),
        (SMALL_AND_LARGE, "/l"),
        ('<media:content url="/first" medium="image"/><media:content url="/second" medium="image"/>', "/first"),
        ('<media:content url="/dot" medium="image" width="1" height="1"/>', ""),
        ('<media:content url="/a" medium="image" width="many" height="-5"/>', "/a"),
        ('<enclosure url="/e.png" type="image/png" length="9"/>', "/e.png"),
        ('<enclosure url="/e.jpg"/>', "/e.jpg"),
        ('<enclosure url="/e.mp3" type="audio/mpeg"/>', ""),
        ('<itunes:image href="/i.jpg"/>', "/i.jpg"),
        ('<itunes:image href="/i.jpg"/><enclosure url="/e.png" type="image/png"/>', "/e.png"),
        ('<itunes:image href="/i.jpg"/><media:content url="/a" medium="image"/>', "/a"),
        ('<media:content url="javascript:x" medium="image"/><media:content url="/b" medium="image"/>', "/b"),
        ('<media:content url="data:image/png;base64,x" medium="image"/><itunes:image href="/i.jpg"/>', "/i.jpg"),
        ('<media:content medium="image"/>', ""),
    ],
)
def test_the_picture_is_the_first_usable_one(inside: str, picture: str) -> None:
    assert item(inside).picture == (SITE + picture if picture else "")


def test_the_face_of_the_author_is_not_the_picture_of_the_entry() -> None:
    face = CONTENT.format("https://0.gravatar.com/avatar/abc?s=96")
    assert item(face).picture == ""
    assert item(face + CONTENT.format("/a")).picture == f"{SITE}/a"


def test_a_picture_that_atom_encloses_has_its_words() -> None:
    found = entry('<link rel="enclosure" type="image/jpeg" href="/e.jpg" title="A  boat"/>')
    assert (found.picture, found.picture_alt) == (f"{SITE}/e.jpg", "A boat")


def test_the_picture_of_a_podcast_is_not_that_of_each_episode() -> None:
    assert item("", '<itunes:image href="https://example.org/show.jpg"/>').picture == ""


@pytest.mark.parametrize(
    ("inside", "sizes"),
    [
        ('<media:content url="/a" medium="image" width="800" height="600"/>', (800, 600)),
        ('<media:thumbnail url="/t" width="320" height="180"/>', (320, 180)),
        (SMALL_AND_LARGE, (800, 400)),
        (LARGE_THUMBNAIL, (900, 600)),
        ('<media:content url="/a" medium="image" width="800"/>', (0, 0)),
        ('<media:content url="/a" medium="image" width="0" height="600"/>', (0, 0)),
        ('<media:content url="/a" medium="image" width="8e2" height="600"/>', (0, 0)),
        ('<media:content url="/a" medium="image" width="800.5" height="600"/>', (0, 0)),
        ('<media:content url="/a" medium="image" width="20000" height="20000"/>', (20_000, 20_000)),
        ('<media:content url="/a" medium="image" width="20001" height="600"/>', (0, 0)),
        (f'<media:content url="/a" medium="image" width="{"9" * 5000}" height="600"/>', (0, 0)),
        ('<enclosure url="/e.png" type="image/png" length="9"/>', (0, 0)),
    ],
)
def test_the_sizes_that_the_feed_states_are_kept(inside: str, sizes: tuple[int, int]) -> None:
    found = item(inside)
    assert found.picture
    assert (found.picture_width, found.picture_height) == sizes


@pytest.mark.parametrize(
    ("inside", "video"),
    [
        ('<media:content url="/a.mp4" type="video/mp4" medium="video"/>', True),
        ('<media:content url="/a.mp4" type="Video/mp4"/>', True),
        ('<media:group><media:content url="/a" medium="video"/></media:group>', True),
        ('<enclosure url="/a.mp4" type="video/mp4" length="9"/>', True),
        ('<media:content url="/a.jpg" type="image/jpeg" medium="video"/>', False),
        ('<media:content url="/a.jpg" medium="image"/>', False),
        ('<enclosure url="/a.mp3" type="audio/mpeg" length="9"/>', False),
        ('<link rel="related" href="/a.mp4" type="video/mp4"/>', False),
        ("", False),
    ],
)
def test_what_comes_with_a_video_is_watched(inside: str, video: bool) -> None:
    assert item(inside).video is video
