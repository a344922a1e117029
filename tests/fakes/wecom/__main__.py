"""The fake WeCom as a process: prints one JSON line with its address and keys, serves until a signal."""

import argparse
import asyncio
import json
import socket
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[3])
if sys.path[0] != ROOT:
    sys.path[0] = ROOT  # run as a file: this folder's modules must not hide installed ones

from tests.fakes.serving import listen, serve, url_of  # noqa: E402  # after the path is set
from tests.fakes.wecom.control import credentials  # noqa: E402  # likewise
from tests.fakes.wecom.server import FakeApp  # noqa: E402  # likewise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--no-limits", action="store_true", help="no limits on how often")
    options = parser.parse_args()
    sock = listen(options.port)
    asyncio.run(_run(sock, limits=not options.no_limits))


async def _run(sock: socket.socket, *, limits: bool) -> None:
    app = FakeApp(url_of(sock))
    app.world.rates.on = limits
    sys.stdout.write(json.dumps({"url": app.world.url} | credentials(app.world)) + "\n")
    sys.stdout.flush()
    await serve(app, sock)


if __name__ == "__main__":
    main()
