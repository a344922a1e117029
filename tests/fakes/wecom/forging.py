"""Callbacks that misbehave: verified, repeated, held back, reordered, spoiled. Control verbs."""

import random
import secrets
from dataclasses import replace
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.wecom import callbacks
from tests.fakes.wecom.callbacks import Delivery, Letter
from tests.fakes.wecom.crypto import new_aes_key
from tests.fakes.wecom.model import Endpoint, Json
from tests.fakes.wecom.world import AGENTID, World

SPOILS = frozenset({"signature", "no-signature", "timestamp", "nonce", "ciphertext", "key", "token"})


def set_callback(world: World, url: str, to: str | int = AGENTID) -> None:
    """The URL as an admin types it; the real console saves it only if `verify_url` is ok."""
    world.endpoint(to).url = url


async def verify_url(world: World, url: str | None = None, to: str | int = AGENTID) -> Json:
    """The GET check: ok where the answer is 200 with the plain echostr and nothing else, in a second."""
    endpoint = world.endpoint(to)
    echo = str(random.randint(10**18, 10**19))  # noqa: S311  # not a secret
    coded = endpoint.seal.encrypt(echo)
    query = callbacks.enclose(endpoint, coded, str(world.now()), secrets.token_hex(8)).query
    answer = await world.courier.get(url or endpoint.url, query | {"echostr": coded})
    same = answer.status == 200 and answer.body == echo.encode()
    return answer.json() | {"ok": same and answer.seconds <= world.verify_within}


def seal(
    world: World,
    content: str,
    to: str | int = AGENTID,
    **wrong: Any,
) -> Json:
    """A callback ready to be posted, {url, body}; see `post`."""
    endpoint = world.endpoint(to)
    letter = _forged(world, endpoint, content, **wrong)
    return {"url": letter.url(endpoint.url), "body": letter.body.decode()}


async def post(
    world: World,
    content: str,
    to: str | int = AGENTID,
    **wrong: Any,
) -> Json:
    """Posts any content once, perhaps wrongly sealed, and waits; {status, body, …}.

    receiveid: another one inside. age: signed so many seconds ago (negative: in the future).
    spoil: signature, no-signature, token (signed with another), key (encrypted with another), or a
    timestamp, nonce or ciphertext changed after signing.
    """
    endpoint = world.endpoint(to)
    letter = _forged(world, endpoint, content, **wrong)
    return (await world.courier.post(endpoint.url, letter)).json()


def _forged(
    world: World,
    endpoint: Endpoint,
    content: str,
    *,
    receiveid: str | None = None,
    age: float = 0,
    spoil: str | None = None,
) -> Letter:
    if spoil is not None and spoil not in SPOILS:
        raise ControlError(f"spoil is one of {sorted(SPOILS)}")
    seal = endpoint.seal
    if receiveid is not None:
        seal = replace(seal, receiveid=receiveid)
    if spoil == "key":
        seal = replace(seal, aes_key=new_aes_key())
    if spoil == "token":
        seal = replace(seal, token="another")  # noqa: S106  # a wrong one on purpose
    forger = replace(endpoint, seal=seal)
    letter = callbacks.seal(forger, content, now=world.now_exactly() - age)
    return _spoiled(letter, spoil)


def _spoiled(letter: Letter, spoil: str | None) -> Letter:
    query = dict(letter.query)
    if spoil == "no-signature":
        del query["msg_signature"]
    elif spoil == "signature":
        query["msg_signature"] = _other(query["msg_signature"])
    elif spoil in {"timestamp", "nonce"}:
        query[spoil] = _other(query[spoil])
    body = letter.body
    if spoil == "ciphertext":
        place = body.index(b"==" if b"==" in body else b"]]>" if b"]]>" in body else b'"}') - 30
        body = body[:place] + (b"A" if body[place : place + 1] != b"A" else b"B") + body[place + 1 :]
    return Letter(query=query, body=body)


def _other(text: str) -> str:
    """The text with its last figure changed."""
    return text[:-1] + ("1" if text[-1] != "1" else "2")


def _known(world: World, delivery: int | None) -> Delivery:
    log = world.courier.log
    number = max(log, default=0) if delivery is None else delivery
    if number not in log:
        raise ControlError(f"no delivery {number}")
    return log[number]


async def replay(world: World, delivery: int | None = None, *, resign: bool = False, **wrong: Any) -> Json:
    """Posts a known callback (by default the newest) again, once: the same bytes, or sealed anew."""
    known = _known(world, delivery)
    letter = known.letter
    if resign or wrong or letter is None:
        letter = _forged(world, known.endpoint, known.content, **wrong)
    return (await world.courier.post(known.endpoint.url, letter)).json()


def hold(world: World) -> None:
    """From now on callbacks wait for `release`."""
    world.courier.holding = True


def release(world: World, order: str | list[int] = "same", *, at_once: bool = False) -> list[int]:
    """Lets the held callbacks go: same, reversed, or as these delivery numbers say (a number twice: twice).

    One after the other; `at_once`: all together.
    """
    courier = world.courier
    held = {one.id: one for one in courier.held}
    numbers = list(held) if order == "same" else list(held)[::-1] if order == "reversed" else order
    if isinstance(numbers, str) or not set(numbers) <= held.keys():
        raise ControlError(f"order {order!r}: held are {list(held)}")
    courier.holding = False
    courier.held = [one for one in courier.held if one.id not in numbers]
    for place, number in enumerate(numbers):
        courier.go(held[number], lane=f"release {place if at_once else ''}")
    return list(numbers)


def deliveries(world: World) -> list[Json]:
    return [one.json() for one in world.courier.log.values()]
