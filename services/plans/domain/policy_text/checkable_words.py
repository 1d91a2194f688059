"""The forms of targets that can be checked without a number. Data: one line a form, the first that fits is taken."""

import re
from dataclasses import dataclass
from decimal import Decimal

from services.plans.domain.words import TargetKind
from services.yardsticks.words import Comparison


@dataclass(frozen=True, slots=True)
class Form:
    """`dated` forms need a deadline: of the clause itself, or of what it inherits. `recurring` ones inherit none."""

    rule: str
    pattern: re.Pattern[str]
    kind: TargetKind
    comparison: Comparison
    value: Decimal | None = None
    unit: str | None = None
    dated: bool = False
    recurring: bool = False


def _all(rule: str, pattern: str) -> Form:
    return Form(rule, re.compile(pattern), TargetKind.COVERAGE, Comparison.ALL)


def _none(rule: str, pattern: str, unit: str) -> Form:
    return Form(rule, re.compile(pattern), TargetKind.CAP, Comparison.EQUAL, Decimal(0), unit)


def _monotone(rule: str, pattern: str, comparison: Comparison) -> Form:
    return Form(rule, re.compile(pattern), TargetKind.MONOTONE, comparison, recurring=True)


def _yes(rule: str, pattern: str, *, dated: bool = True) -> Form:
    return Form(rule, re.compile(pattern), TargetKind.YES_NO, Comparison.YES, dated=dated)


_NOT_A_NAME = r"(?!工程|行动|计划|试点|的基础|基础上|的前提|背景|项目|、[全零严重])"
_WHOLE = (
    "全市|全县|全区|全省|全州|全旗|全国|全镇|全乡|全体|全部|所有|城乡"
    "|各级各类|各学科|各年级|各学段|基础教育各学|义务教育各"
)

