"""Text is measured and wrapped alike everywhere, and never cut inside a character as readers see it."""

import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given
from hypothesis import strategies as st

from examples import examples
from mlarch.draw.text import fonts
from mlarch.draw.text.font_files import SLICES, face, slice_file, slice_of
from mlarch.draw.text.fonts import (
    ELLIPSIS,
    Weight,
    clean,
    face_css,
    fit,
    font_file,
    font_files,
    width,
    wrap,
)
from mlarch.draw.text.graphemes import clusters

FAMILY = "👨‍👩‍👧‍👦"
TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("aZ 9-_/.,(é́ि्कष漢字、。한글ภาษาעבمر"),
        st.sampled_from(["👩", "\u200d", "🏽", "🇩", "🇪", "\ufe0f", "⚡"]),
    ),
    max_size=60,
)
WIDTHS = st.floats(min_value=4, max_value=300)


def test_width_is_the_sum_of_advances():
    advances = TTFont(font_file("bold"))
    em = sum(advances["hmtx"][advances.getBestCmap()[ord(c)]][0] for c in "Ranker") / 1000
    assert width("Ranker", 14, "bold") == pytest.approx(em * 14)


def test_width_scales_and_heavier_is_wider():
    assert width("features", 20) == pytest.approx(2 * width("features", 10))
    assert (
        width("features", 10, "regular") < width("features", 10, "semibold") < width("features", 10, "bold")
    )


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("", 0),
        ("漢", 1),
        ("한", 1),
        ("⚡", 1.25),
        (FAMILY, 1.25),
        ("🇩🇪", 1.25),
        ("👍🏽", 1.25),
        ("م", 0.6),
        ("\u0301", 0),
    ],
)
def test_width_of_what_the_font_lacks(text, ems):
    assert width(text, 10) == pytest.approx(10 * ems)


def test_an_accent_adds_no_width():
    assert width("e\u0301", 10) == pytest.approx(width("e", 10))


@pytest.mark.parametrize(
    ("text", "room", "lines", "wrapped"),
    [
        ("Candidate generator", 90, 2, ("Candidate", "generator")),
        ("Candidate generator", 300, 2, ("Candidate generator",)),
        ("feature_store_online", 100, 2, ("feature_store_", "online")),
        ("PyTorch trainer", 70, 2, ("PyTorch", "trainer")),
        ("RecommendationService", 110, 2, ("Recommendation", "Service")),
        ("two-tower/ANN", 75, 2, ("two-tower/", "ANN")),
        ("Feature server / hydrator", 115, 2, ("Feature server /", "hydrator")),
        ("a server / b", 44, 9, ("a", "server", "/ b")),
        ("候选生成器服务", 60, 2, ("候选生成", "器服务")),
        ("  \n ", 60, 2, ()),
        ("word", 60, 0, ()),
    ],
)
def test_wrap_breaks_where_a_reader_would(text, room, lines, wrapped):
    assert wrap(text, 14, "bold", room, lines) == wrapped


def test_wrap_keeps_closing_marks_off_the_start_of_a_line():
    for line in wrap("特徴量、埋め込み。検索（近似）", 14, "regular", 45, 9)[1:]:
        assert line[0] not in "、。）"


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = wrap("one two three four five six seven", 14, "regular", 60, 2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)
    assert all(width(line, 14) <= 60 for line in lines)


def test_a_long_unbreakable_word_is_broken():
    lines = wrap("a" * 40, 14, "regular", 100, 9)
    assert "".join(lines) == "a" * 40
    assert all(width(line, 14) <= 100 for line in lines)


def test_balance_evens_the_lines_without_more_of_them():
    text = "Real-time feature pipeline for all"
    plain, even = (wrap(text, 14, "regular", 150, 2, balance=b) for b in (False, True))
    assert len(plain) == len(even) == 2
    assert " ".join(plain) == " ".join(even) == text
    assert max(width(line, 14) for line in even) <= max(width(line, 14) for line in plain)


def test_fit_is_one_line():
    assert fit("short", 14, "regular", 100) == "short"
    assert fit("Recommendation service", 14, "regular", 80).endswith(ELLIPSIS)
    assert width(fit("Recommendation service", 14, "regular", 80), 14) <= 80


