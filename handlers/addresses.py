"""Where a person is written to privately, in their order."""

from desk.people import Address
from handlers.tools import Tools


def first(person: int) -> str:
    """The mark of the address at which a person wants to be written to before the others."""
    return f"first {person}"


def reached(tools: Tools, person: int) -> list[Address]:
    """Where the person can be written to: where they want it first, then in the order of joining."""
    return [one for one in _ordered(tools, person) if one.state == "ok"]


def after(tools: Tools, person: int, platform: str, account: str) -> Address | None:
    """Where the person is written to when a letter could not be delivered there."""
    addresses = _ordered(tools, person)
    failed = [at for at, one in enumerate(addresses) if (one.platform, one.account) == (platform, account)]
    return next((one for one in addresses[max(failed, default=-1) + 1 :] if one.state == "ok"), None)


def _ordered(tools: Tools, person: int) -> list[Address]:
    addresses = tools.uow.people.addresses(person)
    if len(addresses) > 1:
        wanted = tools.uow.seen.mark(first(person))
        addresses.sort(key=lambda one: f"{one.platform} {one.account}" != wanted)
    return addresses
