"""Why a reading cannot be taken: each cause with its words, who has to act, and what to do.

Where the action owner is the school, the organisation that reports is meant: a school, a township, a department.
"""

from dataclasses import dataclass

from services.kernel.errors import ActionOwner


@dataclass(frozen=True)
class Cause:
    code: str
    title_en: str
    title_zh: str
    action_owner: ActionOwner
    what_to_do_en: str
    what_to_do_zh: str


UNKNOWN_ORGANISATION = Cause(
    "unknown_organisation",
    "You cannot report for an organisation of this code",
    "您不能为该代码的机构报送",
    ActionOwner.SENDER,
    "Compare the code with the list of obligations; if it is right, ask the administrator for a grant.",
    "请与应报清单核对机构代码；如代码无误，请向管理员申请授权。",
)
UNKNOWN_INDICATOR = Cause(
    "unknown_indicator",
    "There is no indicator of this code",
    "没有该代码的指标",
    ActionOwner.SENDER,
    "Take the code from the list of indicators; mind spelling and case.",
    "请从指标清单取代码，注意拼写和大小写。",
)
AMBIGUOUS_CODE = Cause(
    "ambiguous_code",
    "The code is one of yours for one thing and one of ours for another",
    "该代码在您的自编代码和本系统代码中指向不同对象",
    ActionOwner.SENDER,
    "Send the code of this system, or change your code in the list of code mappings.",
    "请改用本系统代码报送，或在代码对照表中更换该自编代码。",
)
UNKNOWN_PERIOD = Cause(
    "unknown_period",
    "There is no such period, or the indicator is not reported for periods of this kind",
    "没有这样的期间，或该指标不按此类期间报送",
    ActionOwner.SENDER,
    "Write a period as `expected` shows: 2021-2022, 2021-2022-1, 2021 or 2021-09.",
    "请按 expected 所示书写期间：2021-2022、2021-2022-1、2021 或 2021-09。",
)
OUTSIDE_WINDOW = Cause(
    "outside_window",
    "Every collection that asks for this is closed",
    "要求该数据的填报任务均未开放",
    ActionOwner.ADMINISTRATOR,
    "The administrator opens the collection that `expected` names, or the reading is left out.",
    "请管理员开放 expected 所列的填报任务；否则不要报送该项。",
)
ORGANISATION_CLOSED = Cause(
    "organisation_closed",
    "The organisation had closed before the period began",
    "该机构在此期间开始前已经撤销",
    ActionOwner.SENDER,
    "Leave the reading out; if the organisation goes on, have the administrator correct its dates.",
    "请不要报送该项；如机构并未撤销，请管理员更正其存续日期。",
)
NOT_YET_OPEN = Cause(
    "not_yet_open",
    "The organisation opened only after the period had ended",
    "该机构在此期间结束后才设立",
    ActionOwner.SENDER,
    "Leave the reading out; if the organisation was there before, have the administrator correct its dates.",
    "请不要报送该项；如机构此前已设立，请管理员更正其存续日期。",
)
NOT_OWED = Cause(
    "not_owed",
    "The indicator is not reported by organisations like this one",
    "该类机构不报送此指标",
    ActionOwner.SENDER,
    "Send it for the organisations that `expected` describes; if this is one, have its attributes corrected.",
    "请由 expected 所述的机构报送；如该机构属于此类，请管理员更正其属性。",
)
NOT_ASKED = Cause(
    "not_asked",
    "No collection asks this of the organisation for the period",
    "没有填报任务向该机构要求此期间的该指标",
    ActionOwner.SENDER,
    "Send what the list of obligations names, for the periods it names.",
    "请按应报清单所列的指标和期间报送。",
)
WRONG_UNIT = Cause(
    "wrong_unit",
    "The reading is stated in another unit than the indicator's",
    "读数的计量单位与指标不符",
    ActionOwner.SENDER,
    "Convert the value to the unit that `expected` names, and send it with that unit or with none.",
    "请换算为 expected 所示的计量单位后报送；unit 可写该单位，也可不写。",
)
WRONG_TYPE = Cause(
    "wrong_type",
    "The value is not of the indicator's type",
    "数值类型与指标不符",
    ActionOwner.SENDER,
    "Send what `expected` names: a JSON number without quotation marks, true or false, or the code of a grade.",
    "请按 expected 所示发送：不带引号的 JSON 数字、true 或 false，或等级代码。",
)
NEGATIVE = Cause(
    "negative",
    "The value is below zero",
    "数值小于零",
    ActionOwner.SCHOOL,
    "The organisation corrects the amount at its source, or has null sent with unknown_reason.",
    "请填报机构在数据源头更正；确实未知时发送 null 并填写 unknown_reason。",
)
DIGITS = Cause(
    "digits",
    "The number has more digits than can be kept exactly",
    "数字位数超出可精确保存的范围",
    ActionOwner.SENDER,
    "Send at most fifteen significant digits, between 1e-15 and 1e16 in size; do not send the rest of a division.",
    "最多 15 位有效数字，绝对值在 1e-15 与 1e16 之间；请勿发送除法的尾数。",
)
VALUE_AND_REASON = Cause(
    "value_and_reason",
    "A reading has either a value or the reason why it is unknown",
    "读数要么有数值，要么有未知原因，二者取其一",
    ActionOwner.SENDER,
    "With value null send unknown_reason; with a value leave unknown_reason out.",
    "数值为 null 时填写 unknown_reason；有数值时不要填写。",
)
EVIDENCE_MISSING = Cause(
    "evidence_missing",
    "The fact or grade names no document that it rests on",
    "该事项或等级未注明依据文件",
    ActionOwner.SCHOOL,
    "The organisation names the document (title, number, date); send it as evidence with the reading.",
    "请填报机构注明依据文件（名称、文号、日期），随读数在 evidence 中报送。",
)
TWICE_IN_BODY = Cause(
    "twice_in_body",
    "The same organisation, indicator and period stands more than once",
    "同一机构、指标和期间出现多次",
    ActionOwner.SENDER,
    "Send each once; none of them is taken, because nobody can know which is right.",
    "每项只发送一次；系统无法判断哪个正确，因此都不接收。",
)
REASON_NEEDED = Cause(
    "reason_needed",
    "An approved value is changed only with a reason",
    "更改已审核的数值须说明原因",
    ActionOwner.SCHOOL,
    "The organisation says why it changed; send the correction with correction_reason.",
    "请填报机构说明更正原因，并在更正报送中填写 correction_reason。",
)
WITHDRAWAL_UNREASONED = Cause(
    "withdrawal_unreasoned",
    "An approved value in the declared scope was left out, and no reason says why",
    "声明范围内有已审核的数值未再报送，且未说明原因",
    ActionOwner.SCHOOL,
    "Send the value again, or say with correction_reason why it is withdrawn.",
    "请重新报送该数值；确需撤回时，在 correction_reason 中说明原因。",
)
WITHDRAWAL_OUTSIDE_WINDOW = Cause(
    "withdrawal_outside_window",
    "The declared scope would withdraw what only closed collections ask for",
    "声明范围会撤回仅由已关闭的填报任务要求的数据",
    ActionOwner.SENDER,
    "Name in the scope's indicators only what you send, or have the collection that `expected` names opened.",
    "请在 scope 的 indicators 中只列本次报送的指标；确需撤回时，请管理员开放 expected 所列的填报任务。",
)
PERIOD_LOCKED = Cause(
    "period_locked",
    "The period is locked for the organisation",
    "该机构的这一期间已锁定",
    ActionOwner.ADMINISTRATOR,
    "Ask who locked it, named in `expected`, to unlock the period; then send again.",
    "请联系 expected 中所示的锁定人解锁该期间，然后重新报送。",
)
CAUSES = (
    UNKNOWN_ORGANISATION,
    UNKNOWN_INDICATOR,
    AMBIGUOUS_CODE,
    UNKNOWN_PERIOD,
    NOT_OWED,
    ORGANISATION_CLOSED,
    NOT_YET_OPEN,
    OUTSIDE_WINDOW,
    NOT_ASKED,
    WRONG_UNIT,
    WRONG_TYPE,
    NEGATIVE,
    DIGITS,
    VALUE_AND_REASON,
    EVIDENCE_MISSING,
    TWICE_IN_BODY,
    REASON_NEEDED,
    WITHDRAWAL_UNREASONED,
    WITHDRAWAL_OUTSIDE_WINDOW,
    PERIOD_LOCKED,
)
