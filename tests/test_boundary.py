"""A boundary file is shown with its 审图号, or not at all. All outlines are squares."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from lishui_dash.catalogue.places import COUNTIES, PLACES, place
from lishui_dash.errors import SetupRefused
from lishui_dash.readings.reading import Status
from lishui_dash.spec.settings import BOUNDARY, BOUNDARY_NOTE
from lishui_dash.ui.maps import place_map
from lishui_dash.ui.theme import WALL_COLOURS
from lishui_dash.views.boundary import polygons_of
from lishui_dash.views.figures import SHAPES
from lishui_dash.views.wall import MapTile
from tests.squares import feature, square, squares, wavy

NOTE = "审图号：示例S(2020)00号"
MOST_BYTES = 40_000


def tiles(**changed: object) -> list[MapTile]:
    """Return a green tile of each place; those of 青田 with what is changed."""
    made = []
    for each in PLACES:
        green = {"status": Status.GREEN, "is_critical": False, "worst": "全部达标"}
        told = green | {"absent": ""} | (changed if each.code == "331121" else {})
        shape = SHAPES[Status(told["status"])]
        row, column = each.tile
        made.append(MapTile(each.code, each.short.hans, row, column, shape=shape, **told))  # type: ignore[arg-type]
    return made


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the setting names, with a square for each county."""
    path = tmp_path / "boundary.json"
    path.write_text(json.dumps(squares()))
    monkeypatch.setenv(BOUNDARY.name, str(path))
    monkeypatch.setenv(BOUNDARY_NOTE.name, NOTE)
    return path


def image_of(html: str) -> str:
    found = re.search(r'src="data:image/svg\+xml,([^"]*)"', html)
    assert found
    return unquote(found[1])


def test_without_a_boundary_the_tile_map_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BOUNDARY.name, raising=False)
    html = place_map(tiles(), "hans")
    assert html.count('data-place="') == len(PLACES)
    assert "<img" not in html


def test_the_boundary_is_drawn_with_its_number_and_a_label_for_every_place(
    file: Path,
) -> None:
    html = place_map(tiles(), "hans")
    assert f'<div class="approval">{NOTE}</div>' in html
    land, beside = html.split('<div class="beside">')
    assert re.findall(r'data-place="(\d+)"', land) == list(COUNTIES)
    assert re.findall(r'data-place="(\d+)"', beside) == ["331199", "331100"]
    assert image_of(html).count("<path id='p3311") == len(COUNTIES)


def test_without_its_number_no_boundary_is_shown_and_the_log_says_why_once(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(BOUNDARY_NOTE.name, "  ")
    assert '<div class="boundary">' not in place_map(tiles(), "hans")
    assert place_map(tiles(), "hans") == place_map(tiles(), "hans")
    [message] = caplog.messages
    assert "审图号" in message
    assert BOUNDARY_NOTE.name in message


def test_a_number_alone_is_shown_as_what_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BOUNDARY_NOTE.name, "示例S(2020)00号 <b>")
    assert "审图号：示例S(2020)00号 &lt;b&gt;" in place_map(tiles(), "hans")


def test_what_is_bad_is_said_in_words_shape_and_colour(file: Path) -> None:
    html = place_map(
        tiles(status=Status.RED, is_critical=True, worst="<i>防护服 0.8 天"), "hans"
    )
    [label] = re.findall(
        r'<div class="place is-red[^>]*data-place="331121">.*?</div></div>', html
    )
    assert "critical" in label
    assert "calm" not in label
    assert "■" in label or SHAPES[Status.RED] in label
    assert "&lt;i&gt;防护服 0.8 天" in label
    assert WALL_COLOURS[Status.RED] in image_of(html)


