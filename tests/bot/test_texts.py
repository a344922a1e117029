"""Texts: what a template may do, how facts are shown, and that people's words stay mere words."""

import re
import unicodedata
from datetime import UTC, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import clean
from bot.texts.render import DEFAULT, LABEL, LANGUAGES, Texts
from bot.texts.template import TemplateError, parse
from desk.moves.closing import MODES
from desk.notices import Button, Fact, Notice, Who, Word, parse_button
from handlers import binding, taps, typed, verbs

TEXTS = Texts.load()
KEYS = sorted(TEXTS.templates[DEFAULT])
SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = sorted({name for template in TEXTS.templates[DEFAULT].values() for name in template.fields})
NOON = datetime(2026, 11, 22, 7, 37, tzinfo=UTC)


def say(key: str, facts: dict[str, Fact] | None = None, language: str = "zh_CN") -> str:
    return TEXTS.render(Notice(key, facts or {}), language, SHANGHAI).text


def written(text: str, **facts: Fact) -> str:
    """What a text of one's own becomes, with the forms and words of zh_CN."""
    own = {**TEXTS.templates[DEFAULT], "own": parse(text)}
    return Texts(templates=MappingProxyType({DEFAULT: own})).render(Notice("own", facts), "", SHANGHAI).text


def test_what_fell_due_this_minute_is_late_by_nothing_that_could_be_said() -> None:
    facts: dict[str, Fact] = {"number": 12, "matter": "电梯", "clock": "处理完成", "late": 0}
    assert say("dayreport.late_line", facts) == "#12 电梯｜处理完成"


def test_an_optional_part_vanishes_with_any_of_its_facts() -> None:
    assert written("单[[，{owner} {due}]]。", owner="王芳", due=NOON) == "单，王芳 11月22日 15:37。"
    nothings: list[Fact] = [None, False, 0, "", [], Who(3)]
    for nothing in nothings:
        assert written("单[[，{owner} {due}]]。", owner="王芳", due=nothing) == "单。"


def test_a_line_whose_facts_are_all_missing_vanishes_and_an_empty_one_stays() -> None:
    assert written("一\n[[二 {owner}]]\n{due}\n\n三") == "一\n\n三"
    assert written("一\n\n{due}\n\n三") == "一\n\n三"


@pytest.mark.parametrize("text", ["{", "}", "[[x]]", "[[{a}", "{A}", "{a b}", "{a.b}", "{}", "[[{a}\n]]"])
def test_a_text_that_cannot_be_meant_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(TemplateError):
        parse(text)


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [
        (1, "1分钟", "1 min"),
        (35, "35分钟", "35 min"),
        (60, "1小时", "1 h"),
        (125, "2小时5分", "2 h 5 min"),
        (1440, "1天", "1 d"),
        (4567, "3天4小时", "3 d 4 h"),
    ],
)
def test_a_delay_reads_as_people_say_it(minutes: int, chinese: str, english: str) -> None:
    facts: dict[str, Fact] = {"number": 1, "late": minutes, "clock": Word("clock.accept"), "due": NOON}
    assert f"超时 {chinese}，" in say("remind.late", facts)
    assert f"{english} late," in say("remind.late", facts, "en")


def test_a_moment_is_a_date_and_time_of_the_site_in_the_readers_language() -> None:
    facts: dict[str, Fact] = {"kind": Word("clock.accept"), "due": NOON}
    assert say("clock", facts) == "⏰ 接单 11月22日 15:37 前"
    assert say("clock", facts, "en") == "⏰ Accepting by 22 Nov 15:37"
    assert TEXTS.render(Notice("clock", facts), "en", ZoneInfo("UTC")).text.endswith("22 Nov 07:37")


def test_what_a_list_has_nothing_to_show_for_leaves_no_gap() -> None:
    assert (
        written("{parts:、}。{lines}", parts=["甲", None, "", "乙"], lines=["丙", Who(3), "丁"])
        == "甲、乙。丙\n丁"
    )


