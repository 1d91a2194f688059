"""Refusals of audit, each named for the fact that does not hold."""

from services.kernel.errors import ActionOwner, Refusal


class StandardUnknown(Refusal):
    status, code = 422, "standard_unknown"
    title_en, title_zh = "No standard has this code", "没有使用该代码的标准"


class StandardVersionGone(Refusal):
    status, code = 409, "standard_version_gone"
    title_en, title_zh = "The version of the standard used then is no longer shipped", "当时使用的标准版本已不再提供"
    action_owner = ActionOwner.OPERATOR


class VariantUnfit(Refusal):
    status, code = 422, "variant_unfit"
    title_en, title_zh = "A local variant does not hold here", "地方变通规定不适用于此"


class StandardUnreadable(Refusal):
    status, code = 422, "standard_unreadable"
    title_en, title_zh = "The document is no standard", "该文件不是合格的标准文件"


class StandardVersionTaken(Refusal):
    status, code = 409, "standard_version_taken"
    title_en, title_zh = "This version of the standard exists already", "该标准的此版本已存在"


class StandardPublished(Refusal):
    status, code = 409, "standard_published"
    title_en, title_zh = "A published version of a standard never changes", "已发布的标准版本不得更改"


class LevelDiffers(Refusal):
    status, code = 422, "level_differs"
    title_en, title_zh = "The standard judges governments of another level", "该标准适用于其他层级的政府"


class ClauseUnknown(Refusal):
    status, code = 422, "clause_unknown"
    title_en, title_zh = "The standard has no such clause", "该标准没有此条款"


class ClauseVerified(Refusal):
    status, code = 409, "clause_verified"
    title_en, title_zh = "The text of this clause is verified and needs no confirmation", "该条款文本已核实，无需确认"


class OrganisationUnknown(Refusal):
    status, code = 422, "organisation_unknown"
    title_en, title_zh = "No organisation has this code", "没有使用该代码的机构"


class PlanUnknown(Refusal):
    status, code = 422, "plan_unknown"
    title_en, title_zh = "No published plan has this code", "没有使用该代码的已发布方案"


class PlanElsewhere(Refusal):
    status, code = 422, "plan_elsewhere"
    title_en, title_zh = "The plan does not hold for this organisation", "该方案不适用于该机构"


class RunFailed(Refusal):
    status, code = 503, "run_failed"
    title_en, title_zh = "The assessment could not be finished in several attempts", "评估多次尝试仍未完成"
    action_owner = ActionOwner.OPERATOR


class NotComparable(Refusal):
    status, code = 422, "not_comparable"
    title_en, title_zh = "The two assessments have nothing in common to compare", "两次评估没有可比之处"


class CountyNeeded(Refusal):
    status, code = 422, "county_needed"
    title_en, title_zh = "Many counties were assessed at once; name one", "本次评估含多个县，请指明其一"


class SchoolKindUnknown(Refusal):
    status, code = 409, "school_kind_unknown"
    title_en, title_zh = "The kind of a school is not known, so it cannot be scored", "学校的办学类型未知，无法评估"
    action_owner = ActionOwner.ADMINISTRATOR


class FactsNotScorable(Refusal):
    status, code = 409, "facts_not_scorable"
    title_en, title_zh = "An approved value cannot be scored exactly", "已审核的数值无法精确评估"
    action_owner = ActionOwner.ADMINISTRATOR


class BindingUnfounded(Refusal):
    status, code = 422, "binding_unfounded"
    title_en, title_zh = "The plan does not give this duty to this unit", "方案没有把该职责交给该单位"


class OrderUnfounded(Refusal):
    status, code = 422, "order_unfounded"
    title_en, title_zh = "The order does not stand on what it names", "整改令缺少其所依据的事实"


class DateOutOfOrder(Refusal):
    status, code = 422, "date_out_of_order"
    title_en, title_zh = "The dates do not follow one another", "日期先后不符"


class OutcomeUnfounded(Refusal):
    status, code = 422, "outcome_unfounded"
    title_en, title_zh = "The case of accountability does not stand on what it names", "问责缺少其所依据的事实"


class AssessmentOlder(Refusal):
    status, code = 409, "assessment_older"
    title_en, title_zh = "The ledger stands on a later assessment already", "台账已依据更晚的评估"


class AssessmentBindsNobody(Refusal):
    status, code = 409, "assessment_binds_nobody"
    title_en, title_zh = "An assessment for information enters nothing into the ledger", "仅供参考的评估不得列入台账"


class CommendationUnfounded(Refusal):
    status, code = 422, "commendation_unfounded"
    title_en, title_zh = "The commendation does not stand on what it names", "表扬缺少其所依据的事实"


