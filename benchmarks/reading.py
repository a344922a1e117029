"""How well and how fast messages are read.

`.venv/bin/python benchmarks/reading.py` measures on the shipped sentences by cross-validation;
`--learn FILE:WEIGHT` adds labelled files that take part in learning and are measured by
cross-validation too, `--test FILE` files that are only measured. The exams, written by eight authors who had
seen neither our sentences nor the lexicon, are read with the shipped weights.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import _reading_baselines as baselines
import _reading_measures as measures
import jieba
import numpy as np
from _reading_measures import Pair

from desk.reading import Action, Reading
from nlp import examples as labelled
from nlp import lessons, lexicon, schooling, weights
from nlp.examples import Example
from nlp.features import Blocks
from nlp.lessons import Lesson
from nlp.likeness import SAME_MATTER, likeness
from nlp.reader import Reader, Thresholds
from nlp.train import stage
from nlp.weights import Weights
from nlp.words import Words

NOW = datetime.fromisoformat("2026-11-21T19:00:00+08:00")
MATTERS = Path(__file__).parent / "matters.jsonl"
EXAM = Path(__file__).parent / "exam"  # by authors that nothing was learned from
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)

_BLOCKS = {
    "characters": (0,),
    "concepts": (1,),
    "words": (2,),
    "characters, concepts": (0, 1),
    "characters, words": (0, 2),
    "characters, concepts, words": (0, 1, 2),
    "all": (0, 1, 2, 3),
}


class Bench:
    """Everything that is loaded once."""

    def __init__(self, learn: Sequence[tuple[Path, float]], test: Sequence[Path], folds: int) -> None:
        self.known, self.words, self.folds = lexicon.load(), Words(), folds
        self.examples = labelled.own() + [e for path, _ in learn for e in labelled.read(path)]
        self.lesson = lessons.lesson(
            self.examples, self.known, self.words, {path.stem: weight for path, weight in learn}
        )
        self.own = {path.stem for path in labelled.SENTENCES.glob("*.jsonl")}
        self.tests = [e for path in test for e in labelled.read(path)]
        self.shipped = weights.load()

    def reader(self, lesson: Lesson) -> Reader:
        """A reader that learned from `lesson`; calibrated as shipped."""
        learned = Weights(
            first=stage(schooling.learn_first(lesson)),
            second=stage(schooling.learn_second(lesson)),
            facts=self.shipped.facts,
        )
        return Reader(self.known, self.words, learned, Thresholds())

    def crossed(self) -> list[Pair]:
        """Every example read by a reader that had not learned from it."""
        pairs: list[Pair] = []
        for train_on, test_on in schooling.parts(self.lesson, self.folds):
            reader = self.reader(self.lesson.only(train_on))
            pairs += [(self.examples[i], reader.read(self.examples[i].text, NOW)) for i in test_on]
        return pairs

    def groups(self, pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
        """The pairs by source; the shipped sentences together."""
        told: dict[str, list[Pair]] = {}
        for example, reading in pairs:
            name = "own sentences" if example.source in self.own else example.source
            told.setdefault(name, []).append((example, reading))
        return told


def show(name: str, pairs: Sequence[Pair]) -> None:
    """Prints one block of figures."""
    precision, recall, f1 = measures.report(pairs)
    categories = measures.by_value(pairs, "category", measures.CATEGORIES)
    classes = measures.by_value(pairs, "class_", measures.CLASSES)
    urgencies = measures.by_value(pairs, "urgency", measures.URGENCIES)
    count, recalled, silent = measures.emergencies(pairs)
    places, exact = measures.slots(pairs)
    times, told = measures.wishes(pairs)
    print(f"\n{name} ({len(pairs)})")
    print(f"  report     P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    print(f"  category   macro {measures.macro(categories):.3f}  {_list(categories)}")
    print(f"  class      macro {measures.macro(classes):.3f}  {_list(classes)}")
    print(f"  urgency    macro {measures.macro(urgencies):.3f}  {_list(urgencies)}")
    print(f"  topic      {measures.share(pairs, lambda e, r: e.topic == r.topic):.3f} right")
    print(f"  emergencies {count}: recalled {recalled:.3f}, silent {silent}")
    print(f"  place exact {exact:.3f} of {places}; time wish {told:.3f} of {times}")
    opened, asked = measures.alarms(pairs, Action.OPEN), measures.alarms(pairs, Action.ASK)
    print(f"  chat       opened {opened:.2f}, asked {asked:.2f} per 1,000")


def _list(values: dict[object, float]) -> str:
    return "  ".join(f"{getattr(value, 'value', value)} {f1:.3f}" for value, f1 in values.items())


def show_baselines(bench: Bench) -> None:
    """The two plain ways, by the same folds."""
    for name, method in (
        ("jieba.analyse + majority", baselines.keywords),
        ("LinearSVC", baselines.linear_svc),
    ):
        pairs: list[Pair] = []
        for train_on, test_on in schooling.parts(bench.lesson, bench.folds):
            test = [bench.examples[i] for i in test_on]
            learn = [bench.examples[i] for i in train_on]
            pairs += list(zip(test, method(learn, test), strict=True))
        for group, members in bench.groups(pairs).items():
            show(f"{name}: {group}", members)
        if bench.tests:
            show(f"{name}: tests", list(zip(bench.tests, method(bench.examples, bench.tests), strict=True)))


def show_ablation(bench: Bench) -> None:
    """What each block of features adds, on the test files (else on a fifth of the sentences)."""
    print("\nablation")
    for name, kept in _BLOCKS.items():
        lesson, test = _split(bench)
        _line(name, bench, replace(lesson, blocks=[_kept(b, kept) for b in lesson.blocks]), test)


def show_curve(bench: Bench) -> None:
    """What more sentences bring."""
    print("\nlearning curve (shares of the shipped sentences)")
    lesson, test = _split(bench)
    order = np.random.default_rng(0).permutation(len(lesson.examples))
    for part in (0.125, 0.25, 0.5, 0.75, 1.0):
        chosen = [i for i in order if lesson.examples[i].source not in bench.own]
        own = [i for i in order if lesson.examples[i].source in bench.own]
        chosen += own[: int(part * len(own))]
        _line(f"{int(part * len(own))} sentences", bench, lesson.only(chosen), test)


def _split(bench: Bench) -> tuple[Lesson, list[Example]]:
    if bench.tests:
        return bench.lesson, bench.tests
    train_on, test_on = schooling.parts(bench.lesson, 5)[0]
    return bench.lesson.only(train_on), [bench.examples[i] for i in test_on]


def _kept(blocks: Blocks, kept: tuple[int, ...]) -> Blocks:
    return tuple(block if k in kept else set() for k, block in enumerate(blocks))


def _line(name: str, bench: Bench, lesson: Lesson, test: Sequence[Example]) -> None:
    reader = bench.reader(lesson)
    pairs: list[Pair] = [(e, reader.read(e.text, NOW)) for e in test]
    _, recall, f1 = measures.report(pairs)
    category = measures.macro(measures.by_value(pairs, "category", measures.CATEGORIES))
    class_ = measures.macro(measures.by_value(pairs, "class_", measures.CLASSES))
    topic = measures.share(pairs, lambda e, r: e.topic == r.topic)
    figures = {"report F1": f1, "R": recall, "category": category, "class": class_, "topic": topic}
    print(f"  {name:22}", *(f"{key} {value:.3f}" for key, value in figures.items()))


def show_likeness(reader: Reader) -> None:
    """Precision and recall of “the same matter” over all pairs of the shipped matters."""
    rows = [json.loads(line) for line in MATTERS.read_text(encoding="utf-8").splitlines()]
    readings: list[Reading] = [reader.read(row["text"], NOW) for row in rows]
    same = found = both = 0
    for i, a in enumerate(rows):
        for j in range(i):
            apart = timedelta(minutes=abs(a["minute"] - rows[j]["minute"]))
            true = a["matter"] == rows[j]["matter"]
            told = likeness(readings[i], readings[j], apart) >= SAME_MATTER
            same, found, both = same + true, found + told, both + (true and told)
    print(f"\nsame matter: {same} pairs; precision {both / max(found, 1):.3f}  recall {both / same:.3f}")


def show_speed(reader: Reader, texts: Sequence[str]) -> None:
    """µs of processor time per message beside raw jieba.lcut, the median of seven interleaved rounds."""
    jieba.initialize()
    rounds = [(_time(texts, lambda t: reader.read(t, NOW)), _time(texts, jieba.lcut)) for _ in range(7)]
    ours, raw = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"\nspeed: {ours:.0f} µs a message; jieba.lcut {raw:.0f} µs; ratio {ours / raw:.2f}")


def _time(texts: Sequence[str], work: object) -> float:
    began = time.process_time()
    for text in texts:
        work(text)  # type: ignore[operator]
    return (time.process_time() - began) / len(texts) * 1e6


_LOAD = """
import time
began = time.perf_counter()
from nlp.reader import Reader
reader = Reader.load()
seconds = time.perf_counter() - began
status = open("/proc/self/status").read()
print(seconds, int(status.partition("VmRSS:")[2].split()[0]) // 1024)
"""


def show_load() -> None:
    """Seconds and memory of a fresh process that loads the reader."""
    command = [sys.executable, "-c", _LOAD]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  # ours
    seconds, megabytes = told.split()
    print(f"load: {float(seconds):.2f} s, {megabytes} MB")


def main() -> None:
    """Measures everything asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="append", default=[], metavar="FILE:WEIGHT")
    parser.add_argument("--test", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--fast", action="store_true", help="no baselines, ablation or learning curve")
    options = parser.parse_args()
    learn = [
        (Path(name), float(weight)) for name, _, weight in (also.rpartition(":") for also in options.learn)
    ]
    bench = Bench(learn, options.test, options.folds)
    pairs = bench.crossed()
    for name, members in bench.groups(pairs).items():
        show(name, members)
    reader = Reader.load()
    for path in sorted(EXAM.glob("*.jsonl")):
        show(f"exam: {path.stem}", [(e, reader.read(e.text, NOW)) for e in labelled.read(path)])
    if bench.tests:
        alone = bench.reader(bench.lesson)
        tests = [(e, alone.read(e.text, NOW)) for e in bench.tests]
        show("tests (not learned from)", tests)
    print("\nreliability of the confidence: from, to, messages, mean confidence, share right")
    for row in measures.reliability(pairs, _EDGES):
        print("  {:.2f} {:.2f} {:6d}  {:.3f}  {:.3f}".format(*row))
    if not options.fast:
        show_baselines(bench)
        show_ablation(bench)
        show_curve(bench)
    show_likeness(reader)
    show_speed(reader, [e.text for e in bench.examples + bench.tests][-6000:])
    show_load()


if __name__ == "__main__":
    main()
