"""What a visitor sends: read with care, since he may be anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from lishui_dash.ui.language import DEFAULT, PARAMETER
from lishui_dash.ui.sign_in.addresses import NEXT, wanted_page
from lishui_dash.views.languages import LANGS, Lang

LARGEST_BODY = 16 * 1024
_MOST_FIELDS = 10


@dataclass(frozen=True)
class Asked:
    """`fields` is None where what was sent is too large or no form."""

    request: Request
    lang: Lang
    wanted: str
    fields: Mapping[str, str] | None

    @property
    def address(self) -> str:
        """The address of the visitor, as a proxy on this machine tells it."""
        return self.request.client.host if self.request.client else ""

    def field(self, name: str) -> str:
        return (self.fields or {}).get(name, "")


async def asked(request: Request) -> Asked:
    """Read a request, its form as well where it has one."""
    said = request.query_params.get(PARAMETER, DEFAULT)
    lang: Lang = said if said in LANGS else DEFAULT
    wanted = wanted_page(request.query_params.get(NEXT, ""))
    fields = await _fields(request) if request.method == "POST" else {}
    return Asked(request, lang, wanted, fields)


def is_own(request: Request) -> bool:
    """Whether a form comes from a page of this dashboard, as far as a browser tells.

    Over plain http browsers tell the origin alone. What tells nothing, such as an old
    browser, has to have the token of a form.
    """
    if site := request.headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _fields(request: Request) -> Mapping[str, str] | None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind.lower() != "application/x-www-form-urlencoded":
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    try:
        told = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        return None
    return dict(told)
