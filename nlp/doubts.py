"""What is known of a text beside its scores: hardly a word of ours, nothing named, too grave to wait."""

from desk.reading import Category, Intent, Urgency
from nlp.features import SEEN
from nlp.judge import Matter, Verdict
from nlp.lexicon import Kind
from nlp.looking import Look

_LONG = 60  # characters in which a report has a word that we know: 98 of 100 as long have
_MEANT, _FEARED = 0.7, 0.2  # chances of a report, of an emergency: chit-chat that sounds grave has neither


def strange(seen: Look) -> bool:
    """Whether a long text has hardly a word that we know: a page in another language, a key held down.

    All long texts that were learned from are of the trade, so its length alone would make a report of it.
    """
    length = min(len(seen.folded.text), SEEN)
    return length >= _LONG and len(seen.hits) * _LONG < length


def nameless(seen: Look, about: Matter) -> bool:
    """Whether places and persons alone make a lift or an emergency of it: 我一个人在家，3栋1单元302."""
    named = {Kind.THING, Kind.FAULT, Kind.ALARM, Kind.SIGN} & seen.kinds
    return not named and (about.category is Category.EMERGENCIES or about.topic == "电梯")


def acute(judged: Verdict, about: Matter) -> bool:
    """Whether a report is of something that cannot wait, and may be meant as one."""
    grave = about.category is Category.EMERGENCIES or about.urgency is Urgency.URGENT
    meant = judged.leaned >= _MEANT or judged.emergency >= _FEARED
    return grave and meant and judged.intent is Intent.REPORT
