"""The configuration is understood whole, or every error in it is told at once."""

import tomllib
from pathlib import Path
from string import Formatter

import pytest
from pydantic import ValidationError

from bot import settings
from bot.settings import Settings, SettingsError, keys
from bot.terminal import say, words

TOKEN = "123456789:AAsecretsecretsecretsecretsecretsec"  # noqa: S105  # opens nothing
LEAST = '[[site]]\nname = "阳光花园"\n'


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def load(directory: Path, text: str, **environ: str) -> Settings:
    file = directory / "wuyebot.toml"
    file.write_text(text, encoding="utf-8")
    return settings.load(file, directory, environ)


def errors(directory: Path, text: str, **environ: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(directory, text, **environ)
    return str(caught.value).splitlines()


# what is understood


def test_a_site_with_a_name_is_enough(tmp_path: Path) -> None:
    chosen = load(tmp_path, LEAST)
    [site] = chosen.sites
    assert (site.name, site.region, site.timezone) == ("阳光花园", "CN", "Asia/Shanghai")
    assert (chosen.web.host, chosen.web.port) == ("127.0.0.1", 8080)
    assert chosen.telegram is None
    assert chosen.data == tmp_path


def test_every_section_of_the_design_is_understood(tmp_path: Path) -> None:
    chosen = load(
        tmp_path,
        f"""
        [database]
        url = "postgresql+psycopg://bot:p%40ss@db/desk"
        [telegram]
        token = "{TOKEN}"
        base_url = "http://127.0.0.1:9/bot"
        base_file_url = "http://127.0.0.1:9/file/bot"
        mode = "webhook"
        webhook_url = "https://desk.example/telegram"
        webhook_secret = "s-_9"
        [wecom]
        corp_id = "ww1"
        agent_id = 1000002
        secret = "s1"
        token = "t1"
        aes_key = "{"a" * 43}"
        [wecom.kf]
        open_kfids = ["wk1", "wk2"]
        [wecom.webhook]
        keys = ["k1"]
        [wecom.aibot]
        bot_id = "b1"
        bot_secret = "s2"
        [[site]]
        name = "阳光花园"
        [[site]]
        name = "Harbour View"
        region = "HK"
        timezone = "Asia/Hong_Kong"
        language = "en"
        standard = "s0"
        """,
    )
    assert chosen.telegram
    assert chosen.telegram.token.get_secret_value() == TOKEN
    assert chosen.wecom
    assert chosen.wecom.kf
    assert chosen.wecom.kf.open_kfids == ("wk1", "wk2")
    assert [site.region for site in chosen.sites] == ["CN", "HK"]
    assert chosen.secrets() == {TOKEN, "s-_9", "s1", "t1", "a" * 43, "k1", "s2", "p%40ss", "p@ss"}


def test_a_relative_sqlite_file_is_in_the_data_directory(tmp_path: Path) -> None:
    assert load(tmp_path, LEAST).database.url == f"sqlite:///{tmp_path}/desk.db"
    elsewhere = load(tmp_path, '[database]\nurl = "sqlite:////var/lib/desk.db"\n' + LEAST)
    assert elsewhere.database.file == Path("/var/lib/desk.db")


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    chosen = load(
        tmp_path,
        "[web]\nport = 1\n" + LEAST,
        WUYEBOT_WEB__PORT="8081",
        WUYEBOT_TELEGRAM__TOKEN=TOKEN,
        WUYEBOT_WECOM__KF__OPEN_KFIDS="wk1, wk2",
        WUYEBOT_DATABASE__URL="",
    )
    assert chosen.web.port == 8081
    assert chosen.telegram
    assert chosen.telegram.mode == "polling"
    assert chosen.wecom
    assert chosen.wecom.kf
    assert chosen.wecom.kf.open_kfids == ("wk1", "wk2")
    assert chosen.database.url.endswith("/desk.db"), "an empty variable is none"


def test_settings_do_not_change(tmp_path: Path) -> None:
    chosen = load(tmp_path, LEAST)
    with pytest.raises(ValidationError):
        chosen.web.port = 1


def test_no_secret_is_shown(tmp_path: Path) -> None:
    text = f'[database]\nurl = "postgresql+psycopg://bot:p4ssw0rd@db/desk"\n[telegram]\ntoken = "{TOKEN}"\n'
    chosen = load(tmp_path, text + LEAST)
    shown = f"{chosen!r} {chosen} {chosen.telegram} {chosen.database} {chosen.database.shown}"
    assert TOKEN not in shown
    assert "p4ssw0rd" not in shown
    assert chosen.database.shown == "postgresql+psycopg://bot:***@db/desk"


# what is not


def test_all_errors_are_told_at_once_each_on_its_line(tmp_path: Path) -> None:
    text = f"""
    colour = "red"
    [web]
    port = 70000
    hots = "x"
    [telegram]
    token = "{TOKEN}"
    mode = "poling"
    [[site]]
    name = "阳光花园"
    timezone = "Asia/Beijing"
    [[site]]
    region = "XX"
    [[site]]
    name = "阳光花园"
    """
    found = errors(tmp_path, text, WUYEBOT_TELEGRAM__BASE_URL="localhost")
    name = "write the compound's name, at most 100 characters, each compound its own"
    known = "database, web, telegram, wecom, site"
    file = "wuyebot.toml"
    assert set(found) == {
        f"{file}: there is no setting colour: what may stand there: {known}",
        f"{file}: web.port is 70000: write a whole number from 1 to 65535",
        f"{file}: there is no setting web.hots: write host?",
        f'{file}: telegram.mode is \'poling\': write "polling" or "webhook"',
        f"WUYEBOT_TELEGRAM__BASE_URL: telegram.base_url is 'localhost': {say('write.telegram.base_url')}",
        f"{file}: site \"阳光花园\".timezone is 'Asia/Beijing': {say('write.site.timezone')}",
        f"{file}: site 2.name is missing: {name}",
        f"{file}: site 2.region is 'XX': {say('write.site.region')}",
        f"{file}: site 3.name stands twice ('阳光花园'): {name}",
    }


def test_a_site_without_a_word_in_its_name_is_one_error_not_a_missing_site(tmp_path: Path) -> None:
    told = errors(tmp_path, '[[site]]\nname = ""\ntimezone = "Mars/Base"\n')
    assert [line.split(" is ")[0] for line in told] == [
        "wuyebot.toml: site 1.name",
        "wuyebot.toml: site 1.timezone",
    ]


def test_errors_are_told_in_chinese_to_who_reads_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    [error] = errors(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\nmode = "poling"\n{LEAST}')
    assert error == 'wuyebot.toml：telegram.mode 是 \'poling\'：请写 "polling" 或 "webhook"'


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("database.url", '"sqlite://"'),
        ("database.url", '"sqlite:///:memory:"'),
        ("database.url", '"postgresql://u:p@h/d"'),
        ("database.url", '"desk.db"'),
        ("web.port", "0"),
        ("web.port", '"http"'),
        ("web.host", '""'),
        ("telegram.token", '"AAsecret"'),
        ("telegram.mode", "1"),
        ("telegram.webhook_url", '"http://desk.example/telegram"'),
        ("telegram.webhook_secret", '"with space"'),
        ("telegram.webhook_secret", f'"{"x" * 257}"'),
        ("wecom.agent_id", '"app"'),
        ("wecom.aes_key", '"short"'),
        ("wecom.kf.open_kfids", "3"),
    ],
)
def test_a_wrong_value_is_told_with_what_to_write(tmp_path: Path, key: str, value: str) -> None:
    section, _, name = key.rpartition(".")
    token = f'token = "{TOKEN}"\n' if section == "telegram" and name != "token" else ""
    [error] = errors(tmp_path, f"[{section}]\n{token}{name} = {value}\n{LEAST}")
    assert error.startswith(f"wuyebot.toml: {key} ")
    assert error.endswith(say(f"write.{key}"))


