"""The pages of the dashboard on a store, opened in this process without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st

from tests.kept import Kept

ROOT = Path(__file__).parents[1]


@contextmanager
def pages_on(kept: Kept, clock: str = "2020-03-04T09:00") -> Iterator[None]:
    """Have every page that is opened meanwhile read `kept`, at the moment `clock`."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in kept.settings(clock).items():
            patched.setenv(name, value)
        patched.chdir(ROOT)
        yield
    st.cache_resource.clear()
    st.cache_data.clear()
