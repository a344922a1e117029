"""What a question asks for: by its words, or by what it asks it of."""

from desk.figures.bounds import Unit
from desk.figures.terms import PROMISES, SERIES, By, Measure
from nlp.asked_heard import NARROW, Heard


def measure_of(told: Heard) -> Measure | None:
    """多少 and 最差 ask for something only where nothing else does; 修好了 only with one of these."""
    values = told.values
    vague = values.get("vague")
    if vague == Measure.RATE and not told.by:
        vague = None  # 最好今天处理完
    if told.bound and told.bound.bound.unit is Unit.PERCENT:
        vague = Measure.RATE  # 哪些楼没到95%: what is told in percent is what is in time
    several = told.where.buildings[1:] or any(
        told.several[sort][1:] for sort in ("topic", "shift", "hours", "source")
    )
    if told.says("order") and (told.says("by") or several):
        vague = vague or Measure.COUNT  # 3栋和5栋哪个投诉多
    if told.says("exist") and (told.dated or told.placed or told.says("state", "measure", "kind", "hours")):
        vague = vague or Measure.COUNT  # 昨天有没有漏水
    waiting = values.get("state") if told.waited else None  # 超过三天没修
    named = values.get("measure") or waiting or (vague and values.get("state")) or vague
    if named == Measure.LATE and values.get("state") in PROMISES:
        named = values["state"]  # late revisits
    if named:
        return Measure(named)
    return Measure.COUNT if _told(told) else None


def _told(told: Heard) -> bool:
    """Whether figures are asked for without a word that says so: 本月投诉, 投诉趋势, 3栋最近怎么样."""
    came = told.says("source") and (told.dated or told.says("topic", "asking"))  # 微信来的漏水
    if came or (told.says("kind", "category", "class") and _narrows(told)):
        return True
    if told.dated and (told.says("shift") or told.floors):
        return True  # after hours tickets this week
    if told.spans[1:] or (told.long and told.by is By.TOPIC):
        return True
    narrow = told.says("kind", "category", "class")
    if told.says("hint") and (told.dated or narrow or told.says("topic") or told.placed):
        return True
    if told.says("topic") and (told.long or told.by in SERIES):
        return True
    by = told.values.get("by")
    return by in (By.KIND, By.CATEGORY, By.CLASS, By.SOURCE) or (told.long and by in SERIES)


def says_little(told: Heard) -> bool:
    """谁最好 and 昨天多少 ask for something; 谁最好看 and 昨天多少表扬 for something else."""
    if told.says("measure", "state"):
        return False
    return told.values.get("vague") == Measure.RATE or not told.says(*NARROW, "by", "loosely", "weekend")


def _narrows(told: Heard) -> bool:
    """5座12楼有没有投诉, 夜间噪音投诉, 10楼以上的投诉."""
    floors = told.floors
    some = floors is not None and floors.first != floors.last
    when = told.dated or told.says("hours", "shift", "weekend") or told.clock or told.weekdays
    compared = told.says("by") or told.by in SERIES
    return bool(when or some or compared or (told.placed and told.says("asking", "exist")))
