"""Liveness and metrics, for the people who run the machine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

Gauges = Callable[[], Mapping[str, float]]


@dataclass(frozen=True, kw_only=True)
class Health:
    """What /healthz and /metrics answer."""

    gauges: Gauges  # metric name with labels → value
    status: Callable[[], Mapping[str, object]]

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        return [Route("/healthz", self.healthz), Route("/metrics", self.metrics)]

    async def healthz(self, _request: Request) -> Response:
        """That the process lives, and how each platform is."""
        return JSONResponse({"ok": True, **self.status()})

    async def metrics(self, _request: Request) -> Response:
        """Prometheus' text form."""
        lines = [f"{name} {value}" for name, value in self.gauges().items()]
        return PlainTextResponse("\n".join([*lines, ""]), media_type="text/plain; version=0.0.4")