@pytest.mark.parametrize(
    "changed",
    [{"status": Status.MISSING, "worst": "数据截至 02-14"}, {"absent": "未报 1 项"}],
)
def test_what_was_not_reported_is_hatched(file: Path, changed: dict[str, object]) -> None:
    assert "<use href='#p331121' fill='url(#h)'/>" in image_of(
        place_map(tiles(**changed), "hans")
    )
    assert "<use" not in image_of(place_map(tiles(), "hans"))


def test_a_label_that_had_to_give_way_is_tied_to_its_place(file: Path) -> None:
    content = squares()
    for at in (0, 1):
        ring = [
            [119.2 + at * 0.01 + x, 28.2 + y] for x, y in ((0, 0), (0.01, 0), (0, 0.01))
        ]
        content["features"][at] = feature(ring, code=COUNTIES[at])
    file.write_text(json.dumps(content))
    assert "<circle" in image_of(place_map(tiles(status=Status.RED, worst="差"), "hans"))


def test_the_image_is_well_formed_and_says_nothing_from_outside(file: Path) -> None:
    ElementTree.fromstring(image_of(place_map(tiles(), "hans")))


def test_the_html_is_well_formed(file: Path) -> None:
    class Depth(HTMLParser):
        depth = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.depth += tag != "img"

        def handle_endtag(self, tag: str) -> None:
            self.depth -= 1

    parser = Depth()
    parser.feed(place_map(tiles(absent="未报 1 项"), "en", "331121"))
    assert parser.depth == 0


def test_the_county_whose_wall_it_is_is_marked(file: Path) -> None:
    html = place_map(tiles(), "hans", "331122")
    assert re.findall(r'class="[^"]* here"[^>]*data-place="(\d+)"', html) == ["331122"]


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert '<div class="boundary">' in place_map(tiles(), "hans")
    file.write_text("{")
    for _ in range(3):
        assert '<div class="boundary">' not in place_map(tiles(), "hans")
    assert len(caplog.messages) == 1
    file.write_text(json.dumps(squares(2)))
    assert '<div class="boundary">' in place_map(tiles(), "hans")


@pytest.mark.parametrize("named_by", ["code", "adcode", "名称", "name"])
def test_places_are_known_by_code_or_name(tmp_path: Path, named_by: str) -> None:
    features = []
    for at, code in enumerate(COUNTIES):
        names = (
            int(code),
            float(code),
            code,
            place(code).words.hans,
            place(code).short.hans,
        )
        told = names[at % 5] if "code" in named_by else names[3 + at % 2]
        features.append(feature(square(at), **{"id": 7, "name": "?", named_by: told}))
    path = tmp_path / "named.json"
    for encoding in ("utf-8-sig", "gb18030"):
        content = {"type": "FeatureCollection", "features": features}
        path.write_text(json.dumps(content, ensure_ascii=False), encoding)
        assert list(polygons_of(path)) == list(COUNTIES)


def test_parts_of_a_county_come_together_and_the_whole_city_is_passed_over(
    tmp_path: Path,
) -> None:
    content = squares()
    island = {"type": "MultiPolygon", "coordinates": [[square(2)], [square(5)]]}
    content["features"] += [
        {"properties": {"code": COUNTIES[0]}, "geometry": island},
        feature(square(0), adcode=331100),
        feature(square(4), name="丽水市"),
    ]
    path = tmp_path / "parts.json"
    path.write_text(json.dumps(content))
    found = polygons_of(path)
    assert list(found) == list(COUNTIES)
    assert len(found[COUNTIES[0]]) == 3


def swapped(content: dict[str, Any]) -> None:
    for one in content["features"]:
        for position in one["geometry"]["coordinates"][0]:
            position.reverse()


def projected(content: dict[str, Any]) -> None:
    for one in content["features"]:
        for position in one["geometry"]["coordinates"][0]:
            position[:] = [position[0] * 4000, position[1] * 110_000]


def moved(content: dict[str, Any]) -> None:
    content["features"][3]["geometry"]["coordinates"][0][1][0] = 116.4


