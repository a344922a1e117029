"""拆分: what was merged stands again; out of an emergency, one of its reports becomes its own matter."""

from desk.notices import Notice
from handlers import gathering, merging
from handlers.act import Act


def split(act: Act) -> Notice:
    """Take apart what does not belong together."""
    return merging.split(act) if act.ticket.merged_into else gathering.split(act)
