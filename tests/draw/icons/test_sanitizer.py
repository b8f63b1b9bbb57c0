"""A person's SVG keeps what draws; what acts or reaches outside is refused."""

import xml.etree.ElementTree as ElementTree

import pytest

from mlarch.diagnostics import MlarchError
from mlarch.draw.icons.sanitizer import clean_svg


def svg(inner: str, attributes: str = 'viewBox="0 0 24 24"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}</svg>'.encode()


def test_a_plain_icon_comes_through():
    clean = clean_svg(svg('<g transform="scale(2)"><path d="M0 0h4" fill="#f00"/></g>'))
    assert clean.data == (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">'
        b'<g transform="scale(2)"><path d="M0 0h4" fill="#f00"></path></g></svg>'
    )
    assert (clean.width, clean.height) == (24, 24)


def test_gradients_and_style_sheets_of_drawing_programs_stay():
    inner = (
        '<defs><linearGradient id="curly"><stop offset="0" stop-color="red"/></linearGradient>'
        "<style>.a{fill:url(#curly);-inkscape-font:x} .b, .c{stroke:#fff}</style></defs>"
        '<path class="a" d="M0 0h4v4z" style="opacity:.5;filter:none"/>'
    )
    text = clean_svg(svg(inner)).data.decode()
    assert ".a{fill:url(#curly)}.b,.c{stroke:#fff}" in text
    assert 'style="opacity:.5"' in text
    assert 'id="curly"' in text


def test_notes_of_an_editor_are_left_out():
    inner = (
        "<title>x</title><metadata><rdf xmlns='urn:rdf'>y</rdf></metadata>"
        "<e:view xmlns:e='urn:editor'><e:script/></e:view><!-- note --><?pi x?><path d='M0 0'/>"
    )
    root = ElementTree.fromstring(clean_svg(svg(inner)).data)
    assert [element.tag.rpartition("}")[2] for element in root] == ["path"]


@pytest.mark.parametrize(
    ("inner", "word"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ('<image href="data:image/png;base64,AA"/>', "<image>"),
        ('<a href="https://example.org"><path/></a>', "<a>"),
        ('<animate attributeName="x"/>', "<animate>"),
        ("<text>hi</text>", "<text>"),
        ('<filter id="f"/>', "<filter>"),
        ('<path onclick="alert(1)"/>', "onclick"),
        ('<path ONLOAD="alert(1)"/>', "ONLOAD"),
        ('<use href="other.svg#a"/>', "outside"),
        ('<use xmlns:l="http://www.w3.org/1999/xlink" l:href="https://example.org/#a"/>', "outside"),
        ('<path fill="url(https://example.org/#a)"/>', "outside"),
        ("<path fill=\"URL( '//example.org' )\"/>", "outside"),
        ('<path style="fill:url(https://example.org)"/>', "outside"),
        ('<path fill="u\\72l(https://example.org)"/>', "outside"),
        ("<style>@import 'https://example.org';</style>", "style sheet"),
        ("<style>.a{fill:url(//example.org)}</style>", "outside"),
        ("<style>a[b]{fill:red}</style>", "style sheet"),
        ("<style>.a{fill:red} junk</style>", "style sheet"),
        ("<style>.a{fill:red</style>", "style sheet"),
        ("<style>.a{.b{fill:red}}</style>", "style sheet"),
        ("<style>,.a{fill:red}</style>", "style sheet"),
        ("<style>.a{fill:red}/* open</style>", "style sheet"),
        # Patterns that a backtracking search would need years for, or the square of their length.
        (f"<style>{'a' * 100}</style>", "style sheet"),
        (f"<style>{'a' * 400_000}!{{}}</style>", "style sheet"),
        (f"<style>{'/*' * 400_000}</style>", "style sheet"),
        (f"<style>{' ' * 900_000}!</style>", "style sheet"),
        (f"<style>{'.a .b{fill:red}' * 201}</style>", "200 selectors"),
        ('<use href="#a"/>' * 9, "more than 8 times"),
        ("<g>" * 80 + "</g>" * 80, "deep"),
        ("<path/>" * 2001, "2000 elements"),
        ("<path>", "well-formed"),
    ],
)
def test_what_acts_or_reaches_outside_is_refused(inner, word):
    with pytest.raises(MlarchError) as caught:
        clean_svg(svg(inner))
    assert word in caught.value.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\2",
        b"<html/>",
        b"<svg/>",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("&a;"),
        b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg(""),
        b'<?xml version="1.0" encoding="no-such"?>' + svg(""),
        svg("", attributes=""),
        svg("", attributes='viewBox="0 0 0 24"'),
        svg("", attributes='viewBox="0 0 nan inf"'),
        svg("", attributes='viewBox="0 0 1 24000"'),
    ],
)
def test_what_is_no_usable_svg_is_an_error(data):
    with pytest.raises(MlarchError):
        clean_svg(data)


def test_plain_rules_of_every_form_stay():
    text = clean_svg(
        svg("<style>/* a */ .a, b.c #d /* b */ {fill:red;} e{stroke:#fff}</style><path/>")
    ).data.decode()
    assert "<style>.a,b.c #d{fill:red}e{stroke:#fff}</style>" in text


def test_a_size_in_pixels_stands_in_for_a_view_box():
    clean = clean_svg(svg("<path/>", attributes='width="32px" height="16"'))
    assert (clean.width, clean.height) == (32, 16)
    assert b'viewBox="0 0 32 16"' in clean.data
