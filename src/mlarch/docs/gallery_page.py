"""The gallery page: every design of a folder of pictures, on one page of HTML that needs nothing else."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from importlib import resources
from urllib.parse import quote

from mlarch.design import Design
from mlarch.docs.study import study
from mlarch.records import dataclass

__all__ = ["Entry", "Shown", "page"]

_COVER = "overview"
"""The view that stands for its design, when there is one of this name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a design: the file, as a path from the page with `/`, and what it shows."""

    file: str
    view: str | None = None
    scenario: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A design with its pictures, and where its spec is: a path from the page with `/`, None for nowhere.

    `pages` are those that it can be explored in (`mlarch render -f html`).
    """

    design: Design
    pictures: tuple[Shown, ...]
    spec: str | None = None
    pages: tuple[Shown, ...] = ()


def page(entries: Sequence[Entry]) -> str:
    """The page: for each design a picture, a sentence, its scale, and links to its spec and its pictures.

    The same entries give the same text, with no date and no script in it.
    """
    count = sum(len(entry.pictures) for entry in entries)
    template = resources.files("mlarch.docs").joinpath("gallery_page.html").read_text(encoding="utf-8")
    what = f"{_number(len(entries), 'design')}, {_number(count, 'picture')}"
    articles = "\n".join(_article(entry, number) for number, entry in enumerate(entries, start=1))
    return template.replace("{{what}}", what).replace("{{articles}}", articles)


def _article(entry: Entry, number: int) -> str:
    words = study(entry.design)
    cover = _cover(entry.pictures)
    title, anchor = html.escape(words.title), f"design-{number}"
    parts = [f'<article aria-labelledby="{anchor}">']
    if cover is not None:
        parts.append(
            f'<a class="cover" href="{_href(cover.file)}">'
            f'<img src="{_href(cover.file)}" alt="Diagram of {html.escape(words.title)}" loading="lazy"></a>'
        )
    parts += ['<div class="words">', f'<h2 id="{anchor}">{title}</h2>']
    if words.line:
        parts.append(f"<p>{html.escape(words.line)}</p>")
    if words.scale:
        chips = "".join(f"<li>{html.escape(figure)}</li>" for figure in words.scale)
        parts.append(f'<ul class="scale" aria-label="Scale">{chips}</ul>')
    parts += [_links(entry), "</div>", "</article>"]
    return "\n".join(parts)


def _cover(pictures: Sequence[Shown]) -> Shown | None:
    """The picture that stands for the design: its overview, else the whole, else the first there is."""
    plain = [shown for shown in pictures if shown.scenario is None]
    wanted = [shown for name in (_COVER, None) for shown in plain if shown.view == name]
    return next(iter([*wanted, *pictures]), None)


def _links(entry: Entry) -> str:
    """What there is to open, by sort."""
    titles = {view.name: view.title or view.name for view in entry.design.architecture.views}
    views = [(s, titles[s.view] if s.view else "Everything") for s in entry.pictures if s.scenario is None]
    walks = [
        (s, s.scenario if s.view is None else f"{s.scenario} ({titles[s.view]})")
        for s in entry.pictures
        if s.scenario is not None
    ]
    pages = [(s.file, titles[s.view] if s.view else "In the browser") for s in entry.pages]
    rows = [
        _row("Explore", pages),
        _row("Views", ((shown.file, text) for shown, text in views)),
        _row("Scenarios", ((shown.file, text) for shown, text in walks)),
    ]
    if entry.spec is not None:
        rows.append(_row("Spec", [(entry.spec, entry.spec.rpartition("/")[2])]))
    return "<dl>" + "".join(rows) + "</dl>"


def _row(name: str, links: Iterable[tuple[str, str]]) -> str:
    items = "".join(f'<dd><a href="{_href(file)}">{html.escape(text)}</a></dd>' for file, text in links)
    return f"<div><dt>{name}</dt>{items}</div>" if items else ""


def _href(path: str) -> str:
    """A relative path as an address: `./` keeps a colon in its first part from reading as a scheme."""
    # A name that is no UTF-8 is held as surrogates, which stand for its bytes.
    address = quote(path.encode(errors="surrogateescape"), safe="/-._~+,@()'!")
    return html.escape(address if address.startswith(("/", ".")) else f"./{address}")


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
