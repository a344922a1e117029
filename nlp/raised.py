"""A reading as the emergency that a pattern tells of, whatever the model made of its words."""

from dataclasses import replace

from desk.reading import Action, Category, Class, Intent, Reading, Urgency


def raised(read: Reading, topic: str) -> Reading:
    """The same reading as an emergency; unless it is one, or has a status (a joke, solved)."""
    known = read.category is Category.EMERGENCIES and read.intent is Intent.REPORT
    if known or read.status is not None:
        return read
    return replace(
        read,
        intent=Intent.REPORT,
        action=Action.ASK if read.action is Action.SILENT else read.action,
        category=Category.EMERGENCIES,
        class_=read.class_ or Class.THREE,
        topic=topic,
        urgency=Urgency.URGENT,
    )
