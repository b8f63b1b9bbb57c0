"""SVG: one self-contained file, right in light and dark.

Colours are CSS custom properties with plain attributes behind them for programs that know no CSS variables;
icons stand once each as symbols; the letters used are embedded as a font subset, and every text states the
width it was measured at, so that a reader whose policy blocks embedded fonts sees no overflow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from mlarch.draw.formats.canvas import Dot, Group, Head, IconAt, Item, Picture, Rect, Stroke, Text, walk
from mlarch.draw.formats.theme import DARK, FADED, TOKENS, Theme, palette
from mlarch.draw.geometry import Box, Point
from mlarch.draw.icons.glyphs import GRID, glyph
from mlarch.draw.icons.icons import Icon, IconKind
from mlarch.draw.options import RenderOptions
from mlarch.draw.text import fallback, fonts

__all__ = ["corner_cuts", "encode", "inline", "is_web", "rounded", "to_svg"]


def encode(picture: Picture, options: RenderOptions) -> bytes:
    """The picture in the theme that `options` ask for."""
    return to_svg(picture, Theme(options.theme), font=options.font).encode()


def to_svg(
    picture: Picture,
    theme: Theme = Theme.AUTO,
    *,
    embed_fonts: bool = True,
    plain: bool = False,
    font: str | None = None,
) -> str:
    """The picture as SVG text; the same text for the same picture, always.

    `plain` leaves out style sheet, variables and measured widths, for programs that paint it at once. What
    the bundled font lacks is embedded from the file `font`.
    """
    return _Writer(picture, theme, embed_fonts and not plain, plain, font).write()


def inline(picture: Picture, font: str | None = None) -> tuple[str, str]:
    """The picture for a page of HTML: its style sheet, and the markup of one `<svg>` element.

    The page gives the custom property of every colour token a value. Lines carry their ids; links are left to
    the page.
    """
    writer = _Writer(picture, Theme.AUTO, embed_fonts=True, plain=False, font=font, interactive=True)
    rules = "".join(writer.token_rules(sorted(TOKENS)))
    return f"{writer.faces()}.mlarch{{font-family:{writer.families()}}}{rules}", writer.write()


def rounded(points: tuple[Point, ...], radius: float) -> str:
    """Path data of a line whose corners are rounded off."""
    parts = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for start, corner, end in corner_cuts(points, radius):
        parts.append(
            f"L{_n(start[0])} {_n(start[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(end[0])} {_n(end[1])}"
        )
    parts.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(parts)


def corner_cuts(points: tuple[Point, ...], radius: float) -> list[tuple[Point, Point, Point]]:
    """For each corner of a line: where its rounding begins, the corner, and where it ends."""
    cuts = []
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        cut = min(radius, _distance(before, corner) / 2, _distance(corner, after) / 2)
        cuts.append((_toward(corner, before, cut), corner, _toward(corner, after, cut)))
    return cuts


class _Writer:
    def __init__(
        self,
        picture: Picture,
        theme: Theme,
        embed_fonts: bool,
        plain: bool,
        font: str | None,
        interactive: bool = False,
    ) -> None:
        self.picture = picture
        self.theme = theme
        self.colors = palette(theme)
        self.embed_fonts = embed_fonts
        self.plain = plain
        self.interactive = interactive
        self.extra = fallback.css(picture.texts(), font) if font and embed_fonts else ""
        self.symbols = {icon.key: f"icon-{number}" for number, icon in enumerate(picture.icons)}

    def write(self) -> str:
        picture = self.picture
        width, height = _n(picture.width), _n(picture.height)
        body = "".join(self._item(item) for item in picture.items)
        lines = [
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' class="mlarch" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
            f' role="{"group" if self.interactive else "img"}" font-family="{_attribute(self.families())}"'
            ' aria-labelledby="mlarch-title mlarch-desc">',
            f'<title id="mlarch-title">{_clean(picture.title)}</title>',
            f'<desc id="mlarch-desc">{_clean(picture.description)}</desc>',
            "" if self.plain or self.interactive else f"<style>{self._style()}</style>",
            "<defs>",
            *(self._symbol(icon) for icon in picture.icons),
            "</defs>",
            self._rect(Rect(Box(0, 0, picture.width, picture.height), 0, "page")),
            body,
            "</svg>\n",
        ]
        return "\n".join(lines)

    def families(self) -> str:
        """The value of `font-family`."""
        first, _, rest = fonts.FONT_STACK.partition(",")
        return f"{first},'{fallback.FAMILY}',{rest}" if self.extra else fonts.FONT_STACK

    def _style(self) -> str:
        """The embedded letters, and the colours of both themes where one file serves both."""
        rules = [self.faces()] if self.embed_fonts else []
        if self.theme is Theme.AUTO:
            rules.append(self._both_themes())
        rules.append(".flow:hover path{stroke-width:3}a:hover rect{stroke-width:2}")
        return "".join(rules)

    def _both_themes(self) -> str:
        """Custom properties of the tokens in use, and the rules that apply them.

        A program that knows no custom properties skips all of it, and paints what the attributes say.
        """
        used = sorted({token for item in walk(self.picture.items) for token in _tokens(item)} | {"page"})
        light = f".mlarch{{{_variables(self.colors, used)}}}"
        dark = f"@media(prefers-color-scheme:dark){{.mlarch{{{_variables(DARK, used)}}}}}"
        return f"@supports(color:var(--page)){{{light}{dark}{''.join(self.token_rules(used))}}}"

    def token_rules(self, tokens: Iterable[str]) -> Iterable[str]:
        """The rules that give shapes of a token the value of its custom property."""
        for t in tokens:
            yield f".f-{t}{{fill:var(--{t})}}.s-{t}{{stroke:var(--{t})}}.c-{t}{{color:var(--{t})}}"

    def faces(self) -> str:
        """The `@font-face` rules."""
        texts: dict[str, str] = {}
        for item in walk(self.picture.items):
            if isinstance(item, Text):
                texts[item.weight] = texts.get(item.weight, "") + item.text
        return fonts.face_css(texts) + self.extra

    def _symbol(self, icon: Icon) -> str:
        name = self.symbols[icon.key]
        if icon.kind is IconKind.GLYPH:
            return f'<symbol id="{name}" viewBox="0 0 {GRID} {GRID}">{glyph(icon.glyph).svg}</symbol>'
        size = f'width="{_n(icon.width)}" height="{_n(icon.height)}"'
        return (
            f'<symbol id="{name}" viewBox="0 0 {_n(icon.width)} {_n(icon.height)}">'
            f'<image {size} xlink:href="{icon.data_uri}"/></symbol>'
        )

    def _item(self, item: Item) -> str:
        if isinstance(item, Group):
            return self._group(item)
        if isinstance(item, Text):
            return self._text(item)
        if isinstance(item, Rect):
            return self._rect(item)
        if isinstance(item, Stroke):
            return self._stroke(item)
        if isinstance(item, Head):
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in item.points)
            paint = self._paint("page", item.token) if item.hollow else self._paint(item.token)
            return f'<polygon points="{points}" {paint}/>'
        if isinstance(item, Dot):
            x, y = item.center
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(item.radius)}" {self._paint(item.token)}/>'
        return self._icon(item)

    def _group(self, group: Group) -> str:
        classes = " ".join(part for part in (group.kind, "faded" if group.faded else "") if part)
        opacity = f' opacity="{FADED}"' if group.faded else ""
        title = f"<title>{_clean(group.title)}</title>" if group.title else ""
        inner = "".join(self._item(item) for item in group.items)
        key = f' data-key="{_attribute(group.key)}"' if group.key else ""
        if self.interactive:
            key += f' data-line="{_attribute(group.line)}"' if group.line else ""
        elif group.link and is_web(group.link):
            inner = f'<a xlink:href="{_attribute(group.link)}" target="_blank">{inner}</a>'
        return f'<g class="{_attribute(classes)}"{key}{opacity}>{title}{inner}</g>\n'

    def _text(self, item: Text) -> str:
        if not item.text:
            return ""
        x, y = item.at
        anchor = ' text-anchor="middle"' if item.middle else ""
        weight = f' font-weight="{item.weight.css}"' if item.weight != fonts.Weight.REGULAR else ""
        length = "" if self.plain else f' textLength="{_n(item.width)}" lengthAdjust="spacingAndGlyphs"'
        return (
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(item.size)}"{weight}{anchor}'
            f" {self._paint(item.token)}{length}>{_clean(item.text)}</text>"
        )

    def _rect(self, item: Rect) -> str:
        box = item.box
        corner = f' rx="{_n(item.radius)}"' if item.radius else ""
        place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
        width = f' stroke-width="{_n(item.stroke_width)}"' if item.stroke else ""
        dash = f' stroke-dasharray="{_dash(item.dash)}"' if item.dash else ""
        return f"<rect {place}{corner} {self._paint(item.fill, item.stroke)}{width}{dash}/>"

    def _stroke(self, item: Stroke) -> str:
        dash = f' stroke-dasharray="{_dash(item.dash)}"' if item.dash else ""
        cap = ' stroke-linecap="round"' if item.round_cap else ""
        return (
            f'<path d="{rounded(item.points, item.radius)}" {self._paint("", item.token)}'
            f' stroke-width="{_n(item.width)}"{dash}{cap}/>'
        )

    def _icon(self, item: IconAt) -> str:
        box = item.box
        use = (
            f'<use xlink:href="#{self.symbols[item.icon.key]}" x="{_n(box.x)}" y="{_n(box.y)}"'
            f' width="{_n(box.width)}" height="{_n(box.height)}"'
        )
        if item.icon.kind is IconKind.GLYPH:
            themed = f' class="c-{item.token}"' if self.theme is Theme.AUTO and not self.plain else ""
            return f'{use}{themed} color="{self.colors[item.token]}"/>'
        return f"{use}/>"

    def _paint(self, fill: str, stroke: str = "") -> str:
        """The attributes that colour a shape: plain values, and classes where both themes are in the file."""
        names = [f"f-{fill}"] * bool(fill) + [f"s-{stroke}"] * bool(stroke)
        classes = f'class="{" ".join(names)}" ' if self.theme is Theme.AUTO and not self.plain else ""
        line = f' stroke="{self.colors[stroke]}"' if stroke else ""
        return f'{classes}fill="{self.colors[fill] if fill else "none"}"{line}'


def is_web(link: str | None) -> bool:
    """Whether a link leads to the web or to a mailbox; nothing else is made a link."""
    return link is not None and link.startswith(("https://", "http://", "mailto:"))


def _tokens(item: Item) -> list[str]:
    if isinstance(item, Rect):
        return [token for token in (item.fill, item.stroke) if token]
    if isinstance(item, Group):
        return []
    return [item.token]


def _variables(colors: Mapping[str, str], used: Iterable[str]) -> str:
    return "".join(f"--{token}:{colors[token]};" for token in used)


def _clean(text: str) -> str:
    """Text as XML content: nothing in it can be markup, and nothing in it is unprintable."""
    return escape(fonts.clean(text), quote=False)


def _attribute(text: str) -> str:
    return escape(fonts.clean(text), quote=False).replace('"', "&quot;")


def _dash(dash: tuple[float, ...]) -> str:
    return " ".join(_n(part) for part in dash)


def _n(value: float) -> str:
    """At most two decimals, none that say nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _distance(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(start: Point, end: Point, by: float) -> Point:
    whole = _distance(start, end) or 1.0
    return (start[0] + (end[0] - start[0]) * by / whole, start[1] + (end[1] - start[1]) * by / whole)
