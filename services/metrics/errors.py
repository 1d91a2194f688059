"""What metrics refuses, each named for the fact that does not hold."""

from services.kernel.errors import ActionOwner, Refusal


class SubmissionRejected(Refusal):
    """Carries the report in `extra["report"]`; its counts say what would have been."""

    status, code = 422, "submission_rejected"
    title_en = "Some readings cannot be taken, so none of the submission was stored"
    title_zh = "部分读数不能接收，本次报送未保存任何内容"


class IndicatorInUse(Refusal):
    """Each fault names what the indicator has to stay, and for whose sake: readings, derived indicators, rules."""

    status, code = 409, "indicator_in_use"
    title_en = "What was reported, or is derived from it, would change its meaning; give what is new another code"
    title_zh = "已报读数或由其推导的指标含义会因此改变；新的口径请使用新的指标代码"
    action_owner = ActionOwner.ADMINISTRATOR


class NotReviewable(Refusal):
    """`extra["organisations"]` names the first hundred parts that cannot be reviewed so."""

    status, code = 409, "not_reviewable"
    title_en, title_zh = "These parts cannot be reviewed so", "这些部分不能这样审核"
    action_owner = ActionOwner.ADMINISTRATOR


class OwnSubmission(NotReviewable):
    code = "own_submission"
    title_en, title_zh = "Who sent a submission cannot review it", "报送人不能审核自己的报送"


class AlreadyReviewed(NotReviewable):
    code = "already_reviewed"
    title_en, title_zh = "These parts were reviewed before", "这些部分已经审核"


class ReviewedElsewhere(NotReviewable):
    code = "reviewed_elsewhere"
    title_en = "You have decided on these parts at another level: another person reviews here"
    title_zh = "您已在其他层级审核过这些部分，本级须由他人审核"


class PeriodLocked(NotReviewable):
    code = "period_locked"
    title_en = "The period is locked: ask who locked it to unlock it"
    title_zh = "该期间已锁定，请联系锁定人解锁"


class FindingsOpen(NotReviewable):
    code = "findings_open"
    title_en, title_zh = "Validation rules speak against these parts", "校验规则对这些部分提出了问题"


class ReplacesApproved(NotReviewable):
    code = "replaces_approved"
    title_en = "Approved, these parts change values that were approved before: say why in `reason`"
    title_zh = "批准后将改变此前已审核的数值，请在 reason 中说明原因"


class NotAwaited(NotReviewable):
    code = "not_awaited"
    title_en = "These parts wait for another level of the chain"
    title_zh = "这些部分正在等待审核链上的其他层级"


class LockHeldAbove(Refusal):
    """The detail says who locked it."""

    status, code = 403, "lock_held_above"
    title_en = "Who locked a period, or somebody above, unlocks it"
    title_zh = "期间须由锁定机构或其上级解锁"
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
