"""Text in, Reading out."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from math import inf
from operator import add, ge
from typing import NamedTuple

from desk.reading import Action, Class, Intent, Reading
from nlp import lexicon, weights
from nlp.again import again
from nlp.areas import with_words
from nlp.bare import bare
from nlp.clauses import clauses
from nlp.doubts import acute, nameless, strange
from nlp.drowned import dangers, emergency, grave, risen, runs, sentences
from nlp.features import SEEN
from nlp.flooded import flooded
from nlp.fold import fold
from nlp.judge import Matter, Verdict, matter, verdict
from nlp.jury import HEARD
from nlp.lexicon import Hit, Kind, Lexicon, LexiconError
from nlp.looking import Look, cut, look
from nlp.moments import wish_of
from nlp.perils import perils, told
from nlp.places import place_of
from nlp.preamble import rest, surer
from nlp.priors import with_priors
from nlp.quoted import said
from nlp.reasons import reasons, triggers
from nlp.senses import senses, thesaurus
from nlp.terse import SURE, cry, stated
from nlp.thresholds import Thresholds, share_of
from nlp.told import accused_of, money_of, people_of, phone_of
from nlp.trapped import shut_in, trapped
from nlp.weights import Stage, Weights
from nlp.words import Words

__all__ = ["LexiconError", "Reader", "Thresholds"]


class _Seen(NamedTuple):
    look: Look
    words: list[str]
    blocks: tuple[set[str], set[str], set[str]]


class Reader:
    """Reads messages; nothing in it changes, so threads may share it."""

    def __init__(self, lexicon_: Lexicon, words: Words, weights_: Weights, thresholds: Thresholds) -> None:
        self._lexicon = lexicon_
        self._words = words
        self._weights = weights_
        self._thresholds = thresholds
        self._trade = frozenset(
            spelling
            for entry in lexicon_.entries
            if entry.kind in (Kind.THING, Kind.FAULT, Kind.ALARM)
            for spelling in entry.spellings
        )
        self._new = any(entry.name not in weights_.learned for entry in lexicon_.entries)
        hopeless = weights_.facts["hopeless"]
        thesaurus()  # now, that no message waits for it
        self._limits = [hopeless.get(output, inf) for output in weights_.first.outputs]
        self._emergency = weights_.first.outputs.index("emergency")
        chat = Reading(intent=Intent.CHAT, action=Action.SILENT, confidence=hopeless["sure"])
        statuses = {entry.status for entry in lexicon_.entries}
        self._hopeless = {status: replace(chat, status=status) for status in (None, *statuses)}

    @classmethod
    def load(
        cls,
        site_words: Iterable[str] = (),
        thresholds: Thresholds | None = None,
        learned: Weights | None = None,
    ) -> "Reader":
        """A reader that also knows `site_words` (names of buildings and shops).

        `learned`: weights that `nlp.learn` made for this site. Raises `LexiconError`.
        """
        known = weights.load() if learned is None else learned
        return cls(lexicon.load(), Words(site_words), known, thresholds or Thresholds())

    @property
    def lexicon(self) -> Lexicon:
        """The trade's words that it knows."""
        return self._lexicon

    def at(self, thresholds: Thresholds) -> "Reader":
        """The same reader for a room with other thresholds; shares all that is big, and costs nothing."""
        other = copy(self)
        other._thresholds = thresholds  # noqa: SLF001  # of its own class
        return other

    def read(self, text: str, now: datetime) -> Reading:
        """What is understood of any string at `now` (aware, in the site's zone); never raises."""
        first = look(said(text), self._lexicon)
        if bare(first.folded.text, first.hits):
            return _nothing_but(first)
        reading = self._weighed(first, now)
        if reading.action is not Action.OPEN:
            reading = cry(first) or reading
        if reading.action is not Action.OPEN and (matter_of := rest(first.folded)):
            reading = surer(reading, self._weighed(look(matter_of, self._lexicon), now))
        reading = flooded(first.folded.text, reading)
        if not emergency(reading):
            reading = trapped(first.folded.text, self._undrowned(reading, first, now))
        return perils(first.folded.text, reading)

    def _undrowned(self, whole: Reading, first: Look, now: datetime) -> Reading:
        """The whole, or the emergency that a sentence of it is by itself."""
        text, hits = first.folded.text, first.hits
        spans = sentences(text)
        if spans and len(text) > SEEN:
            hits = [*hits, *(hit._replace(start=hit.start + SEEN) for hit in self._lexicon.find(text[SEEN:]))]
        within = [(start, end, None) for start, end in runs(text, spans, hits)]
        for start, end, named in [*dangers(spans, hits), *within]:
            sentence = look(first.folded.written[start:end], self._lexicon)
            if self._partial(sentence)[self._emergency] < self._limits[self._emergency]:
                continue
            alone = self._weighed(sentence, now)
            if grave(alone, named=named):
                return risen(whole, alone)
        return whole

    def _weighed(self, first: Look, now: datetime) -> Reading:
        partial = self._partial(first)
        terse = stated(first)
        if not terse and not any(map(ge, partial, self._limits)):  # no words could make a report of it
            return self._hopeless[_status(first.hits)]
        words, companions = cut(first, self._words)
        seen = _Seen(first, words, (first.grams, first.concepts, companions))
        scores = map(add, partial, self._weights.first.blocks[-1].total(companions))
        judged = verdict(list(scores), self._weights, len(first.folded.text))
        if terse and judged.intent is not Intent.REPORT:
            judged = replace(judged, intent=Intent.REPORT, sure=SURE)
        return self._reading(seen, judged, now, terse=terse)

    def _partial(self, first: Look) -> list[float]:
        """The first stage's scores by characters and concepts alone."""
        stage = self._weights.first
        return self._with_new(stage.scores((first.grams, first.concepts)), first.hits, stage)

    def parts(self, text: str, now: datetime) -> Reading:
        """What an answer tells of a place, a time or a phone, though it is no matter by itself.

        A number alone is a room, a time alone a wish. It is a report only where it names a fault or a danger.
        """
        seen = look(text, self._lexicon)
        faulty = any(hit.entry.kind in (Kind.FAULT, Kind.ALARM) for hit in seen.hits)
        return Reading(
            intent=Intent.REPORT if faulty else Intent.CHAT,
            action=Action.SILENT,
            confidence=1.0,
            place=with_words(place_of(seen.folded.text, bare=True), seen),
            phone=phone_of(seen.folded),
            when=wish_of(fold(f"请{text[:_ANSWER]}上门"), now),
        )

    def alarming(self, text: str) -> bool:
        """Whether it names a danger or a sign of one, in words of ours and not by its score."""
        seen = look(text, self._lexicon)
        named = any(hit.entry.kind in (Kind.ALARM, Kind.SIGN) for hit in seen.hits)
        return named or told(seen.folded.text) or shut_in(seen.folded.text)

    def faulty(self, text: str) -> bool:
        """Whether it names a thing of the compound's and what is wrong, whatever is made of it."""
        return {Kind.THING, Kind.FAULT} <= {hit.entry.kind for hit in look(text, self._lexicon).hits}

    def _with_new(self, scores: list[float], hits: Sequence[Hit], stage: Stage) -> list[float]:
        """The scores with what lexicon entries add that nothing was learned of."""
        return with_priors(scores, hits, stage, self._weights.learned) if self._new else scores

    def _reading(self, seen: _Seen, judged: Verdict, now: datetime, *, terse: bool) -> Reading:
        report = judged.intent is Intent.REPORT
        if not report and self._action(judged) is Action.SILENT:
            return self._other(seen, judged, now)
        about = self._matter(seen)
        unsafe = acute(judged, about)
        share = 0.0 if terse else share_of(about) if report else 1.0
        doubtful = strange(seen.look) or nameless(seen.look, about)
        action = self._action(judged, unsafe=unsafe, share=share, doubtful=doubtful)
        reading = self._report(seen, judged, about, action, now)
        graver = (
            report and reading.triggers and action is Action.SILENT
        )  # what a clause names is not let pass
        return replace(reading, action=Action.ASK) if graver else reading

    def _matter(self, seen: _Seen) -> Matter:
        second = self._weights.second
        blocks = (*seen.blocks, senses(seen.look.folded.text[:SEEN]))
        scores = self._with_new(second.scores(blocks), seen.look.hits, second)

        def heard() -> list[list[float]]:
            return [second.scores(part, HEARD) for part in clauses(seen.look)]

        return matter(scores, self._weights, heard)

    def _action(
        self, judged: Verdict, *, unsafe: bool = False, share: float = 1.0, doubtful: bool = False
    ) -> Action:
        """`share`: of the limit from which staff are asked, that is enough; `doubtful` is not opened."""
        limits = self._thresholds
        if judged.report >= limits.open and not doubtful:
            return Action.OPEN
        alarms = unsafe or limits.alarms(judged)
        return Action.ASK if alarms or limits.asks(judged, share) else Action.SILENT

    def _other(self, seen: _Seen, judged: Verdict, now: datetime) -> Reading:
        """An enquiry, praise or chat."""
        folded, enquiry = seen.look.folded, judged.intent is Intent.ENQUIRY
        place = place_of(folded.text, bare=enquiry)
        return Reading(
            intent=judged.intent,
            action=Action.SILENT,
            confidence=judged.sure,
            place=with_words(place, seen.look),
            phone=phone_of(folded),
            when=wish_of(folded, now) if enquiry else None,
            status=_status(seen.look.hits),
            keywords=self._words.keywords(seen.words, self._trade),
        )

    def _report(self, seen: _Seen, judged: Verdict, about: Matter, action: Action, now: datetime) -> Reading:
        folded = seen.look.folded
        people, told = people_of(folded.text), again(folded.text)
        class_ = Class.TWO if told and about.class_ is Class.THREE else about.class_
        return Reading(
            intent=judged.intent,
            action=action,
            confidence=judged.sure,
            category=about.category,
            class_=class_,
            topic=about.topic,
            urgency=about.urgency,
            place=with_words(place_of(folded.text), seen.look),
            phone=phone_of(folded),
            people=people,
            when=wish_of(folded, now),
            accused=_accused(seen.look, about),
            money=money_of(folded),
            status=None if judged.intent is Intent.REPORT else _status(seen.look.hits),
            angry=_angry(seen.look),
            triggers=triggers(seen.look, class_, people, told),
            keywords=self._words.keywords(seen.words, self._trade),
            because=reasons(self._weights, seen.blocks, about),
        )


