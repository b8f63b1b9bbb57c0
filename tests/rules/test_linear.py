"""The work of each stage and rule grows with the design, not its square. Lines run are counted, not time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from large import PARTS

from counting import bytes_made, counted, lines_run, side_by_side
from extent import part
from mlarch import graph, language
from mlarch.design import Design
from mlarch.graph import DesignGraph
from mlarch.language.document import Document
from mlarch.language.format import canonical
from mlarch.rules import RULES, review

Check = Callable[[DesignGraph], object]

FLOWS = """
app -> lb -> api: request
api -> gen: candidates
gen -> vec: candidates
api -> rank: scores
rank -> feat: features
api -> cache: ranked list
app ~> ev: clicks
ev => lake => pipe: events
pipe => feat: features
lake => lab: events
lab => ds: labels
pipe => ds: features
ds => train: training data
train => eval => reg => dep => rank: model
train => vec: embeddings
api ~> mon: metrics
rank ~> drift: predictions
mon & drift ~> alert: alerts
api -> next api: request
lake => next ds: features
"""
SIZES = (4, 8, 16)
STEEPER = 1.1
"""How much more a system may cost when there are more of them: with a square it would be nearly twice."""


def spec_of(systems: int) -> str:
    """Many systems, each of twenty parts, and each calls the next."""
    components = [f"  {name}{number}: {kind}" for number in range(systems) for name, kind in PARTS.items()]
    flows: list[str] = []
    for number in range(systems):
        for line in FLOWS.strip().splitlines():
            if "next" not in line or number + 1 < systems:
                flows.append(f"  - {_numbered(line, number)}")
    needs = "latency: {p99: 200ms}, availability: 99.9%, personalized: true, freshness: 1h, items: 10M"
    head = f"mlarch: 1\nrequirements: {{{needs}}}\n"
    body = "\n".join(("components:", *components, "flows:", *flows))
    return f"{head}{body}\n"


def design_of(systems: int) -> DesignGraph:
    """The design of `spec_of`, with ids that count."""
    return counted(language.read_text(spec_of(systems), "many.yaml"))


def _numbered(line: str, number: int) -> str:
    words, later = [], False
    for word in line.split():
        bare = word.rstrip(":")
        if bare in PARTS and ":" not in "".join(words):
            words.append(f"{bare}{number + later}{word[len(bare) :]}")
        elif bare != "next":
            words.append(word)
        later = bare == "next"
    return " ".join(words)


def grows_evenly(work: Sequence[int], slack: int = 50) -> bool:
    """Whether what is done for three sizes, each twice the one before, lies on a line."""
    first, second, third = work
    return third - second <= 2 * (STEEPER * (second - first) + slack)


def work_of(
    check: Check, designs: Sequence[DesignGraph], count: Callable[[Callable[[], object]], int] = lines_run
) -> list[int]:
    """What a rule does for each design but the first, by which all is imported and compiled."""
    counts = [count(partial(_run, check, design)) for design in designs]
    return counts[1:]


def _run(check: Check, design: DesignGraph) -> None:
    for _ in check(design):  # type: ignore[attr-defined]
        pass


@pytest.fixture(autouse=True)
def _words_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else an expression is compiled anew as a whole once it has been asked often, in whatever design.

    Or when the few hundred that `re` keeps are full, as they are when other tests ran before.
    """
    monkeypatch.setattr("mlarch.catalog.lexicon.words._OFTEN", 0)
    monkeypatch.setattr("mlarch.lazy._OFTEN", 0)
    monkeypatch.setattr("re._MAXCACHE", 100_000)


def _known(designs: Iterable[DesignGraph]) -> list[DesignGraph]:
    """The designs with all the facts that rules share: else they are the work of the rule that asks first."""
    found = list(designs)
    for design in found:
        review(design)
    return found


@pytest.fixture(name="systems", scope="module")
def _systems() -> list[DesignGraph]:
    return _known(design_of(systems) for systems in (SIZES[-1], *SIZES))


each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)


@each_rule
def test_twice_the_systems_are_twice_the_work(rule: Check, systems: list[DesignGraph]) -> None:
    work = work_of(rule, systems)
    assert grows_evenly(work), f"lines run: {work}"