def unnamed(content: dict[str, Any]) -> None:
    content["features"][2]["properties"] = {"code": "330302", "name": "\n外市"}


def cornered(value: object) -> Callable[[dict[str, Any]], None]:
    def broken(content: dict[str, Any]) -> None:
        content["features"][0]["geometry"]["coordinates"] = value

    return broken


BROKEN: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (swapped, "纬度写在前面"),
    (projected, "投影坐标"),
    (moved, "不在丽水一带"),
    (unnamed, "第 3 个要素 '330302' 不是本市的县"),
    (lambda content: content["features"].pop(), "缺少 龙泉"),
    (lambda content: content["features"].clear(), "缺少 莲都、青田"),
    (lambda content: content.pop("features"), "FeatureCollection"),
    (lambda content: content["features"][1].pop("properties"), "第 2 个要素没有属性"),
    (lambda content: content["features"][1].update(geometry=None), "第 2 个要素不是面"),
    (cornered([]), "坐标不成面"),
    (cornered(None), "坐标不成面"),
    (cornered([[[119, 28], [119, 28.1], [119, 28]]]), "坐标不成面"),
    (cornered([[[True, 28], [119, 28.1], [119.1, 28]]]), "坐标不成面"),
    (cornered([[["119", "28"], [119, 28.1], [119.1, 28]]]), "坐标不成面"),
    (cornered([[[float("nan"), 28], [119, 28.1], [119.1, 28]]]), "坐标不成面"),
    (cornered([[[119], [119, 28.1], [119.1, 28]]]), "坐标不成面"),
    (cornered([[{}, [119, 28.1], [119.1, 28]]]), "坐标不成面"),
]


@pytest.mark.parametrize(("fault", "told"), BROKEN, ids=[told for _, told in BROKEN])
def test_a_file_with_a_fault_is_told_and_the_tiles_are_drawn(
    file: Path,
    fault: Callable[[dict[str, Any]], object],
    told: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    content = squares()
    fault(content)
    file.write_text(json.dumps(content))
    html = place_map(tiles(), "hans")
    assert '<div class="map">' in html
    assert NOTE not in html
    [message] = caplog.messages
    assert told in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "不是 JSON"),
        (b"PK\x03\x04", "不是 JSON"),
        (b"\xff\xff", "不是 JSON"),
        (b"[" * 100_000, "不是 JSON"),
        (b"[]", "FeatureCollection"),
        (b" " * (16 * 1024**2 + 1), "超过 16 MB"),
    ],
    ids=["empty", "zip", "bytes", "deep", "list", "large"],
)
def test_what_is_no_boundary_file_is_refused(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(SetupRefused, match=told):
        polygons_of(path)


def test_a_file_that_is_not_there_gives_the_tiles(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.unlink()
    assert '<div class="map">' in place_map(tiles(), "hans")
    assert "无法读取" in caplog.messages[0]


def test_a_finely_drawn_boundary_becomes_small_and_fast_enough_for_a_wall(
    file: Path,
) -> None:
    content = squares(1000)
    for one in content["features"]:
        [ring] = one["geometry"]["coordinates"]
        one["geometry"]["coordinates"] = [wavy(ring)]
    file.write_text(json.dumps(content))
    started = perf_counter()
    html = place_map(tiles(absent="未报 1 项"), "hans")
    print(f"{file.stat().st_size:,} bytes read in {perf_counter() - started:.2f} s")  # noqa: T201
    [image] = re.findall(r'src="([^"]*)"', html)
    assert len(image) <= MOST_BYTES


def test_drawing_the_boundary_again_is_cheap(file: Path) -> None:
    shown = tiles(status=Status.RED, worst="防护服 0.8 天")
    place_map(shown, "hans")
    started = perf_counter()
    for _ in range(100):
        place_map(shown, "hans")
    print(f"{(perf_counter() - started) * 10:.2f} ms a map; {os.cpu_count()} cores")  # noqa: T201
