"""归档 and 导出 bring a file to the manager who asks, in private, and the duty log says who got it."""

import base64
import io
import json
import secrets
import zipfile
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook

from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.web.platform import WebPlatform
from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.fakes.wecom.server import running_fake as running_wecom
from tests.journeys.conftest import MORNING
from tests.journeys.telegram_desk import MANAGER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.test_month import lived
from tests.journeys.visitor import Visitor
from tests.journeys.wecom_desk import LEAD, WecomDesk


def got(visitor: Visitor, who: str, *words: str) -> httpx.Response:
    """The file below the newest such message in somebody's private chat."""
    said = visitor.bot(who, "private", "📎", *words)
    return visitor.http.get(said.document["url"]) if said.document else httpx.Response(404)


def test_S0_41_the_archive_comes_as_a_file_to_the_head_who_asked_and_to_nobody_else(
    visitor: Visitor,
) -> None:
    """S0-41, S4-36, S4-30: asked for in the room, sent in private; who got it stands in the duty log."""
    lived(visitor)
    visitor.say("高明", "managers", "/归档 本月")
    visitor.settle()
    assert not any(one.document for one in visitor.sees("高明", "managers"))
    answer = got(visitor, "高明", "archive-2026-11.zip", "不要转发")
    assert answer.headers["content-disposition"] == 'attachment; filename="archive-2026-11.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"2026-11.xlsx", "journal.csv", "manifest.json"} <= set(archive.namelist())
    url = visitor.bot("高明", "private", "📎").document["url"]
    stranger = url.replace(f"person={visitor.people['高明']}", f"person={visitor.people['周婷']}")
    assert visitor.http.get(stranger).status_code == 403
    visitor.say("林芳", "private", "导出 2026-11 归档")
    assert got(visitor, "林芳", "archive-2026-11.zip").content == answer.content  # the same, not another
    visitor.say("林芳", "private", "值班记录")
    assert "发给 高明：archive-2026-11.zip" in visitor.bot("林芳", "private", "发给 高明").text
    visitor.say("唐总", "private", "值班记录")
    assert "发给 服务中心负责人：archive" in visitor.bot("唐总", "private", "📒").text


def test_S0_46_headquarters_may_have_figures_without_persons(visitor: Visitor) -> None:
    """S0-46, S0-47, S3-18: an export for headquarters names nobody; an archive is not for them."""
    lived(visitor)
    visitor.say("唐总", "private", "导出 2026-11 jsonl")
    rows = [json.loads(line) for line in got(visitor, "唐总", "export-2026-11.jsonl").text.splitlines()]
    assert any(row["table"] == "register" and row["topic"] == "照明" for row in rows)
    assert not any(name in json.dumps(rows, ensure_ascii=False) for name in ("周婷", "陈建国", "13"))
    visitor.say("唐总", "private", "导出 2026-11 归档")
    assert visitor.bot("唐总", "private", "只给客服负责人")
    for who, room in (("周婷", "private"), ("高明", "staff")):
        visitor.say(who, room, "/导出 2026-11")
        assert visitor.bot(who, room, "文件发给客服负责人")


def test_the_register_and_several_months_in_the_form_that_was_asked_for(visitor: Visitor) -> None:
    """S4-01, S2-27: 登记表 alone is one sheet; CSV comes packed; what is no month is told so."""
    lived(visitor)
    visitor.say("林芳", "private", "导出 本月 登记表")
    book = load_workbook(io.BytesIO(got(visitor, "林芳", "register-2026-11.xlsx").content))
    assert book.sheetnames == ["登记表"]
    assert book["登记表"].max_row == 2
    visitor.say("林芳", "private", "导出 2026-10..2026-11 csv")
    with zipfile.ZipFile(io.BytesIO(got(visitor, "林芳", "export-2026-10_2026-11.zip").content)) as packed:
        assert len(packed.namelist()) == 4
    for words, told in (
        ("2027-03", "还没到"),
        ("春天", "没看懂「春天」"),
        ("2020-01..2026-10", "最多 24 个月"),
    ):
        visitor.say("林芳", "private", f"/导出 {words}")
        assert visitor.bot("林芳", "private", told)


