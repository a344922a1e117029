"""Liveness and metrics, for the people who run the machine."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route


@dataclass(frozen=True, kw_only=True)
class Health:
    """What /healthz and /metrics answer."""

    exposition: Callable[[], str]  # the metrics, as Prometheus reads them
    status: Callable[[], Mapping[str, object]]
    trouble: Callable[[], Awaitable[str | None]]  # why nothing can be kept, or what stands still

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        return [Route("/healthz", self.healthz), Route("/metrics", self.metrics)]

    async def healthz(self, _request: Request) -> Response:
        """Whether what is said to the desk is kept and goes on, and how each platform is; 503 where not."""
        trouble = await self.trouble()
        told = {"ok": trouble is None, **({"trouble": trouble} if trouble else {}), **self.status()}
        return JSONResponse(told, status_code=503 if trouble else 200)

    async def metrics(self, _request: Request) -> Response:
        """Prometheus' text form."""
        text = await asyncio.to_thread(self.exposition)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")