def test_one_household_is_not_counted_aloud() -> None:
    assert "户" not in say("card.public", {"number": 1, "households": 1})
    assert "已有 2 户反映" in say("card.public", {"number": 1, "households": 2})


def test_english_has_its_plurals() -> None:
    assert say("refused.others_joined", {"number": 1, "others": 1}, "en").startswith("1 other household ")
    assert say("refused.others_joined", {"number": 1, "others": 2}, "en").startswith("2 other households ")


def test_an_unknown_language_is_answered_in_simplified_chinese() -> None:
    assert say("taken", {"number": 1}, "tlh") == say("taken", {"number": 1})


def test_a_key_missing_in_a_language_is_said_in_simplified_chinese_and_nowhere_by_its_last_part() -> None:
    fewer = Texts(templates=MappingProxyType({**TEXTS.templates, "en": {}}))
    assert fewer.render(Notice("done.report"), "en", SHANGHAI).text == say("done.report")
    assert say("topic.新话题") == "新话题"


def test_a_button_says_its_own_label_else_its_word_else_its_verb() -> None:
    buttons = (
        (Button(verb="progress", ticket=3, label="#12\n"), Button(verb="x", label=Word("mode.phone"))),
        (Button(verb="accept", ticket=3), Button(verb="transfer", arg="9", label="长" * 99)),
    )
    shown = TEXTS.render(Notice("done.report", {}, buttons), "zh_CN", SHANGHAI).buttons
    assert shown[0] == (("v1:progress:3", "#12"), ("v1:x:0", "电话"))
    assert shown[1] == (("v1:accept:3", "接单"), ("v1:transfer:0:9", "长" * (LABEL - 1) + "…"))


HOSTILE = ["{owner}", "[[{number}]]", "{0.__class__}", "%s ${x} \\1", "]]", "{{", "#99 ✅ 已完成"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_look_like_a_template_stay_words(words: str, language: str) -> None:
    note = say("news.note", {"number": 1, "by": words, "words": words, "owner": "王芳"}, language)
    assert note.count(words) == 2
    assert "王芳" not in note


def test_what_cannot_be_seen_or_turns_the_line_around_is_left_out() -> None:
    spoofed = "\u202e张三\u2066\x00\x1b[31m\u200b\ufeff\ud800\x85四"
    assert say("place.building", {"name": spoofed}) == "张三[31m 四栋"


def test_a_name_cannot_begin_a_line_of_its_own_but_words_keep_their_lines() -> None:
    text = say("news.note", {"number": 1, "by": "王芳\n✅ 已完成", "words": "一\r\n二"})
    assert text == "💬 #1 王芳 ✅ 已完成：\n一\n二"


def test_a_card_holds_only_the_beginning_of_a_long_complaint() -> None:
    card = say("card.staff", {"number": 1, "words": "吵" * 10_000, "because": ["因" * 999] * 4})
    assert len(card) < 1000
    assert "吵" * (clean.BRIEF - 1) + "…" in card


any_text = st.text(st.characters(), max_size=80)
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    any_text,
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # hypothesis adds the zone
    st.builds(Word, st.sampled_from(KEYS) | any_text),
    st.builds(Who, st.none() | st.integers()),
)
facts_of = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.builds(Notice, st.sampled_from(KEYS), st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)),
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(KEYS),
    st.dictionaries(st.sampled_from(NAMES), facts_of, max_size=6),
    st.sampled_from([*LANGUAGES, "xx"]),
)
def test_whatever_the_facts_are_a_notice_becomes_clean_text(
    key: str, facts: dict[str, Fact], language: str
) -> None:
    """Rendering never raises, and nothing comes out that is invisible but for line breaks and tabs."""
    text = say(key, facts, language)
    text.encode()
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n", "\t"}
    assert not set(text) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )


@given(st.text(st.sampled_from("{}[]:ab%$\\#家"), max_size=clean.NAME))
def test_visible_words_come_out_as_they_went_in(words: str) -> None:
    assert written("<{name}>", name=words) == f"<{words}>"
    assert written("<{name:text}>", name=words) == f"<{words}>"


