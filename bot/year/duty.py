"""The duty log of the made-up year's last weeks: what the officer on duty wrote every evening."""

import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.notices import Notice, Who
from desk.people import Role, Site
from storage.unit_of_work import UnitOfWork

_DAYS = 60
_HOUR = 21
_SAID = (
    "巡查两遍，消防通道畅通，监控正常",
    "3栋电梯异响，已联系维保，明早到场",
    "地下车库积水已排干，水泵试运行正常",
    "夜间装修投诉一起，已劝停并登记",
    "东门道闸失灵，改为人工放行，已报修",
    "水箱水位正常，配电房温度 26 度",
    "无异常，已与夜班交接钥匙和对讲机",
)


def guard(uow: UnitOfWork, site: Site, now: datetime) -> None:
    """A line for each of the last days, by the officers in turn."""
    officers = [one for one in uow.people.staff(site.id) if one.role is Role.CUSTOMER_OFFICER]
    today = now.astimezone(ZoneInfo(site.timezone)).replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    turns = zip(range(_DAYS, 0, -1), itertools.cycle(officers), itertools.cycle(_SAID), strict=False)
    for ago, officer, words in turns:
        note = Notice("dutylog.note", {"by": Who(officer.id), "words": words})
        uow.duty_log.add(site.id, today - timedelta(days=ago), note)
