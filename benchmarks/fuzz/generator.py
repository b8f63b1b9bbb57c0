"""Specs from the grammar: components, flows, groups, views, scenarios and a brief, in every spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from mlarch.catalog import KINDS, TYPES
from mlarch.language.decode.tables import Field, Table
from mlarch.language.decode.top import TOP
from mlarch.language.syntax.ambiguous_scalars import quoted
from mlarch.rules import RULES

__all__ = ["BASE", "HOSTILE", "Generator"]

BASE = """\
mlarch: 1
partial: true
components: {base client: client, base: api server}
flows: [base client -> base: request]
groups: {base group: [base]}
"""
"""What the file `base.yaml` holds, from which some of the specs start."""

HOSTILE = (
    *("", " ", "no", "null", "~", "1.10", "017", "12:30", "2024-01-01", "-0", "1e400", "inf", "nan", "0x1F"),
    *("9" * 400, "1_000_000_000_000_000B", "-5ms", "1e-400s", "101%", "-> ", "a -> b: c: d", "a &b *c", "<<"),
    *(
        "</script><script>alert(1)</script>",
        "<!--",
        "]]>",
        "{{x}}",
        "${y}",
        "%{z}",
        "\\N",
        "\\",
        '"',
        "'",
        "`",
    ),
    *("\u202egnp.exe", "\u2028", "\x85", "\u200d", "\ufeff", "\ud83e\udd9c", "🦜", "👩‍👩‍👧", "e\u0301", "ﷺ"),
    *("::error::x", "##vso[x]", "##teamcity[x]", "@everyone", "[x](javascript:x)", "| a | b |", "```", "---"),
    *("x" * 300, "word " * 60, "推薦システム" * 8, "мама мыла раму", "שלום", "مرحبا", "\tтаб", "line\nbreak"),
    *(
        "end",
        "subgraph",
        "graph",
        "class",
        "style",
        "click",
        "_",
        "__init__",
        "None",
        "import os",
        "CON",
        "nul",
    ),
)
"""Texts that mean something to YAML, to a terminal, to a markup, to a number parser, or to nobody."""

_NAMES = (
    *(
        "app",
        "web",
        "lb",
        "gateway",
        "api",
        "search",
        "ranker",
        "model",
        "features",
        "log",
        "lake",
        "trainer",
    ),
    *("registry", "monitor", "index", "cache", "db", "queue", "job", "labels", "eval", "alerts", "people"),
    *(
        "chat widget",
        "user.events",
        "特征",
        "A-B test",
        "x1",
        "end",
        "class",
        "graph",
        "Größe",
        "лента",
        "b_2",
    ),
)
_ALIASES = (
    "LB",
    "nginx",
    "kafka",
    "Feature Store",
    "service",
    "job",
    "store",
    "Redis",
    "GPT-4",
    "an odd thing",
)
_ARROWS = ("->", "->", "->", "->", "~>", "=>", "=>", "→", "-->", "==>", "-.->", "<-", "<->", "⇒", ">")
_PAYLOADS = (
    *("request", "features", "candidates (top 500)", "model", "labels", "last 50 clicks", "scores", "x, y"),
    *(
        "training data",
        "user ids and features",
        "model (v2)",
        "predictions",
        "events",
        "raw pixels",
        "answer",
    ),
)
_REFERENCES = ("fallback", "trained_by", "served_by", "online", "offline")
_ASCENDING = ("mean", "p50", "p90", "p95", "p99", "p999", "max")
_NESTING = 3  # of the fields of fields


class Generator:
    """Texts of specs, each from the random numbers alone. Most can be read; some are hostile in places."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.odd = random.choice((0.0, 0.0, 0.0, 0.01, 0.05, 0.2))
        self.names: list[str] = []

    def spec(self) -> str:
        """The text of one spec."""
        random = self.random
        count = random.choice((1, 2, 3, 5, 8, 8, 13, 13, 21, 34, 80))
        pool = [*_NAMES, *(f"part {number}" if number % 3 else f"n{number}" for number in range(count))]
        self.names = random.sample(pool, min(count, len(pool)))
        sections: list[tuple[str, str]] = [
            ("mlarch", "1"),
            ("name", self.text("A design")),
            ("stage", random.choice(("sketch", "design", "production"))),
            ("components", self.components()),
            ("flows", self.flows()),
        ]
        sections += [
            (name, make())
            for name, make in (("groups", self.groups), ("scenarios", self.scenarios), ("views", self.views))
            if random.random() < 0.4
        ]
        taken = {name for name, _ in sections} | {
            "extends",
            "groups",
            "models",
            "partial",
            "scenarios",
            "views",
            "ignore",
        }
        sections += [
            (each.name, self.value(each, 0))
            for each in TOP.fields
            if each.name not in taken and random.random() < 0.25
        ]
        if random.random() < 0.2:
            sections.append(("models", self.mapping(("m1", "ranking"), lambda: self.fields("models"))))
        if random.random() < 0.05:
            sections.append(("extends", "base.yaml"))
        if random.random() < 0.3:
            sections.append(("ignore", self.listed(self.ignored, random.randrange(4))))
        if random.random() < 0.2:
            random.shuffle(sections)
        return "".join(
            f"{name}: {value}\n" if "\n" not in value else f"{name}:{value}\n" for name, value in sections
        )

    # ── texts ───────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, usual: str) -> str:
        """Some words as YAML; a hostile text now and then."""
        if self.random.random() >= self.odd:
            return usual
        word = self.random.choice(HOSTILE)
        return word if self.random.random() < 0.03 else quoted(word)

    def name(self) -> str:
        """The id of a component: nearly always one that there is."""
        return self.random.choice(self.names) if self.random.random() < 0.99 else self.text("nobody")

    def mapping(self, keys: Sequence[str], value: Callable[[], str]) -> str:
        """A mapping, on lines of its own or in braces."""
        if self.random.random() < 0.15:
            return "{" + ", ".join(f"{key}: {value().strip()}" for key in keys) + "}"
        return "".join(f"\n  {key}: {value().strip()}" for key in keys) or " {}"

    def listed(self, item: Callable[[], str], count: int) -> str:
        """A list, on lines of its own or in brackets."""
        items = [item() for _ in range(count)]
        if not count or (self.random.random() < 0.2 and not any(set(each) & set(",:") for each in items)):
            return "[" + ", ".join(items) + "]"
        return "".join(f"\n  - {each}" for each in items)

    # ── sections ────────────────────────────────────────────────────────────────────────────────────────────

    def components(self) -> str:
        """Every component with its kind, some with more fields."""
        return self.mapping([self._key(name) for name in self.names], self.component)

    def _key(self, name: str) -> str:
        return self.text(name) if self.random.random() < 0.3 else name

    def kind(self) -> str:
        """A kind of the catalogue, or a word for one."""
        if self.random.random() < 0.1:
            return self.text(self.random.choice(_ALIASES))
        kinds = sorted(KINDS)
        if self.random.random() < 0.05:
            return f"[{self.random.choice(kinds)}, {self.random.choice(kinds)}]"
        return self.text(self.random.choice(kinds))

    def component(self) -> str:
        """A component: mostly its kind alone."""
        if self.random.random() < 0.6:
            return self.kind()
        rest = self.fields("components", without=("kind", "icon"))
        return f"{{kind: {self.kind()}{', ' if rest != '{}' else ''}{rest[1:]}"

    def flows(self) -> str:
        """Chains, with payloads or fields, in every arrow."""
        count = self.random.choice((0, 1, len(self.names), len(self.names), 2 * len(self.names)))
        return self.listed(self.flow, count)

    def flow(self) -> str:
        """One line of flows."""
        random = self.random
        parts, taken = [], [*self.names]
        random.shuffle(taken)
        for _ in range(random.choice((2, 2, 2, 3, 4))):
            parts += [self.ends(taken), random.choice(_ARROWS[: random.choice((7, 7, 7, len(_ARROWS)))])]
        parts.pop()
        chain = " ".join(parts)
        if random.random() < 0.3:
            return chain
        if random.random() < 0.6:
            return (
                f"{chain}: {self.text(random.choice(_PAYLOADS))}" if "," not in chain else f"{{{chain}: x}}"
            )
        return f"{chain}: {self.fields('flows')}"

    def ends(self, left: list[str]) -> str:
        """One component, or several in parallel: those that are left, or any."""
        if len(left) < 3 or self.random.random() < 0.02:
            return self.name()
        return " & ".join(left.pop() for _ in range(self.random.choice((1, 1, 1, 1, 1, 2, 3))))

    def groups(self) -> str:
        """Groups, some inside others, some empty."""
        left = [*self.names]
        self.random.shuffle(left)
        titles = [f"g{number}" for number in range(self.random.randrange(1, 6))]
        above: list[str] = []

        def members() -> str:
            taken = [left.pop() for _ in range(min(len(left), self.random.randrange(5)))]
            if above and self.random.random() < 0.3:
                taken.append(above.pop())
            above.append(titles[len(titles) - len(waiting)])
            waiting.pop()
            inner = f"[{', '.join(taken)}]"
            return (
                inner if self.random.random() < 0.6 else f"{{name: {self.text('Serving')}, members: {inner}}}"
            )

        waiting = [*titles]
        return self.mapping(titles, members)

    def scenarios(self) -> str:
        """Walks; most do not follow the flows, and are refused."""
        return self.mapping(("A walk", "Another"), lambda: f"[{', '.join(self.name() for _ in range(2))}]")

    def views(self) -> str:
        """Views of every sort."""

        def view() -> str:
            names = ", ".join(self.name() for _ in range(self.random.randrange(1, 4)))
            return self.random.choice(
                (
                    f"[{names}]",
                    f"{{exclude: [{names}]}}",
                    f"{{include: [{names}], neighbours: 1}}",
                    "{planes: [online]}",
                )
            )

        return self.mapping(("overview", self._key("part")), view)

    def ignored(self) -> str:
        """An accepted finding."""
        random = self.random
        rule = random.choice([*RULES, "SRV", "MON", "no-ingress"])
        place = random.choice(("", f"component: {self.name()}, ", f"flow: {self.name()} -> {self.name()}, "))
        until = random.choice(("", "", ", until: 2020-01-31", ", until: 2099-01-31"))
        return f"{{rule: {rule}, {place}reason: {self.text('accepted')}{until}}}"

    # ── fields of tables ────────────────────────────────────────────────────────────────────────────────────

    def fields(self, section: str, without: Sequence[str] = ()) -> str:
        """Some fields of an entry of a section, in braces."""
        table = next(iter(next(f for f in TOP.fields if f.name == section).value.tables()))
        return self._braces(table, 1, without)

    def _braces(self, table: Table, depth: int, without: Sequence[str] = ()) -> str:
        known = [each for each in table.fields if each.name not in without]
        chosen = self.random.sample(known, min(len(known), self.random.randrange(1, 6)))
        if self.random.random() >= self.odd:
            chosen += [each for each in known if each.required and each not in chosen]
        return "{" + ", ".join(f"{each.name}: {self.value(each, depth)}" for each in chosen) + "}"

    def value(self, field: Field, depth: int) -> str:
        """The value of a field: like its example, made of its own fields, or hostile."""
        if field.name in _REFERENCES and self.random.random() < 0.9:
            return self.name()
        if field.name == "layout":
            return f'["{" ".join(self.random.sample(self.names, min(3, len(self.names))))}", ". ."]'
        tables = list(field.value.tables())
        if tables and depth < _NESTING and self.random.random() < 0.6:
            made = self._braces(tables[0], depth + 1)
            return f"[{made}]" if field.example.startswith("[") else made
        if self.random.random() < self.odd:
            words = field.example[:1].isalpha() and field.example not in ("true", "false")
            if words or self.random.random() < 0.2:
                return quoted(self.random.choice(HOSTILE))
            return self.random.choice((field.example, field.example, field.example, "{}", "[]", "null"))
        if field.example[:1].isdigit() and field.name not in _ASCENDING and self.random.random() < 0.5:
            return self.number(field.example)
        if self.random.random() < 0.2 and "type" in field.example:
            return f"[{self.random.choice(sorted(TYPES))}]"
        return field.example

    def number(self, example: str) -> str:
        """The example with another number before its unit, of any size."""
        unit = example.lstrip("0123456789._")
        usual = ("1", "2", "3", "7", "12")
        if unit.startswith("%") or self.random.random() >= 0.05 + self.odd:
            return self.random.choice(usual) + unit
        return self.random.choice(("0", "999", "0.001", "1.5", "1000000", "123456789012", "1e9")) + unit
