"""Words stand beside their own line, on nothing else, and say what room they lack."""

from mlarch.draw.geometry import Box
from mlarch.draw.layout.labels import Labels, needs

LEVEL = ((0.0, 100.0), (200.0, 100.0))
UPRIGHT = ((100.0, 0.0), (100.0, 200.0))
WORDS = (60.0, 12.5)


def placed(path, cards=(), others=()) -> tuple[Box, Labels]:
    lines = {1: [path], **{number: [other] for number, other in enumerate(others, start=2)}}
    labels = Labels(list(cards), [], [], lines)
    labels.place(7, 1, WORDS, [path])
    return labels.boxes[7], labels


def test_words_stand_above_the_middle_of_a_level_line():
    box, labels = placed(LEVEL)
    assert box.bottom < 100
    assert abs(box.center[0] - 94) < 7  # the head of the arrow is left free
    assert labels.failed == []


def test_words_stand_right_of_an_upright_line():
    box, _ = placed(UPRIGHT)
    assert box.x > 100


def test_a_card_above_sends_them_below():
    box, labels = placed(LEVEL, cards=[Box(0, 60, 200, 38)])
    assert box.y > 100
    assert labels.failed == []


def test_a_line_across_sends_them_aside():
    box, _ = placed(LEVEL, others=[((95.0, 0.0), (95.0, 200.0))])
    assert box.right < 95 or box.x > 95


def test_words_without_room_are_placed_and_noted():
    _, labels = placed(LEVEL, cards=[Box(0, 60, 200, 38), Box(0, 102, 200, 38)])
    assert labels.failed == [7]


def test_two_labels_do_not_share_a_place():
    labels = Labels([], [], [], {1: [LEVEL], 2: [((0.0, 118.0), (200.0, 118.0))]})
    labels.place(1, 1, WORDS, [LEVEL])
    labels.place(2, 2, WORDS, [((0.0, 118.0), (200.0, 118.0))])
    assert not labels.boxes[1].overlaps(labels.boxes[2])


def test_the_cheapest_way_to_make_room_comes_first():
    ways = needs(WORDS, [((0.0, 0.0), (20.0, 0.0), (20.0, 200.0))])
    assert [way.level for way in ways] == [False, True] or ways[0].along == 0
    assert all(way.across > 0 for way in ways)


def test_words_keep_off_the_open_head_at_the_source_of_a_line_that_returns():
    stub = ((100.0, 0.0), (100.0, 60.0))
    tight = (60.0, 34.0)  # as high as what two heads leave
    labels = Labels([], [], [], {1: [stub]})
    labels.place(1, 1, tight, [stub], returns=True)
    box = labels.boxes[1]
    assert box.y >= 12
    assert box.bottom <= 48


def test_words_keep_out_of_a_panel_that_holds_no_end_of_their_line():
    panel = Box(50, 50, 80, 100)
    labels = Labels([], [], [panel], {1: [((0.0, 100.0), (400.0, 100.0))]})
    labels.place(7, 1, WORDS, [((0.0, 100.0), (400.0, 100.0))], foreign=[panel])
    assert not labels.boxes[7].overlaps(panel)


def test_words_keep_a_gap_to_the_corner_of_a_panel():
    box, _ = placed(LEVEL)
    corner = Box(box.right + 1, box.y - 90, 80, 90 + box.height / 2)
    labels = Labels([], [], [corner], {1: [LEVEL]})
    labels.place(7, 1, WORDS, [LEVEL])
    assert not labels.boxes[7].grown(3).overlaps(corner)