@given(TEXTS, WIDTHS, st.integers(min_value=1, max_value=6), st.booleans())
@example("00\r0", 4.0, 2, False)  # a line of the author is shortened before the last
@example("00\u0ace", 4.0, 3, True)  # balancing once widened a line that could not hold one character
@examples(200)
def test_wrap_keeps_its_promises(text, room, most, balance):
    lines = wrap(text, 13, "regular", room, most, balance=balance)
    assert len(lines) <= most
    whole = list(clusters(clean(text)))
    kept = [c for line in lines for c in clusters(line)]
    for line in lines:
        parts = list(clusters(line.removesuffix(ELLIPSIS)))
        if len(parts) > 1:
            assert width(line, 13) <= room + 1e-6
    if ELLIPSIS not in kept:
        assert [c for c in kept if c != " "] == [c for c in whole if c != " "]


@given(TEXTS)
def test_clusters_lose_nothing(text):
    assert "".join(clusters(text)) == text


@given(TEXTS)
def test_clean_text_can_stand_in_xml_on_one_line(text):
    import xml.etree.ElementTree as ElementTree

    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\n" not in cleaned
    element = ElementTree.Element("text")
    element.text = cleaned
    assert ElementTree.fromstring(ElementTree.tostring(element)).text in (cleaned, cleaned or None)


@given(TEXTS, st.floats(min_value=6, max_value=40))
def test_width_is_never_negative_nor_endless(text, size):
    assert 0 <= width(text, size) <= 2 * size * max(1, len(text))


@pytest.mark.parametrize(
    "cluster",
    [
        FAMILY,
        "👍🏽",
        "🇩🇪",
        "e\u0301",
        "क्ष",
        "한",
        "\u1112\u1161\u11ab",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e007f",
    ],
)
def test_one_character_to_a_reader_is_one_cluster(cluster):
    assert list(clusters(cluster + cluster + "x")) == [cluster, cluster, "x"]


def test_clean_drops_what_turns_text_around():
    assert clean("a\u202eb\u2066c\x00d\ud800e\ufffe\tf\r\n g\u200b") == "abcde f g"
    assert clean("<b>&\"'") == "<b>&\"'"


@pytest.mark.parametrize("weight", Weight)
def test_the_slices_hold_every_character_of_the_font_once_at_its_width(weight):
    """`tools/bundle_font.py` is to be run again when this fails."""
    whole = TTFont(font_file(weight))
    widths = {chr(code): whole["hmtx"][name][0] for code, name in whole.getBestCmap().items()}
    found = {}
    for name in SLICES:
        part = TTFont(slice_file(name, weight))
        characters = {chr(code): part["hmtx"][glyph][0] for code, glyph in part.getBestCmap().items()}
        assert not found.keys() & characters.keys()
        assert {slice_of(character) for character in characters} == {name}
        found |= characters
    assert found == widths == {c: round(em * 1000) for c, em in face(weight).advances.items()}


def test_a_slice_has_no_kerning_and_does_not_carry_the_reserved_name():
    for path in (slice_file(name, weight) for name in SLICES for weight in Weight):
        font = TTFont(path)
        assert not {"GPOS", "GSUB", "kern"} & set(font.keys())
        assert font["name"].getDebugName(1) == fonts.FAMILY
        assert "Source" not in "".join(font["name"].getDebugName(i) or "" for i in (1, 2, 3, 4, 6, 16))
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_measuring_and_embedding_parse_no_font():
    code = (
        "import sys; from mlarch.draw.text.fonts import face_css, width; face_css({'bold': 'éΩ漢'});"
        "width('x', 9); print('fontTools' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("text", "slices"),
    [("", 1), ("Ranker → 5 µs", 1), ("Łódź", 2), ("Ωя", 3), ("漢字", 1), ("ﬁ∂", 2)],
)
def test_css_embeds_the_slices_that_the_words_need(text, slices):
    css = face_css({"regular": text})
    assert css.count("@font-face") == css.count("unicode-range") == slices


def test_css_embeds_each_weight_lightest_first():
    css = face_css({"bold": "x", "regular": "y"})
    assert css.count("@font-face") == 2
    assert css.index("font-weight:400") < css.index("font-weight:700")
    assert "http" not in css


def test_files_of_every_weight_are_found():
    assert [path.name for path in font_files()] == [f"SourceSansPro-{w.title()}.ttf" for w in Weight]


def test_a_missing_font_says_how_to_get_it(monkeypatch):
    from mlarch.diagnostics import EngineError

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EngineError) as caught:
        font_file()
    assert "pip install font-source-sans-pro" in caught.value.help
