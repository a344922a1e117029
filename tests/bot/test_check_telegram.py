"""`check`: what is wrong with the bot on Telegram, without changing anything there."""

from pathlib import Path

import pytest

from bot.doctor import telegram
from bot.doctor.finding import Finding, Mark
from bot.settings import Telegram
from desk.people import Room, RoomKind
from tests.bot.checking import change, found
from tests.fakes.telegram.client import FakeTelegram


@pytest.fixture
def world(telegram: FakeTelegram) -> FakeTelegram:
    return telegram


def account(world: FakeTelegram, **more: str) -> Telegram:
    where = {"base_url": world.base_url, "base_file_url": world.base_file_url}
    return Telegram.model_validate({"token": world.token} | where | more)


def room(chat: int | str) -> Room:
    return Room(id=1, site=1, platform="telegram", chat=str(chat), kind=RoomKind.RESIDENTS, title="业主群")


def marks(findings: list[Finding]) -> dict[str, Mark]:
    return {one.check: one.mark for one in findings}


def test_a_well_set_up_bot_is_well(world: FakeTelegram) -> None:
    group = world.add_group("业主群", bot="administrator")
    findings = marks(telegram.look(account(world), [room(group)]))
    assert findings == dict.fromkeys(("telegram", "room_admin", "intake_polling"), Mark.FINE)


def test_the_doctor_asks_and_changes_nothing(world: FakeTelegram) -> None:
    telegram.look(account(world), [room(world.add_group("业主群"))])
    assert {one["method"].lower() for one in world.calls()} == {"getme", "getchatmember", "getwebhookinfo"}


def test_a_wrong_token_is_told(world: FakeTelegram) -> None:
    wrong = account(world, token="700000000:other")  # noqa: S106  # opens nothing
    assert marks(telegram.look(wrong, [])) == {"telegram_token": Mark.WRONG}


def test_an_unreachable_telegram_is_told_without_the_token(world: FakeTelegram) -> None:
    away = account(world, base_url="http://127.0.0.1:9/bot")
    [finding] = telegram.look(away, [])
    assert (finding.check, finding.mark) == ("telegram_away", Mark.WRONG)
    assert "127.0.0.1:9" in finding.what
    assert world.token not in finding.what


@pytest.mark.parametrize(
    ("status", "privacy", "check", "mark"),
    [
        ("member", True, "room_deaf", Mark.WRONG),
        ("member", False, "room_member", Mark.WARNING),
        ("restricted", False, "room_mute", Mark.WRONG),
        ("kicked", False, "room_gone", Mark.WRONG),
    ],
)
def test_a_room_in_which_the_bot_is_deaf_mute_or_gone_is_told(
    world: FakeTelegram, status: str, check: str, mark: Mark, *, privacy: bool
) -> None:
    world.set_privacy(on=privacy)
    group = world.add_group("业主群", bot="member")
    if status != "member":
        world.set_status(group, world.bot_id, status)
    assert marks(telegram.look(account(world), [room(group)]))[check] is mark


def test_a_room_that_telegram_does_not_know_is_told(world: FakeTelegram) -> None:
    assert marks(telegram.look(account(world), [room(-100123)]))["room_gone"] is Mark.WRONG


def test_before_any_room_is_bound_privacy_mode_is_told(world: FakeTelegram) -> None:
    assert marks(telegram.look(account(world), []))["privacy_on"] is Mark.WARNING


def test_a_webhook_in_the_way_is_told(world: FakeTelegram) -> None:
    world.http.post(f"{world.base_url}{world.token}/setWebhook", json={"url": "http://127.0.0.1:9/hook"})
    assert marks(telegram.look(account(world), []))["hook_set"] is Mark.WARNING
    own = {"mode": "webhook", "webhook_secret": "s"}
    right = account(world, webhook_url="http://127.0.0.1:9/hook", **own)
    assert marks(telegram.look(right, []))["intake_webhook"] is Mark.FINE
    other = account(world, webhook_url="https://desk.example/telegram", **own)
    assert marks(telegram.look(other, []))["hook_other"] is Mark.WARNING


def test_updates_that_nobody_fetches_are_told(world: FakeTelegram) -> None:
    world.add_user(11, "Ann", started=True)
    world.say_many([{"chat": 11, "user": 11, "text": "x"}] * (telegram.BACKLOG + 1))
    assert marks(telegram.look(account(world), []))["updates_pending"] is Mark.WARNING


def test_check_looks_at_telegram_for_the_rooms_that_are_bound(desk: Path, world: FakeTelegram) -> None:
    group = world.add_group("业主群", bot="member")
    change(desk, lambda uow: uow.rooms.bind(1, "telegram", str(group), RoomKind.RESIDENTS, "业主群"))
    variables = {
        "WUYEBOT_TELEGRAM__TOKEN": world.token,
        "WUYEBOT_TELEGRAM__BASE_URL": world.base_url,
        "WUYEBOT_TELEGRAM__BASE_FILE_URL": world.base_file_url,
    }
    findings = found(desk, **variables)
    assert findings["telegram"]["mark"] == "fine"
    assert findings["room_deaf"]["mark"] == "wrong"
    assert "administrator" in findings["room_deaf"]["todo"]
