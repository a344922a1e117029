"""A browser on a cheap phone, which shows a page of ours and taps on it; a desk whose officer has only it."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from nlp.reader import Reader
from tests.fakes.serving import PLAIN
from tests.fakes.wecom.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.wecom_desk import OFFICER, Setup, WecomDesk


@contextmanager
def paged(data: Path, reader: Reader) -> Iterator[WecomDesk]:
    """The officer reads through the WeChat plugin."""
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING, setup=Setup(pages=True)) as running:
            wecom.change_member(OFFICER, plugin=True)
            wecom.say(OFFICER, "文字")
            running.settle()
            yield running


class Phone:
    """A browser that shows a page and taps on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.open()

    def open(self) -> None:
        self._shown(httpx.get(self.url, **PLAIN))

    def _shown(self, answer: httpx.Response) -> None:
        self.status, self.headers, self.source = answer.status_code, answer.headers, answer.text
        words = re.sub(r"<[^>]+>", "\n", self.source)
        self.text = html.unescape(words)

    @property
    def forms(self) -> dict[str, dict[str, str]]:
        """The fields of each form, by its button's words."""
        found = re.findall(
            r'<form.*?name="once" value="([^"]+)"><button name="act" value="([^"]+)">(.*?)</button>',
            self.source,
            re.DOTALL,
        )
        return {label: {"once": once, "act": html.unescape(act)} for once, act, label in found}

    def tap(self, label: str, **more: str) -> None:
        (fields,) = [one for words, one in self.forms.items() if label in words]
        self.post(fields | more)

    def post(self, fields: dict[str, Any]) -> None:
        self._shown(httpx.post(self.url, data=fields, **PLAIN))


def newest(desk: WecomDesk, member: str = OFFICER) -> Phone:
    """The page of the newest card of a member that leads to one."""
    desk.settle()
    cards = [one for one in desk.wecom.messages_to(member) if one.msgtype == "textcard"]
    assert cards, [one.text for one in desk.wecom.messages_to(member)]
    return Phone(str(cards[-1].raw["url"]))
