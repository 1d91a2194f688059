"""Refusals of plans."""

from services.kernel.errors import BodyInvalid, Conflict, NotFound


class OrganisationsInvalid(BodyInvalid):
    code = "organisations_invalid"
    title_en, title_zh = "Some organisations cannot stand as they are given", "部分机构的数据不成立"


class EventInvalid(BodyInvalid):
    code = "event_invalid"
    title_en, title_zh = (
        "This cannot have happened to the organisation as it is recorded",
        "该事项与机构的现有记录不符",
    )


class EventWithdrawn(Conflict):
    code = "event_withdrawn"
    title_en, title_zh = "This entry has been withdrawn already", "该条登记已被撤回"


class PlanInvalid(BodyInvalid):
    code = "plan_invalid"
    title_en, title_zh = (
        "The plan contradicts itself or names what does not exist",
        "方案内部不一致，或引用了不存在的内容",
    )


class NothingToPublish(Conflict):
    code = "nothing_to_publish"
    title_en, title_zh = "Nothing has changed since the last publication", "自上次发布以来没有改动"


class PublishedEarlier(BodyInvalid):
    code = "published_earlier"
    title_en, title_zh = "A later day of publication is already recorded", "已有更晚的发布日期"


class PlanUnfinished(Conflict):
    code = "plan_unfinished"
    title_en, title_zh = (
        "Some targets say neither how they are measured nor why they cannot be",
        "部分目标既未写明测算口径，也未说明为何无法评估",
    )


class NothingInferred(Conflict):
    code = "nothing_inferred"
    title_en, title_zh = "The date of this plan is not an inferred one", "该方案的日期并非推断而来"


class StatementInvalid(BodyInvalid):
    code = "statement_invalid"
    title_en, title_zh = "The statement cannot stand as it is asked for", "责任状的要求不成立"


class StatementWithoutGround(Conflict):
    code = "statement_without_ground"
    title_en, title_zh = (
        "Only a plan that is in force grounds a responsibility statement",
        "只有现行有效的方案才能作为责任状的依据",
    )


class NothingOwed(Conflict):
    code = "nothing_owed"
    title_en, title_zh = "The plan lays nothing on this unit", "该方案未对此单位提出要求"


class StatementElsewhereIssued(Conflict):
    code = "statement_of_another_issuer"
    title_en, title_zh = (
        "The statement of this plan, unit and year is there already, issued by another organisation",
        "该方案、单位和年度的责任状已存在，下达单位不同",
    )


class StatementStateForbids(Conflict):
    code = "statement_state_forbids"
    title_en, title_zh = "The statement is not in a state for this", "责任状当前状态不允许此操作"


class StatementRecused(Conflict):
    code = "statement_recused"
    title_en, title_zh = (
        "Who answers for the unit does not answer its objection",
        "代表该单位的人员不得答复其异议",
    )


class DraftPending(Conflict):
    code = "draft_pending"
    title_en, title_zh = "Publish or take back the changes made to the plan first", "请先发布或撤回对该方案的改动"


class DocumentUnreadable(BodyInvalid):
    code = "document_unreadable"
    title_en, title_zh = "The document cannot be read as it is", "该文件无法读取"


class NotReadYet(Conflict):
    code = "not_read_yet"
    title_en, title_zh = "The document has not been read yet, or cannot be", "该文件尚未读取，或无法读取"


class NothingToCorrect(Conflict):
    code = "nothing_to_correct"
    title_en, title_zh = "There is no draft to work on: it has not been read yet, or cannot be", "尚无草稿可供处理"


class CorrectionsInvalid(BodyInvalid):
    code = "corrections_invalid"
    title_en, title_zh = "The corrections do not leave a draft that can stand", "更正后的草稿不成立"


class DraftUnfinished(BodyInvalid):
    code = "draft_unfinished"
    title_en, title_zh = "The draft lacks what a plan needs; correct it first", "草稿缺少方案必需的内容，请先更正"


class TaskInvalid(BodyInvalid):
    code = "task_invalid"
    title_en, title_zh = (
        "The task contradicts itself or names what does not exist",
        "任务内部不一致，或引用了不存在的内容",
    )


class ReportInvalid(BodyInvalid):
    code = "report_invalid"
    title_en, title_zh = "The report does not fit the task it is about", "报告与所报任务不符"


class DayReported(Conflict):
    code = "day_reported"
    title_en, title_zh = (
        "Another report of this day stands; a correction names the report it replaces",
        "当日已有有效报告；如需更正，请指明所替换的报告",
    )


class AdoptionInvalid(BodyInvalid):
    code = "adoption_invalid"
    title_en, title_zh = (
        "The adoption names what does not exist or cannot be compared",
        "承接关系引用了不存在或无法比较的内容",
    )


class PlanNotAbove(Conflict):
    code = "plan_not_above"
    title_en, title_zh = (
        "A plan takes up measures of plans for a place above its own only",
        "方案只能承接上级地区方案的措施",
    )


class NothingAdopted(Conflict):
    code = "nothing_adopted"
    title_en, title_zh = "The plan does not take up this measure, or no longer does", "该方案未承接此措施，或已撤回承接"


class PlanNotYetPublished(NotFound):
    code = "plan_not_yet_published"
    title_en, title_zh = "The plan was first published on a later day", "该方案在所问日期尚未发布"


class EndingInvalid(BodyInvalid):
    code = "ending_invalid"
    title_en, title_zh = "The plan cannot end in this way", "方案不能这样终止"


class PlanNotInForce(Conflict):
    code = "plan_not_in_force"
    title_en, title_zh = (
        "Only a published plan that is in force can be superseded or withdrawn",
        "只有已发布并生效的方案才能被替代或撤回",
    )


class PlanAlreadyEnded(Conflict):
    code = "plan_already_ended"
    title_en, title_zh = "The plan has already been superseded or withdrawn", "该方案已被替代或撤回"


class PackageInvalid(BodyInvalid):
    code = "package_invalid"
    title_en, title_zh = "The package cannot be taken in as it stands", "该方案包不能照此导入"


class PackageDiffers(Conflict):
    code = "package_differs"
    title_en, title_zh = (
        "A plan of this code is here already, and it is another one",
        "本系统已有同代码方案，但内容不同",
    )
