"""Pages opened in this process by somebody who has signed in.

A page that is opened without a browser has no cookies: what a cookie would have told is
told in its place, and everything behind it is real.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import pytest

from lishui_dash.access.session import Session, Way
from lishui_dash.spec.settings import ACCESS
from lishui_dash.ui import sign_in
from tests.access.people import Person

_BEGAN, _ENDS = datetime(2020, 1, 1), datetime(2021, 1, 1)


def session_of(person: Person) -> Session | None:
    """Return the session of a person; who holds no role at all has none."""
    if not person.grants:
        return None
    name = person.title
    return Session(name, name, person.grants, Way.PASSWORD, _BEGAN, _ENDS)


@contextmanager
def signed_in(person: Person) -> Iterator[None]:
    """Have whatever is opened meanwhile be asked for by this person."""
    found = session_of(person)

    def told(_cookies: Mapping[str, str], _at: datetime, is_active: bool) -> Session | None:
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(ACCESS.name, "accounts")
        patched.setattr(sign_in, "session_of", told)
        yield
