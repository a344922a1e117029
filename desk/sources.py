"""How a matter came that staff take in (S0-25 … S0-27), read out of what they type."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from desk.privacy import phones
from desk.reading import Class
from desk.ticket import Ticket


class Source(StrEnum):
    """The channel, as the first word of /登记."""

    PHONE = "phone"  # 电话
    VISIT = "visit"  # 来访
    LETTER = "letter"  # 信函: written, so a class 2 (S0-10)
    GOVERNMENT = "government"  # 转办: a class 2 (S0-11)
    WECHAT = "wechat"  # 楼管微信 (S0-27)


_WORDS = {
    Source.PHONE: "电话 来电 電話 來電 phone call",
    Source.VISIT: "来访 来人 到访 来訪 來訪 前台 visit counter",
    Source.LETTER: "信函 来信 来函 邮件 书面 信件 來信 來函 郵件 書面 letter mail",
    Source.GOVERNMENT: "转办 轉辦 政府 government",
    Source.WECHAT: "楼管微信 微信 樓管微信 wechat",
}
_SOURCES = {word: source for source, words in _WORDS.items() for word in words.split()}
_FIRST = re.compile(rf"({'|'.join(sorted(_SOURCES, key=len, reverse=True))})(?=$|[\s,，:：])", re.IGNORECASE)
_TITLES = "女士|先生|小姐|太太|老师|老師|阿姨|大爷|大爺|大姐|大哥|叔叔|奶奶|爷爷|爺爺"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝游辛靳管柴蒙鲍华喻祁房蒲滕屈饶牟艾尤"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂盧鍾譚陸範賈韋鄒薛閻龍賀顧龔萬錢嚴湯喬龐顏莊聶魯單關蘭寧紀畢塗駱"
)  # the common ones: 保洁阿姨 is nobody's name
_OF_PARTS = "了坏壞漏堵停响響脏髒臭灯燈门門水电電梯桶管没沒不有是的"  # 房门坏了, though 房 is a surname, too
_AT_HOME = re.compile(
    rf"\d[-－–]\d{{1,4}}\s?(?![\u4e00-\u9fff]{{0,3}}[{_OF_PARTS}])"
    rf"((?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})(?=$|[\s,，。:：;；\d])"
)  # 2-2-603张三
_NAME = re.compile(
    rf"(?!单元|單元)((?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}}(?:{_TITLES}))"
    r"|(?:业主|業主|住户|住戶)[:： ]?([\u4e00-\u9fff]{2,3})(?=$|[\s,，。:：\d])"
    r"|^(?:[\w-]+ )?((?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]+)"
)
_WHOLE = re.compile(rf"(?!.*(?:{_TITLES}|太|姐|哥|叔|姨|伯|爷|爺|婆|嫂|工|傅)$)[\u4e00-\u9fff]{{2,4}}")
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,4}|[A-Z][A-Za-z. ]{1,30}")
_HOME = re.compile(r"(?<!\d)\d{1,3}[-－–]\d{1,4}(?:[-－–]\d{1,4})?(?!\d)")
_NAMELESS = re.compile(r"匿名|不愿留名|不願留名|没留名|没有留名|沒留名|没留姓名|anonymous", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?:文号|文號|编号|編號|No\.?)\s*[:：]?\s*(\S{2,40})|(\S{0,16}[〔\[［(（]\d{4}[〕\]］)）]\S{0,12}?号)"
)
_BY = r"(?:前|之前|以前)?(?:答复|答覆|回复|回覆|办结|辦結|反馈|反饋)"
_DAY = r"(?:\d{4}[-年/.])?\d{1,2}[-月/.]\d{1,2}(?:日|号)?"
_REPLY_BY = re.compile(rf"(?:截止|期限|限|by|due)\s*(?:于|至|到)?\s*[:：]?\s*({_DAY}){_BY}?|({_DAY})\s*{_BY}")


def first_word(words: str) -> tuple[Source | None, str]:
    """The channel that the words begin with, and the rest."""
    found = _FIRST.match(words)
    if found is None:
        return None, words.strip()
    return _SOURCES[found[1].lower()], words[found.end() :].strip(" \t\n,，:：")


def nameless(words: str) -> bool:
    """Whether they say that nobody left a name (S2-113, C9)."""
    return _NAMELESS.search(words) is not None


def name_in(words: str, *, alone: bool = False) -> str | None:
    """The name in some words ("王女士"); `alone`: they were the answer to who it is."""
    found = _NAME.search(words)
    if found:
        return next(part for part in found.groups() if part)
    if found := _AT_HOME.search(words):
        return found[1]
    if not alone:
        return None
    for part in re.split(r"[\s,，、;；]+", words):
        if _PLAIN.fullmatch(part) and not nameless(part):
            return part
    return None


def without_home(words: str) -> str:
    """The words without the home that says who calls (3-2-501陈建国)."""
    return _HOME.sub(" ", words, count=1)


def same_name(one: str, other: str) -> bool:
    """陈女士 is 陈秀英, as far as one can tell; 张三 is not 张丽."""
    if _WHOLE.fullmatch(one) and _WHOLE.fullmatch(other):
        return one == other
    return one[:1] == other[:1]


def phone_in(words: str) -> str | None:
    """The first telephone number in them, digits only."""
    return next(iter(phones(words)), None)


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """What an authority hands over (转办): who, under which number, to be answered by which day."""

    authority: str | None
    document: str | None
    reply_by: str | None
    words: str  # the matter


def transfer(words: str) -> Transfer:
    """Its parts, in this order or without some: "住建局 文号 穗建〔2026〕12号 11-30前答复 3栋外墙脱落"."""
    document, day = _DOCUMENT.search(words), _REPLY_BY.search(words)
    rest = words
    for found in (document, day):
        if found:
            rest = rest.replace(found[0], " ")
    authority, _, matter = rest.strip(" \n,，。;；").partition(" ")
    return Transfer(
        authority=authority.strip(",，:：") or None,
        document=next((part for part in document.groups() if part), None) if document else None,
        reply_by=next((part for part in day.groups() if part), None) if day else None,
        words=re.sub(r"[ \t]{2,}", " ", matter).strip(" \n,，。;；"),
    )


def weighed(ticket: Ticket, *, written: bool) -> Ticket:
    """On paper it is a class 2 at least (S0-10, C13), and so it is from an authority (S0-11)."""
    if ticket.source == Source.GOVERNMENT:
        why = "S0-11 政府部门转来"
    elif ticket.source == Source.LETTER or written:
        why = "S0-10 书面投诉"
    else:
        return ticket
    return replace(ticket, class_=min(ticket.class_, Class.TWO), because=(why, *ticket.because))
