"""The fake Telegram as a process: prints one JSON line with its addresses, serves until a signal."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[3])
if sys.path[0] != ROOT:
    sys.path[0] = ROOT  # run as a file: this folder's modules must not hide installed ones

from tests.fakes.serving import listen, serve, url_of  # noqa: E402  # after the path is set
from tests.fakes.telegram.server import TOKEN, FakeApp  # noqa: E402  # likewise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-limits", action="store_true", help="no flood control")
    options = parser.parse_args()
    sock = listen(options.port)
    app = FakeApp(options.token)
    app.world.flood.on = not options.no_limits
    url = url_of(sock)
    ready = {"url": url, "token": options.token, "base_url": f"{url}/bot", "base_file_url": f"{url}/file/bot"}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    asyncio.run(serve(app, sock))


if __name__ == "__main__":
    main()
