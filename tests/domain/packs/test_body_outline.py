"""Paths are read strictly, and a point lies in the shape that is seen there."""

import pytest

from il2desk.domain.packs.body_outline import Body, Loop, body_faults, not_drawn, read_path
from tests.cases import body, packs

SQUARE = "M 100 100 L 300 100 L 300 300 L 100 300 Z"
SMALL = "M 150 150 L 200 150 L 200 200 L 150 200 Z"
DISC = (
    "M 500 400 C 555 400 600 445 600 500 C 600 555 555 600 500 600 "
    "C 445 600 400 555 400 500 C 400 445 445 400 500 400 Z"
)


def a_body(*shapes: tuple[str, str, tuple[int, int]]) -> Body:
    given = [{"site": site, "path": path, "anchor": anchor, "side": "left"} for site, path, anchor in shapes]
    return Body.model_validate(
        {"schema": "il2desk-body-1", "view": "front view", "outline": SQUARE, "shapes": tuple(given)}
    )


def test_a_path_is_read_as_closed_figures() -> None:
    assert read_path("M 1 2 L 3 4 C 5 6 7 8 9 10 Z M 0 0 L 1000 1000 Z") == (
        Loop((1, 2), (((3, 4),), ((5, 6), (7, 8), (9, 10)))),
        Loop((0, 0), (((1000, 1000),),)),
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (7, "a path is a text"),
        ("", "at least one figure"),
        ("M 1 1 Q 2 2 3 3 Z", "'Q' is not one of the commands"),
        ("m 1 1 l 2 2 z", "'m' is not one of the commands"),
        ("1 1 L 2 2 Z", "'1' is not one of the commands"),
        ("M 1 1 L 2 2 3 3 Z", "'3' is not one of the commands"),
        ("M 1 1 L 2 2", "not closed by Z"),
        ("M 1 1 L 2 2 M 3 3 L 4 4 Z", "closed by Z before the next begins"),
        ("L 2 2 Z", "begins with M"),
        ("Z", "begins with M"),
        ("M 1 1 Z", "at least one stroke"),
        ("M 1 1 L 2 Z", "'Z' after L is not a whole number"),
        ("M 1 1 L 2", "the command L lacks a number"),
        ("M 1 1 C 2 2 3 3 4", "the command C lacks a number"),
        ("M 1 1 L 1001 2 Z", "'1001' after L is not a whole number from 0 to 1000"),
        ("M 1 1 L -1 2 Z", "'-1' after L"),
        ("M 1 1 L 2.5 2 Z", "'2.5' after L"),
        ("M 1 1 L 1e2 2 Z", "lacks a number|after L"),
        ("M 1 1 L ٣ 2 Z", "after L"),
        ("M 1 1 L 01 2 Z", "'01' after L"),
        ("M 1 1 L 99999999 2 Z", "after L"),
    ],
)
def test_a_path_that_is_not_plainly_closed_figures_in_the_box_is_refused(path: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_path(path)


def test_a_point_lies_in_a_shape_inside_its_line_and_not_beyond() -> None:
    square = a_body(("liver", SQUARE, (200, 200))).shapes[0]
    assert [square.holds(x, 200) for x in (99, 101, 299, 301)] == [False, True, True, False]
    assert [square.holds(200, y) for y in (99, 101, 299, 301)] == [False, True, True, False]
    disc = a_body(("liver", DISC, (500, 500))).shapes[0]
    assert [disc.holds(500, y) for y in (398, 403, 597, 602)] == [False, True, True, False]
    assert [disc.holds(565, 565), disc.holds(575, 575)] == [True, False]


def test_what_two_figures_of_one_path_cover_is_open() -> None:
    ring = a_body(("pleura", f"{SQUARE} {SMALL}", (120, 120))).shapes[0]
    assert ring.holds(120, 120)
    assert not ring.holds(175, 175)


def test_where_two_shapes_overlap_the_one_in_front_is_seen() -> None:
    picture = a_body(("liver", SQUARE, (250, 250)), ("adrenal", SMALL, (175, 175)))
    assert picture.site_at(175, 175) == "adrenal"
    assert picture.site_at(250, 250) == "liver"
    assert picture.site_at(700, 700) is None


def test_a_shape_within_reach_counts_only_where_none_is_hit() -> None:
    picture = a_body(("liver", SQUARE, (250, 250)), ("adrenal", SMALL, (175, 175)))
    assert picture.site_at(305, 200) is None
    assert picture.site_at(305, 200, reach=9) == "liver"
    assert picture.site_at(310, 200, reach=9) is None
    assert picture.site_at(204, 175, reach=9) == "liver"


@pytest.mark.parametrize(
    ("site", "point"),
    [
        ("liver", (415, 520)),
        ("adrenal", (440, 566)),
        ("kidney", (430, 606)),
        ("lung", (400, 390)),
        ("lung", (600, 390)),
        ("heart", (536, 425)),
        ("brain", (466, 82)),
        ("spinal_cord", (500, 285)),
        ("skin", (748, 39)),
        ("subcutaneous", (748, 100)),
        ("soft_tissue", (748, 170)),
    ],
)
def test_the_organs_are_where_one_looks_for_them(site: str, point: tuple[int, int]) -> None:
    assert body().site_at(*point) == site


def test_every_site_is_seen_at_its_own_anchor() -> None:
    assert {shape.site: body().site_at(*shape.anchor) for shape in body().shapes} == {
        shape.site: shape.site for shape in body().shapes
    }


def test_paired_organs_have_their_like_on_the_other_side() -> None:
    for site in ("lung", "pleura", "kidney", "adrenal", "node"):
        shape = body().shape_by_site[site]
        assert shape.holds(*shape.anchor)
        xs = [point[0] for loop in shape.path for point in (loop.start, *(stroke[-1] for stroke in loop.strokes))]
        assert abs(min(xs) + max(xs) - 1000) <= 2, site


def test_the_faults_of_a_picture_are_named() -> None:
    twice = a_body(("liver", SQUARE, (200, 200)), ("liver", SMALL, (175, 175)))
    assert list(body_faults(twice)) == ["shapes.1: the site liver is drawn twice"]
    beside = a_body(("liver", SQUARE, (301, 200)))
    assert list(body_faults(beside)) == ["shapes.0.anchor: it does not lie in the shape of liver"]
    assert list(body_faults(a_body(("liver", SQUARE, (200, 200))), ["liver", "lung"])) == [
        "shapes: the site lung has no shape"
    ]


def test_sites_the_picture_does_not_show_are_known_by_their_labels() -> None:
    guideline = packs().guideline
    assert not_drawn(body(), guideline) == ()
    assert not_drawn(a_body(("liver", SQUARE, (200, 200))), guideline)[:2] == ("Lung", "Pleura")
