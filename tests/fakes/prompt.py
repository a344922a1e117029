"""An HTTP server that stops when it is told to, not when it next looks: a thousand tests wait for that."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn


class PromptServer(uvicorn.Server):
    """uvicorn's own looks ten times a second, and sleeps as long again while it stops.

    It is made in its loop, and leaves the process's signals alone.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop, self._told = asyncio.get_running_loop(), asyncio.Event()

    def stop(self) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self._told.set)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self.on_tick(0)  # answers have their date from it
        await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002  # closed with their servers
        for listening in self.servers:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110  # sets
                    await asyncio.sleep(0.005)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()