@pytest.mark.parametrize(
    ("key", "value"), [("telegram.token", "AAsecretAA"), ("database.url", "mysql://u:AAsecretAA@h/d")]
)
def test_a_wrong_secret_is_not_repeated(tmp_path: Path, key: str, value: str) -> None:
    section, name = key.split(".")
    [error] = errors(tmp_path, f'[{section}]\n{name} = "{value}"\n{LEAST}')
    assert "AAsecretAA" not in error


def test_a_webhook_needs_an_address_and_a_secret(tmp_path: Path) -> None:
    found = errors(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\nmode = "webhook"\n{LEAST}')
    assert [error.partition(" is missing")[0] for error in found] == [
        "wuyebot.toml: telegram.webhook_url",
        "wuyebot.toml: telegram.webhook_secret",
    ]


@pytest.mark.parametrize("text", ["", "site = []", 'site = "阳光花园"'])
def test_at_least_one_site_is_needed(tmp_path: Path, text: str) -> None:
    [error] = errors(tmp_path, text)
    assert error.endswith("write at least one [[site]] with a name")


def test_a_section_that_is_none_is_told_also_under_an_override(tmp_path: Path) -> None:
    [error] = errors(tmp_path, f'web = "here"\n{LEAST}', WUYEBOT_WEB__PORT="80")
    assert "web" in error
    assert error.endswith(say("write.web"))


def test_a_missing_underscore_is_told(tmp_path: Path) -> None:
    [error] = errors(tmp_path, LEAST, WUYEBOT_TELEGRAM_TOKEN=TOKEN)
    assert "WUYEBOT_TELEGRAM__TOKEN" in error
    assert TOKEN not in error


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    [error] = errors(tmp_path, "[web\nport = 1")
    assert "line 1" in error


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="wuyebot init"):
        settings.load(tmp_path / "none.toml", tmp_path, {})


# the words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_says_what_to_write(language: str) -> None:
    told = {key.removeprefix("write.") for key in words(language) if key.startswith("write.")}
    assert told == {".".join(path) for path in keys.every()}


def test_both_languages_say_the_same_things() -> None:
    chinese, english = words("zh"), words("en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert _placeholders(text) == _placeholders(english[key]), key


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_configuration_that_init_writes_is_valid_and_names_real_keys(
    tmp_path: Path, language: str
) -> None:
    text = words(language)["init.config"].format(site="阳光花园")
    assert load(tmp_path, text).sites[0].name == "阳光花园"
    uncommented = text.replace("# [telegram]", "[telegram]").replace(
        '# token = "123456789:AA…"', f'token = "{TOKEN}"'
    )
    for name in ("mode", "webhook_url", "webhook_secret"):
        uncommented = uncommented.replace(f"# {name} =", f"{name} =")
    assert tomllib.loads(uncommented)["telegram"].keys() == {"token", "mode", "webhook_url", "webhook_secret"}


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _form, _how in Formatter().parse(text) if name}
