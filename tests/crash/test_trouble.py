"""Telegram in trouble, and updates that cannot be handled: every report is still exactly one ticket."""

import time
from datetime import datetime
from pathlib import Path

import pytest

from bot.platforms.telegram.client import Account
from desk.reading import Reading
from nlp.reader import Reader
from storage.errors import Trouble, Unavailable
from tests.crash.conftest import Opened
from tests.crash.live import LiveDesk, cards
from tests.crash.town import Report, Town
from tests.fakes.serving import free_port
from tests.fakes.telegram.client import FakeTelegram, spawned_fake
from tests.fakes.telegram.server import TOKEN


class Stumbling(Reader):
    """Reads like the other, but that one word makes it raise, so many times."""

    def __init__(self, reader: Reader, word: str, error: Exception, times: int) -> None:
        vars(self).update(vars(reader))
        self._word, self._error, self._left = word, error, times

    def read(self, text: str, now: datetime) -> Reading:
        if self._word in text and self._left:
            self._left -= 1
            raise self._error
        return super().read(text, now)


def _one_ticket_and_one_card_each(desk: LiveDesk, town: Town, reports: list[Report]) -> None:
    assert sorted(desk.texts()) == sorted(report.text for report in reports)
    answered = cards(town)
    assert [answered.get((one.compound.residents, one.message)) for one in reports] == [1] * len(reports)


def test_telegram_away_at_the_start_is_waited_for(data: Path, reader: Reader) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    account = Account(token=TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    with LiveDesk(data, account, reader) as desk:
        time.sleep(1)
        with spawned_fake("--no-limits", "--port", str(port)) as telegram:
            town = Town(telegram, 2)
            desk.bind(town)
            reports = [town.report(compound) for compound in town.compounds]
            desk.settle(town)
            _one_ticket_and_one_card_each(desk, town, reports)


@pytest.mark.parametrize("how", ["500", "502", "reset", "hang", "429"])
@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
def test_calls_that_fail_in_the_middle_are_made_again(
    telegram: FakeTelegram, opened: Opened, how: str, method: str
) -> None:
    town = Town(telegram, 2)
    with opened(telegram) as desk:
        desk.bind(town)
        reports = [town.report(town.compounds[0])]
        telegram.fail_next(method, how, times=3, seconds=0.5)
        reports += [town.report(compound) for compound in town.compounds]
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)


@pytest.mark.parametrize("how", ["500-after-apply", "reset-after-apply"])
def test_updates_handed_out_but_lost_on_the_way_come_again(
    telegram: FakeTelegram, opened: Opened, how: str
) -> None:
    town = Town(telegram, 2)
    telegram.fail_next("getUpdates", how, times=3)
    with opened(telegram) as desk:
        desk.bind(town)
        reports = [town.report(compound) for compound in town.compounds for _ in range(2)]
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)


def test_a_message_whose_answer_was_lost_is_posted_again_rather_than_not_at_all(
    telegram: FakeTelegram, opened: Opened
) -> None:
    """Nobody can tell whether it stands there: twice is better than never, and its number is the same."""
    town = Town(telegram, 1)
    (compound,) = town.compounds
    with opened(telegram) as desk:
        desk.bind(town)
        telegram.fail_next("sendMessage", "reset-after-apply", chat=compound.residents)
        report = town.report(compound)
        desk.settle(town)
        assert desk.texts() == [report.text]
        assert cards(town) == {(compound.residents, report.message): 2}
        first, second = (seen.text for seen in telegram.from_bot(compound.residents))
        assert first == second


def test_a_429_is_obeyed_to_the_second_and_nothing_is_lost_by_it(
    telegram: FakeTelegram, opened: Opened
) -> None:
    town = Town(telegram, 2)
    with opened(telegram) as desk:
        desk.bind(town)
        for compound in town.compounds:
            for chat in (compound.residents, compound.staff, compound.officer):
                telegram.fail_next("sendMessage", "429", chat=chat, seconds=1)
        reports = [town.report(compound) for compound in town.compounds for _ in range(2)]
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)
    refused: dict[str, float] = {}
    for call in telegram.calls("sendMessage"):
        to = str(call["params"]["chat_id"])
        assert call["at"] >= refused.get(to, 0.0) + 1, f"{to} was written to before its time"
        if call["status"] == 429:
            refused[to] = call["at"]
    assert len(refused) == 6


@pytest.mark.parametrize(
    "poison",
    [
        {},
        {"message": "a string"},
        {"message": {"message_id": 1, "chat": {"id": "x"}, "date": -1}},
        {"callback_query": {"id": None}},
        {"message": None},
        {"quite_new_in_the_bot_api": {"a": [1, {}]}},
    ],
    ids=["empty", "words", "fields", "tap", "nothing", "new"],
)
def test_a_poisoned_update_stops_nobody(
    telegram: FakeTelegram, opened: Opened, poison: dict[str, object]
) -> None:
    town = Town(telegram, 1)
    (compound,) = town.compounds
    with opened(telegram) as desk:
        desk.bind(town)
        reports = [town.report(compound)]
        telegram.poison(poison)
        reports.append(town.report(compound))
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)


def test_a_bot_put_out_of_one_group_serves_the_others_and_comes_back(
    telegram: FakeTelegram, opened: Opened
) -> None:
    town = Town(telegram, 2)
    lost, other = town.compounds
    with opened(telegram) as desk:
        desk.bind(town)
        reports = [town.report(lost)]
        desk.settle(town)
        telegram.kick_bot(lost.residents)
        _tap_accept(telegram, lost.staff, lost.officer)
        reports.append(town.report(other))
        desk.settle(town)
        telegram.add_bot(lost.residents, "administrator")
        reports.append(town.report(lost))
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)


def _tap_accept(telegram: FakeTelegram, staff: int, officer: int) -> None:
    card = telegram.wait_message(staff)
    (button,) = [button for button in card.buttons if "接单" in button.label]
    telegram.tap(staff, card.id, officer, str(button.data))


def test_an_update_that_breaks_a_handler_is_set_aside_and_the_others_are_handled(
    telegram: FakeTelegram, data: Path, reader: Reader
) -> None:
    town = Town(telegram, 1)
    (compound,) = town.compounds
    account = Account(token=telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    stumbling = Stumbling(reader, "绊倒", RuntimeError("an error of ours"), times=1)
    with LiveDesk(data, account, stumbling) as desk:
        desk.bind(town)
        reports = [town.report(compound)]
        telegram.say(compound.residents, compound.chatterer, "绊倒")
        reports.append(town.report(compound))
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)
        assert desk.quarantined() == 1
        assert not any("error of ours" in seen.text for seen in telegram.from_bot(compound.residents))


def test_a_database_lost_in_the_middle_of_a_batch_costs_nothing(
    telegram: FakeTelegram, data: Path, reader: Reader
) -> None:
    """What stood before it in the batch is not done twice, what was hit by it comes again."""
    town = Town(telegram, 2)
    first, second = town.compounds
    account = Account(token=telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    reports = [town.report(compound) for compound in (first, second, first, second)]
    stumbling = Stumbling(reader, reports[1].text, Unavailable(Trouble.LOST), times=3)
    desk = LiveDesk(data, account, stumbling)
    desk.bind(town)
    with desk:
        desk.settle(town)
        _one_ticket_and_one_card_each(desk, town, reports)
        assert desk.quarantined() == 0