class AppraisalUnfounded(Refusal):
    status, code = 422, "appraisal_unfounded"
    title_en, title_zh = "The appraisal does not stand on what it names", "考核缺少其所依据的事实"


class AppraisalStands(Refusal):
    status, code = 409, "appraisal_stands"
    title_en, title_zh = "The unit is appraised for this year already", "该单位本年度考核已存在"


class InspectionUnlisted(Refusal):
    status, code = 422, "inspection_unlisted"
    title_en, title_zh = (
        "What is not on the year's approved list is not inspected (厅字〔2019〕54号)",
        "未列入年度审批清单的督查检查一律不得开展（厅字〔2019〕54号）",
    )


class ListStands(Refusal):
    status, code = 409, "list_stands"
    title_en, title_zh = "The year has its list of inspections already", "该年度清单已存在"


class CutNotKept(Refusal):
    status, code = 409, "cut_not_kept"
    title_en, title_zh = (
        "The list is not as much shorter as it must be",
        "清单未达到规定的压减比例",
    )


class NotOfTheTeam(Refusal):
    status, code = 409, "not_of_the_team"
    title_en, title_zh = "Only the team that was named inspects", "仅限检查组成员"


class StepNotPossible(Refusal):
    status, code = 409, "step_not_possible"
    title_en, title_zh = "The case does not stand where this step can be taken", "案件所处状态不允许此步骤"


class CaseUnfit(Refusal):
    status, code = 422, "case_unfit"
    title_en, title_zh = "The step does not fit the case", "该步骤与案件不符"


class TimeOver(Refusal):
    status, code = 409, "time_over"
    title_en, title_zh = "The time for this request is over, or has not begun", "该申请的期限已过或尚未开始"


class GroundsOpen(Refusal):
    status, code = 409, "grounds_open"
    title_en, title_zh = (
        "New readings do not show every finding of the case to be met",
        "新的数据未能证明案件所列问题均已解决",
    )


class OrdersFallen(Refusal):
    status, code = 409, "orders_fallen"
    title_en, title_zh = (
        "An order that somebody is held to account for stands no more",
        "问责所依据的整改令已不成立",
    )


class NotHigher(Refusal):
    status, code = 409, "not_higher"
    title_en, title_zh = (
        "This is for an office above the unit, and an appeal for one above the office that decided",
        "须由单位的上级机构办理；申诉须由作出决定机构的上一级机构决定",
    )
    action_owner = ActionOwner.ADMINISTRATOR


class SamePerson(Refusal):
    status, code = 409, "same_person"
    title_en, title_zh = "Who took the earlier step cannot decide on it", "此前步骤的经办人不得作出该决定"
    action_owner = ActionOwner.ADMINISTRATOR


class Recused(Refusal):
    status, code = 409, "recused"
    title_en, title_zh = "Who answers for the unit cannot decide its case", "为该单位负责的人应当回避"
    action_owner = ActionOwner.ADMINISTRATOR


class NotHeard(Refusal):
    status, code = 409, "not_heard"
    title_en, title_zh = "The unit was not heard and its time is not over", "尚未听取该单位陈述，陈述期限未满"


class ClauseUnconfirmed(Refusal):
    status, code = 409, "clause_unconfirmed"
    title_en, title_zh = (
        "A finding rests on a clause whose text nobody has confirmed",
        "认定依据的条款文本尚未经授权人员确认",
    )
    action_owner = ActionOwner.ADMINISTRATOR


class CriterionUnknown(Refusal):
    status, code = 422, "criterion_unknown"
    title_en, title_zh = "The standard has no such criterion", "该标准没有此项指标"


class NotScored(Refusal):
    status, code = 404, "not_scored"
    title_en, title_zh = "This assessment did not score that", "本次评估未对其评分"


class StageNeeded(Refusal):
    status, code = 422, "stage_needed"
    title_en, title_zh = "The school has several stages; name one", "该校有多个学段，请指明其一"


class SampleUnfounded(Refusal):
    status, code = 422, "sample_unfounded"
    title_en, title_zh = "No such sample can be drawn", "无法按此要求抽样"


class MarksRefused(Refusal):
    status, code = 422, "marks_refused"
    title_en, title_zh = (
        "Pupils' marks, ranks and promotion are never evaluated here",
        "学生成绩、排名和升学情况不得用于评价",
    )


class NotYetPublished(Refusal):
    status, code = 409, "not_yet_published"
    title_en, title_zh = "The figures of this period are published later", "该期数据尚未到发布日期"


class NotScheduled(Refusal):
    status, code = 422, "not_scheduled"
    title_en, title_zh = "The sample is not published for this period", "该样本的发布计划不含此期"
