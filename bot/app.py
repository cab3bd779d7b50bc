"""The web application: chat page, JSON API with its documentation, health and metrics."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import fastapi_swagger
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, select_autoescape
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException as StarletteHTTPException

from actions.turn import Desk
from bot import metrics
from bot.api import ask_router
from bot.channels.web import Hub, WebChat, web_router
from bot.leaflets import leaflets_router
from bot.settings import Settings
from bot.worker import Worker

logger = logging.getLogger(__name__)

MAX_BODY_BYTES: Final = 64 * 1024
_STATIC: Final = Path(__file__).parent / "web" / "static"
_SWAGGER: Final = Path(fastapi_swagger.__file__).parent / "resources"
_DOCS_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_REFUSALS: Final = {
    400: "Yêu cầu không đọc được. Anh/chị thử lại giúp.",
    404: "Không có trang này.",
    405: "Trang này không nhận yêu cầu như vậy.",
}

_Next = Callable[[Request], Awaitable[Response]]


def create_app(settings: Settings, desk: Desk, *, with_worker: bool) -> FastAPI:
    """Return the application.

    Args:
        settings: the operator's settings.
        desk: what a turn needs.
        with_worker: whether this process takes the turns too (`cashless run`).
    """
    hub = Hub()
    worker = Worker(desk, on_turn=hub.poke) if with_worker else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if worker:
            worker.start()
        yield
        if worker:
            worker.stop()
        desk.database.dispose()

    app = FastAPI(
        title="Cashless Assistant", version="1", lifespan=lifespan, docs_url=None, redoc_url=None,
        description="The web chat's API, and one-question answers for other services.",
    )  # fmt: skip
    chat = WebChat(
        desk, timedelta(minutes=settings.idle_minutes), wake_worker=worker.wake if worker else lambda: None, hub=hub
    )
    app.include_router(web_router(chat))
    app.include_router(ask_router(desk))
    app.include_router(leaflets_router(desk))
    _add_pages(app, settings)
    _add_operations(app, desk)
    _add_errors(app)
    app.middleware("http")(_guard(settings))
    app.mount("/static/swagger", StaticFiles(directory=_SWAGGER))
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.state.hub = hub
    return app


def _add_pages(app: FastAPI, settings: Settings) -> None:
    templates = Environment(loader=PackageLoader("bot", "web/templates"), autoescape=select_autoescape())
    page = templates.get_template("chat.html").render(
        operator=settings.operator,
        trial=settings.environment == "trial",
        human_phone=settings.human_phone,
        idle_minutes=settings.idle_minutes,
        asset_version=_asset_version(),
    )
    docs = templates.get_template("docs.html").render()

    @app.api_route("/", methods=["GET", "HEAD"], response_class=HTMLResponse, include_in_schema=False)
    def chat_page() -> HTMLResponse:
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    @app.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def api_docs() -> HTMLResponse:
        return HTMLResponse(docs)


def _asset_version() -> str:
    digest = hashlib.sha256()
    for path in sorted(_STATIC.glob("chat.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def _add_operations(app: FastAPI, desk: Desk) -> None:
    @app.get("/healthz", tags=["operations"])
    def healthz() -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["operations"])
    def readyz() -> dict[str, str]:
        """The database answers and a model is loaded. 503 otherwise."""
        with desk.database.read() as session:
            metrics.render(session, desk.clock())
        return {"status": "ready", "model": desk.brain.model.version}

    @app.get("/metrics", tags=["operations"], response_class=PlainTextResponse)
    def prometheus() -> Response:
        """Metrics in the Prometheus text format."""
        with desk.database.read() as session:
            return Response(metrics.render(session, desk.clock()), media_type="text/plain; version=0.0.4")


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fields = ", ".join(".".join(str(p) for p in e["loc"][1:]) for e in error.errors())
        too_long = any(e["type"] == "string_too_long" for e in error.errors())
        detail = "Tin nhắn dài quá. Anh/chị nhắn ngắn lại giúp." if too_long else f"Yêu cầu không hợp lệ: {fields}."
        return JSONResponse({"detail": detail}, status_code=422)

    @app.exception_handler(StarletteHTTPException)
    async def refused(_: Request, error: StarletteHTTPException) -> JSONResponse:
        # The framework's own words are English; those of our channels are for the person.
        detail = error.detail if not error.detail.isascii() else _REFUSALS.get(error.status_code, _REFUSALS[400])
        return JSONResponse({"detail": detail}, status_code=error.status_code, headers=error.headers)

    @app.exception_handler(DBAPIError)
    async def database_gone(_: Request, error: DBAPIError) -> JSONResponse:
        logger.error("the database does not answer: %s", type(error.orig).__name__)
        return JSONResponse({"detail": "Hệ thống đang bận. Anh/chị thử lại sau ít phút."}, status_code=503)


def _guard(settings: Settings) -> Callable[[Request, _Next], Awaitable[Response]]:
    ancestors = f"'self' {settings.embed_origins}".strip() if settings.embed_origins else "'none'"
    csp = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )

    async def guard(request: Request, call_next: _Next) -> Response:
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES or "transfer-encoding" in request.headers:
            detail = "Tin nhắn lớn quá. Anh/chị gửi ngắn lại giúp."
            response: Response = JSONResponse({"detail": detail}, status_code=413)
        else:
            response = await call_next(request)
        response.headers["Content-Security-Policy"] = _DOCS_CSP if request.url.path == "/docs" else csp
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if request.url.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return guard
