"""Refusals of plans."""

from services.kernel.errors import BodyInvalid, Conflict


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
