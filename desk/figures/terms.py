"""The words of questions about the figures: what is counted, by what, of whom, beside which days."""

from enum import StrEnum

from desk.clocks import ClockKind
from desk.people import Role
from desk.ticket import UNFINISHED, Status


class Measure(StrEnum):
    """What is asked for; each is a share with a numerator and a denominator."""

    COUNT = "count"
    LATE = "late"  # solved too late, of those due (S2-64)
    RATE = "rate"  # solved in time, of those due (S2-64)
    OPEN = "open"  # somebody still owes the work
    DONE = "done"  # nobody does
    FINISHED = "finished"  # solved in those days (S0-32), whenever it was reported
    SECOND = "second"  # 二次投诉 (S0-09)
    GROUP = "group"  # of so many households (S0-02)
    RESPOND = "respond"  # S0-28
    DISPATCH = "dispatch"  # S0-29
    ACCEPT = "accept"  # S2-11
    CONTACT = "contact"  # first contact: S0-30
    REVISIT = "revisit"  # S0-38
    HAPPY = "happy"  # with the result (S0-39)
    UNHAPPY = "unhappy"  # not
    MANNER = "manner"  # happy with the attitude (S0-39)
    UNGIVEN = "ungiven"  # nobody was made responsible yet (S0-29)
    UNTAKEN = "untaken"  # nobody has accepted it yet
    WAITING = "waiting"  # suspended now (S2-61)
    SILENT = "silent"  # nobody has said a word to whoever reported it (S2-111)
    UNVISITED = "unvisited"  # owed a follow-up that nobody made yet (S0-38)
    UNCONTACTED = "uncontacted"  # whom nobody has called yet (S0-30)
    DUE = "due"  # to be solved in those days (S0-32), and not done
    MEND = "mend"  # how long it took until it was solved, on average (S2-65)
    REACH = "reach"  # until the first contact
    REPLY = "reply"  # until the first word
    ASSIGN = "assign"  # until somebody was responsible
    TAKE = "take"  # from being asked to having accepted, of whoever has it now


PROMISES = {
    Measure.LATE: ClockKind.RESOLVE,
    Measure.RATE: ClockKind.RESOLVE,
    Measure.RESPOND: ClockKind.RESPOND,
    Measure.DISPATCH: ClockKind.DISPATCH,
    Measure.ACCEPT: ClockKind.ACCEPT,
    Measure.CONTACT: ClockKind.FIRST_CONTACT,
    Measure.REVISIT: ClockKind.REVISIT,
}
TIMES = {
    Measure.MEND: ClockKind.RESOLVE,
    Measure.REACH: ClockKind.FIRST_CONTACT,
    Measure.REPLY: ClockKind.RESPOND,
    Measure.ASSIGN: ClockKind.DISPATCH,
    Measure.TAKE: ClockKind.ACCEPT,
}
STARS = {Measure.HAPPY: "outcome", Measure.UNHAPPY: "outcome", Measure.MANNER: "attitude"}  # of a matter
STANDS: dict[Measure, frozenset[Status]] = {
    Measure.OPEN: UNFINISHED,
    Measure.UNGIVEN: frozenset({Status.OPEN}),
    Measure.UNTAKEN: frozenset({Status.OPEN, Status.DISPATCHED}),
    Measure.WAITING: frozenset({Status.WAITING}),
}
HANDED = (Measure.ACCEPT, Measure.TAKE)  # of what whoever was asked has accepted
ENDS = (Measure.DUE, Measure.FINISHED)  # whose days are those of the end, not of the report
OWED = {
    Measure.SILENT: ClockKind.RESPOND,
    Measure.UNVISITED: ClockKind.REVISIT,
    Measure.UNCONTACTED: ClockKind.FIRST_CONTACT,
}  # and not had yet
TIMELESS = frozenset({*STANDS, *OWED})  # of which it does not matter when they were reported
GOOD_HIGH = (
    *(one for one in PROMISES if one is not Measure.LATE),
    Measure.DONE,
    Measure.HAPPY,
    Measure.MANNER,
)


class By(StrEnum):
    """What is compared."""

    PERSON = "person"
    DEPARTMENT = "department"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    TOPIC = "topic"
    KIND = "kind"
    CATEGORY = "category"
    CLASS = "class"
    SOURCE = "source"
    SITE = "site"
    HOUR = "hour"
    WEEKDAY = "day_of_week"
    DATE = "date"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


SERIES = (By.WEEKDAY, By.DATE, By.WEEK, By.MONTH, By.QUARTER)  # whose lines stand in the order of time


class Against(StrEnum):
    """How far back the days lie that it is compared with (S1-07)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"  # as many months before as there are, up to the same day
    YEAR = "year"


SOURCES = ("room", "private", "staff", "phone", "visit", "letter", "government", "wechat")  # S0-25 … S0-27
TEAMS: dict[str, tuple[Role, ...]] = {
    "eng": (Role.ENGINEER, Role.ENGINEERING_LEAD),
    "sec": (Role.SECURITY,),
    "cle": (Role.CLEANER,),
    "gar": (Role.GARDENER,),
    "cus": (Role.CUSTOMER_OFFICER, Role.FRONT_DESK, Role.CS_LEAD),
}  # 工程部, 秩序部, 保洁部, 绿化部, 客服部
