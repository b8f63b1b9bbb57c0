"""Specs that are hard to draw: large, dense, deep, in many scripts, in parts. Nothing of them may be lost."""

from __future__ import annotations

import random

import pytest

import mlarch
from mlarch.draw import RenderOptions
from mlarch.draw.layout.readability import Readability

KINDS = (
    "api_server",
    "cache",
    "ranker",
    "candidate_generator",
    "data_lake",
    "event_stream",
    "model_registry",
)

SCRIPTS = """\
mlarch: 1
name: 多言語の推薦システム · نظام التوصية · Рекомендации
summary: 見出しと要約が長いときにも折り返される。一行に収まらない説明文でも読めること。
components:
  a: {kind: client, name: 視聴者のスマートフォンアプリとブラウザ}
  b: {kind: api_server, name: واجهة برمجة التطبيقات الرئيسية للخدمة}
  c: {kind: ranker, name: Donaudampfschifffahrtsgesellschaftskapitänsrangliste, tech: PyTorch}
  d: {kind: feature_store_online, name: Хранилище признаков пользователя в реальном времени}
  e: {kind: cache, name: แคชข้อมูลยอดนิยมของผู้ใช้งาน}
  f: {kind: event_stream, name: 이벤트 스트림 수집기 그리고 아주 긴 이름}
  g: {kind: data_lake, name: डेटा झील}
flows:
  - a -> b: 要求と順位付けされた一覧
  - b -> c: مرشحون للترتيب مع الدرجات
  - c -> d: признаки пользователя за последние пятьдесят просмотров
  - b -> e: 😀
  - a ~> f => g: 사용자 이벤트
"""


def _spec(names, flows, groups="") -> str:
    components = "\n".join(f"  {name}: {text}" for name, text in names.items())
    lines = "\n".join(f"  - {flow}" for flow in flows) or "  []"
    return f"mlarch: 1\nname: Hard\ncomponents:\n{components}\nflows:\n{lines}\n{groups}"


def large(count: int, groups: int) -> str:
    """Mostly neighbours linked, some far ones, in groups of equal size."""
    chance = random.Random(1)
    names = {f"c{n}": f"{{kind: {KINDS[n % len(KINDS)]}, name: Component {n}}}" for n in range(count)}
    pairs = [(chance.randrange(max(0, n - 6), n), n) for n in range(1, count)]
    pairs += [tuple(sorted(chance.sample(range(count), 2))) for _ in range(count // 4)]
    flows = [f"c{a} {('->', '~>', '=>')[a % 3]} c{b}: data {b}" for a, b in dict.fromkeys(pairs)]
    size = -(-count // groups)
    inside = (", ".join(list(names)[start : start + size]) for start in range(0, count, size))
    panels = "\n".join(f"  g{n}: [{members}]" for n, members in enumerate(inside))
    return _spec(names, flows, f"groups:\n{panels}\n")


def dense(count: int) -> str:
    """Everyone of one half calls everyone of the other, each with words of its own."""
    names = {f"a{n}": "api_server" for n in range(count)} | {f"b{n}": "cache" for n in range(count)}
    return _spec(names, [f"a{i} -> b{j}: way {i} {j}" for i in range(count) for j in range(count)])


def deep(count: int) -> str:
    """Groups inside groups, a component in each."""
    groups = "".join(f"  g{n}: [c{n}{f', g{n + 1}' if n + 1 < count else ''}]\n" for n in range(count))
    names = {f"c{n}": "api_server" for n in range(count)}
    return _spec(names, [f"c{n} -> c{n + 1}: call {n}" for n in range(count - 1)], f"groups:\n{groups}")


def nested(depth: int) -> str:
    """Groups inside groups, three components in each, that call on from one to the next."""
    names = {f"c{n}": "api_server" for n in range(3 * depth)}
    inside = [f"c{3 * n}, c{3 * n + 1}, c{3 * n + 2}" for n in range(depth)]
    groups = "".join(
        f"  g{n}: [{cards}{f', g{n + 1}' if n + 1 < depth else ''}]\n" for n, cards in enumerate(inside)
    )
    return _spec(names, [f"c{n} -> c{n + 1}: call {n}" for n in range(len(names) - 1)], f"groups:\n{groups}")


def chain(count: int) -> str:
    """Each component calls the next."""
    names = {f"c{n}": "api_server" for n in range(count)}
    return _spec(names, [f"c{n} -> c{n + 1}: x" for n in range(count - 1)])


def islands(count: int) -> str:
    """Parts without any flow between them."""
    names = {f"c{n}": "api_server" for n in range(count)}
    return _spec(names, [f"c{n} -> c{n + 1}: x" for n in range(0, count // 2, 2)])


def hub(count: int) -> str:
    """One component that calls all others."""
    names = {"hub": "api_server"} | {f"n{n}": "cache" for n in range(count)}
    return _spec(names, [f"hub -> n{n}: payload {n}" for n in range(count)])


def _report(text: str) -> Readability:
    """The report on the picture of a spec, which must hold every component, every flow and every word."""
    design = mlarch.loads(text)
    drawing = design.drawing(depth=0)
    layout = drawing.layout
    assert set(layout.cards) == set(design.architecture.components)
    assert {line.link for line in layout.lines} == {flow.index for flow in design.architecture.flows}
    spoken = {link.bundle for link in drawing.scene.links if link.sent or link.returned}
    assert spoken == {link.bundle for link in drawing.scene.links if link.index in layout.labels}
    assert drawing.report.overlapping_cards == 0
    assert drawing.report.lines_through_cards == 0
    assert drawing.encode(RenderOptions()).startswith(b"<svg")
    return drawing.report


@pytest.mark.parametrize(
    "text",
    [large(60, 6), deep(10), islands(12), hub(30), SCRIPTS, _spec({"a": "client"}, [])],
    ids=["60 components", "deep", "islands", "hub", "scripts", "single"],
)
def test_it_is_drawn_without_a_fault(text):
    assert _report(text).faults == 0


@pytest.mark.parametrize("text", [large(150, 10), dense(6)], ids=["150 components", "dense"])
def test_nothing_is_lost_and_no_line_lies_on_a_card_or_another(text):
    assert _report(text).lines_on_lines == 0


@pytest.mark.parametrize(
    "text",
    [chain(40), chain(40) + "direction: LR\n", chain(90) + "direction: TB\n", nested(4), large(60, 6)],
    ids=["chain", "to the right", "down", "nested", "groups"],
)
def test_a_page_is_no_ribbon(text):
    report = _report(text)
    # Where the spec says to the right, a chain may be a little broader.
    assert 0.4 <= report.aspect <= (2.7 if "direction: LR" in text else 2.5)
    assert report.faults == 0
