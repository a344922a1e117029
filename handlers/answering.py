"""同意 12: whatever of the ticket waits for this person's word."""

from dataclasses import replace

from desk.errors import Refused
from desk.notices import Notice
from desk.quotes import QuoteState
from handlers import consenting, deals, planning
from handlers.act import Act


def agree(act: Act) -> Notice:
    """The quote that is asked about; else the plan; else what has become of the quote."""
    quote = deals.sent(act)
    if quote is not None and quote.state is QuoteState.ASKED:
        return consenting.agree(replace(act, arg=""))
    try:
        return planning.agree(act)
    except Refused:
        if quote is None:
            raise
        return consenting.agree(replace(act, arg=""))