def test_S4_28_a_head_finds_nothing_in_files_of_what_is_said_of_them(visitor: Visitor) -> None:
    """S4-28: an export is without it, an archive is for another to fetch; the other head has both."""
    visitor.say("赵敏", "private", "投诉客服负责人林芳，服务态度恶劣，辱骂业主")
    if not visitor.tickets():
        visitor.tap("赵敏", visitor.card("赵敏", "private"), "请登记")
    for who, rows in (("林芳", 1), ("高明", 2)):
        visitor.say(who, "private", "导出 本月 登记表")
        book = load_workbook(io.BytesIO(got(visitor, who, "register-2026-11.xlsx").content))
        assert book["登记表"].max_row == rows
    visitor.say("林芳", "private", "导出 本月 归档")
    assert visitor.bot("林芳", "private", "请系统管理员在服务器上取").document is None
    visitor.say("高明", "private", "导出 本月 归档")
    with zipfile.ZipFile(io.BytesIO(got(visitor, "高明", "sealed）不从聊天里发").content)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("sealed")]


def test_what_is_larger_than_the_chat_takes_is_told_with_what_to_do(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(visitor)
    head, _, small = picture().partition(",")
    large = base64.b64encode(base64.b64decode(small) + secrets.token_bytes(90_000)).decode()
    visitor.say("刘洋", "residents", LINE, photos=[f"{head},{large}"])
    visitor.settle()
    monkeypatch.setattr(WebPlatform, "abilities", replace(WebPlatform.abilities, document=50_000))
    visitor.say("高明", "private", "/归档 本月")
    with zipfile.ZipFile(io.BytesIO(got(visitor, "高明", "照片太大放不下").content)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("photos")]
    for most, told in ((1_000, "请按月分开要"), (0, "这里发不了文件")):
        monkeypatch.setattr(WebPlatform, "abilities", replace(WebPlatform.abilities, document=most))
        visitor.say("高明", "private", "/导出 2026-11")
        said = visitor.bot("高明", "private", told)
        assert said.document is None
    visitor.say("高明", "private", "值班记录")
    assert not [one for one in visitor.bots("高明", "private") if "发给 高明：export" in one.text]


def test_the_file_on_telegram(data: Path, reader: Reader) -> None:
    """sendDocument, with the words below it."""
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.say(desk.residents, RESIDENT, LINE)
            desk.settle()
            telegram.say(MANAGER, MANAGER, "/导出 本月")
            desk.settle()
            said = telegram.wait_message(MANAGER, "export-2026-11.xlsx")
            document = said.raw["document"]
            assert document["file_name"] == "export-2026-11.xlsx"
            content = telegram.download(document["file_id"])
            assert load_workbook(io.BytesIO(content)).sheetnames[0] == "登记表"
            assert len(content) < TelegramPlatform.abilities.document


def test_a_file_that_is_tried_again_stands_in_the_duty_log_once(data: Path, reader: Reader) -> None:
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.fail_next("sendDocument", "429", times=2, seconds=1)
            telegram.say(MANAGER, MANAGER, "/导出 本月")
            desk.settle()
            telegram.wait_message(MANAGER, "export-2026-11.xlsx")
            assert len(telegram.calls("sendDocument")) == 3
            telegram.say(MANAGER, MANAGER, "值班记录")
            desk.settle()
            log = telegram.wait_message(MANAGER, "📒").text
            assert log.count("export-2026-11.xlsx") == 1


def test_the_file_on_wecom(data: Path, reader: Reader) -> None:
    """Uploaded as media of type file, sent as a file message, and the words after it (path 90253, 90236)."""
    with running_wecom() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING) as desk:
            wecom.say(LEAD, "导出 本月 登记表")
            desk.settle()
            kinds = [one.msgtype for one in wecom.messages_to(LEAD)]
            assert "file" in kinds
            assert "register-2026-11.xlsx" in wecom.messages_to(LEAD)[-1].text
