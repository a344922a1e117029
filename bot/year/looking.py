"""How the made-up site looks at itself: actions against each month's causes, spot checks, two surveys.

Everything by the desk's own rules; which heads and owners do what is made up.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.year.stage import Stage
from desk import remedies, spot_checks, surveys
from desk.figures.period import Period
from desk.figures.tally import Tally
from desk.people import Person, Role
from desk.remedies import GIVEN, Remedy
from desk.routing import DEPARTMENT
from desk.spot_checks import SpotCheck
from desk.surveys import Ballot, Survey
from handlers.figures import span_of

_SEED = 20261122
_DONE = {
    "电梯": "请维保单位全面保养门机，易损件备货，每周巡检一次",
    "照明": "楼道灯分批换成声控 LED，保洁巡楼时顺带报坏灯",
    "渗漏": "雨季前查完顶楼和外墙，漏点集中修补",
    "门禁": "换掉老旧读卡器，单元门每周试一次",
    "保洁": "垃圾清运改为一天两次，主管每天拍照检查",
    "物业费": "账单附明细，收费前一周先公示",
    "供暖": "供暖前逐户试水放气",
    "排水": "每月疏通一次主管道，汛前清掏雨水井",
}
_ELSE = "部门例会分析原因，明确责任人，每周检查一次"
_REMARKS = ("维修来得快", "地库灯太暗", "电梯老坏，希望大修", "保洁比去年好", "停车太难")
_ASKED, _SAID = 400, 60  # residents of whom so many percent answer
_RIGHT = 94  # percent of what a spot check looks at
_STARS = {False: (1, 2, 5, 10, 6), True: (1, 1, 2, 11, 10)}  # how often each, before and after a survey


def looking(stage: Stage, first: Period, zone: ZoneInfo, until: datetime) -> Iterator[datetime]:
    """Begins when the first month's spot checks are drawn; each step says when the next one comes.

    What people would do after `until` they have not done.
    """
    rng = random.Random(_SEED)  # noqa: S311  # for a story, not for secrets
    rules = stage.rules.improve
    for ahead in count():
        month, after = first.plus(ahead), first.plus(ahead + 1)
        _checked(stage, rng, month, draw_at(stage, month, zone), until)
        counted = after.begins(zone) + timedelta(hours=9, minutes=6)
        yield counted
        _acted(stage, rng, month, counted, until)
        if month.month in rules.survey_months:
            _surveyed(stage, rng, month, until)
        yield draw_at(stage, after, zone)


def draw_at(stage: Stage, month: Period, zone: ZoneInfo) -> datetime:
    """When a month's spot checks are drawn (S0-45)."""
    return month.begins(zone) + timedelta(days=stage.rules.improve.checks_day - 1, hours=10, minutes=7)


def _checked(stage: Stage, rng: random.Random, month: Period, now: datetime, until: datetime) -> None:
    uow, site = stage.tools.uow, stage.site
    finished = uow.figures.finished(site.id, month.begins(ZoneInfo(site.timezone)), now)
    seed = f"{site.id}/{month}/{len(finished)}/{now.isoformat(timespec='seconds')}"
    for key in spot_checks.drawn(finished, stage.rules.improve.checks, seed):
        drawn = SpotCheck(site=site.id, month=str(month), ticket=key, seed=seed, drawn_at=now)
        answers = {item: rng.randrange(100) < _RIGHT for item in spot_checks.ITEMS}
        at = now + timedelta(hours=rng.randint(3, 60))
        kept = replace(drawn, id=uow.spot_checks.add(drawn))
        if at < until:
            by = _checker(stage, key).id
            uow.spot_checks.save(replace(kept, answers=answers, checked_by=by, checked_at=at))
    uow.seen.set_mark(f"spot-drawn {site.id}", str(month))


def _checker(stage: Stage, key: int) -> Person:
    """A head who had no hand in it."""
    uow = stage.tools.uow
    ticket = uow.tickets.seen(key)
    hands = spot_checks.handled(ticket, uow.journal.of(key)) if ticket else frozenset()
    lead, manager = (_of(stage, role) for role in (Role.CS_LEAD, Role.CENTRE_MANAGER))
    return manager if lead.id in hands else lead


