from mlarch.draw.geometry import Box
from mlarch.draw.layout.grid import Lattice, Zone
from mlarch.draw.layout.labels import Labeller


def labeller(borders: tuple[Box, ...] = ()) -> Labeller:
    return Labeller(Lattice(60, 40), borders)


def lay(words: Labeller, net: int, path):
    words.lattice.lay(net, path)
    return {net: path}


def test_words_stand_above_the_middle_of_a_level_line():
    words = labeller()
    words.place(1, (60.0, 12.5), lay(words, 1, [(10, 20), (30, 20)]))
    box = words.boxes[1]
    assert box.center[0] == 20 * 12
    assert box.bottom < 20 * 12
    assert words.clash(1) == 0


def test_words_stand_beside_an_upright_line():
    words = labeller()
    words.place(1, (60.0, 12.5), lay(words, 1, [(20, 5), (20, 25)]))
    assert words.boxes[1].x > 20 * 12 or words.boxes[1].right < 20 * 12
    assert words.clash(1) == 0


def test_words_keep_off_another_line():
    words = labeller()
    lay(words, 2, [(10, 19), (30, 19)])
    words.place(1, (60.0, 12.5), lay(words, 1, [(10, 20), (30, 20)]))
    assert words.boxes[1].y > 20 * 12
    assert words.clash(1) == 0


def test_words_keep_off_each_other():
    words = labeller()
    path = lay(words, 1, [(10, 20), (40, 20)])
    words.place(1, (60.0, 12.5), path)
    words.place(2, (60.0, 12.5), path)
    assert not words.boxes[1].overlaps(words.boxes[2])


def test_words_keep_off_cards_and_borders():
    words = labeller((Box(150, 100, 300, 300),))
    words.lattice.add_card(1, Zone(14, 14, 12, 5))
    words.place(1, (60.0, 12.5), lay(words, 1, [(10, 20), (40, 20)]))
    box = words.boxes[1]
    assert not box.overlaps(Zone(14, 14, 12, 5).box())
    assert Box(150, 100, 300, 300).contains(box) or not Box(150, 100, 300, 300).overlaps(box)


def test_a_place_that_is_taken_later_clashes_and_can_be_given_back():
    words = labeller()
    words.place(1, (60.0, 12.5), lay(words, 1, [(10, 20), (30, 20)]))
    lay(words, 2, [(20, 10), (20, 30)])
    assert words.clash(1) > 0
    words.remove(1)
    assert words.boxes == {}
    assert not any(words.lattice.reserved)
