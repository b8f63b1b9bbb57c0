"""The gallery page: what it shows, that it is sound HTML, and that nothing in a spec can break out of it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from mlarch.design import loads
from mlarch.docs.gallery_page import Entry, Shown, page

SPEC = """\
mlarch: 1
name: Shop <b>& "search"
summary: Finds things. Quickly, and for many people at once. Third sentence.
requirements: {daily_active_users: 10M, items: 1B, latency: {p99: 100ms}}
components: {app: client, api: api server}
flows: [app -> api]
views: {overview: {title: "The main <road>", include: [api]}, rest: {include: [app]}}
scenarios: {A "walk": [app, api]}
"""
VOID = {"meta", "link", "img", "br"}


class Outline(HTMLParser):
    """Collects links, images and words, and fails on elements that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        values = dict(attrs)
        if tag == "a":
            self.links.append(values["href"])
        if tag == "img":
            self.images.append(values)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.words.append(data.strip())


@pytest.fixture(scope="module")
def design():
    return loads(SPEC, "shop.yaml")


def _entry(design, *shown: Shown, spec: str | None = "../specs/shop.yaml") -> Entry:
    return Entry(design, shown, spec)


def test_what_a_design_shows(design):
    seen = Outline(
        page(
            [
                _entry(
                    design,
                    Shown("shop.svg"),
                    Shown("shop.a-walk.svg", scenario='A "walk"'),
                    Shown("shop.overview.svg", "overview"),
                    Shown("shop.rest.svg", "rest"),
                )
            ]
        )
    )
    assert [image["src"] for image in seen.images] == ["./shop.overview.svg"]
    assert seen.images[0]["alt"] == 'Diagram of Shop <b>& "search"'
    assert seen.links == [
        "./shop.overview.svg",
        "./shop.svg",
        "./shop.overview.svg",
        "./shop.rest.svg",
        "./shop.a-walk.svg",
        "../specs/shop.yaml",
    ]
    for words in (
        'Shop <b>& "search"',
        "Finds things. Quickly, and for many people at once.",
        "10M daily users",
        "p99 100 ms",
        "1B items",
        "Everything",
        "The main <road>",
        "rest",
        'A "walk"',
        "shop.yaml",
    ):
        assert words in seen.words


def test_the_cover_without_an_overview_is_the_whole_else_the_first(design):
    whole = [Shown("w.svg", "rest"), Shown("whole.svg")]
    assert Outline(page([_entry(design, *whole)])).images[0]["src"] == "./whole.svg"
    assert Outline(page([_entry(design, whole[0])])).images[0]["src"] == "./w.svg"


def test_a_design_without_pictures_or_spec(design):
    seen = Outline(page([_entry(design, spec=None)]))
    assert (seen.images, seen.links) == ([], [])


def test_a_page_without_designs():
    assert "0 designs, 0 pictures" in page([])


def test_it_is_self_contained_without_script_and_the_same_each_time(design):
    text = page([_entry(design, Shown("shop.svg"))])
    assert "script" not in Outline(text).tags
    assert "@import" not in text
    assert "url(" not in text
    assert text == page([_entry(design, Shown("shop.svg"))])
    assert "1 design, 1 picture," in text


def test_addresses_are_escaped(design):
    text = page([_entry(design, Shown('a b"<c>:#?.svg'))])
    assert Outline(text).images[0]["src"] == "./a%20b%22%3Cc%3E%3A%23%3F.svg"


def test_a_page_to_explore_is_linked_and_is_no_picture(design):
    text = page(
        [Entry(design, (Shown("shop.svg"),), None, (Shown("shop.html"), Shown("shop.rest.html", "rest")))]
    )
    assert '<dt>Explore</dt><dd><a href="./shop.html">In the browser</a></dd>' in text
    assert 'href="./shop.rest.html"' in text
    assert "1 picture" in text
    assert 'src="./shop.html"' not in text
