"""Pictures and pages of a hostile spec hold no script, lead to the web only, and stay in their folder."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import mlarch
from mlarch.cli.app import app
from mlarch.diagnostics import MlarchError

MARKUP = "</text><script>alert(1)</script><a href='javascript:x'>\"'&lt;&#60; ]]> -->"
QUOTES = "\"\"\"'''\\\n\"; import os; os.system('x') #{x}"
QUOTES_OF_A_FLOW = 'a""" + print(1) + "b'

LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    r"\\evil\share",
    "../../../etc/passwd",
    "https://example.org/'\"><script>alert(1)</script>",
]


def spec(link: str = "https://example.org/?a=1&b=2") -> str:
    text = json.dumps(MARKUP)
    return f"""\
mlarch: 1
name: {text}
summary: {text}
components:
  app: {{kind: client, name: {text}, link: {json.dumps(link)}}}
  api: {{kind: api server, name: {text}, tech: {text}, description: {text}}}
groups: {{g: {{name: {text}, members: [api]}}}}
flows: [{json.dumps("app -> api: " + MARKUP)}]
views:
  ../../up: {{include: [app]}}
  /etc/x: {{include: [app, api]}}
  a/b: {{title: {text}, include: [api]}}
scenarios: {{"../../walk": [app, api]}}
"""


class Page(HTMLParser):
    """The elements of a page, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.targets += [value for name, value in attrs if name in ("href", "src", "action", "srcset")]


@pytest.mark.parametrize("link", LINKS[:-1])
def test_a_link_that_acts_is_refused_or_no_link(link):
    try:
        svg = mlarch.loads(spec(link)).render().decode()
    except MlarchError:
        return
    assert re.findall(r'<a [^>]*href="([^"]*)"', svg) == []


def test_an_svg_holds_no_script_and_leads_to_the_web_only():
    svg = mlarch.loads(spec(LINKS[-1])).render(scenario="../../walk").decode()
    assert "https://example.org/&apos;" in svg or "https://example.org/'" in svg
    names = set()
    for element in ElementTree.fromstring(svg).iter():
        names.add(element.tag.rpartition("}")[2])
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            assert not name.startswith("on")
            if name == "href":
                assert value.startswith(("#", "data:image/", "https://", "http://", "mailto:"))
    assert not names & {"script", "foreignObject", "iframe", "animate", "set", "handler", "object", "embed"}
    assert "url(http" not in svg
    assert "@import" not in svg


def test_a_page_holds_no_script_and_leads_to_its_own_files_only(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("javascript:alert(1)")
    folder.mkdir()
    (folder / "'\"><script>x.yaml").write_text(spec())
    Path("pyproject.toml").write_text("")
    done = CliRunner().invoke(app, ["render", ".", "--view", "all", "--scenario", "all", "--index"])
    assert done.exit_code == 0, done.output
    page = Page(Path("output/index.html").read_text(encoding="utf-8"))
    assert not page.handlers
    assert not page.tags & {"script", "iframe", "object", "embed", "form", "base"}
    targets = [target for target in page.targets if not target.startswith("data:image/svg+xml,")]
    assert len(targets) > 6
    assert not [target for target in targets if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target)]


def test_names_of_views_and_scenarios_name_no_folder(tmp_path, monkeypatch):
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    Path("x.yaml").write_text(spec())
    line = ["render", "x.yaml", "--view", "all", "--scenario", "all", "-f", "svg,dot"]
    assert CliRunner().invoke(app, line).exit_code == 0
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.rpartition("/")[0] for path in written} == {"a/b/c", "a/b/c/output"}
    assert len(written) > 6


class Elements(HTMLParser):
    """How often each element is in a page, what its scripts are, and its handlers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.counts[tag] += 1
        self.attributes |= {name for name, _ in attrs}


def test_a_page_to_explore_gains_no_element_from_a_name():
    """The data of the design stands in a script, which a name could end."""
    hostile = Elements(mlarch.loads(spec()).render(format="html").decode())
    text = json.dumps(MARKUP)
    tame = Elements(mlarch.loads(spec().replace(text, '"Name"')).render(format="html").decode())
    active = {"script", "iframe", "object", "embed", "form", "base", "link", "meta", "img", "style"}
    assert {tag: hostile.counts[tag] for tag in active} == {tag: tame.counts[tag] for tag in active}
    assert not {name for name in hostile.attributes if name.startswith("on")}


IDS = [
    "import",
    "class",
    "print",
    "Diagram",
    "Node",
    "Edge",
    "Cluster",
    "page",
    "box",
    "None",
    "a b",
    "x.y",
    "é",
    "pass",
]


def test_a_script_for_the_diagrams_library_runs_nothing_of_a_spec():
    """People run it. Names are texts in it, and ids are no names of what it calls."""
    parts = "".join(
        f"  {json.dumps(name)}: {{kind: api server, name: {json.dumps(QUOTES)}}}\n" for name in IDS
    )
    flows = "".join(f"  - {json.dumps(f'import -> {name}: {QUOTES_OF_A_FLOW}')}\n" for name in IDS[1:])
    text = f"mlarch: 1\nname: {json.dumps(QUOTES)}\ncomponents:\n{parts}flows:\n{flows}"
    design = mlarch.loads(text)
    tree = ast.parse(design.render(format="diagrams").decode())
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    imported = {alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names}
    assert calls <= {"Cluster", "Diagram", "Edge", "Node"}
    assert calls <= imported
    assigned = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    assert not assigned & imported
    assert len(assigned) >= len(IDS)
