"""How names of units are built in Chinese government: endings, levels of territory, organs. Data, and tests on it."""

import re

_LARGE = "自治区|直辖市|地级(?:以上)?市|设区的?市|县级市|自治[州县旗]|地区"
_PLACE = f"(?:{_LARGE}|街道(?!办)|地(?=[(州市盟])|(?<=[镇乡])街|[省市州盟县区旗乡镇])"
_INNER = r"\([^()]{0,30}\)"
_ORGAN = (
    "(?:党工委|党委|工委|(?<=[县区市旗州)])委(?!员)|人民政府|政府|行政公署|行署|公署|管委会|管委|管理委员会|党组织"
    "|办事处|街道办)"
)
_ORGANS = f"{_ORGAN}(?:[和及与、]?{_ORGAN}|{_INNER})*"

EACH = re.compile("(?:全[省市县区州]|市属|县属|省属)?(?:各|每个?)")
BARE_ORGANS = re.compile(f"{_ORGANS}$")
BARE_PLACES = re.compile(f"(?:全[省市县区州])?各?(?:{_PLACE}|{_INNER}|(?<=.)、)+$")
PLACED_ORGANS = re.compile(f"(?:{_PLACE}|{_INNER})+(?:{_ORGANS})?$")
PLACED = re.compile(f"(?:{_PLACE}|{_INNER})+")
# 园区和示范区管委会: kinds of zones without a name of their own end no name before 和.
BARE_ZONES = re.compile(
    "(?:各)?(?:产业|工业|经济|技术|国家级|省级|市级)*(?:园区|示范区|开发区|管理区|功能区|高新区|经开区|新区|街道|乡镇|学校|企业|单位|部门|社区)$"
)
UNNAMED = re.compile("(?:各级|各地|各|其他|其它|市级|县级|省级|市直|县直|区直|省直|本级)*(?:有关|相关|其他|其它|涉及)")

# Local departments stand below the territory they are named with: 各市、县教育局 is one, 各县区、市教育局 are two.
LEVELS = {"省": 0, "自治区": 0, "直辖市": 0, "市": 1, "州": 1, "盟": 1, "地区": 1, "县": 2, "区": 2, "旗": 2}
LOWEST = 3

