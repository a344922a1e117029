"""`check` on WeCom: in the order of the set-up, each errcode with what to do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import wecom as doctor
from bot.doctor.errcodes import advice
from bot.doctor.finding import Mark
from bot.platforms.wecom.errcodes import _CLASSES
from bot.platforms.wecom.outcomes import _REASONS, CallRefused
from bot.settings.wecom import Wecom
from bot.terminal import words
from tests.fakes.wecom.aibot_socket import running_socket
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.server import running_fake


@pytest.fixture
def world() -> Iterator[FakeWecom]:
    with running_fake() as fake:
        yield fake


def written(world: FakeWecom, **more: Any) -> Wecom:
    keys = world.credentials()
    values = {
        "api_base": world.url,
        "corp_id": keys["corpid"],
        "agent_id": keys["agentid"],
        **{name: keys[name] for name in ("secret", "token", "aes_key")},
    }
    return Wecom.model_validate(values | more)


def marks(settings: Wecom) -> dict[str, Mark]:
    return {one.check: one.mark for one in doctor.look(settings)}


def test_who_does_not_use_wecom_hears_nothing_of_it() -> None:
    assert doctor.look(None) == []


def test_what_is_lacking_is_named(world: FakeWecom) -> None:
    (finding,) = doctor.look(written(world, secret=None))
    assert (finding.mark, "wecom.secret" in finding.what) == (Mark.WRONG, True)


def test_an_app_that_only_sends_may_do_so_and_what_staff_lose_is_said(world: FakeWecom) -> None:
    world.add_kf("wk1")
    alone = marks(written(world, token=None))
    assert (alone["wecom"], alone["wecom_only_sends"]) == (Mark.FINE, Mark.WARNING)
    assert alone["wecom_no_pages"] is Mark.WARNING
    linked = marks(written(world, token=None, aes_key=None, public_url="https://your.address/"))
    assert (linked["wecom_only_sends"], linked["wecom_pages"]) == (Mark.WARNING, Mark.FINE)
    lost = next(one for one in doctor.look(written(world, token=None)) if one.check == "wecom_only_sends")
    assert "wecom.token" in lost.what


def test_an_app_that_may_call_is_fine(world: FakeWecom) -> None:
    world.add_kf("wk1")
    settings = written(world, kf={"open_kfids": ["wk1", "wk2"]})
    assert marks(settings) == {"wecom": Mark.FINE, "wecom_kf": Mark.FINE, "wecom_kf_unknown": Mark.WRONG}
    assert marks(written(world))["wecom_kf_none"] is Mark.WARNING


def test_an_account_of_customers_that_nobody_hears_is_named(world: FakeWecom) -> None:
    world.add_kf("wk1")
    world.add_kf("wkNew")
    found = doctor.look(written(world, kf={"open_kfids": ["wk1"]}))
    (unheard,) = (one for one in found if one.check == "wecom_kf_unheard")
    assert (unheard.mark, "wkNew" in unheard.what) == (Mark.WARNING, True)


@pytest.mark.parametrize(
    ("errcode", "check", "mark"),
    [
        (86003, "wecom_appchat", Mark.FINE),
        (48002, "wecom_appchat_scope", Mark.WRONG),
        (60020, "wecom_refused", Mark.WRONG),
    ],
)
def test_groups_of_the_app_are_tried_without_making_one(
    world: FakeWecom, errcode: int, check: str, mark: Mark
) -> None:
    world.fail_next("appchat/get", errcode)
    assert marks(written(world, appchat={}))[check] is mark
    assert not world.calls("appchat/create")


@pytest.mark.parametrize("errcode", [60020, 43012, 48002])
def test_a_refusal_says_what_to_do(world: FakeWecom, errcode: int) -> None:
    world.fail_next("getcallbackip", errcode)
    (finding,) = doctor.look(written(world))
    assert str(errcode) in finding.what
    assert finding.todo == advice(errcode)
    assert finding.todo != advice(123456)


def test_a_wrong_secret_is_told_apart_from_a_wire_that_is_cut(world: FakeWecom) -> None:
    (refused,) = doctor.look(written(world, secret="no"))  # noqa: S106  # a wrong one on purpose
    (away,) = doctor.look(written(world, api_base="http://127.0.0.1:9"))
    assert (refused.check, away.check) == ("wecom_refused", "wecom_away")
    assert "40001" in refused.what


def test_each_errcode_with_advice_in_one_language_has_it_in_the_other() -> None:
    chinese, english = (
        {key for key in words(language) if key.startswith("errcode.")} for language in ("zh", "en")
    )
    assert chinese == english
    assert {int(key.removeprefix("errcode.")) for key in chinese} <= {*_REASONS, *_CLASSES}


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_errcode_that_we_tell_apart_is_said_in_words(spoken: str) -> None:
    known = {int(key.partition(".")[2]) for key in words(spoken) if key.startswith("errcode.")}
    assert set(_CLASSES) - known == set()
    assert set(_REASONS) - known == set()


def test_a_log_says_what_the_check_says() -> None:
    assert words("en")["errcode.60020"] in str(CallRefused("message/send", 60020))
    assert str(CallRefused("message/send", 123456)) == "message/send: errcode 123456"


def test_an_archive_whose_library_or_keys_are_missing_is_found(world: FakeWecom, tmp_path: Path) -> None:
    archive = {"library": str(tmp_path / "none.so"), "secret": "s", "private_keys": ["1=/none.pem"]}
    found = marks(written(world, archive=archive))
    assert found["wecom_archive_wrong"] is Mark.WRONG


@pytest.mark.parametrize("errcode", [93000, 93004, 93008])
def test_a_group_robots_key_is_tried_without_posting(world: FakeWecom, errcode: int) -> None:
    good, bad = world.add_robot(), world.add_robot()
    world.set_robot(bad, {93000: "removed", 93004: "disabled", 93008: "not-in-group"}[errcode])
    settings = Wecom.model_validate({"api_base": world.url, "webhook": {"keys": [good, bad]}})
    fine, wrong = doctor.look(settings)
    assert (fine.check, wrong.check) == ("wecom_robot", "wecom_refused")
    assert wrong.todo == advice(errcode)
    assert bad not in wrong.what
    assert world.webhook_messages(good) == []


def test_a_smart_robot_is_reached_without_putting_the_desks_own_connection_out() -> None:
    with running_socket() as socket:
        bot = {"bot_id": "b", "bot_secret": "s", "address": socket.address}
        assert marks(Wecom.model_validate({"aibot": bot})) == {"wecom_aibot": Mark.FINE}
        assert socket.subscribed == 0
    away = bot | {"address": "ws://127.0.0.1:9"}
    assert marks(Wecom.model_validate({"aibot": away})) == {"wecom_aibot_away": Mark.WRONG}


@pytest.mark.parametrize(
    ("bot", "expected"),
    [
        ({"token": "t", "aes_key": "a" * 43}, {"wecom_aibot_called": Mark.FINE}),
        (
            {"token": "t", "aes_key": "a" * 43, "bot_id": "b"},
            {"wecom_aibot_both": Mark.WARNING, "wecom_aibot_called": Mark.FINE},
        ),
        ({"token": "t"}, {"wecom_aibot_lacking": Mark.WRONG}),
        ({"bot_id": "b"}, {"wecom_aibot_lacking": Mark.WRONG}),
    ],
)
def test_a_smart_robots_configuration_is_looked_at(bot: dict[str, str], expected: dict[str, Mark]) -> None:
    assert marks(Wecom.model_validate({"aibot": bot})) == expected


def test_what_is_switched_off_is_named_and_not_tried(world: FakeWecom) -> None:
    names = ("kf", "webhook", "aibot", "buttons")
    more = {"kf": {"open_kfids": ["wk9"]}, "webhook": {"keys": ["none"]}, "aibot": {"token": "t"}}
    found = doctor.look(written(world, **more, use=dict.fromkeys(names, "off")))
    assert [one.check for one in found] == ["wecom_off", "wecom"]
    assert all(f"wecom.use.{name}" in found[0].what for name in names)
