"""What metrics refuses, each named for the fact that does not hold."""

from services.kernel.errors import ActionOwner, Refusal


class SubmissionRejected(Refusal):
    """Carries the report in `extra["report"]`; its counts say what would have been."""

    status, code = 422, "submission_rejected"
    title_en = "Some readings cannot be taken, so none of the submission was stored"
    title_zh = "部分读数不能接收，本次报送未保存任何内容"


class IndicatorInUse(Refusal):
    """Each fault names what the indicator has to stay."""

    status, code = 409, "indicator_in_use"
    title_en = "What was reported would change its meaning; give what is new another code"
    title_zh = "已报读数的含义会因此改变；新的口径请使用新的指标代码"
    action_owner = ActionOwner.ADMINISTRATOR


class OwnSubmission(Refusal):
    status, code = 409, "own_submission"
    title_en, title_zh = "Who sent a submission cannot review it", "报送人不能审核自己的报送"
    action_owner = ActionOwner.ADMINISTRATOR


class AlreadyReviewed(Refusal):
    """`extra["organisations"]` names the first hundred parts that are no longer pending."""

    status, code = 409, "already_reviewed"
    title_en, title_zh = "These parts were reviewed before", "这些部分已经审核"
    action_owner = ActionOwner.ADMINISTRATOR


class ReadingFailed(Refusal):
    status, code = 500, "reading_failed"
    title_en = "The body could not be read: the process ended three times while reading it"
    title_zh = "请求体无法读取：读取时进程三次中断"
    action_owner = ActionOwner.OPERATOR


class BodyUnreadable(Refusal):
    """The detail says what is wrong and what to send instead; `extra["form"]` names the form that was tried."""

    status, code = 400, "body_unreadable"
    title_en, title_zh = "The body is not what its content type says", "请求体与其内容类型不符，无法读取"


class EncodingUnknown(Refusal):
    status, code = 415, "encoding_unknown"
    title_en, title_zh = "This content encoding is not read here", "不支持该内容编码"


class TooManyReadings(Refusal):
    status, code = 413, "too_many_readings"
    title_en, title_zh = "The body has more readings than are taken at once", "读数条数超过一次可接收的上限"


class TooManyOrganisations(Refusal):
    status, code = 422, "too_many_organisations"
    title_en, title_zh = "That is more organisations than one template holds", "机构数超过一张模板的上限"


class CodesUnusable(Refusal):
    """Each fault names a mapping that would say nothing, or two things; none was stored."""

    status, code = 422, "codes_unusable"
    title_en, title_zh = "Some of these codes cannot be mapped", "部分代码不能建立对照"


class OfficialRejected(Refusal):
    """Carries the report in `extra["report"]`."""

    status, code = 422, "official_rejected"
    title_en = "Some figures of the file cannot be taken, so none of it was stored"
    title_zh = "文件中部分数据不能接收，本次导入未保存任何内容"


class DifferenceChanged(Refusal):
    """Each fault names a difference that is not, or no longer, what the caller saw."""

    status, code = 409, "difference_changed"
    title_en, title_zh = "What was to be settled is no longer the same", "待处理的差异已发生变化"