_END = (
    "(?:部门|单位|中央|机构|机关|组织|企业|公司|集团|银行|分行|支行|人行|党校|学校|大学|学院|高校|院校|中学|小学|幼儿园"
    "|办公厅|办公室|委员会|(?:总|供销|合作|新华|通讯|信用)社|领导小组|工作组|专班|管委会|管委|办事处|街道|乡镇|社区|村委|法院|检察院|医院"
    "|人民政府|政府|行署|公署|党委|党组|工委|协会|学会|商会|工会|联合会|基金会|联席会议|联盟|兵团|军分区|武装部|人武部"
    "|支队|大队|总队|中队|中心|电视台|书店|融媒体|报社|日报|联社|供销社|编办|局|厅|署|院|馆|台|站|园|联|科协|侨联|共青团|少先队"
    "|(?<![主总])办|(?<![干全内外])部|(?<!编)委|(?<!社|机)会|督导团|(?<![教馆])(?<!卫生|实验|图书|阅览|功能|咨询|辅导|保健|医务|资料|器材|活动|会议|值班|监控|警务|仪器|准备|录播|隔离)室|[处股所校队组]|科(?![委技协研学创])"
    "|开发区|新区|园区|示范区|高新区|经开区|度假区|保税区|管理区|风景区|景区)"
)
# Endings that begin another word: 办好, 部署, 委托, 会议, 局面.
_GOES_ON = "(?![好理学法事]|署|托|派|议|面|长|分|风)"
UNIT_END = re.compile(f"{_END}(?:{_INNER})?$")
UNIT_HEAD = re.compile(
    "(?:[^、,;。:()]{0,12}?(?:[省市县区州旗党团工]委(?=[^、,;。:()]{2,8}?(?:办|部|委|局|室)))?"
    f"[^、,;。:()]{{0,14}}?{_END}{_GOES_ON})"
)
_ALL_PLACES = re.compile(r"(?:各地|各级|各方|地方|地区|[省市州盟县区旗乡镇]|街道|镇街|园区)(?:\([^()]*\))?$")
_OFFICE = re.compile(
    r"(?:局|厅|(?<!部)署|委|委员会|办|办公室|办事处|总社|供销社|部|政府|管委会|联|科协|院|中心|法院|总队|支队|大队|中队|(?<![场住厕])所|领导小组|工作组|集团|委会|书店|公司|大学|银行|中央|妇联|残联|工会|团委|共青团|少先队|协会|党委|组|专班|(?:督导|督查|督学|教研|研究|政研)室)(?:\([^()]*\))?$"
)
# 县教育局基教股: a part of an office, named with it.
_PART = re.compile("(?:局|委|厅|办|部|中心|政府|公司)[\u4e00-\u9fff]{2,8}[处科股室队所站]$")
_OFFICER = re.compile(
    "(?:(?:分管|常务)?副?(?:省|市|州|县|区|县区|乡|镇|乡镇|街道|村|社区|学校|校|园|学区|中心校|班|家|师|处|科|局|厅)(?:长|书记|主任)|(?:分管|常务)?副(?:校长|园长)|校园长|(?:各|中小)?学校校长|(?:责任|专职|兼职|专兼职|挂牌)*督学|教研员|班主任|(?:任课)?教师)"
    "(?:(?:主要)?(?:工作)?(?:职责|责任))?$"
)
_NOT_A_NAME = re.compile(
    r"^(?:到|至|于|自)?(?:\d{1,2}[.、]|\d{2,4}年|\d+月|每[年月季]|长期|持续|常年|常态|适时|立即|全年|即时|年底|按期|今年|明年)|关于|(?<!自)由|^以?下(?:统一|均)?简?称|完成$|^\d+$"
)


def is_unit(name: str) -> bool:
    """Whether it ends or begins as units do; it is not looked up anywhere."""
    if not 1 < len(name) <= 60 or _NOT_A_NAME.search(name):
        return False
    return bool(UNIT_END.search(name[-40:]) or BARE_PLACES.match(name) or is_everyone(name))


def is_everyone(name: str) -> bool:
    """各地, 各县(市、区), 各有关单位, 相关区: all of a kind."""
    if UNNAMED.match(name) and len(name) <= 12 and _ALL_PLACES.search(name):
        return True
    return bool(EACH.match(name) and (_ALL_PLACES.search(name[-40:]) or UNIT_END.search(name[-40:])))


def is_office(name: str) -> bool:
    """Whether it ends as organs of the state do: what a list needs that nothing announces as a list of units."""
    return 1 < len(name) <= 40 and bool(_OFFICE.search(name[-40:])) and not _NOT_A_NAME.search(name)


def is_officer(name: str) -> bool:
    """校长, 乡镇长责任, 班主任职责: one who bears duties by office."""
    return bool(_OFFICER.match(name))


def bears_duties(name: str) -> bool:
    """An organ, all of a kind, or an officer: who bears duties wherever he is named before them."""
    ends = name.endswith(("部门", "机关", "机构", "联合会"))
    return ends or bool(_PART.search(name)) or is_office(name) or is_everyone(name) or is_officer(name)


def is_department(name: str) -> bool:
    """财政部门, 县公安局; not 各部门, nor a government as a whole."""
    return name.endswith(("部门", "局", "厅", "委", "办")) and not EACH.match(name) and not UNNAMED.match(name)


def is_no_name(name: str) -> bool:
    """A date, a period or a number, which stand in the brackets of units too."""
    return bool(_NOT_A_NAME.search(name[:20])) or name.endswith("完成")
