"""帮助: what can be said to the desk, by role."""

from desk.notices import Notice
from desk.people import HEADS, Role
from handlers.scene import Scene


def page(scene: Scene) -> Notice:
    """What this person can do; to a stranger what a resident can."""
    if scene.person is None or not scene.person.is_staff:
        return Notice("help.resident")
    if scene.person.role is Role.HEADQUARTERS:
        return Notice("help.reader")
    return Notice("help.head" if scene.person.role in HEADS else "help.staff")