SAMPLED = {"CAP001"}
"""What draws requests, the more the larger they are, up to a number that is the same for every design."""


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.code not in SAMPLED], ids=lambda r: r.code)
def test_twice_the_systems_take_twice_the_memory(rule: Check, systems: list[DesignGraph]) -> None:
    """What a built-in type does without asking the ids, as it joins sets, takes memory."""
    work = work_of(rule, systems, bytes_made)
    assert grows_evenly(work, slack=20_000), f"bytes made: {work}"


STUDIES = part(sorted((Path(__file__).parents[2] / "specs").glob("*.yaml")), 2)


@pytest.fixture(name="studies", scope="module")
def _studies() -> list[DesignGraph]:
    read = [language.read_text(study.read_text(encoding="utf-8"), study.name) for study in STUDIES]
    return _known(side_by_side(read, copies) for copies in (1, 1, 2, 4))


@each_rule
def test_twice_the_case_studies_are_twice_the_work(rule: Check, studies: list[DesignGraph]) -> None:
    """They go through most of what a rule can do."""
    work = work_of(rule, studies)
    assert grows_evenly(work, slack=200), f"lines run: {work}"


def _pairs(design: DesignGraph) -> Iterator[str]:
    for one in design.components:
        for other in design.components:
            if one < other and design.kind(one) is design.kind(other):
                yield one


def _set_each_time(design: DesignGraph) -> Iterator[str]:
    for name in design.components:
        if name in frozenset(design.on_path):
            yield name


def _search_in_a_tuple(design: DesignGraph) -> Iterator[str]:
    clients = tuple(design.clients)
    for name in design.components:
        if name in clients:
            yield name


def _path_for_each(design: DesignGraph) -> Iterator[str]:
    for name in design.components:
        if design.reaches_without(design.entries, (name,), (), over="calls"):
            yield name


@pytest.mark.parametrize("check", [_pairs, _set_each_time, _search_in_a_tuple, _path_for_each])
def test_a_quadratic_rule_is_found_out(check: Check, systems: list[DesignGraph]) -> None:
    assert not grows_evenly(work_of(check, systems))


def test_sets_that_are_made_of_sets_are_found_out(systems: list[DesignGraph]) -> None:
    """No id is hashed again, so no line runs."""

    def check(design: DesignGraph) -> Iterator[str]:
        path, clients = frozenset(design.on_path), frozenset(design.clients)
        for name in design.components:
            if name in path | clients:
                yield name

    assert grows_evenly(work_of(check, systems))
    assert not grows_evenly(work_of(check, systems, bytes_made), slack=20_000)


def test_entries_that_share_their_calls_are_decided_in_linear_time() -> None:
    """Each system is an entry, and its requests go through all systems after it."""
    check = RULES["CAP001"]
    found = list(check(design_of(24)))
    assert len(found) >= 20, "the targets must be missed for the work to be done"
    small, large = (lines_run(partial(_run, check, design_of(systems))) for systems in (6, 24))
    assert large <= 6 * small


STAGES: dict[str, Callable[[int], Callable[[], object]]] = {
    "reading": lambda systems: partial(language.read_text, spec_of(systems)),
    "formatting": lambda systems: partial(canonical, Document.read(spec_of(systems))),
    "graph": lambda systems: partial(graph.build, _design(systems).architecture),
    "review": lambda systems: partial(review, _design(systems)),
    "estimate": lambda systems: partial(Design(_design(systems).architecture).estimate, samples=1000),
    "fixes": lambda systems: partial(_fixes, _design(systems)),
}
"""The work of each stage on a design of so many systems; what comes before it is done."""


def test_the_work_of_the_facts_that_rules_share_grows_with_the_design() -> None:
    """What a review does that the next one of the same design finds done."""
    review(_design(SIZES[0]))
    work = []
    for systems in SIZES:
        design = _design(systems)
        first, again = lines_run(partial(review, design)), lines_run(partial(review, design))
        work.append(first - again)
    assert min(work) > 1000
    assert grows_evenly(work, slack=500), f"lines run: {work}"


def _design(systems: int) -> DesignGraph:
    return graph.build(language.read_text(spec_of(systems), "many.yaml"))


def _fixes(design: DesignGraph) -> list[object]:
    return [finding.fix for finding in review(design).findings]


@pytest.mark.parametrize("stage", STAGES)
def test_the_work_of_each_stage_grows_with_the_design(stage: str) -> None:
    STAGES[stage](SIZES[0])()  # what is imported or compiled once
    work = [lines_run(STAGES[stage](systems)) for systems in SIZES]
    assert grows_evenly(work, slack=2000), f"lines run: {work}"
