"""Two plain ways to read messages, to stand beside ours."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import jieba.analyse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.examples import Example

_KEYWORDS = 5
_FIELDS = ("category", "class_", "topic", "urgency")


def keywords(learn: Sequence[Example], test: Sequence[Example]) -> list[Reading]:
    """jieba.analyse keywords, each voting for its majority label; the sum decides."""
    votes: dict[str, dict[str, Counter[str]]] = {
        field: defaultdict(Counter) for field in ("intent", *_FIELDS)
    }
    for example in learn:
        for word in jieba.analyse.extract_tags(example.text, _KEYWORDS):
            for field, table in votes.items():
                if getattr(example, field) is not None:
                    table[word][str(getattr(example, field))] += 1
    return [_voted(votes, jieba.analyse.extract_tags(example.text, _KEYWORDS)) for example in test]


def _voted(votes: dict[str, dict[str, Counter[str]]], words: list[str]) -> Reading:
    won: dict[str, str] = {}
    for field, table in votes.items():
        total: Counter[str] = Counter()
        for word in words:
            for label, count in table.get(word, Counter()).items():
                total[label] += count / sum(table[word].values())
        won[field] = total.most_common(1)[0][0] if total else ""
    return _reading(won["intent"] or Intent.CHAT.value, won)


def linear_svc(learn: Sequence[Example], test: Sequence[Example]) -> list[Reading]:
    """scikit-learn TF-IDF of characters 1 to 3 and LinearSVC, one a field."""
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    known, asked = vectors.fit_transform([e.text for e in learn]), vectors.transform([e.text for e in test])
    columns = {"intent": _column(known, asked, [e.intent for e in learn])}
    for field in _FIELDS:
        columns[field] = _column(known, asked, [getattr(e, field) for e in learn])
    return [
        _reading(columns["intent"][i], {field: columns[field][i] for field in _FIELDS})
        for i in range(len(test))
    ]


def _column(known: object, asked: object, labels: Sequence[object]) -> list[str]:
    rows = [i for i, label in enumerate(labels) if label is not None]
    model = LinearSVC().fit(known[rows], [str(labels[i]) for i in rows])  # type: ignore[index]  # sparse
    return [str(label) for label in model.predict(asked)]


def _reading(intent: str, won: dict[str, str]) -> Reading:
    if intent != Intent.REPORT:
        return Reading(intent=Intent(intent), action=Action.SILENT, confidence=1.0)
    return Reading(
        intent=Intent.REPORT,
        action=Action.OPEN,
        confidence=1.0,
        category=Category(won["category"]) if won["category"] else None,
        class_=Class(int(won["class_"])) if won["class_"] else None,
        topic=won["topic"] or None,
        urgency=Urgency(won["urgency"]) if won["urgency"] else None,
    )
