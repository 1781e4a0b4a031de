"""A page with data on it speaks one language, down to its units and its commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.kept import Kept
from tests.opened import pages_on
from tests.test_texts import CHINESE, CHINESE_MARKS, simplified

ROOT = Path(__file__).parents[1]
QUOTES = {"dictionary"}
"""It lists what a heading may be called in a file, and examples of cells."""
STEMS = sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - QUOTES)
SAID = ("html", "markdown", "caption", "title", "header", "info", "success", "error")
UNSAID = re.compile(r"<(style|script)>.*?</\1>|data-[\w-]+=\"[^\"]*\"", re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def store(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("store"))
    with pages_on(kept):
        yield


def said(stem: str, lang: str) -> str:
    """Return everything a page says: texts, and what stands for a picture."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"] = lang
    app.run().switch_page(f"pages/{stem}.py").run()
    assert not app.exception
    told = "\n".join(str(one.proto.body) for kind in SAID for one in app.get(kind))
    assert len(told) > 1000
    return unescape(UNSAID.sub("", told))


@pytest.mark.parametrize("stem", STEMS)
def test_an_english_page_says_nothing_in_chinese(stem: str) -> None:
    told = said(stem, "en")
    assert set(CHINESE.findall(told)) | set(CHINESE_MARKS.findall(told)) == set()
    assert (
        re.findall(r"(?<![\d.,])1 (?:people|cases|days|hours|rows|units|places)\b", told)
        == []
    )


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_in_traditional_chinese_holds_no_simplified_character(stem: str) -> None:
    assert simplified(said(stem, "hant")) == []
