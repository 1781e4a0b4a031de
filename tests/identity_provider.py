"""A small OpenID Connect provider, for tests: real tokens, real signatures, on 127.0.0.1.

It shows a list of persons instead of asking for passwords. Everything else it takes as
seriously as a real one: the client and its secret, the redirect address, state, nonce,
PKCE, and that a code is worth one token. `fault` makes it misbehave, one way at a time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from html import escape
from urllib.parse import unquote_plus, urlencode

import uvicorn
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "lishui-dashboard", "a-secret-of-the-tests"
_DISCOVERY = "/.well-known/openid-configuration"


class Fault(Enum):
    """One way in which the answer of the provider is not to be believed."""

    NONE = "none"
    OTHER_NONCE = "other nonce"
    NO_NONCE = "no nonce"
    OTHER_KEY = "other key"
    SIGNED_WITH_SECRET = "signed with the secret"
    UNSIGNED = "unsigned"
    CHANGED = "changed"
    EXPIRED = "expired"
    OF_TOMORROW = "of tomorrow"
    OTHER_AUDIENCE = "other audience"
    OTHER_ISSUER = "other issuer"
    NO_SUBJECT = "no subject"
    NO_ID_TOKEN = "no ID token"
    REFUSES = "refuses"


@dataclass(frozen=True)
class Person:
    """`claims` stand in the ID token beside name and groups."""

    subject: str
    name: str
    groups: tuple[str, ...] = ()
    claims: dict[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class _Grant:
    """What a code stands for."""

    person: Person
    redirect_uri: str
    nonce: str
    challenge: str


class IdentityProvider:
    """`address` is the issuer. `lifetime` is that of an ID token, in seconds; `ended` lists
    the subjects whose sign-in here was ended, "" where no ID token told. `is_down`: it
    answers nothing but that it does not answer."""

    def __init__(self, address: str, persons: tuple[Person, ...]) -> None:
        self.address = address
        self.persons = {person.subject: person for person in persons}
        self.redirects: set[str] = set()
        self.fault = Fault.NONE
        self.lifetime = 3600
        self.can_end = True
        self.is_down = False
        self.ended: list[str] = []
        self._key = RSAKey.generate_key(2048, {"kid": "tests"}, auto_kid=False)
        self._other = RSAKey.generate_key(2048, {"kid": "tests"}, auto_kid=False)
        self._codes: dict[str, _Grant] = {}
        self._known: dict[str, Person] = {}

    @property
    def discovery(self) -> str:
        return f"{self.address}{_DISCOVERY}"

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route(_DISCOVERY, self._metadata),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/authorize/as/{subject}", self._chosen),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
                Route("/end", self._end),
            ]
        )

    async def _metadata(self, _request: Request) -> Response:
        if self.is_down:
            return HTMLResponse("", 503)
        told: dict[str, object] = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }
        if self.can_end:
            told["end_session_endpoint"] = f"{self.address}/end"
        return JSONResponse(told)

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        if problem := self._asked_wrongly(request):
            return HTMLResponse(escape(problem), 400)
        links = "".join(
            f'<li><a href="/authorize/as/{escape(one.subject)}?{request.url.query}">'
            f"{escape(one.name)}</a></li>"
            for one in self.persons.values()
        )
        page = f'<html><head><link rel="icon" href="data:,"></head><ul>{links}</ul></html>'
        return HTMLResponse(page)

    async def _chosen(self, request: Request) -> Response:
        if problem := self._asked_wrongly(request):
            return HTMLResponse(escape(problem), 400)
        asked = request.query_params
        answer = {"state": asked["state"]}
        if self.fault is Fault.REFUSES:
            answer |= {"error": "access_denied", "error_description": "<b>not you</b>"}
        else:
            code = secrets.token_urlsafe()
            self._codes[code] = _Grant(
                self.persons[request.path_params["subject"]],
                asked["redirect_uri"],
                asked["nonce"],
                asked["code_challenge"],
            )
            answer["code"] = code
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 302)

    def _asked_wrongly(self, request: Request) -> str:
        """Return what is wrong with a question for a code; "": nothing."""
        asked = request.query_params
        must = {
            "client_id": {CLIENT_ID},
            "redirect_uri": self.redirects,
            "response_type": {"code"},
            "code_challenge_method": {"S256"},
        }
        for name, allowed in must.items():
            if asked.get(name) not in allowed:
                return f"{name}: {asked.get(name)}"
        if "openid" not in asked.get("scope", "").split():
            return "scope"
        missing = {"state", "nonce", "code_challenge"} - {n for n, v in asked.items() if v}
        return f"missing: {missing}" if missing else ""

    async def _token(self, request: Request) -> Response:
        if not _is_client(request.headers.get("authorization", "")):
            return JSONResponse({"error": "invalid_client"}, 401)
        async with request.form() as form:
            told = {name: str(value) for name, value in form.items()}
        grant = self._codes.pop(told.get("code", ""), None)
        if (
            grant is None
            or told.get("grant_type") != "authorization_code"
            or told.get("redirect_uri") != grant.redirect_uri
            or _challenge(told.get("code_verifier", "")) != grant.challenge
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe()
        self._known[access] = grant.person
        answer: dict[str, object] = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": self.lifetime,
        }
        if self.fault is not Fault.NO_ID_TOKEN:
            answer["id_token"] = self.id_token(grant.person, grant.nonce)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    def id_token(self, person: Person, nonce: str) -> str:
        """Return a token for a person, with the fault of the moment in it."""
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "sub": person.subject,
            "name": person.name,
            "nonce": nonce,
            "iat": now,
            "exp": now + self.lifetime,
            **({"groups": list(person.groups)} if person.groups else {}),
            **person.claims,
        }
        match self.fault:
            case Fault.OTHER_NONCE:
                claims["nonce"] = "another"
            case Fault.NO_NONCE:
                del claims["nonce"]
            case Fault.EXPIRED:
                claims |= {"iat": now - 7200, "exp": now - 3600}
            case Fault.OF_TOMORROW:
                claims |= {"iat": now + 86_400, "exp": now + 2 * 86_400}
            case Fault.OTHER_AUDIENCE:
                claims |= {"aud": "another-client", "azp": CLIENT_ID}
            case Fault.OTHER_ISSUER:
                claims["iss"] = "http://127.0.0.1:1"
            case Fault.NO_SUBJECT:
                del claims["sub"]
        return self._signed(claims)

    def _signed(self, claims: dict[str, object]) -> str:
        header = {"alg": "RS256", "kid": "tests"}
        if self.fault is Fault.SIGNED_WITH_SECRET:
            header, key = {"alg": "HS256"}, OctKey.import_key(CLIENT_SECRET)
            return jwt.encode(header, claims, key)
        token = jwt.encode(
            header, claims, self._other if self.fault is Fault.OTHER_KEY else self._key
        )
        if self.fault is Fault.UNSIGNED:
            unsigned = _base64(json.dumps({"alg": "none"}).encode())
            return f"{unsigned}.{token.split('.')[1]}."
        if self.fault is Fault.CHANGED:
            head, _, signature = token.split(".")
            body = json.dumps({**claims, "sub": "somebody else"}).encode()
            return f"{head}.{_base64(body)}.{signature}"
        return token

    async def _userinfo(self, request: Request) -> Response:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        person = self._known.get(bearer)
        if person is None:
            return JSONResponse({"error": "invalid_token"}, 401)
        return JSONResponse({"sub": person.subject, "name": person.name})

    async def _end(self, request: Request) -> Response:
        """Only an ID token of our own tells whose sign-in ends."""
        asked = request.query_params
        back = asked.get("post_logout_redirect_uri", "")
        if asked.get("client_id") != CLIENT_ID or back not in self.redirects:
            return HTMLResponse("refused", 400)
        try:
            hint = asked.get("id_token_hint", "")
            told = jwt.decode(hint, self._key, algorithms=["RS256"]).claims if hint else {}
        except (JoseError, ValueError):
            return HTMLResponse("not a token of ours", 400)
        self.ended.append(str(told.get("sub", "")))
        state = asked.get("state")
        return RedirectResponse(f"{back}?{urlencode({'state': state})}" if state else back)


@contextmanager
def provided(*persons: Person) -> Iterator[IdentityProvider]:
    """Serve a provider of these persons, on a free port of 127.0.0.1."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        provider = IdentityProvider(
            f"http://127.0.0.1:{listening.getsockname()[1]}", persons
        )
        config = uvicorn.Config(
            provider.app(), ws="none", lifespan="off", log_level="warning"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()


def _is_client(authorization: str) -> bool:
    sort, _, told = authorization.partition(" ")
    if sort != "Basic":
        return False
    name, _, secret = base64.b64decode(told).decode().partition(":")
    return unquote_plus(name) == CLIENT_ID and hmac.compare_digest(
        unquote_plus(secret), CLIENT_SECRET
    )


def _challenge(verifier: str) -> str:
    return _base64(hashlib.sha256(verifier.encode()).digest())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
