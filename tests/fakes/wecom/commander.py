"""The wire to the fake's side door, and the verbs of trouble and looking that hold for every surface."""

import base64
import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx

from tests.fakes.serving import PLAIN
from tests.fakes.telegram.client import wait_until


class Commander:
    """Each method is one control verb; a wish that cannot be is a ValueError with the reason."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, **PLAIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def do(self, verb: str, **wishes: Any) -> Any:
        """Any verb by name."""
        body = self.http.post(f"/control/{verb}", json=wishes).json()
        if "error" in body:
            raise ValueError(body["error"])
        return body["result"]

    def reset(self) -> None:
        """A fresh world with new keys: no people, no calls, everything as at the start."""
        self.do("reset")

    # trouble

    def fail_next(self, api: str, how: int | str, times: int = 1, **more: Any) -> None:
        """The next `times` calls of an API ("message/send"; "*": any) go wrong.

        how: an errcode as int; or 500, 502, 503, 504, html (HTTP 200, no JSON), hang, reset, each but the
        errcode also with -after-apply. more: to= (only calls for this user, robot key, chatid or
        roomid), seconds= (a hang's length, then the connection is cut).
        """
        self.do("fail_next", api=api, how=how, times=times, **more)

    def clear_faults(self) -> None:
        self.do("clear_faults")

    def limits(self, *, on: bool = True) -> None:
        """Limits on how often: on or off, all counters at zero."""
        self.do("limits", on=on)

    def expire_token(self, how: str = "expired", **app: int) -> None:
        """The app's access token ends now: expired (then 42001) or revoked (then 40014)."""
        self.do("expire_token", how=how, **app)

    def settings(self, **changes: float) -> None:
        """In seconds: shift (of WeCom's clock), latency, token_lifetime, verify_within (URL check: 1),
        answer_within (callbacks: 5), pause (before a callback comes again), poll_pause (aibot streams).

        resign: a callback that comes again is signed anew (else the same bytes). kf_page: entries in a page.
        kf_repeat: errcode for a msgid sent twice (0: accepted, not delivered again). kf_late_verdict: too
        many or too late is told by msg_send_fail instead of 95001, 95002. tokenless_per_minute: sync_msg.
        """
        self.do("settings", **changes)

    # callbacks

    def set_callback(self, url: str, to: str | None = None) -> None:
        """Where the app (or the aibot `to`) wants its callbacks; the console would ask verify_url first."""
        self.do("set_callback", url=url, **_for(to))

    def verify_url(self, url: str | None = None, to: str | None = None) -> dict[str, Any]:
        """The URL check with echostr: ok, status, body, seconds."""
        return dict(self.do("verify_url", url=url, **_for(to)))

    def seal(self, content: str, to: str | None = None, **wrong: Any) -> dict[str, str]:
        """A callback ready to be posted by the test: url, body. wrong: as in post()."""
        return dict(self.do("seal", content=content, **_for(to), **wrong))

    def post(self, content: str, to: str | None = None, **wrong: Any) -> dict[str, Any]:
        """Posts any content (XML or JSON) once and waits: status (0: no answer), body, seconds.

        wrong: receiveid= (another inside), age= (signed so many seconds ago), spoil= (signature,
        no-signature, token, key; timestamp, nonce, ciphertext: changed after signing).
        """
        return dict(self.do("post", content=content, **_for(to), **wrong))

    def replay(self, delivery: int | None = None, **wrong: Any) -> dict[str, Any]:
        """Posts a delivery (by default the newest) once more: the same bytes, or with resign=True or any
        `wrong` of post() sealed anew.
        """
        return dict(self.do("replay", delivery=delivery, **wrong))

    def hold(self) -> None:
        """From now on callbacks wait for release()."""
        self.do("hold")

    def release(self, order: str | list[int] = "same", *, at_once: bool = False) -> list[int]:
        """Held callbacks go: same, reversed, or these delivery numbers in this order (twice: twice)."""
        return list(self.do("release", order=order, at_once=at_once))

    def deliveries(self) -> list[dict[str, Any]]:
        """Every callback: id, to, content (inside the envelope), attempts, settled, accepted."""
        return list(self.do("deliveries"))

    def wait_settled(self) -> None:
        """Until no callback is on its way any more."""
        wait_until(lambda: self.status()["unsettled"] == 0, what="all callbacks settled")

    # looking

    def calls(self, api: str | None = None) -> list[dict[str, Any]]:
        """Every API call: at, api, params, status (0: cut off), errcode, errmsg."""
        return list(self.do("calls", api=api))

    def dropped(self) -> list[dict[str, Any]]:
        """App and appchat messages thrown away in silence for their number: to, msgtype, content."""
        return list(self.do("dropped"))

    def status(self) -> dict[str, int]:
        """calls, deliveries, unsettled."""
        return dict(self.do("status"))

    def add_media(self, content: bytes, kind: str = "image", name: str = "photo.jpg") -> str:
        return str(self.do("add_media", kind=kind, content=coded(content), name=name))

    def download(self, media_id: str) -> bytes:
        return base64.b64decode(self.do("download", media_id=media_id))


def _for(to: str | None) -> dict[str, str]:
    return {} if to is None else {"to": to}


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def coded_wish(wish: dict[str, Any]) -> dict[str, Any]:
    """A wish whose pictures and files are base64."""
    made = dict(wish)
    if made.get("image"):
        made["image"] = coded(made["image"])
    if made.get("file"):
        made["file"] = {**made["file"], "content": coded(made["file"]["content"])}
    return made


@contextlib.contextmanager
def process(*arguments: str) -> Iterator[dict[str, Any]]:
    """The fake as a process of its own; what it prints when it is ready: url, corpid, agentid, keys."""
    main = Path(__file__).with_name("__main__.py")
    command = [sys.executable, str(main), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603  # our own file
        try:
            yield json.loads(running.stdout.readline() if running.stdout else "")
        finally:
            running.terminate()