_ANSWER = 100  # characters of an answer in which a time is looked for
_LOUD = 3
_BLAME = ("S0-07", "S0-08")


def _of(seen: Look, kind: Kind) -> list[Hit]:
    return [hit for hit in seen.hits if hit[0].kind is kind] if kind in seen.kinds else []


def _status(hits: list[Hit]) -> str | None:
    return next(iter([hit[0].status for hit in hits if hit[0].status]), None)


def _nothing_but(seen: Look) -> Reading:
    """A place alone: somebody was asked where."""
    place = with_words(place_of(seen.folded.text, bare=True), seen)
    return Reading(intent=Intent.CHAT, action=Action.SILENT, confidence=0.9, place=place)


def _accused(seen: Look, about: Matter) -> str | None:
    staff = _of(seen, Kind.STAFF)
    blame = [hit for hit in _of(seen, Kind.TRIGGER) if hit.entry.clause in _BLAME] if staff else []
    if about.topic not in ("服务态度", "处理不力") and not blame:
        return None
    return accused_of(seen.folded, staff, blame or seen.hits)


def _angry(seen: Look) -> bool:
    strong = any(hit.entry.word == "愤怒" for hit in _of(seen, Kind.TONE))
    return strong or seen.folded.text.count("!") >= _LOUD
