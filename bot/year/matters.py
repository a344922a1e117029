"""What residents of the made-up year report, how often, and when in the year more."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Said:
    """One way to report one thing; `{b}` the building, `{u}` the unit, `{f}` the floor, `{r}` the room.

    `{w}`: the floor, where whoever reports it thinks of telling it.
    """

    text: str
    often: int
    more: tuple[int, ...] = ()  # months in which it comes four times as often
    result: str = "已处理好"
    shared: bool = False  # neighbours have it too
    days: float = 0.4  # working time that it takes, about
    nowhere: str = ""  # what is said instead of the floor
    scene: str = ""  # what a picture of it shows


SAID = (
    Said(
        text="{b}栋{u}单元电梯又坏了，停在{f}楼不动",
        often=10,
        shared=True,
        result="更换门机皮带",
        days=0.5,
        scene="lift",
    ),
    Said(
        text="{b}栋{w}电梯一直响，运行抖得厉害",
        often=7,
        shared=True,
        result="导轨已润滑校正",
        days=1.2,
        scene="lift",
    ),
    Said(
        text="{b}栋{u}单元{w}{r}卫生间天花板漏水，滴到洗手台了",
        often=7,
        more=(6, 7, 8),
        result="重做防水",
        days=2.5,
        scene="wall",
    ),
    Said(
        text="{b}栋顶楼外墙渗水，墙皮都掉了",
        often=3,
        more=(6, 7, 8),
        result="外墙已补漏",
        days=4.0,
        scene="wall",
    ),
    Said(
        text="{b}栋{u}单元{f}楼楼道灯不亮了",
        often=10,
        more=(11, 12, 1),
        result="换了灯泡",
        days=0.3,
        scene="lamp",
    ),
    Said(
        text="{b}栋{u}单元门禁刷不开卡", often=6, shared=True, result="换了读卡器", days=0.4, scene="reader"
    ),
    Said(text="{b}栋停水了，一点水都没有", often=3, more=(7,), shared=True, result="水泵已修复", days=0.3),
    Said(
        text="{b}栋{w}{r}家里停电了，别家都有电",
        often=3,
        more=(7, 8),
        result="换了空开",
        days=0.3,
        scene="socket",
    ),
    Said(
        text="{b}栋下水道堵了，污水冒出来了",
        often=5,
        more=(6, 7),
        shared=True,
        result="已疏通",
        days=0.5,
        scene="drain",
    ),
    Said(
        text="{b}栋{u}单元{w}{r}暖气不热，家里才15度", often=3, more=(11, 12, 1), result="放气调阀", days=0.8
    ),
    Said(text="{b}栋楼下的健身器材坏了，小孩差点受伤", often=2, result="已更换部件", days=2.0),
    Said(
        text="{b}栋单元门口的垃圾两天没人清，臭死了",
        often=7,
        more=(6, 7, 8),
        shared=True,
        result="已清运",
        scene="rubbish",
    ),
    Said(text="{b}栋电梯里有狗尿，保洁能不能打扫一下", often=4, result="已打扫", scene="dirt"),
    Said(
        text="{b}栋楼下绿化带的树枝挡住窗户了，麻烦修剪",
        often=3,
        more=(4, 5),
        result="已修剪",
        days=1.5,
        scene="tree",
    ),
    Said(text="{b}栋{f}楼半夜装修电钻声，吵得睡不着", often=7, result="已劝停并登记"),
    Said(text="{b}栋{w}每天晚上十二点还在放音乐，太吵了", often=5, result="已上门劝说", nowhere="楼上"),
    Said(text="地下车库我的固定车位又被外来车占了", often=7, result="已联系车主挪车", scene="car"),
    Said(text="{b}栋{w}消防通道被电动车堵住了", often=5, shared=True, result="已清理并贴单", scene="car"),
    Said(text="{b}栋楼上高空抛物，砸到一楼院子了", often=2, result="已调监控并警示"),
    Said(text="小区大门保安不登记，外卖随便进", often=3, result="已整改岗位"),
    Said(text="物业费多收了我一个月，请核对", often=5, more=(1, 12), result="已核对退回", days=1.0),
    Said(text="停车费涨价为什么不公示", often=3, more=(3,), result="已公示依据", days=1.5),
    Said(text="水电费账单不对，比上个月多了一倍", often=4, more=(8, 9), result="已复抄更正", days=1.0),
    Said(text="{b}栋{w}楼道有蟑螂，能不能消杀", often=2, more=(6, 7, 8), result="已消杀"),
    Said(text="报修三天了没人来，物业到底管不管", often=3, result="已当面说明并处理"),
    Said(text="{b}栋{w}有人晕倒了，快来人", often=1, result="已送医"),
    Said(text="{b}栋{w}楼道冒烟，有烧焦味", often=1, result="已断电排除"),
)
LIFT = SAID[0]  # in October again and again at one building: what repeats is what managers should see
HOURS = (1, 1, 1, 0, 0, 1, 3, 8, 12, 10, 8, 7, 8, 6, 5, 5, 6, 8, 11, 13, 12, 10, 6, 3)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
