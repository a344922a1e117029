"""From which chances on something is done about a message."""

from dataclasses import dataclass

from desk.reading import Category, Class, Intent, Urgency
from nlp.judge import Matter, Verdict

_MAYBE_OURS = 0.3  # a chance that chit-chat seldom has
_LESS = 5  # so many times less of an emergency is enough then
_ESSENTIAL = 0.6  # where water, power, the lift … are out: missed, it costs a resident the evening
_FEES = 0.7  # of what costs money, as of class 1 (many together, the press, a lawyer) chit-chat seldom is
_WEIGHTY = {Class.ONE: 0.7, Class.TWO: 0.9, Class.THREE: 1.0}


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """From which chance of a report on a message is opened, or shown to staff; per room.

    `ask`: that chance leans to what is of the compound (`Verdict.leaned`); where an essential service is out
    0.6 of the limit is enough, 0.7 where it is about money or of class 1, and 0.9 of class 2. What is rather
    a report than anything else is asked about too where it is of the compound with that chance.
    `alarm`: from which chance of an emergency on staff are asked however unsure the rest is; a lower one and
    that of a report add up, each as its share of its limit; a fifth is enough where it may be of
    the compound.
    """

    open: float = 0.94
    ask: float = 0.96
    alarm: float = 0.5

    def alarms(self, judged: Verdict) -> bool:
        """Whether it may be an emergency, by its own chance and by that of a report or of whose it is."""
        if judged.ours >= _MAYBE_OURS and judged.emergency >= self.alarm / _LESS:
            return True
        return judged.leaned * self.alarm + judged.emergency * self.ask >= self.ask * self.alarm

    def asks(self, judged: Verdict, share: float) -> bool:
        """Whether staff are asked of what is no emergency; `share` of the limit is enough."""
        surely_ours = judged.intent is Intent.REPORT and judged.ours >= self.ask
        return surely_ours or judged.leaned >= self.ask * share


def share_of(about: Matter) -> float:
    """Of the limit from which staff are asked: how much is enough for a report of this matter."""
    essential = _ESSENTIAL if about.urgency is Urgency.SOON else 1.0
    return min(essential, _FEES if about.category is Category.FEES else 1.0, _WEIGHTY[about.class_])
