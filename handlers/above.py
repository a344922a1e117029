"""A complaint about the centre manager: nobody at the site is above; headquarters hear of it (S4-28)."""

from desk.change import Change, to_role
from desk.notices import Button, Notice, Who, row
from desk.people import Role
from handlers.post import Post

_TOLD_BY = frozenset({"registered", "accused"})


def tell(post: Post, change: Change) -> None:
    """Tell them once it is known; they read it, and whoever has it works on it."""
    ticket = change.ticket
    if not ticket.accused or not any(entry.kind in _TOLD_BY for entry in change.entries):
        return
    people = post.tools.uow.people.named(ticket.accused).values()
    if not any(one.role is Role.CENTRE_MANAGER for one in people):
        return
    button = row(Button(verb="progress", ticket=ticket.id))
    notice = Notice("accused.manager", {"number": ticket.number, "owner": Who(ticket.owner)}, (button,))
    post.tell(to_role(Role.HEADQUARTERS, notice, urgent=True))
