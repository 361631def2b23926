"""The body outline as a file: complete as shipped, refused with file, place and reason when damaged."""

from pathlib import Path

import pytest

from il2desk.storage.packs.body_outline import load_body
from il2desk.storage.packs.library import PackRefused
from il2desk.storage.site.paths import resources
from tests.cases import packs

FILE = resources() / "pictures" / "body.toml"
SITES = tuple(kind.id for kind in packs().guideline.sites)


def test_every_site_of_the_pack_has_a_shape() -> None:
    assert {shape.site for shape in load_body(FILE, SITES).shapes} == set(SITES)


DAMAGES = {
    "a site without a shape": ('site = "liver"', 'site = "liverish"', "shapes: the site liver has no shape"),
    "a site twice": ('site = "liver"', 'site = "lung"', "the site lung is drawn twice"),
    "an unknown command": ('path = """\nM ', 'path = """\nA ', "'A' is not one of the commands"),
    "a point out of the box": (
        'path = """\nM ',
        'path = """\nM 5000 1 L 1 1 Z M ',
        "not a whole number from 0 to 1000",
    ),
    "an unclosed figure": (' Z\n"""\ndetails', '\n"""\ndetails', "outline: .*not closed by Z"),
    "an anchor beside its shape": ("anchor = [415, 520]", "anchor = [1, 520]", "does not lie in the shape of liver"),
    "an anchor out of the box": ("anchor = [415, 520]", "anchor = [415, 1001]", "less than or equal to 1000"),
    "an unknown side": ('side = "left"', 'side = "above"', r"shapes\.0\.side"),
    "an unknown key": ("schema =", "colour = 1\nschema =", "colour"),
    "another schema": ("il2desk-body-1", "il2desk-body-2", "schema"),
    "no TOML": ("schema =", "schema", "body.toml"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_picture_is_refused_with_file_place_and_reason(tmp_path: Path, damage: str) -> None:
    was, becomes, reason = DAMAGES[damage]
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    file = tmp_path / "body.toml"
    file.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(PackRefused, match=rf"(?s)^body\.toml: .*{reason}" if damage != "no TOML" else reason):
        load_body(file, SITES)


def test_a_picture_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match=r"^body\.toml: there is no such file"):
        load_body(tmp_path / "body.toml")


def test_a_site_of_a_later_pack_may_have_no_shape(tmp_path: Path) -> None:
    file = tmp_path / "body.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace('site = "liver"', 'site = "liverish"'), encoding="utf-8")
    assert "liver" not in load_body(file).shape_by_site