FORMS = (
    Form(
        "not_below_others",
        re.compile(
            r"(?:不低于|不少于|不得低于|高于|达到或超过|达到或高于|不高于|不超过)(?:或高于)?(?:当地|本地|同期|同级|同类|全国|全省|全市|全区|全县|上年|上一年|上年度|去年|城镇|城市|周边|所在|公务员|省|市|国家)[^,。;]{0,24}(?:平均|水平|标准|工资|收入|增幅|增速|支出|上年)"
        ),
        TargetKind.COMPARATOR,
        Comparison.AT_LEAST,
    ),
    _monotone("never_less", "只增不减|不减少|不下降|只升不降|稳中有升", Comparison.NON_DECREASING),
    _monotone(
        "more_each_year",
        r"(?:逐年|年年|每年)(?:都)?(?:有所)?(?:提高|增长|增加|提升|递增|上升|扩大)",
        Comparison.INCREASING,
    ),
    _monotone("so_many_rises", r"[两三四五]个增长(?!点|极)", Comparison.INCREASING),
    _all("coverage", rf"(?<![安健])全覆盖{_NOT_A_NAME}|全面覆盖{_NOT_A_NAME}|全域覆盖{_NOT_A_NAME}"),
    _all("all_that_should", r"应[\u4e00-\u9fff]尽[\u4e00-\u9fff]"),
    _all(
        "covers_all",
        rf"(?:建立|建成|形成|构建)覆盖(?:{_WHOLE})|覆盖(?:全市|全县|全区|全省|全州|全体|所有|全部)(?=[^,。;]{{0,12}}(?:$|[,。;教学居农村儿人]))",
    ),
    _all(
        "everywhere_general",
        r"全面(?:普及|推行|实行|推开|建立健全[^,。;]{0,12}制度|取消|停止|禁止|消除|建成(?!小康|社会))|全面普及|普遍(?:建立|设立|开展|实行|推行|配备|实施|建有)",
    ),
    _all("everywhere_reform", r"全面实施[^,。;的]{0,30}(?:改革|制度|机制|免费|登记|监测|测试|评价)(?!体制)"),
    _all(
        "all_trained",
        r"全员(?:[^,。;育全]{0,8})(?:培训|轮训|持证|达标|配备|考核|覆盖|接种|建档|签约|体检|参加|聘用|聘任|上岗)",
    ),
    _all("all", r"全部(?!或|履行|责任|工作|内容|费用|资金(?!.{0,6}用于)|过程|学科|课程|[、,。;的])[\u4e00-\ue000]"),
    _all(
        "complete",
        r"(?<![安健])全(?:达标|免费|接入|纳入|配备|联网|入网|持证|建档|到位)(?![\u4e00-\u9fff]?工程)|配齐(?:所有|各|全部|每)",
    ),
    _all(
        "every_one",
        r"(?:村村|校校|户户|人人|乡乡|县县|镇镇|班班|园园|个个|家家)(?:有|建|通(?=[水电路网气邮车])|享有|达标|都|能|会|配)",
    ),
    _all(
        "all_of_them",
        r"(?:所有|每一?[个所名位家]|各级各类)[^,。;]{2,24}?(?<!不)(?:完成|建成|达到|创建为|创建|纳入|配备|设立|实现|接入|开通|通(?![过知报])|安装|建立|通过|享受|都(?!享有|市)|均|要有|实行|派驻|取消)",
    ),
    _all("one_system", r"(?:全市|全县|全区|全省|全州|全旗)[^,。;]{0,16}(?:实行|推行|执行|使用|采用)统一"),
    _none("none_set", r"不(?:得)?布置(?!重复|惩罚|给)[^,。;]{0,12}作业|不留(?:书面)?(?:家庭)?作业", "次"),
    _none("none_drops_out", r"不失学|不辍学|不因贫失学|零辍学|零失学|(?:失学|辍学|控辍|学生)[^,。;]{0,12}清零", "人"),
    _none("cleared", r"动态清零|全部清零", "个"),
    _none("no_large_classes", "(?<!逐步)消除[^,。;]{0,12}大班额(?!专项|规划|工程|计划|工作)", "个班"),
    _none("zero", r"零(?:事故|发生|发案|感染|死亡|上访|拒绝|投诉|新增|增长|排放|漏报|瞒报|报告差错|违规)", "起"),
    _none(
        "none_happens",
        r"(?:事故|案件|伤亡|死亡|失学|辍学|投诉)[^,。;]{0,6}(?:为|保持|控制为)零(?![\u4e00-\u9fff])",
        "起",
    ),
    _yes("accepted", r"通过[^,。;]{0,14}(?:验收|评估认定|督导评估|认定|复核|复查|国检|省检)(?=$|[,。;、\s]|并)"),
    _yes("meets_standard_by", r"(?:全面|基本|均|都)?达到[^,。;]{0,24}(?:标准|要求)(?=$|[,。;、])"),
    _yes("done_by", r"(?:完成|竣工|开工|投入使用|投用|出台|印发|制定完善|上线|挂牌|建成|启动|实现互通)"),
)
NEW_MEETS_STANDARD = Form(
    "new_meets_standard", re.compile(r"新建[^,。;]{0,24}达到[^,。;]{0,24}标准"), TargetKind.YES_NO, Comparison.ALL
)
PERIODIC = Form(
    "each_period",
    re.compile(
        r"每(?:个)?(?:周(?:[一二三四五六日天])?|月|季度|学期|学年|半年|年|日|天)(?:[^,。;]{0,16}?)(?:举行|召开|举办|开展|组织|进行)"
    ),
    TargetKind.YES_NO,
    Comparison.YES,
    recurring=True,
)
# What keeps a form from being a target: it is given already, only wished for, or forbidden.
GIVEN = re.compile(
    r"的基础上|基础上|的前提下|的情况下|鼓励|探索|有条件的|不得|严禁|禁止|已经|已(?:全部|实现|全面)|以普及"
)
SOFT = re.compile(r"高地|体系|格局|取得|突破|成效|机制|环境|氛围|明显|显[著着]|进一步|更加|逐步|大幅|稳步|意识")
