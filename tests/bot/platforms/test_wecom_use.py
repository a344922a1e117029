"""What is switched off under [wecom.use] has something that stands in for it, and nothing raises."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.doctor import _platforms
from bot.doctor import wecom as doctor
from bot.platforms.base import Message, Refused, Shown, Vanished
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.assembly import Surfaces
from bot.platforms.wecom.closed import ClosedPlatform
from bot.platforms.wecom.platform import AppSettings, WecomPlatform
from bot.platforms.wecom.ways import Ways
from bot.settings import SettingsError
from bot.settings.wecom import Wecom, WecomUse
from bot.sites import hand_of
from desk.local import Switches
from tests.bot.platforms.surfaces_wecom import Everybody
from tests.bot.platforms.wecom_desk import QUICK, Kept, Live, app_settings, live
from tests.fakes.wecom.client import FakeWecom

KEYS = {"token": "t", "aes_key": "a" * 43}
FULL: dict[str, Any] = {
    "corp_id": "ww1",
    "agent_id": 7,
    "secret": "s",
    **KEYS,
    "kf": {"open_kfids": ["wk1"]},
    "webhook": {"keys": ["k"]},
    "aibot": KEYS,
    "archive": {"library": "none.so", "secret": "s", "private_keys": []},
    "appchat": {},
}
NAMES = {
    "app": "wecom",
    "kf": "wecom_kf",
    "webhook": "wecom_bot",
    "aibot": "wecom_aibot",
    "archive": "wecom_archive",
    "appchat": "wecom_chat",
}
JOB = Message(text="#1 漏水", buttons=((Shown(key="v1:acc:1", label="接单"),),), name="1-a")


@pytest.mark.parametrize("flag", NAMES)
def test_a_surface_that_is_off_refuses_each_letter_so_that_another_way_is_found(flag: str) -> None:
    surfaces = Surfaces(Wecom.model_validate({**FULL, "use": {flag: "off"}}), Kept(), roster=Everybody())
    assert {one.name for one in surfaces.platforms} == set(NAMES.values())
    (closed,) = [one for one in surfaces.platforms if isinstance(one, ClosedPlatform)]
    assert closed.name == NAMES[flag]
    assert closed.routes == []
    with live(closed) as it:
        calls: list[Callable[[], Any]] = [
            lambda: closed.send("x", JOB),
            lambda: closed.edit("x", "1", JOB),
            lambda: closed.fetch("x"),
        ]
        for call in calls:
            with pytest.raises(Refused) as refused:
                it.run(call())
            assert refused.value.reason == "off"


@pytest.mark.parametrize("flag", NAMES)
def test_what_is_off_and_not_configured_is_not_there(flag: str) -> None:
    assert Surfaces(Wecom.model_validate({"use": {flag: "off"}}), Kept()).platforms == []


def sending(wecom: FakeWecom, ways: Ways, act: Callable[[WecomPlatform, Live], None]) -> None:
    known = app_settings(wecom)
    app = AppSettings(account=known.account, agent_id=known.agent_id, keys=known.keys, ways=ways)
    platform = WecomPlatform(app, Kept(), timing=QUICK)
    with live(platform) as it:
        wecom.set_callback(f"{it.base}/wecom/app")
        act(platform, it)


@pytest.mark.parametrize(("on", "most"), [(True, 36), (False, 0)])
def test_without_buttons_the_choice_is_numbers(wecom: FakeWecom, *, on: bool, most: int) -> None:
    def act(platform: WecomPlatform, it: Live) -> None:
        assert it.run(platform.able("zhou")).buttons == most

    sending(wecom, Ways(buttons=on), act)


def test_without_buttons_a_smart_robot_numbers_what_it_could_answer_with_a_card() -> None:
    bot = AibotSettings(bot_id="b", address="ws://127.0.0.1:9", ways=Ways(buttons=False))
    platform = AibotPlatform(bot, Kept(), timing=QUICK)
    with live(platform) as it:
        assert it.run(platform.able("zhou")).buttons == 0


@pytest.mark.parametrize(("on", "kind"), [(True, "markdown"), (False, "text")])
def test_without_markdown_a_list_is_text(wecom: FakeWecom, *, on: bool, kind: str) -> None:
    def act(platform: WecomPlatform, it: Live) -> None:
        it.run(platform.send("zhou", Message(text="逾期\n#1 漏水", listing=True)))
        assert [one.msgtype for one in wecom.messages_to("zhou")] == [kind]

    sending(wecom, Ways(markdown=on), act)


def test_without_updates_a_card_is_posted_anew(wecom: FakeWecom) -> None:
    def act(platform: WecomPlatform, it: Live) -> None:
        message = it.run(platform.send("zhou", JOB))
        with pytest.raises(Vanished):
            it.run(platform.edit("zhou", message, JOB))

    sending(wecom, Ways(update_card=False), act)


def errors(directory: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    file = directory / "wuyebot.toml"
    file.write_text('[[site]]\nname = "A"\n' + text, encoding="utf-8")
    try:
        settings.load(file, directory, {})
    except SettingsError as error:
        return str(error).splitlines()
    return []


@pytest.mark.parametrize("flag", WecomUse.model_fields)
def test_what_must_be_used_has_to_be_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    lines = errors(tmp_path, monkeypatch, f'[wecom.use]\n{flag} = "on"\n')
    assert lines
    assert all(f'is missing, and wecom.use.{flag} is "on": write' in line for line in lines)
    assert errors(tmp_path, monkeypatch, f'[wecom.use]\n{flag} = "auto"\n') == []
    assert "write" in errors(tmp_path, monkeypatch, f'[wecom.use]\n{flag} = "perhaps"\n')[0]


def test_what_must_be_used_and_is_configured_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"""
        [wecom]
        corp_id = "ww1"
        agent_id = 7
        secret = "s"
        token = "t"
        aes_key = "{"a" * 43}"
        kf.open_kfids = ["wk1"]
        webhook.keys = ["k"]
        aibot = {{ bot_id = "b", bot_secret = "s" }}
        archive = {{ library = "none.so", secret = "s", private_keys = [] }}
        appchat = {{}}
        [wecom.use]
        """
    text += "\n".join(f'{flag} = "on"' for flag in WecomUse.model_fields)
    assert errors(tmp_path, monkeypatch, text) == []


def chosen(directory: Path, text: str) -> settings.Settings:
    file = directory / "wuyebot.toml"
    file.write_text(text, encoding="utf-8")
    return settings.load(file, directory, {})


TWO = """
[wecom.use]
kf = "off"
webhook = "off"
[[site]]
name = "A"
[site.wecom]
kf = "on"
app = "off"
buttons = "off"
[[site]]
name = "B"
[wecom]
corp_id = "ww1"
secret = "s"
token = "t"
aes_key = "{}"
kf.open_kfids = ["wk1"]
webhook.keys = ["k"]
""".format("a" * 43)


def test_a_sites_own_word_counts_before_the_general_one(tmp_path: Path) -> None:
    """What is off at every site is not there at all; what is off at one is off for its letters alone."""
    two = chosen(tmp_path, TWO)
    assert two.wecom
    assert two.surfaces
    assert two.surfaces.closed == ("webhook",)
    one, other = (hand_of(site, two.wecom.use).switches for site in two.sites)
    assert one.closed == {"wecom", "wecom_bot"}
    assert one.buttonless == {"wecom", "wecom_aibot"}
    assert other == Switches(closed=frozenset({"wecom_kf", "wecom_bot"}))


def test_who_is_on_wecom_alone_is_not_told_to_get_telegram(tmp_path: Path) -> None:
    site = '[[site]]\nname = "A"\n'
    robot = '[wecom]\napi_base = "http://127.0.0.1:9"\n[wecom.webhook]\nkeys = ["k"]\n'
    alone, neither = (chosen(tmp_path, site + text) for text in (robot, ""))
    told = [{one.check for one in _platforms(settings, [])} for settings in (alone, neither)]
    assert told == [{"wecom_away"}, {"telegram_none"}]


def test_check_names_what_a_site_does_not_use(tmp_path: Path) -> None:
    two = chosen(tmp_path, TWO)
    found = {one.what for one in doctor._off_at_sites(two.surfaces or Wecom(), two)}
    assert len(found) == 2
    assert [one for one in found if "A" in one and "app, buttons" in one]
    assert [one for one in found if "B" in one and "kf" in one and "webhook" not in one]


def test_what_a_site_must_use_has_to_be_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = errors(tmp_path, monkeypatch, '[site.wecom]\nwebhook = "on"\n')
    assert 'wecom.webhook.keys is missing, and site.wecom.webhook is "on"' in line


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://your.address", True),
        ("https://your.address/desk/", True),
        ("http://127.0.0.1:8080", True),
        ("http://your.address", False),
        ("https://your.address/?a=1", False),
        ("https://your.address/#a", False),
        ("javascript:alert(1)", False),
    ],
)
def test_links_are_sent_only_with_an_address_that_nobody_reads_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, *, fine: bool
) -> None:
    found = errors(tmp_path, monkeypatch, f'[wecom]\npublic_url = "{url}"\n')
    assert (found == []) == fine, found
