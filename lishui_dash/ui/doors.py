"""What the server serves beside the pages, and what stands before all of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from lishui_dash.ui import sign_in, sso
from lishui_dash.ui.gate import Gate
from lishui_dash.ui.headers import SecurityHeaders
from lishui_dash.ui.wall import holder


def routes() -> list[BaseRoute]:
    return [*holder.routes(), *sign_in.routes(), *sso.routes()]


def middleware() -> list[Middleware]:
    """Return what each request passes, outermost first: what is refused has headers too."""
    return [Middleware(SecurityHeaders), Middleware(Gate)]


def secrets() -> Mapping[str, Any] | None:
    """Return what Streamlit must know for single sign-on; None where there is none."""
    return sso.secrets_for(os.environ)
