"""改写: the same text in other words."""

from desk.errors import Refused
from desk.notices import Notice
from desk.review import What
from handlers import questions
from handlers.act import Act


def reworded(act: Act) -> Notice:
    """Ask its writer for other words; of a photo they become a line of news."""
    draft = act.tools.uow.drafts.get(int(act.arg)) if act.arg.isascii() and act.arg.isdigit() else None
    if draft is None or draft.ticket != act.ticket.id or draft.author != act.person.id:
        raise Refused("unknown_button")
    kinds = (What.PHOTO, What.PLAN)
    return questions.ask(act, "note" if draft.what in kinds else str(draft.what))