def _acted(stage: Stage, rng: random.Random, month: Period, now: datetime, until: datetime) -> None:
    """What the month's numbers judge, and what its causes ask for (S0-42, S2-65)."""
    uow, site, head = stage.tools.uow, stage.site, _of(stage, Role.CENTRE_MANAGER)
    tally, before = (_tally(stage, one, now) for one in (month, month.plus(-1)))
    counts = {line.key: line.count for line in tally.ranked("topic")}
    for old in uow.remedies.live(site.id):
        if old.state in GIVEN and old.cause != remedies.SURVEY:
            seen = remedies.judged(old, str(month), counts.get(old.cause, 0))
            uow.remedies.save(remedies.close(seen, head.id, now) if seen.helped else seen)
    running = {one.cause for one in uow.remedies.live(site.id)}
    for cause in remedies.causes(tally, before, stage.rules.improve):
        if cause.topic not in running:
            drawn = Remedy(
                site=site.id,
                month=str(month),
                cause=cause.topic,
                tickets=cause.tickets,
                growth=cause.growth,
            )
            uow.remedies.save(_taken(stage, rng, uow.remedies.add(drawn), now, until))
    uow.seen.set_mark(f"remedies-told {site.id}", str(month))


def _taken(stage: Stage, rng: random.Random, proposed: Remedy, now: datetime, until: datetime) -> Remedy:
    """Most are given to the department, which says what it has done before the date."""
    head = _of(stage, Role.CENTRE_MANAGER)
    if rng.randrange(100) >= 75:  # noqa: PLR2004  # percent
        return remedies.decline(proposed, head.id)
    department = DEPARTMENT.get(proposed.cause)
    owner = _of(stage, Role.ENGINEERING_LEAD if department is Role.ENGINEER else Role.CS_LEAD)
    given = remedies.give(proposed, owner, (now + timedelta(days=stage.rules.improve.days)).date(), head.id)
    said = now + timedelta(days=rng.randint(6, 12), hours=rng.randint(0, 8))
    return given if said >= until else remedies.report(given, _DONE.get(proposed.cause, _ELSE), said)


def _of(stage: Stage, role: Role) -> Person:
    """The first of that role: whom the stage would choose by lot changes its story."""
    return next(one for one in stage.staff if one.role is role)


def _tally(stage: Stage, month: Period, now: datetime) -> Tally:
    zone = ZoneInfo(stage.site.timezone)
    span = (month.begins(zone), month.ends(zone))
    return span_of(stage.tools.uow, stage.site, span, now, rule=stage.rules.matters)


def _surveyed(stage: Stage, rng: random.Random, month: Period, until: datetime) -> None:
    """意见征询 (S2-125), with the result that it had at its end."""
    uow, rules, zone = stage.tools.uow, stage.rules.improve, ZoneInfo(stage.site.timezone)
    begun = month.begins(zone) + timedelta(days=rules.survey_day - 1, hours=10, minutes=17)
    survey = Survey(
        site=stage.site.id,
        name=str(month),
        started_at=begun,
        ends_at=begun + timedelta(days=rules.survey_days),
        unreached=len(stage.residents) - _ASKED,
    )
    better = uow.surveys.latest(stage.site.id) is not None
    key = uow.surveys.add(survey)
    for person in rng.sample(stage.residents, _ASKED):
        said = rng.randrange(100) < _SAID
        scores = {item: rng.choices(range(1, 6), _STARS[better])[0] for item in surveys.ITEMS if said}
        words = rng.choice(_REMARKS) if said and rng.randrange(20) == 0 else None
        uow.surveys.keep(Ballot(survey=key, person=person.id, scores=scores, words=words))
    uow.surveys.reminded(key, begun + timedelta(days=rules.survey_days // 2))
    uow.surveys.close(key, survey.ends_at)
    _answered(stage, uow.surveys.ballots(key), survey, until)


def _answered(stage: Stage, ballots: list[Ballot], survey: Survey, until: datetime) -> None:
    """Below the target something is done; the next that reaches it ends that."""
    uow, head, lead = stage.tools.uow, _of(stage, Role.CENTRE_MANAGER), _of(stage, Role.CS_LEAD)
    short = surveys.below(ballots, stage.rules.improve.survey_target)
    live = [one for one in uow.remedies.live(stage.site.id) if one.cause == remedies.SURVEY]
    if short is None:
        for one in live:
            uow.remedies.save(remedies.close(one, head.id, survey.ends_at))
    elif not live:
        month = survey.name
        drawn = Remedy(site=stage.site.id, month=month, cause=remedies.SURVEY, tickets=short)
        due = (survey.ends_at + timedelta(days=stage.rules.improve.days)).date()
        given = remedies.give(uow.remedies.add(drawn), lead, due, head.id)
        said = survey.ends_at + timedelta(days=9)
        uow.remedies.save(given if said >= until else remedies.report(given, _ELSE, said))
