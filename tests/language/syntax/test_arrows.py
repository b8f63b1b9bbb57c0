"""The arrow grammar: what it reads, what it answers to mistakes, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.language.names import canonical
from mlarch.language.syntax import arrows
from mlarch.language.syntax.arrows import Chain, Mistake, parse, render, split_payload
from mlarch.language.syntax.phrases import split_phrases
from mlarch.model import Mode

IDS = ["app", "lb", "api", "two_tower", "ranker", "a", "b", "c"]


def chain(text: str) -> Chain:
    parsed = parse(text)
    assert parsed.mistakes == ()
    assert parsed.chain is not None
    return parsed.chain


def mistakes(text: str) -> tuple[Mistake, ...]:
    parsed = parse(text, IDS)
    assert parsed.chain is None
    return parsed.mistakes


def links(text: str) -> list[tuple[str, str, str, int]]:
    return [(e.source.id, e.mode.arrow, e.target.id, e.position) for e in chain(text).links()]


def test_one_link() -> None:
    assert links("app -> lb") == [("app", "->", "lb", 0)]


def test_a_chain_counts_its_positions() -> None:
    assert links("a -> b -> c") == [("a", "->", "b", 0), ("b", "->", "c", 1)]


def test_arrows_mix() -> None:
    assert links("app ~> log => lake") == [("app", "~>", "log", 0), ("log", "=>", "lake", 1)]


def test_both_sides_multiply_and_share_a_position() -> None:
    assert links("a & b -> c & d") == [
        ("a", "->", "c", 0),
        ("a", "->", "d", 0),
        ("b", "->", "c", 0),
        ("b", "->", "d", 0),
    ]
    assert chain("a & b -> c & d -> e").size == 6


def test_a_chain_may_return_to_where_it_began() -> None:
    assert links("a -> b -> a") == [("a", "->", "b", 0), ("b", "->", "a", 1)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a->b", ["a", "b"]),
        ("a-b->c-d", ["a-b", "c-d"]),
        ("a--b->c", ["a--b", "c"]),
        ("a- -> b", ["a-", "b"]),
        ("  a\n  ->\tb ", ["a", "b"]),
        ("a&b->c", ["a", "b", "c"]),
        ("x1_~>y_2", ["x1_", "y_2"]),
    ],
)
def test_spaces_are_free_and_hyphens_belong_to_ids(text: str, ids: list[str]) -> None:
    assert [operand.id for stage in chain(text).stages for operand in stage] == ids


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("app --> lb", "app -> lb"),
        ("app > lb", "app -> lb"),
        ("app ==> lb", "app => lb"),
        ("app → lb", "app -> lb"),
        ("app ⇒ lb", "app => lb"),
        ("app -.-> lb", "app ~> lb"),
        ("app –> lb", "app -> lb"),
        ("app->>lb", "app -> lb"),
        ("app - > lb", "app -> lb"),
        ("app ~ > lb", "app ~> lb"),
        ("app= > lb", "app => lb"),
        ("app <- lb", "lb -> app"),
        ("app ← lb <- api", "api -> lb -> app"),
        ("app <~ lb", "lb ~> app"),
        ("app <-> lb", "app -> lb"),
        ("app ⇄ lb", "app -> lb"),
        ("app && lb -> api", "app & lb -> api"),
        ("app, lb -> api", "app & lb -> api"),
        ("new one, another -> api", "new one & another -> api"),
        ("app + lb -> api", "app & lb -> api"),
        ("app / lb -> api", "app & lb -> api"),
        ("app and lb -> api", "app & lb -> api"),
        ("app -> api (REST) -> ranker", "app -> api -> ranker"),
    ],
)
def test_what_is_clear_is_read_and_noted(text: str, meaning: str) -> None:
    parsed = parse(text, IDS)
    assert parsed.mistakes == ()
    assert parsed.unusual != ()
    assert parsed.chain is not None
    assert render(parsed.chain) == meaning
    assert parse(meaning, IDS).unusual == ()


@pytest.mark.parametrize(
    "text", ["chat widget -> load balancer", "日本 -> 模型 v2", "user.events ~> हिन्दी", "a and b -> c d"]
)
def test_ids_are_words_of_any_script(text: str) -> None:
    parsed = parse(text)
    assert (parsed.mistakes, parsed.unusual) == ((), ())
    assert parsed.chain is not None
    assert render(parsed.chain) == text


def test_arrows_of_both_directions_have_no_spelling_on_one_line() -> None:
    mixed = chain("a -> b <- c")
    assert [(link.source.id, link.target.id) for link in mixed.links()] == [("a", "b"), ("c", "b")]
    assert render(mixed) is None


def test_a_stream_both_ways_is_two_links_and_a_call_is_one() -> None:
    assert [(x.source.id, x.target.id) for x in chain("a <~> b").links()] == [("a", "b"), ("b", "a")]
    assert chain("a <~> b").size == 2
    assert [(x.source.id, x.target.id) for x in chain("a <-> b").links()] == [("a", "b")]
    assert chain("a <-> b").arrows[0].both


def test_a_component_may_flow_to_itself() -> None:
    assert links("a -> a") == [("a", "->", "a", 0)]


# text, the stretch pointed at, message, replacement
WRONG = [
    ("app - lb", "-", "`-` is not an arrow; write `->`", "->"),
    ("app -- lb", "--", "`--` is not an arrow; write `->`", "->"),
    ("app = lb", "=", "`=` is not an arrow; write `=>`", "=>"),
    ("app ~ lb", "~", "`~` is not an arrow; write `~>`", "~>"),
    ("app < lb", "<", "`<` is not an arrow; write `<-`", None),
    (
        "app + new -> api",
        "app + new",
        "`app + new` is not an id; components side by side are joined by `&`",
        "app & new",
    ),
    ("app -> Two-Tower!", "Two-Tower!", "`Two-Tower!` is not an id; did you mean `two_tower`?", "two_tower"),
    ("app -> 9lives", "9lives", "`9lives` is not the id of a component", None),
    ("app lb -> api", "app lb", "an arrow is missing between `app` and `lb`", None),
    ("app -> lb & lb", "lb", "`lb` stands twice in one list of parallel components", None),
    ("a & b ~> b", "b", "`b` stands on both sides of `~>`", None),
    ("a & b ~> a & b", "a", "`a` stands on both sides of `~>`", None),
    ("app", "app", "no arrow in `app`", None),
]


@pytest.mark.parametrize(("text", "stretch", "message", "replacement"), WRONG)
def test_a_mistake_points_at_its_stretch(
    text: str, stretch: str, message: str, replacement: str | None
) -> None:
    (found,) = mistakes(text)
    assert found.message == message
    assert text[found.start : found.end] == stretch
    assert found.replacement == replacement


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("app ->", 6, "a component is missing after `->`"),
        ("-> lb", 0, "a component is missing before `->`"),
        ("app -> ~> lb", 6, "a component is missing before `~>`"),
        ("app & -> lb", 5, "a component is missing after `&`"),
        ("& app -> lb", 0, "a component is missing before `&`"),
        ("app -> lb &", 11, "a component is missing after `&`"),
        ("", 0, "a component is missing here"),
    ],
)
def test_the_caret_stands_in_the_gap(text: str, offset: int, message: str) -> None:
    (found,) = mistakes(text)
    assert (found.start, found.end, found.message) == (offset, offset, message)


def test_all_mistakes_of_a_line_are_found_in_order() -> None:
    assert [found.message for found in mistakes("two tower -- lb & -> 9x")] == [
        "`--` is not an arrow; write `->`",
        "a component is missing after `&`",
        "`9x` is not the id of a component",
    ]


def test_the_mistake_of_both_sides_alike_explains_the_join() -> None:
    (found,) = mistakes("a & b ~> a & b")
    assert "every component on the left flows to every one on the right" in found.help


@pytest.mark.parametrize(("text", "stretch", "replacement"), [(t, s, r) for t, s, _, r in WRONG if r])
def test_a_replacement_mends_its_mistake(text: str, stretch: str, replacement: str) -> None:
    (found,) = mistakes(text)
    chain(text[: found.start] + replacement + text[found.end :])


def test_only_replacements_that_change_no_meaning_are_safe() -> None:
    assert {text for text, *_ in WRONG if mistakes(text)[0].safe} == {"app -> Two-Tower!"}


def test_long_operands_are_cut_in_messages() -> None:
    assert mistakes("app -> " + "9" * 500)[0].message == f"`{'9' * 39}…` is not the id of a component"


identifiers = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True)


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[list[str]], list[str]]:
    """Stages of distinct ids with arrows between them; neighbours share no id."""
    stages = [draw(st.lists(identifiers, min_size=1, max_size=3, unique=True))]
    for _ in range(draw(st.integers(1, 4))):
        before = set(stages[-1])
        stages.append(
            draw(
                st.lists(
                    identifiers.filter(lambda i, before=before: i not in before),
                    min_size=1,
                    max_size=3,
                    unique=True,
                )
            )
        )
    return stages, [draw(st.sampled_from([mode.arrow for mode in Mode])) for _ in stages[1:]]


def write(stages: list[list[str]], arrows: list[str], space: str) -> str:
    text = f"{space}&{space}".join(stages[0])
    for arrow, stage in zip(arrows, stages[1:], strict=True):
        text += f"{space}{arrow}{space}" + f"{space}&{space}".join(stage)
    return text


@given(chains(), st.sampled_from([" ", "  ", "\t", "\n  "]))
def test_what_is_written_is_read_back(made: tuple[list[list[str]], list[str]], space: str) -> None:
    stages, arrows = made
    found = chain(write(stages, arrows, space))
    assert [[operand.id for operand in stage] for stage in found.stages] == stages
    assert [arrow.mode.arrow for arrow in found.arrows] == arrows
    assert render(found) == write(stages, arrows, " ")
    assert chain(render(found)).size == found.size == len(list(found.links()))


@given(chains(), st.sampled_from([" ", "   "]))
def test_offsets_slice_back_to_operands_and_arrows(
    made: tuple[list[list[str]], list[str]], space: str
) -> None:
    text = write(*made, space)
    found = chain(text)
    for operand in (operand for stage in found.stages for operand in stage):
        assert text[operand.start : operand.end] == operand.id
    for arrow in found.arrows:
        assert text[arrow.start : arrow.end] == arrow.mode.arrow
    for link in found.links():
        assert text[link.start : link.end].startswith(link.source.id)
        assert text[link.start : link.end].endswith(link.target.id)


@given(st.text(alphabet=st.one_of(st.sampled_from("ab-~=<>&,.| →"), st.characters()), max_size=40))
def test_any_text_gives_a_chain_or_mistakes_inside_it(text: str) -> None:
    parsed = parse(text, IDS)
    found = parsed.chain
    assert (found is None) == bool(parsed.mistakes)
    assert list(parsed.mistakes) == sorted(parsed.mistakes, key=lambda mistake: (mistake.start, mistake.end))
    for operand in parsed.operands:
        assert operand.id == canonical(text[operand.start : operand.end].split("(")[0])
    for mistake in parsed.mistakes:
        assert 0 <= mistake.start <= mistake.end <= len(text)
        assert mistake.message
    if found is not None and (better := render(found)) is not None:
        again = parse(better, IDS)
        assert again.chain is not None
        assert render(again.chain) == better


def test_a_payload_in_the_same_text() -> None:
    text = "a -> b: x, y"
    head, rest = split_payload(text)
    assert head == "a -> b"
    assert rest is not None
    assert text[slice(*rest)] == " x, y"
    assert split_payload("a -> b") == ("a -> b", None)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("scores", ["scores"]),
        ("scores, features", ["scores", "features"]),
        ("candidates (top 500, per source), scores", ["candidates (top 500, per source)", "scores"]),
        ("a ((b, c), d), e", ["a ((b, c), d)", "e"]),
        ("open (x, y", ["open (x", "y"]),
        ("close) x, y", ["close) x", "y"]),
        ("10,000 candidates", ["10,000 candidates"]),
        (
            "top 1,000 candidates (of 2,500), user features",
            ["top 1,000 candidates (of 2,500)", "user features"],
        ),
        ('"a, b" and c, d', ['"a, b" and c', "d"]),
        ("[a, b], {c, d}", ["[a, b]", "{c, d}"]),
        ("the user's cart, the shop's rank", ["the user's cart", "the shop's rank"]),
        ("a,,b", ["a", "", "b"]),
        ("", [""]),
    ],
)
def test_commas_split_outside_brackets_quotes_and_numbers(text: str, phrases: list[str]) -> None:
    found = list(split_phrases(text))
    assert [phrase for phrase, _, _ in found] == phrases
    assert [text[start:end] for _, start, end in found] == phrases


@given(st.text(alphabet="ab ,()", max_size=30))
def test_phrases_keep_every_letter_in_order(text: str) -> None:
    assert "".join(phrase for phrase, _, _ in split_phrases(text)).replace(" ", "").replace(
        ",", ""
    ) == text.replace(" ", "").replace(",", "")


@pytest.mark.parametrize("line", ["app to api", "app calls api", "app, api", "app sends to api"])
def test_known_components_without_an_arrow_get_one(line: str) -> None:
    (mistake,) = parse(line, ("app", "api")).mistakes
    assert (mistake.message, mistake.replacement) == (f"no arrow in `{line}`", "app -> api")
    assert parse("one to two", ("app", "api")).mistakes[0].replacement is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("app -->|request| api", "- app -> api: request"),
        ("app -|a, b|-> api", "- app -> api: a, b"),
        ("app -- request --> api", "- app -> api: request"),
        ("app ==>|model| api", "- app => api: model"),
        ("app -. events .-> log", "- app ~> log: events"),
    ],
)
def test_words_on_an_arrow_belong_behind_a_colon(line: str, better: str) -> None:
    (mistake,) = parse(line, ("app", "api", "log")).mistakes
    assert mistake.help == f"Write `{better}`."
    assert mistake.replacement is None


@pytest.mark.parametrize("line", ["app --> lb --> api", "a -> lb | cdn", "a - > b", "app -> api - b"])
def test_an_arrow_without_words_on_it_is_none(line: str) -> None:
    assert all("behind a colon" not in mistake.message for mistake in parse(line).mistakes)


@given(
    st.lists(
        st.sampled_from(["a", "b", "A1", "two_tower", "and", "x" * 70, "a b", "a and b", "ü"]), min_size=1
    ),
    st.sampled_from([" -> ", " ~> ", " => ", "->", " --> ", " & ", ": "]),
    st.sets(st.sampled_from([*IDS, "and", "A1"])),
)
def test_a_plain_chain_is_kept_only_where_no_component_changes_it(
    names: list[str], arrow: str, ids: set[str]
) -> None:
    text = arrow.join(names)
    parse(text)  # as if another spec had asked before
    assert parse(text, ids) == arrows._read(text, ids)