TOASTS = [
    key
    for key in KEYS
    if re.match(r"(done|refused|choose|ask)\.|(news\.joined|revisit\.next|added|asked_privately)$", key)
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_to_a_tap_is_one_line_of_at_most_200_characters(language: str) -> None:
    """Telegram shows no more; even with the longest names there are."""
    facts: dict[str, Fact] = dict.fromkeys(NAMES, "名" * 300)
    facts |= {"number": 999_999_999, "second": 999_999_999, "others": 9999, "person": None}
    facts |= {"into": 999_999_999, "other": 999_999_999, "households": 9999}
    facts |= {"names": Notice("list", {"parts": ["欧阳某某"] * 200}), "status": Word("status.waiting")}
    facts |= {"numbers": Notice("list", {"parts": ["#999999999"] * 8}), "count": 99, "version": 99}
    told = {key: say(key, facts, language) for key in TOASTS}
    assert {key for key, text in told.items() if len(text) > 200 or "\n" in text} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_buttons_fit(language: str) -> None:
    texts = TEXTS.templates[language]
    labels = [key for key in KEYS if re.match(r"(button|category|class|reason|mode)\.", key)]
    assert {key for key in labels if len(texts[key].fill(lambda _: "")) > LABEL} == set()


def test_data_of_buttons_fit_into_telegrams_64_bytes_and_come_back() -> None:
    longest = [*(f"{mode}-5-5" for mode in MODES), "emergencies", str(10**18 - 1)]
    for verb in {*taps.TAPS, "progress", "report"}:
        for arg in longest:
            button = Button(verb=verb, ticket=10**18 - 1, arg=arg)
            assert len(button.key.encode()) <= 64
            assert parse_button(button.key) == button


# 及时率 is S2-64's own name of a figure, no promise.
VAGUE = (
    r"尽快|马上|稍后|及时(?!率)|立即|过几天|儘快|馬上|稍後|及時(?!率)|立即"
    r"|\b(soon|shortly|asap|immediately)\b"
)
GUILTY = r"我们的错|我們的錯|我们的责任|赔偿|賠償|\b(our fault|compensat\w+)\b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_soon_where_a_time_belongs_nor_whose_fault_it_is(language: str) -> None:
    """S1-13: no vague promises; S4-12: nobody is declared guilty before it is known."""
    told = {key: text.fill(lambda _: "") for key, text in TEXTS.templates[language].items()}
    found = {key for key, text in told.items() if re.search(f"{VAGUE}|{GUILTY}", text, re.IGNORECASE)}
    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["help.resident", "help.staff"])
def test_every_command_in_the_help_is_one_that_the_desk_obeys(key: str, language: str) -> None:
    text = say(key, {}, language)
    verbs = re.findall(r"(?:^|· |/)(\S+) 12", text, re.MULTILINE)
    assert len(verbs) >= 6
    for verb in verbs:
        assert typed.parse(f"{verb} 12", slash_needed=False) is not None, verb


def test_every_command_of_staff_is_in_their_help() -> None:
    known = set(
        (
            "bind join_code help join confirm reject withdraw still hide unhide agree_quote refuse_quote "
            "sign_off warned charged object my_data forget_me month archive_month export ask "
            "day_report remedy spot_check quality survey clear enquire suggest"
        ).split()
    )  # a resident's own, and what the heads' help tells
    for language in LANGUAGES:
        words = re.findall(r"[^\s·/（(]+", say("help.staff", {}, language))
        told = {verbs.VERBS.get(word.lower()) for word in words}
        assert set(verbs.VERBS.values()) - known <= told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_offered_in_the_help_can_be_chosen(language: str) -> None:
    known = {name for names in binding.LANGUAGES.values() for name in names}
    for key in ("help.resident", "help.staff", "refused.no_such_language"):
        offered = re.findall(r"(?:语言|語言|language) (\w+)", say(key, {}, language))
        assert len(offered) >= 2
        assert {name.lower() for name in offered} <= known
