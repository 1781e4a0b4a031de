"""The routes of signing in and out, served beside Streamlit."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from lishui_dash.errors import SetupRefused, StoreUnavailable
from lishui_dash.ui.sign_in import entering, leaving, password
from lishui_dash.ui.sign_in.addresses import OUT_PATH, PASSWORD_PATH, PATH, base
from lishui_dash.ui.sign_in.asked import Asked, asked
from lishui_dash.ui.sign_in.page import Card, page
from lishui_dash.views.languages import text

LOG = logging.getLogger("lishui_dash")
_Answer = Callable[[Asked], Response]


def routes() -> list[BaseRoute]:
    return [
        _route(PATH, entering.shown, entering.posted),
        _route(OUT_PATH, leaving.shown, leaving.posted),
        _route(PASSWORD_PATH, password.shown, password.posted),
    ]


def _route(path: str, shown: _Answer, posted: _Answer) -> BaseRoute:
    async def answer(request: Request) -> Response:
        told = await asked(request)
        work = posted if request.method == "POST" else shown
        # Hashing takes a tenth of a second, in which the server must go on serving.
        return await run_in_threadpool(_answered, work, told)

    endpoint: Callable[[Request], Awaitable[Response]] = answer
    return Route(f"{base()}/{path}", endpoint, methods=["GET", "POST"])


def _answered(work: _Answer, told: Asked) -> Response:
    """Answer, also where the files of access or the audit cannot be used.

    What is wrong with them is for whoever runs the server, and not for the visitor.
    """
    try:
        return work(told)
    except (StoreUnavailable, SetupRefused) as error:
        LOG.error("%s", error)
        said = text("sign_in.unavailable", told.lang)
        return page(Card(PATH, "sign_in.title", said), told.lang, status=503)
