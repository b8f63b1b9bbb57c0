from mlarch.draw.geometry import Box, bounds, corners, segments


def test_boxes_that_share_a_border_do_not_overlap():
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 5, 5))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 5, 5))


def test_a_segment_along_the_border_does_not_cross_a_box():
    box = Box(0, 0, 10, 10)
    assert not box.crosses(((0, 10), (30, 10)))
    assert box.crosses(((-5, 5), (30, 5)))
    assert box.crosses(((5, -5), (5, 2)))
    assert not box.crosses(((11, -5), (11, 20)))


def test_distance_is_to_the_nearest_point_of_the_segment():
    box = Box(0, 0, 10, 10)
    assert box.distance(((13, 0), (13, 40))) == 3.0
    assert box.distance(((13, 14), (40, 14))) == 5.0
    assert box.distance(((5, -5), (5, 5))) == 0.0


def test_bounds_of_boxes_and_of_nothing():
    assert bounds([Box(0, 0, 1, 1), Box(5, 5, 2, 2)]) == Box(0, 0, 7, 7)
    assert bounds([]) == Box(0, 0, 0, 0)


def test_corners_drop_the_points_of_straight_stretches():
    assert corners([(0, 0), (1, 0), (2, 0), (2, 1), (2, 2)]) == [(0, 0), (2, 0), (2, 2)]
    assert segments([(0, 0), (2, 0), (2, 2)]) == [((0, 0), (2, 0)), ((2, 0), (2, 2))]


def test_a_slanting_segment_crosses_a_box_only_when_it_passes_through():
    box = Box(0, 0, 10, 10)
    assert box.crosses(((-5, -5), (15, 15)))
    assert box.crosses(((2, 3), (4, 8)))
    assert not box.crosses(((-10, 5), (5, 20)))
    assert not box.crosses(((-5, 5), (5, 15)))
    assert not box.crosses(((11, 0), (20, 10)))


def test_distance_to_a_slanting_segment():
    box = Box(0, 0, 10, 10)
    assert box.distance(((-5, -5), (15, 15))) == 0.0
    assert box.distance(((13, 14), (40, 50))) == 5.0
    assert abs(box.distance(((10, 20), (20, 10))) - 50**0.5) < 1e-9
